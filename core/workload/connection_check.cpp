// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/connection_check.h"

#include "core/base/text.h"
#include "core/http/connection.h"
#include "core/workload/first_token.h"
#include "core/workload/probe.h"

#include <array>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

using Outcome = ConnectionStepResult::Outcome;

constexpr Nanos kReachPatience = std::chrono::seconds{10};

Error cancelled() { return {Errc::Cancelled, "The connection test was cancelled.", ""}; }

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
    std::string place() const { return m_access.url.host + ":" + std::to_string(m_access.url.port); }

    void tell(ConnectionStep step, Outcome outcome, Nanos took, std::string note, std::string error = {}) const
    {
        if (m_watch && !m_stop.stop_requested())
            m_watch({step, outcome, took, std::move(note), std::move(error)});
    }
    void passed(ConnectionStep step, Nanos took, std::string note) const
    {
        tell(step, Outcome::Passed, took, std::move(note));
    }
    Status failed(ConnectionStep step, Nanos took, const Error& error) const
    {
        tell(step, Outcome::Failed, took, {}, error.message);
        return error;
    }

    Status findAddresses();
    Status connect();
    Status connectFailed(Nanos begun) const;
    Error connectError() const;
    Status listModels();
    Status awaitToken();

    const RunSpec& m_spec;
    const EndpointAccess m_access;
    const ConnectionWatch& m_watch;
    const std::stop_token m_stop;
    ConnectionTarget m_target;
    FirstTokenProbe m_probe{m_stop};
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
           resolved.value().addresses.front().text() + (more > 0 ? " +" + std::to_string(more) : ""));
    m_target.addresses = std::move(resolved).value().addresses;
    return {};
}

Error ConnectionCheck::connectError() const
{
    const Connection& connection = m_probe.connection();
    const std::string& why = connection.errorText();
    const std::string to = m_access.proxy ? "The proxy " + target().authority() : place();
    switch (connection.fault()) {
    case ConnectFault::None:
        return {Errc::Timeout,
                (isSet(connection.connected) ? place() + " did not answer in TLS" : to + " did not answer") + " within "
                    + formatNumber(std::chrono::duration<double>{kReachPatience}.count())
                    + " s; check the address, the port and firewalls.",
                "base-url"};
    case ConnectFault::Tls:
        return {Errc::Network,
                "TLS with " + place() + " failed. " + why
                    + " Check that the port speaks https, and the CA file if the authority is your own.",
                "ca-file"};
    case ConnectFault::Proxy:
        return {Errc::Network, "No tunnel to " + place() + ": " + why + "; check the proxy's address and rules.",
                "proxy"};
    case ConnectFault::Local:
        return {Errc::Network, "This computer cannot open a connection: " + why + ".", ""};
    case ConnectFault::Refused:
    case ConnectFault::Reset:
        break;
    }
    return {Errc::Network,
            "No connection to " + (m_access.proxy ? "the proxy " + target().authority() : place()) + ": " + why
                + "; check that the server runs and that address and port are right.",
            m_access.proxy ? "proxy" : "base-url"};
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
           m_access.proxy ? "through " + target().authority() : "");
    if (m_access.url.tls)
        passed(ConnectionStep::Tls, connection.secured - connection.connected,
               m_access.insecure ? "certificate not verified" : "certificate verified");
    else
        tell(ConnectionStep::Tls, Outcome::Skipped, Nanos{0}, "not used: the address begins with http://");
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
        return failed(ConnectionStep::Models, took,
                      {Errc::Auth,
                       place() + " refused the list of models (HTTP " + std::to_string(status)
                           + "); check the API key and what it may do.",
                       "api-key-env"});
    }
    const std::vector<std::string> words = splitWords(m_spec.modelNames);
    const std::vector<std::string>& listed = models.value().names;
    Result<std::string> model = chooseModel(words.empty() ? "" : words.front(), listed, place());
    if (!model)
        return failed(ConnectionStep::Models, took, model.error());
    m_model = std::move(model).value();
    if (listed.empty()) {
        tell(ConnectionStep::Models, Outcome::Skipped, took,
             "no list (" + (status == 0 ? "no answer" : "HTTP " + std::to_string(status)) + "); taking " + m_model);
    } else {
        passed(ConnectionStep::Models, took, std::to_string(listed.size()) + " listed; asking " + m_model);
    }
    return {};
}

Status ConnectionCheck::awaitToken()
{
    const FirstTokenProbe::Question question{
        .access = m_access,
        .target = m_target,
        .parts
        = {.model = m_model, .samplingParams = m_spec.samplingParams, .extraBody = m_spec.extraBody, .outputTokens = 1},
    };
    const Nanos begun = monotonicNow();
    const Result<Nanos> token = m_probe.ask(question);
    if (!token)
        return failed(ConnectionStep::FirstToken, monotonicNow() - begun, token.error());
    passed(ConnectionStep::FirstToken, token.value(), m_model);
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
