// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/connection_check.h"

#include "core/base/text.h"
#include "core/config/model_names.h"
#include "core/http/connection.h"
#include "core/workload/first_token.h"
#include "core/workload/model_list.h"
#include "core/workload/probe.h"

#include <array>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

using Outcome = ConnectionStepResult::Outcome;

constexpr Nanos kReachPatience = std::chrono::seconds{10};

Error cancelled() { return {Errc::Cancelled, sentence("errors", "The connection test was cancelled.")}; }

class ConnectionCheck
{
public:
    ConnectionCheck(const RunSpec& spec, EndpointAccess access, const ConnectionWatch& watch, std::stop_token stop)
        : m_spec(spec)
        , m_access(std::move(access))
        , m_watch(watch)
        , m_stop(std::move(stop))
    {}

    Status run()
    {
        using Step = Status (ConnectionCheck::*)();
        constexpr std::array<Step, 4> kSteps{&ConnectionCheck::findAddresses, &ConnectionCheck::connect,
                                             &ConnectionCheck::listModels, &ConnectionCheck::awaitToken};
        for (const Step step : kSteps) {
            if (m_stop.stop_requested())
                return cancelled();
            if (const Status status = (this->*step)(); !status)
                return m_stop.stop_requested() ? cancelled() : status;
        }
        return {};
    }

private:
    const Url& target() const { return m_access.proxy ? *m_access.proxy : m_access.url; }
    std::string place() const { return placeOf(m_access); }

    void tell(ConnectionStep step, Outcome outcome, Nanos took, Sentence note, Sentence error = {}) const
    {
        if (m_watch && !m_stop.stop_requested())
            m_watch({step, outcome, took, std::move(note), std::move(error)});
    }
    void passed(ConnectionStep step, Nanos took, Sentence note) const
    {
        tell(step, Outcome::Passed, took, std::move(note));
    }
    Status failed(ConnectionStep step, Nanos took, const Error& error) const
    {
        tell(step, Outcome::Failed, took, {}, error.said);
        return error;
    }

    Status findAddresses();
    Status connect();
    Status connectFailed(Nanos begun) const;
    Error connectError() const;
    Error timeoutError() const;
    Status listModels();
    std::string firstModel() const;
    bool isListed() const;
    Status awaitToken();

    const RunSpec& m_spec;
    EndpointAccess m_access;
    const ConnectionWatch& m_watch;
    const std::stop_token m_stop;
    ConnectionTarget m_target;
    FirstTokenProbe m_probe{m_stop};
    std::vector<std::string> m_listed;
    std::string m_model;
};

Status ConnectionCheck::findAddresses()
{
    const Nanos before = monotonicNow();
    Result<Resolved> resolved = resolve(target().host, target().port);
    if (!resolved)
        return failed(ConnectionStep::Dns, monotonicNow() - before, resolved.error());
    const std::size_t more = resolved.value().addresses.size() - 1;
    passed(ConnectionStep::Dns, resolved.value().took,
           Sentence::plain(resolved.value().addresses.front().text()
                           + (more > 0 ? " +" + std::to_string(more) : std::string{})));
    m_target.addresses = std::move(resolved).value().addresses;
    return {};
}

Error ConnectionCheck::connectError() const
{
    const Connection& connection = m_probe.connection();
    const Figure& why = connection.why();
    const Figure to = m_access.proxy ? sentence("errors", "the proxy %1").with(target().authority()) : Figure{place()};
    switch (connection.fault()) {
    case ConnectFault::None:
    case ConnectFault::Timeout:
        return timeoutError();
    case ConnectFault::Tls:
        return {Errc::Network,
                sentence("errors",
                         "TLS with %1 failed. %2 Check that the port speaks https, and the CA file if the authority is "
                         "your own.")
                    .with(place(), why),
                "ca-file"};
    case ConnectFault::Proxy:
        return {Errc::Network,
                sentence("errors", "No tunnel to %1: %2; check the proxy's address and rules.").with(place(), why),
                "proxy"};
    case ConnectFault::Descriptors:
    case ConnectFault::Ports:
    case ConnectFault::Memory:
        return {Errc::Network, sentence("errors", "This computer cannot open a connection: %1.").with(why)};
    case ConnectFault::Refused:
    case ConnectFault::Reset:
        break;
    }
    return {
        Errc::Network,
        sentence("errors", "No connection to %1: %2; check that the server runs and that address and port are right.")
            .with(to, why),
        m_access.proxy ? "proxy" : "base-url"};
}

Error ConnectionCheck::timeoutError() const
{
    const double limit = std::chrono::duration<double>{kReachPatience}.count();
    Sentence pattern = sentence("errors", "%1 did not answer within %2 s; check the address, the port and firewalls.");
    if (isSet(m_probe.connection().connected))
        pattern
            = sentence("errors", "%1 did not answer in TLS within %2 s; check the address, the port and firewalls.");
    else if (m_access.proxy)
        return {
            Errc::Timeout,
            sentence("errors", "The proxy %1 did not answer within %2 s; check the address, the port and firewalls.")
                .with(target().authority(), limit),
            "base-url"};
    return {Errc::Timeout, pattern.with(place(), limit), "base-url"};
}

