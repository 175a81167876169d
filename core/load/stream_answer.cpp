// SPDX-License-Identifier: GPL-3.0-or-later
// The answer's half of a stream: from bytes to events, chunks and the record.
#include "core/load/stream.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kErrorBody = 4096;

// What follows the last event of a read: the CRLF that ends its HTTP chunk came with it; anything else came later, a
// next chunk's size and the last chunk too.
bool isFraming(std::string_view rest) { return rest.empty() || rest == "\r\n" || rest == "\r"; }

// A read that found so much waiting, so late, may have met a closed receive window.
constexpr Nanos kLateRead = std::chrono::milliseconds{10};

}  // namespace

// What is known of the arrival of anything in this read but its newest event.
Arrival Stream::arrivalOf(const ReadResult& got) const
{
    Arrival arrival;
    const bool trusted = isSet(got.stamp) && !got.filled && got.stamp - m_context.start >= m_lastStamp;
    arrival.at = (trusted ? got.stamp : got.readAt) - m_context.start;
    arrival.bound = std::max(arrival.at - m_lastStamp, Nanos{0});
    arrival.stamp = isSet(got.stamp) ? Stamp::Bounded : Stamp::User;
    return arrival;
}

// Whether the stamp of this read can only be that of its last event: nothing else came behind it, not even the end of
// the connection, which moves the stamp of bytes that wait.
bool Stream::stampIsOfNewest(const ReadResult& got, std::string_view bytes) const
{
    const auto behind = bytes.substr(static_cast<std::size_t>(m_bodyEnd - bytes.data()));
    if (!isSet(got.stamp) || got.filled || got.trailing || !m_pendingIsNewest || !isFraming(behind)
        || m_arrival.at != got.stamp - m_context.start || m_peerDone)
        return false;
    // Bytes stamped before the poller returned came before an end it did not report.
    return got.stamp <= m_context.poller.returnedAt() || !m_connection.peerIsDone();
}

void Stream::onBytes(const ReadResult& got, std::size_t kept)
{
    TickBuffer& tick = *m_context.tick;
    m_arrival = arrivalOf(got);
    m_lastActivity = got.readAt - m_context.start;
    if (isSet(got.stamp))
        tick.userLag.add(got.readAt - got.stamp);
    tick.fullReads += got.filled && isSet(got.stamp) && got.readAt - got.stamp > kLateRead ? 1U : 0U;
    setOnce(m_record.firstByte, m_arrival.at);

    const std::string_view bytes{m_context.buffer.plain.data(), kept + got.bytes};
    std::size_t consumed = 0;
    m_pendingIsNewest = false;
    m_bodyEnd = bytes.data();
    const ResponseReader::Step step = m_reader.feed(bytes, consumed);
    const std::string_view rest = bytes.substr(consumed);
    if (m_hasPending)
        commitChunk(stampIsOfNewest(got, bytes));
    if (m_arrival.at == m_context.sinceStart(got.stamp))
        m_lastStamp = m_arrival.at;  // else the newest stamp that could be trusted stays the lower limit
    if (step == ResponseReader::Step::NeedMore && rest.size() <= ReadBuffer::kSize / 2) {
        m_carry.assign(rest);
    } else if (step == ResponseReader::Step::Done) {
        if (!rest.empty())
            closeConnection();  // more than was asked for: this connection is out of step
        onResponseDone();
    } else {
        finish(Outcome::Malformed, m_reader.errorText());
    }
}

void Stream::onBody(std::string_view bytes)
{
    const ResponseHead& head = m_reader.head();
    if (!m_record.httpStatus)
        m_oneDocument = m_context.plan->dialect->framing == Framing::ServerSentEvents && head.status / 100 == 2
            && head.contentType == "application/json";
    m_record.httpStatus = static_cast<std::uint16_t>(head.status);
    m_bodyEnd = bytes.data() + bytes.size();
    if (head.status / 100 != 2 || m_oneDocument) {
        m_errorText.append(bytes.substr(0, kErrorBody - std::min(kErrorBody, m_errorText.size())));
        return;
    }
    bool lastIsPayload = false;
    const bool fits = m_splitter.feed(bytes, [this, &lastIsPayload](std::string_view data, bool errorEvent) {
        onEvent(data, errorEvent);
        lastIsPayload = m_facts.payload;
    });
    m_pendingIsNewest = lastIsPayload && m_splitter.lastEventAtEnd();
    if (!fits)
        m_streamFault = Outcome::Malformed;
}

void Stream::onEvent(std::string_view data, bool errorEvent)
{
    if (m_hasPending)
        commitChunk(false);
    setOnce(m_record.firstEvent, m_arrival.at);
    const DecodeStatus status = m_context.decoder->decode(data, m_facts);
    if (status == DecodeStatus::Malformed) {
        m_facts.payload = false;
        m_wasCut = m_bodyIsOver;
        if (m_streamFault == Outcome::Ok && !m_wasCut) {
            m_streamFault = errorEvent ? Outcome::StreamError : Outcome::Malformed;
            m_errorText.assign("an event of the stream cannot be read: ").append(redacted(data).substr(0, 200));
        }
        return;
    }
    if (m_facts.error || errorEvent) {
        m_streamFault = Outcome::StreamError;
        m_errorText = m_facts.error ? std::string{m_facts.errorText} : errorTextOf(redacted(data));
    }
    m_record.complete = m_record.complete || m_facts.finished;
    noteUsage();
    if (m_facts.payload)
        onPayload(m_facts.bytes);
}

