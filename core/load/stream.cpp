// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/stream.h"

#include "core/machine/errno_text.h"

#include <algorithm>
#include <cstring>

namespace inferometer {

namespace {

constexpr std::size_t kSplitterReserve = 2048;
constexpr std::int64_t kChunksReserved = 4096;
// How long the framing of an answer that has said all it has to say is waited for.
constexpr Nanos kFramingWait = std::chrono::milliseconds{100};
constexpr std::size_t kFinishReserve = 64;
constexpr std::size_t kBodyReserve = 512;
constexpr double kLongestRetryAfter = 86400;  // s
constexpr std::size_t kVaryingHead = 96;      // the names, two numbers and line ends of a request's own headers
constexpr Nanos kFirstRest = std::chrono::milliseconds{50};
constexpr unsigned kMostDoublings = 6;
constexpr Nanos kDefaultRetryAfter = std::chrono::seconds{1};

static_assert(BodyDecoder::kPadding >= kEventPadding && ReadBuffer::kPadding >= kEventPadding);

Outcome outcomeOf(ConnectFault fault)
{
    if (isOfThisMachine(fault))
        return Outcome::Local;
    switch (fault) {
    case ConnectFault::Tls:
        return Outcome::Tls;
    case ConnectFault::Reset:
        return Outcome::Reset;
    case ConnectFault::Timeout:
        return Outcome::Timeout;
    case ConnectFault::Descriptors:
    case ConnectFault::Ports:
    case ConnectFault::Memory:
    case ConnectFault::None:
    case ConnectFault::Refused:
    case ConnectFault::Proxy:
        break;
    }
    return Outcome::ConnectRefused;
}

}  // namespace

std::string headOf(const Target& target, const std::string& requestId, std::size_t bodyLength)
{
    return target.head.reveal() + "x-request-id: " + requestId + "\r\nContent-Length: " + std::to_string(bodyLength)
        + "\r\n\r\n";
}

Stream::Stream(StreamContext& context, std::uint32_t index, std::uint64_t token)
    : m_context(context)
    , m_index(index)
    , m_token(token)
    , m_reader(static_cast<BodySink&>(*this))
{
    m_carry.reserve(64);
    m_splitter.reserve(kSplitterReserve);
    m_finishReason.reserve(kFinishReserve);
    m_bodyStart.reserve(kBodyReserve);
}

void Stream::begin(const Slot& slot, Nanos scheduled, Nanos ready)
{
    m_slot = slot;
    m_record = {};
    m_record.sequence = slot.sequence;
    m_record.scheduled = scheduled;
    m_record.ready = ready;
    m_record.phase = slot.phase;
    m_record.stream = m_index;
    m_record.worker = m_context.worker;
    m_errorText.clear();
    m_hasServerMetrics = false;
    m_reused = hasConnection();
    m_attemptStart = m_lastActivity = m_context.now();
    m_forgiven = Nanos{0};
    m_forgivenAt = kUnset;
    if (m_reused)
        sendRequest();
    else
        connect();
}

bool Stream::hasConnection() const
{
    return m_connection.state() == Connection::State::Ready && !m_context.options->newConnections;
}

void Stream::connect()
{
    closeConnection();
    m_phase = Step::Connecting;
    m_reused = false;
    ++m_context.tick->connections;
    if (!m_connection.open(*m_context.target, m_context.poller, m_token))
        onConnectFault();
}

void Stream::onConnectFault()
{
    m_record.connectStart = m_context.sinceStart(m_connection.connectStart);
    m_record.connected = m_context.sinceStart(m_connection.connected);
    if (const ConnectFault fault = m_connection.fault(); isOfThisMachine(fault))
        ++m_context.tick->machineFaults.at(static_cast<std::size_t>(fault)
                                           - static_cast<std::size_t>(ConnectFault::Descriptors));
    finish(outcomeOf(m_connection.fault()), m_connection.errorText());
}

// The whole request. Its head is put before the body into room that was left for it: a body may be long.
std::string_view Stream::buildRequest()
{
    const std::size_t room = m_context.target->head.reveal().size() + m_context.options->idPrefix.size() + kVaryingHead;
    std::string& request = m_context.request;
    request.assign(room, ' ');
    const Shape shape = m_context.source->next(m_slot, request);
    const std::string head = headOf(*m_context.target, m_context.options->idPrefix + std::to_string(m_record.sequence),
                                    request.size() - room);
    const std::size_t begin = room - head.size();
    std::copy(head.begin(), head.end(), request.begin() + static_cast<std::ptrdiff_t>(begin));
    m_record.prompt = shape.prompt;
    m_record.conversation = shape.conversation;
    m_record.turn = shape.turn;
    m_record.promptTokens = shape.promptTokens;
    m_record.tokensRequested = shape.outputTokens;
    const std::int64_t expected = std::clamp<std::int64_t>(shape.outputTokens, 0, kChunksReserved);
    m_chunks.reserve(static_cast<std::size_t>(expected) + 32);
    if (m_context.options->keepRaw)
        m_raw.reserve(static_cast<std::size_t>(expected));
    return std::string_view{request}.substr(begin);
}

void Stream::sendRequest()
{
    m_phase = Step::Exchanging;
    m_reader.reset();
    m_splitter.reset(m_context.target->dialect->framing);
    m_carry.clear();
    m_errorText.clear();
    dropAnswer();
    m_raw.clear();
    m_said.clear();
    m_streamFault = Outcome::Ok;
    m_bodyStart.clear();
    m_finishReason.clear();
    m_finish = FinishKind::None;
    m_endAt = kUnset;
    m_hasPending = m_hasServerMetrics = m_bodyIsOver = m_wasCut = m_isOver = m_understood = m_countsRun = false;
    m_tokensSoFar = m_heldTokens = 0;
    m_record.chunkTokensKnown = true;
    m_record.connectStart = m_reused ? kUnset : m_context.sinceStart(m_connection.connectStart);
    m_record.connected = m_reused ? kUnset : m_context.sinceStart(m_connection.connected);
    m_record.secured = m_reused ? kUnset : m_context.sinceStart(m_connection.secured);
    const std::string_view request = buildRequest();
    Nanos begun{0};
    const bool sent = m_connection.send(request, begun);
    const Nanos written = m_context.now();
    m_record.sent = m_context.sinceStart(begun);
    m_chunks.begin(m_record.sent);
    m_lastStamp = m_lastActivity = m_arrival.at = m_record.sent;
    const bool first = m_record.attempt == 0 && !m_record.staleRetry;
    m_context.tick->sent(m_record.sent, first);
    if (first)
        m_context.tick->waited(m_record);
    if (sent && !m_connection.sendWaits())
        m_record.written = written;
    // Where the peer broke the sending, the poller comes back with an answer that is there already, or with the reason.
    if (!sent && !m_connection.peerIsDone())
        onPeerClosed(m_connection.errorText());
}

void Stream::onReady(const Poller::Ready& ready)
{
    if (m_phase == Step::Free || m_phase == Step::BackingOff) {
        // A kept-alive connection with nothing under way: the server closed it, or speaks out of turn.
        closeConnection();
        return;
    }
    if (m_phase == Step::Connecting) {
        advanceConnection(ready);
        return;
    }
    // Read first: an answer that came before the request was whole says why the rest of it is not wanted.
    if (ready.readable) {
        m_peerDone = ready.peerDone;
        readOnce();
    }
    if (m_phase != Step::Exchanging || !ready.writable || !m_connection.sendWaits())
        return;
    // What breaks the writing leaves an answer to be read, or an error that says more.
    if (!m_connection.flush())
        return;
    m_lastActivity = m_context.now();
    if (!m_connection.sendWaits())
        m_record.written = m_lastActivity;
}

void Stream::advanceConnection(const Poller::Ready& ready)
{
    const Connection::State state = m_connection.advance(ready, m_context.buffer, m_context.clock);
    m_lastActivity = m_context.now();
    if (state == Connection::State::Ready)
        sendRequest();
    else if (state == Connection::State::Closed)
        onConnectFault();
}

void Stream::readOnce()
{
    const std::size_t kept = m_carry.size();
    std::memcpy(m_context.buffer.plain.data(), m_carry.data(), kept);
    const ReadResult got = m_connection.read(m_context.buffer, kept, m_context.clock);
    switch (got.kind) {
    case ReadResult::Kind::Bytes:
        onBytes(got, kept);
        break;
    case ReadResult::Kind::WouldBlock:
        break;
    case ReadResult::Kind::Closed:
        onPeerClosed({});
        break;
    case ReadResult::Kind::Failed:
        onPeerClosed(got.error != 0 ? errnoText(got.error) : std::string_view{m_connection.errorText()});
        break;
    }
}

// `fault` is what broke the connection; empty when it was closed in order.
void Stream::onPeerClosed(std::string_view fault)
{
    const bool answered = isSet(m_record.firstByte);
    if (m_reused && !answered && !m_record.staleRetry) {
        retryStale();
        return;
    }
    m_record.end = answered ? m_lastActivity : m_context.now();
    const bool bodyEndsSo = answered && fault.empty() && m_reader.closed() == ResponseReader::Step::Done;
    const std::string reason{fault};
    if (bodyEndsSo || saidAll()) {
        closeConnection();
        onResponseDone();
    } else if (m_streamFault != Outcome::Ok) {
        finish(m_streamFault, m_errorText);
    } else if (!reason.empty() || !answered) {
        finish(Outcome::Reset, reason.empty() ? "the connection closed before any answer" : reason);
    } else {
        finish(Outcome::Truncated, faultText(closedText));
    }
}

// The server closed a kept-alive connection before it saw the request: not its fault, so it is asked once more.
void Stream::retryStale()
{
    m_record.staleRetry = true;
    ++m_context.tick->staleConnections;
    m_context.tick->left(m_context.now());
    connect();
}

// finish_reason or usage came: only the framing is missing.
bool Stream::saidAll() const { return m_record.complete && m_streamFault == Outcome::Ok; }

// Whether an answer that is not over for HTTP can be ended here and judged by what it said.
bool Stream::mayEndHere() const
{
    return m_phase == Step::Exchanging && isSet(m_endAt) && (saidAll() || m_streamFault != Outcome::Ok);
}

// Its end is the event that said so; the stream was held till now.
void Stream::endHere(Nanos now)
{
    m_record.end = m_endAt;
    m_record.keptOpen = now >= m_endAt + kFramingWait;
    closeConnection();
    onResponseDone();
    m_freeSince = now;
}

void Stream::onResponseDone()
{
    setOnce(m_record.end, m_arrival.at);
    m_bodyIsOver = true;
    m_splitter.finish([this](std::string_view data, bool errorEvent) { onEvent(data, errorEvent); });
    if (m_hasPending)
        commitChunk(false);
    m_record.httpStatus = static_cast<std::uint16_t>(m_reader.head().status);
    const Outcome outcome = outcomeOfAnswer();
    if (outcome == Outcome::RateLimited)
        noteRetryAfter();
    if (outcome == Outcome::RateLimited && backOff())
        return;
    if (!m_reader.head().keepAlive || !m_connection.isReusable() || outcome == Outcome::Malformed)
        closeConnection();
    finish(outcome, outcome == Outcome::HttpError || outcome == Outcome::RateLimited ? statusText() : m_errorText);
}

void Stream::noteRetryAfter()
{
    const double after = m_reader.head().retryAfter;
    if (after >= 0)
        m_record.retryAfterMs = static_cast<std::int32_t>(std::min(after, kLongestRetryAfter) * 1000);
}

bool Stream::backOff()
{
    if (m_record.attempt >= m_context.options->retry429)
        return false;
    if (!m_reader.head().keepAlive || !m_connection.isReusable())
        closeConnection();
    m_context.tick->left(m_record.end);
    m_phase = Step::BackingOff;
    const std::int32_t wait = m_record.retryAfterMs;
    m_retryAt = m_context.now() + (wait >= 0 ? Nanos{std::chrono::milliseconds{wait}} : kDefaultRetryAfter);
    return true;
}

// The wait after a 429 is over: the same request, with a record that knows only what came before its first attempt.
void Stream::beginAgain()
{
    RequestRecord fresh;
    fresh.sequence = m_record.sequence;
    fresh.scheduled = m_record.scheduled;
    fresh.ready = m_record.ready;
    fresh.phase = m_record.phase;
    fresh.stream = m_record.stream;
    fresh.worker = m_record.worker;
    fresh.retryAfterMs = m_record.retryAfterMs;
    fresh.attempt = static_cast<std::uint16_t>(m_record.attempt + 1);
    m_record = fresh;
    m_attemptStart = m_lastActivity = m_context.now();
    m_forgiven = Nanos{0};
    m_forgivenAt = kUnset;
    m_reused = hasConnection();
    if (m_reused)
        sendRequest();
    else
        connect();
}

Nanos Stream::deadline() const
{
    if (m_phase == Step::Free)
        return kUnset;
    if (m_phase == Step::BackingOff)
        return m_retryAt;
    const StreamOptions& options = *m_context.options;
    Nanos first = Nanos::max();
    if (options.requestTimeout > Nanos{0})
        first = (isSet(m_record.sent) ? m_record.sent : m_attemptStart) + m_forgiven + options.requestTimeout;
    if (options.idleTimeout > Nanos{0})
        first = std::min(first, idleSince() + options.idleTimeout);
    if (isOver())
        first = std::min(first, m_endAt + kFramingWait);
    if (m_phase == Step::Connecting && isSet(m_connection.wakeAt()))
        first = std::min(first, m_connection.wakeAt() - m_context.start);
    return first == Nanos::max() ? kUnset : first;
}

void Stream::forgive(Nanos gap, Nanos now)
{
    // What was sent, or read, behind the gap has waited for no more than since then.
    const Nanos silent = std::min(gap, now - m_lastActivity);
    m_forgivenSince = m_forgivenAt == m_lastActivity ? m_forgivenSince + silent : silent;
    m_forgivenAt = m_lastActivity;
    m_forgiven += std::min(gap, now - (isSet(m_record.sent) ? m_record.sent : m_attemptStart));
}

// When a byte came last, the time left out in which this program stood still.
Nanos Stream::idleSince() const
{
    return m_forgivenAt == m_lastActivity ? m_lastActivity + m_forgivenSince : m_lastActivity;
}

void Stream::onDeadline(Nanos now)
{
    if (m_phase == Step::BackingOff) {
        beginAgain();
        return;
    }
    if (m_phase == Step::Connecting && isSet(m_connection.wakeAt()) && now >= m_connection.wakeAt() - m_context.start) {
        if (m_connection.onTime(now + m_context.start) == Connection::State::Closed)
            onConnectFault();
        return;
    }
    if (mayEndHere()) {
        endHere(now);
        return;
    }
    const Nanos patience = m_context.options->idleTimeout;
    const bool idle = patience > Nanos{0} && now >= idleSince() + patience;
    m_record.end = now;
    finish(Outcome::Timeout,
           idle ? "no byte came for the idle timeout" : "the answer was not whole within the request timeout");
    closeConnection();
}

void Stream::cancel()
{
    if (m_phase == Step::BackingOff) {
        finish(Outcome::RateLimited, statusText());
        return;
    }
    if (mayEndHere()) {
        endHere(m_context.now());
        return;
    }
    m_record.end = m_context.now();
    finish(Outcome::Cancelled, "cut when the run ended");
    closeConnection();
}

void Stream::finish(Outcome outcome, std::string_view error)
{
    setOnce(m_record.end, m_context.now());
    if (m_record.httpStatus == 0 && m_phase == Step::Exchanging && m_reader.headSeen())
        m_record.httpStatus = static_cast<std::uint16_t>(m_reader.head().status);
    seal(outcome, outcome == Outcome::Ok ? std::string_view{} : error);
    if (m_phase == Step::Exchanging)
        m_context.tick->left(m_record.end);
    if (outcome != Outcome::Ok && outcome != Outcome::HttpError && outcome != Outcome::RateLimited
        && outcome != Outcome::Empty)
        closeConnection();
    m_phase = Step::Free;
    m_freeSince = m_record.end;
    noteLocalFault(outcome);
    m_context.source->ended(m_slot, m_record, m_answer);
    if (recordsAnswer())
        m_answer.clear();  // its room is that of the record now
    dropAnswer();
}

// What this machine lacks now it will lack at once again: requests are not to be burnt meanwhile.
void Stream::noteLocalFault(Outcome outcome)
{
    m_restsUntil = outcome == Outcome::Local ? m_freeSince + kFirstRest * (1U << m_localFaults) : kUnset;
    m_localFaults = outcome == Outcome::Local ? std::min(m_localFaults + 1, kMostDoublings) : 0;
}

void Stream::closeConnection()
{
    if (m_connection.state() != Connection::State::Closed) {
        const ConnectionInfo info = m_connection.info();
        TickBuffer& tick = *m_context.tick;
        tick.retransmits += info.retransmits;
        if (info.minRtt.count() > 0)
            tick.minRtt = isSet(tick.minRtt) ? std::min(tick.minRtt, info.minRtt) : info.minRtt;
    }
    m_connection.close();
}

InFlight Stream::inFlight() const
{
    if (m_phase == Step::BackingOff)
        return {m_record.sequence, m_record.scheduled, kUnset, kUnset, kUnset, 0, m_record.phase, kUnset};
    return {m_record.sequence,     m_record.scheduled,  m_record.sent,  m_record.firstToken.at,
            m_record.lastToken.at, m_record.chunkCount, m_record.phase, m_record.firstByte};
}

}  // namespace inferometer