// TLS is what failed once the connection stood.
Status ConnectionCheck::connectFailed(Nanos begun) const
{
    const Connection& connection = m_probe.connection();
    if (!isSet(connection.connected))
        return failed(ConnectionStep::Connect, monotonicNow() - begun, connectError());
    passed(ConnectionStep::Connect, connection.connected - connection.connectStart, {});
    return failed(ConnectionStep::Tls, monotonicNow() - connection.connected, connectError());
}

Status ConnectionCheck::connect()
{
    const Nanos begun = monotonicNow();
    if (m_access.url.tls) {
        auto context = TlsContext::client(m_access.caFile, m_access.insecure);
        if (!context)
            return failed(ConnectionStep::Connect, Nanos{0}, context.error());
        m_target.tls = std::move(context).value();
        m_target.tlsName = m_access.url.host;
    }
    m_target.proxyHead = proxyHead(m_access);
    if (!m_probe.connect(m_target, begun + kReachPatience))
        return connectFailed(begun);
    const Connection& connection = m_probe.connection();
    passed(ConnectionStep::Connect, connection.connected - connection.connectStart,
           m_access.proxy ? sentence("errors", "through %1").with(target().authority()) : Sentence{});
    if (m_access.url.tls)
        passed(ConnectionStep::Tls, connection.secured - connection.connected,
               m_access.insecure ? sentence("errors", "certificate not verified")
                                 : sentence("errors", "certificate verified"));
    else
        tell(ConnectionStep::Tls, Outcome::Skipped, Nanos{0},
             sentence("errors", "not used: the address begins with http://"));
    return {};
}

Status ConnectionCheck::listModels()
{
    const Nanos begun = monotonicNow();
    EndpointProbe probe{m_access, m_stop};
    const Result<EndpointProbe::Models> models = probe.models();
    const Nanos took = monotonicNow() - begun;
    if (!models)
        return failed(ConnectionStep::Models, took, models.error());
    const int status = models.value().status;
    if (status == 401 || status == 403) {
        return failed(
            ConnectionStep::Models, took,
            {Errc::Auth,
             sentence("errors", "%1 refused the list of models (HTTP %2); check the API key and what it may do.")
                 .with(place(), status),
             "api-key-env"});
    }
    m_listed = models.value().names;
    Result<std::string> model = chooseModel(firstModel(), m_listed, place());
    if (!model)
        return failed(ConnectionStep::Models, took, model.error());
    m_model = std::move(model).value();
    m_access.url = pageOfModel(m_access, m_model);
    if (m_listed.empty()) {
        tell(ConnectionStep::Models, Outcome::Skipped, took,
             (status == 0 ? sentence("errors", "no list (no answer); taking %1")
                          : sentence("errors", "no list (HTTP %2); taking %1"))
                 .with(m_model, status));
    } else {
        passed(ConnectionStep::Models, took,
               (isListed() ? sentence("errors", "%1 listed; asking %2")
                           : sentence("errors", "%1 listed, without %2; asking it all the same"))
                   .with(m_listed.size(), m_model));
    }
    return {};
}

// The text of the setting may be one name with blanks or several names.
std::string ConnectionCheck::firstModel() const
{
    const std::vector<std::string> names = splitModelNames(m_spec.target.modelNames);
    return names.size() < 2 || lists(m_listed, std::string{trimmed(m_spec.target.modelNames)})
        ? m_spec.target.modelNames
        : quotedModelName(names.front());
}

bool ConnectionCheck::isListed() const { return m_listed.empty() || lists(m_listed, m_model); }

Status ConnectionCheck::awaitToken()
{
    const FirstTokenProbe::Question question{
        .access = m_access,
        .target = m_target,
        .parts = {.model = m_model,
                  .samplingParams = m_access.samplingParams.reveal(),
                  .extraBody = m_access.extraBody.reveal(),
                  .outputTokens = m_access.dialect->leastOutput},
    };
    const Nanos begun = monotonicNow();
    const Result<Nanos> token = m_probe.ask(question);
    if (!token && !isListed())
        return failed(ConnectionStep::FirstToken, monotonicNow() - begun,
                      {token.error().code,
                       sentence("errors", "%1 %2").with(token.error().said, notListed(m_model, m_listed, place())),
                       "model-names"});
    if (!token)
        return failed(ConnectionStep::FirstToken, monotonicNow() - begun, token.error());
    passed(ConnectionStep::FirstToken, token.value(), Sentence::plain(m_model));
    return {};
}

}  // namespace

Status checkConnection(const RunSpec& spec, const Secret& key, const ConnectionWatch& watch, std::stop_token stop)
{
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    return ConnectionCheck{spec, std::move(access).value(), watch, std::move(stop)}.run();
}

}  // namespace inferometer