void Stream::noteUsage()
{
    if (m_facts.inputTokens >= 0)
        m_record.serverInputTokens = m_facts.inputTokens;
    if (m_facts.outputTokens >= 0)
        m_record.serverOutputTokens = m_facts.outputTokens;
    if (m_facts.cachedTokens >= 0)
        m_record.serverCachedTokens = m_facts.cachedTokens;
    if (m_facts.reasoningTokens >= 0)
        m_record.serverReasoningTokens = m_facts.reasoningTokens;
    if (m_facts.hasServerMetrics) {
        m_hasServerMetrics = true;
        m_serverMetrics = m_facts.serverMetrics;
    }
}

void Stream::onPayload(std::uint32_t bytes)
{
    m_pending = {m_arrival, 1, bytes, m_facts.kind};
    if (m_facts.chunkTokens > 0)
        m_pending.tokens = static_cast<std::uint32_t>(m_facts.chunkTokens);
    else if (m_facts.tokensSoFar > m_tokensSoFar)
        m_pending.tokens = static_cast<std::uint32_t>(m_facts.tokensSoFar - m_tokensSoFar);
    else
        m_record.chunkTokensKnown = false;
    m_tokensSoFar = m_facts.tokensSoFar > 0 ? m_facts.tokensSoFar : m_tokensSoFar + m_pending.tokens;
    m_hasPending = true;
    if (m_facts.reasoning)
        setOnce(m_record.firstReasoning, m_arrival.at);
    if (m_facts.visible)
        setOnce(m_record.firstVisible, m_arrival.at);
    if (m_context.plan->spec.keep.saveLlmResponses)
        m_answer.append(m_facts.text);
}

void Stream::commitChunk(bool newest)
{
    m_hasPending = false;
    if (newest) {
        m_pending.arrival.stamp = Stamp::Exact;
        m_pending.arrival.bound = Nanos{0};
    }
    TickBuffer& tick = *m_context.tick;
    ++tick.stamps[static_cast<std::size_t>(m_pending.arrival.stamp)];
    tick.tokens += m_pending.tokens;
    SeriesSlot& slot = tick.slotAt(m_pending.arrival.at);
    slot.tokens += m_pending.tokens;
    ++slot.chunks;
    if (!isSet(m_record.firstToken.at))
        noteFirst(m_pending);
    m_record.lastToken = m_pending.arrival;
    m_record.streamedTokens = std::max(m_record.streamedTokens, 0) + static_cast<std::int32_t>(m_pending.tokens);
    ++m_record.chunkCount;
    m_chunks.add(m_pending);
}

void Stream::noteFirst(const Chunk& chunk)
{
    m_record.firstToken = chunk.arrival;
    m_record.firstChunkTokens = m_record.chunkTokensKnown ? chunk.tokens : 0;
    if (m_record.phase != Phase::Measured)
        return;
    ++m_context.tick->firstStamps[static_cast<std::size_t>(chunk.arrival.stamp)];
    m_context.tick->ttft.add(chunk.arrival.at - m_record.sent);
}

Outcome Stream::outcomeOfAnswer() const
{
    const int status = m_reader.head().status;
    if (status == 429)
        return Outcome::RateLimited;
    if (status / 100 != 2)
        return Outcome::HttpError;
    if (m_oneDocument)
        return Outcome::Malformed;
    if (m_streamFault != Outcome::Ok)
        return m_streamFault;
    if (m_record.chunkCount == 0 && !m_splitter.midEvent() && !m_wasCut)
        return Outcome::Empty;
    return m_record.complete ? Outcome::Ok : Outcome::Truncated;
}

// What comes from outside, before it is cut or kept.
std::string Stream::redacted(std::string_view text) const
{
    return withoutSecrets(std::string{text}, m_context.plan->secrets);
}

void Stream::seal(Outcome outcome, std::string_view error)
{
    TickBuffer& tick = *m_context.tick;
    RecordBlock& block = *tick.block;
    const auto keepText = [&block](std::string_view text) {
        const Piece piece{static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(text.size())};
        block.text.append(text);
        return piece;
    };
    m_record.outcome = outcome;
    m_record.error = keepText(redacted(error));
    m_record.response = keepText(redacted(m_answer));
    const bool keepsHeaders = outcome != Outcome::Ok || m_context.plan->spec.keep.saveLlmResponses;
    m_record.headers
        = keepText(m_record.httpStatus != 0 && keepsHeaders ? redacted(m_reader.head().lines) : std::string{});
    m_record.chunkTokensKnown = m_record.chunkTokensKnown && m_record.chunkCount > 0;
    m_record.tokenSource = m_record.serverOutputTokens >= 0 ? TokenSource::Server : TokenSource::Estimate;
    if (m_hasServerMetrics) {
        m_record.serverMetrics = static_cast<std::int32_t>(block.serverMetrics.size());
        block.serverMetrics.push_back(m_serverMetrics);
    }
    const auto chunks = m_chunks.bytes();
    const bool hasChunks = m_record.chunkCount > 0;
    m_record.chunks = {static_cast<std::uint32_t>(block.chunkBytes.size()),
                       hasChunks ? static_cast<std::uint32_t>(chunks.size()) : 0};
    if (hasChunks)
        block.chunkBytes.insert(block.chunkBytes.end(), chunks.begin(), chunks.end());
    SeriesSlot& slot = tick.slotAt(m_record.end);
    (outcome == Outcome::Ok ? slot.completed : slot.failed) += outcome == Outcome::Cancelled ? 0U : 1U;
    block.records.push_back(m_record);
}

}  // namespace inferometer
