// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/first_token.h"

#include "core/base/text.h"
#include "core/http/response_reader.h"
#include "core/workload/answer_events.h"

#include <algorithm>
#include <span>
#include <string>

namespace inferometer {

namespace {

constexpr Nanos kReachPatience = std::chrono::seconds{10};
constexpr Nanos kTokenPatience = std::chrono::seconds{60};  // the model may have to be loaded
constexpr std::string_view kPrompt = "Say hello.";

// Looks for the first payload in an answer, and keeps the beginning of one that is none.
class AnswerListener : public BodySink
{
public:
    AnswerListener(const Dialect& dialect, std::span<const Secret> secrets)
        : m_secrets(secrets)
        , m_reader(*this)
        , m_events(dialect)
    {
        m_reader.reset();
    }

    // What is left over comes again in front of the next bytes.
    ResponseReader::Step feed(std::string_view bytes, std::size_t& consumed) { return m_reader.feed(bytes, consumed); }
    ResponseReader::Step closed() { return m_reader.closed(); }

    bool heardToken() const { return status() == 200 && m_events.heardPayload(); }
    bool isStream() const { return status() == 200 && m_events.error().empty(); }
    int status() const { return m_reader.headSeen() ? m_reader.head().status : 0; }
    // Of an answer that is an error; empty when it says nothing.
    std::string errorText() const
    {
        return errorTextOf(
            withoutSecrets(m_events.error().empty() ? m_events.beginning() : m_events.error(), m_secrets));
    }

private:
    void onBody(std::string_view bytes) override { m_events.feed(bytes); }

    const std::span<const Secret> m_secrets;
    ResponseReader m_reader;
    AnswerEvents m_events;
};

Sentence answered(const FirstTokenProbe::Question& question, const AnswerListener& heard)
{
    const std::string said = heard.errorText();
    Sentence pattern = said.empty() ? sentence("errors", "%1 answered %2 with HTTP %4")
                                    : sentence("errors", "%1 answered %2 with HTTP %4 (%3)");
    if (heard.status() == 200)
        pattern = said.empty() ? sentence("errors", "%1 answered %2 with an error")
                               : sentence("errors", "%1 answered %2 with an error (%3)");
    return pattern.with(placeOf(question.access), question.access.url.path, said, heard.status());
}

Error refusal(const FirstTokenProbe::Question& question, const AnswerListener& heard)
{
    const Sentence what = answered(question, heard);
    switch (heard.status()) {
    case 401:
    case 403:
        return {Errc::Auth, sentence("errors", "%1; check the API key and what it may do.").with(what), "api-key-env"};
    case 404:
    case 405:
        return {Errc::NotFound,
                sentence("errors", "%1; check the base URL, the API type and the model's name.").with(what),
                "base-url"};
    case 429:
        return {Errc::RateLimited, sentence("errors", "%1; the endpoint limits the rate, try again later.").with(what)};
    default:
        break;
    }
    return {Errc::Protocol,
            sentence("errors", "%1; check the model's name and the extra body, then the server's log.").with(what)};
}

Error noToken(const FirstTokenProbe::Question& question, const AnswerListener& heard)
{
    if (!heard.isStream())
        return refusal(question, heard);
    return {Errc::Protocol,
            sentence("errors", "%1 answered %2 without a token; check the API type and that the model streams.")
                .with(placeOf(question.access), question.access.url.path),
            "llm-api"};
}

std::string requestText(const FirstTokenProbe::Question& question)
{
    const BodyTemplate around = question.access.dialect->body(question.parts);
    std::string body = around.prefix;
    appendJsonEscaped(kPrompt, body);
    body += around.suffix;
    return requestHead(question.access).reveal() + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Takes a read behind what was carried over from the last one, and carries over what the reader wants again.
ResponseReader::Step hear(const ReadResult& got, const ReadBuffer& buffer, std::string& carry, AnswerListener& heard)
{
    if (got.kind == ReadResult::Kind::Closed)
        return heard.closed();
    if (got.kind != ReadResult::Kind::Bytes)
        return ResponseReader::Step::Failed;
    const std::string_view bytes{buffer.plain.data(), carry.size() + got.bytes};
    std::size_t consumed = 0;
    const ResponseReader::Step step = heard.feed(bytes, consumed);
    carry.assign(bytes.substr(consumed));
    return step;
}

Nanos arrivalOf(const ReadResult& got) { return isSet(got.stamp) ? got.stamp : got.readAt; }

}  // namespace

FirstTokenProbe::FirstTokenProbe(std::stop_token stop)
    : m_stop(std::move(stop))
    , m_wake(m_stop, [this] { m_poller.wake(); })
{}

const Poller::Ready* FirstTokenProbe::next(Nanos deadline)
{
    while (!m_stop.stop_requested() && monotonicNow() < deadline) {
        const auto ready = m_poller.wait(deadline);
        if (!ready.empty())
            return ready.data();
    }
    return nullptr;
}

bool FirstTokenProbe::connect(const ConnectionTarget& target, Nanos deadline)
{
    if (!m_connection.open(target, m_poller, 0))
        return false;
    while (m_connection.state() != Connection::State::Ready) {
        const Nanos wakeAt = m_connection.wakeAt();
        const Poller::Ready* ready = next(isSet(wakeAt) ? std::min(wakeAt, deadline) : deadline);
        const Nanos now = monotonicNow();
        if (m_stop.stop_requested() || (ready == nullptr && now >= deadline))
            return false;
        if ((ready != nullptr ? m_connection.advance(*ready, m_buffer, m_clock) : m_connection.onTime(now))
            == Connection::State::Closed)
            return false;
    }
    return true;
}

Result<Nanos> FirstTokenProbe::ask(const Question& question)
{
    const std::string place = placeOf(question.access);
    const bool stands = m_connection.isReusable() && !m_connection.peerIsDone();
    if (!stands && !connect(question.target, monotonicNow() + kReachPatience))
        return Error{Errc::Network,
                     sentence("errors", "%1 could not be reached again; check that it still runs.").with(place),
                     "base-url"};
    Nanos begun{0};
    if (!m_connection.send(requestText(question), begun))
        return Error{
            Errc::Network,
            sentence("errors", "%1 closed the connection while it was asked; check the server's log.").with(place)};
    Result<Nanos> token = readAnswer(question, begun, begun + kTokenPatience);
    m_connection.close();  // the rest of the answer is of no use
    return token;
}

Result<Nanos> FirstTokenProbe::readAnswer(const Question& question, Nanos begun, Nanos deadline)
{
    const std::string place = placeOf(question.access);
    AnswerListener heard{*question.access.dialect, question.access.secrets};
    std::string carry;
    while (const Poller::Ready* ready = next(deadline)) {
        if (ready->writable && m_connection.sendWaits())
            m_connection.flush();
        std::copy(carry.begin(), carry.end(), m_buffer.plain.begin());
        const ReadResult got = m_connection.read(m_buffer, carry.size(), m_clock);
        if (got.kind == ReadResult::Kind::WouldBlock)
            continue;
        const ResponseReader::Step step = hear(got, m_buffer, carry, heard);
        if (heard.heardToken())
            return arrivalOf(got) - begun;
        if (step == ResponseReader::Step::Done || carry.size() > ReadBuffer::kSize / 2)
            return noToken(question, heard);
        if (step == ResponseReader::Step::Failed)
            return Error{
                Errc::Protocol,
                sentence("errors", "%1 broke off its answer before a token; check the server's log.").with(place)};
    }
    return Error{
        Errc::Timeout,
        sentence("errors",
                 "%1 sent no token within %2 s; check that the server is not stuck or still loading the model.")
            .with(place, std::chrono::duration<double>{kTokenPatience}.count()),
        "base-url"};
}

}  // namespace inferometer
