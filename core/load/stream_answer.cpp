// SPDX-License-Identifier: GPL-3.0-or-later
// The answer's half of a stream: from bytes to events, chunks and the record.
#include "core/api/error_text.h"
#include "core/api/way_out.h"
#include "core/load/stream.h"
#include "core/metrics/token_counts.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kErrorBody = 4096;
constexpr std::size_t kQuotedEvent = 200;  // characters of an event that cannot be read
constexpr std::size_t kFinishKept = 64;

// What follows the last event of a read: the CRLF that ends its HTTP chunk came with it; anything else came later, a
// next chunk's size and the last chunk too.
bool isFraming(std::string_view rest) { return rest.empty() || rest == "\r\n" || rest == "\r"; }

// A read that found so much waiting, so late, may have met a closed receive window.
constexpr Nanos kLateRead = std::chrono::milliseconds{10};

// A 0 stands for a count that is not known yet, or not told: it never takes the place of one that is.
void takeCount(std::int32_t said, std::int32_t& kept)
{
    if (said > 0 || (said == 0 && kept < 0))
        kept = said;
}

// In the place of raw events.
std::string rawNote(const RequestRecord& record, std::string_view words)
{
    std::string note;
    appendRawEvent({record.firstByte, words}, record.sent, note);
    return note;
}

}  // namespace

// What is known of the arrival of anything in this read but its newest event. Where the read before had no stamp to be
// trusted, this one's may be older than that reading: what came later is not told to have come before.
Arrival Stream::arrivalOf(const ReadResult& got) const
{
    Arrival arrival;
    const bool trusted = isSet(got.stamp) && !got.filled && got.stamp - m_context.start >= m_lastStamp;
    arrival.at = std::max((trusted ? got.stamp : got.readAt) - m_context.start, m_arrival.at);
    arrival.bound = std::max(arrival.at - m_lastStamp, Nanos{0});
    arrival.stamp = isSet(got.stamp) ? Stamp::Bounded : Stamp::User;
    return arrival;
}

// Whether the stamp of this read can only be that of its last event: nothing else came behind it, not even the end of
// the connection, which moves the stamp of bytes that wait.
bool Stream::stampIsOfNewest(const ReadResult& got, std::string_view bytes) const
{
    const auto behind = bytes.substr(m_reader.bodyEnd());
    if (!isSet(got.stamp) || got.loose || got.filled || got.trailing || !isFraming(behind)
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
    const ResponseReader::Step step = m_reader.feed(bytes, consumed);
    const std::string_view rest = bytes.substr(consumed);
    if (m_hasPending)
        commitChunk(m_pendingIsNewest && stampIsOfNewest(got, bytes));
    if (m_splitter.holdsEvent())
        holdArrival(m_splitter.holdsEventAtEnd() && stampIsOfNewest(got, bytes));
    if (m_arrival.at == m_context.sinceStart(got.stamp) && !got.loose)
        m_lastStamp = m_arrival.at;  // else the newest stamp that could be trusted stays the lower limit
    onStep(step, rest);
}

// An event that waits for what follows it came with this read.
void Stream::holdArrival(bool newest)
{
    m_heldArrival = m_arrival;
    if (newest) {
        m_heldArrival.stamp = Stamp::Exact;
        m_heldArrival.bound = Nanos{0};
    }
}

// `rest`: what the reader left of the bytes of this read.
void Stream::onStep(ResponseReader::Step step, std::string_view rest)
{
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
    const int status = m_reader.head().status;
    m_record.httpStatus = static_cast<std::uint16_t>(status);
    if (m_context.options->keepRaw)
        m_raw.add(m_arrival.at, bytes);
    if (status / 100 == 2) {
        bool lastIsPayload = false;
        const bool fits = m_splitter.feed(bytes, [this, &lastIsPayload](std::string_view data, bool errorEvent) {
            onEvent(data, errorEvent);
            lastIsPayload = m_facts.payload;
        });
        m_pendingIsNewest = lastIsPayload && m_splitter.lastEventAtEnd();
        if (!fits && m_streamFault == Outcome::Ok)
            noteFault(Outcome::Malformed, "an event of the stream is longer than 16 MiB");
    }
    // Whatever its label says: what it is shows in whether events can be read of it.
    if (!m_understood)
        m_bodyStart.append(bytes.substr(0, kErrorBody - std::min(kErrorBody, m_bodyStart.size())));
}

void Stream::onEvent(std::string_view data, bool errorEvent)
{
    if (m_hasPending)
        commitChunk(false);
    setOnce(m_record.firstEvent, m_arrival.at);
    if (m_context.decoder->decode(data, m_facts) == DecodeStatus::Malformed) {
        onUnreadable(data, errorEvent);
        return;
    }
    m_understood = true;
    m_said.take(m_facts);
    if (m_context.options->listener != nullptr)
        m_context.options->listener->heard(m_slot, m_facts);
    if (m_facts.error || errorEvent)
        noteFault(
            Outcome::StreamError,
            refusalText(m_facts.error ? oneLine(redacted(m_facts.errorText)) : errorTextOf(redacted(data)), data));
    if (m_facts.finished)
        noteEnd();
    noteUsage();
    if (m_facts.payload)
        onPayload(m_facts.bytes);
    else
        holdTokens();
}

void Stream::onUnreadable(std::string_view data, bool errorEvent)
{
    m_facts.payload = false;
    m_wasCut = m_bodyIsOver && !errorEvent;
    if (m_streamFault != Outcome::Ok || m_wasCut)
        return;
    if (errorEvent)
        noteFault(Outcome::StreamError, refusalText(errorTextOf(redacted(data)), data));
    else
        noteFault(Outcome::Malformed,
                  "an event of the stream cannot be read: " + oneLine(redacted(data), kQuotedEvent));
}

void Stream::noteFault(Outcome fault, std::string text)
{
    m_streamFault = fault;
    m_endAt = m_arrival.at;
    m_errorText = text.empty() ? "the server sent an error event without a text" : std::move(text);
}

void Stream::noteEnd()
{
    m_endAt = m_arrival.at;
    m_record.complete = true;
    const bool isTotals = m_facts.usage && m_facts.finish == FinishKind::None;
    m_isOver = m_isOver || m_facts.endMark || (isTotals && m_finish != FinishKind::None);
    if (m_facts.finish == FinishKind::None || m_finish == FinishKind::Bad)
        return;
    m_finish = m_facts.finish;
    m_finishReason.assign(m_facts.finishReason.substr(0, kFinishKept));
    if (m_finish == FinishKind::Bad && m_streamFault == Outcome::Ok)
        noteFault(Outcome::StreamError,
                  std::string{"the server ended the answer with "}.append(m_context.target->dialect->finishName) + " \""
                      + oneLine(redacted(m_finishReason)) + '"');
}

void Stream::noteUsage()
{
    takeCount(m_facts.inputTokens, m_record.serverInputTokens);
    takeCount(m_facts.outputTokens, m_record.serverOutputTokens);
    takeCount(m_facts.cachedTokens, m_record.serverCachedTokens);
    takeCount(m_facts.reasoningTokens, m_record.serverReasoningTokens);
    if (m_facts.hasServerMetrics) {
        m_hasServerMetrics = true;
        m_serverMetrics.take(m_facts.serverMetrics);
    }
}

void Stream::onPayload(std::uint32_t bytes)
{
    m_pending = {m_arrival, 1, bytes, m_facts.kind};
    if (m_splitter.isOlder())
        m_pending.arrival = m_heldArrival;
    m_countsRun = m_facts.chunkTokens <= 0 && m_facts.tokensSoFar > m_tokensSoFar;
    if (m_facts.chunkTokens > 0)
        m_pending.tokens = static_cast<std::uint32_t>(m_facts.chunkTokens + m_heldTokens);
    else if (m_countsRun)
        m_pending.tokens = static_cast<std::uint32_t>(m_facts.tokensSoFar - m_tokensSoFar + m_heldTokens);
    else
        m_record.chunkTokensKnown = false;
    m_tokensSoFar = m_facts.tokensSoFar > 0 ? m_facts.tokensSoFar : m_tokensSoFar + m_pending.tokens - m_heldTokens;
    m_heldTokens = 0;
    m_hasPending = true;
    if (m_facts.reasoning)
        setOnce(m_record.firstReasoning, m_arrival.at);
    if (m_facts.visible)
        setOnce(m_record.firstVisible, m_arrival.at);
    if (m_context.options->keepsAnswers())
        keepAnswer(m_facts.text);
}

// Without holes: behind what found no room, nothing is kept.
void Stream::keepAnswer(std::string_view text)
{
    if (!m_answerCut && m_context.room->take(m_answer.size(), text.size()))
        m_answer.append(text);
    else
        m_answerCut = m_answerCut || !text.empty();
}

void Stream::dropAnswer()
{
    m_context.room->giveBack(m_answer.size());
    m_answer.clear();
    m_answerCut = false;
}

bool Stream::recordsAnswer() const
{
    return m_context.options->keepText || (m_context.options->countText && lacksCount(m_record));
}

std::string Stream::keptAnswer() const
{
    if (!recordsAnswer())
        return {};
    std::string answer = redacted(m_answer);
    if (m_answerCut) {
        m_context.room->noteCut();
        answer += kCutMark;
    }
    return answer;
}

std::string Stream::keptRaw() const
{
    if (!m_context.options->keepRaw || m_raw.bytes().empty())
        return {};
    const Target& target = *m_context.target;
    if (spellsSecret(redacted(m_raw.bytes()), target.dialect->framing, *m_context.decoder, target.secrets))
        return rawNote(m_record, "[not kept: together the events spell a secret]");
    std::string kept = m_raw.kept(m_record.sent, target.secrets);
    const bool hasRoom = m_context.rawRoom->take(0, kept.size());
    if (m_raw.isCut() || !hasRoom)
        m_context.rawRoom->noteCut();
    return hasRoom ? kept : rawNote(m_record, kCutMark.substr(1));
}

// What the run's header lacks of the prompt: a few words, or all of it where each request has a prompt of its own.
std::string Stream::keptSalt() const
{
    if (!m_context.options->keepText)
        return {};
    std::string salt = redacted(m_context.source->salt(m_slot));
    if (m_context.room->take(0, salt.size()))
        return salt;
    m_context.room->noteCut();
    return {};
}

// Of every failed request, and where texts are kept; none when the room for texts is taken.
std::string Stream::keptHeaders(Outcome outcome) const
{
    const std::string& lines = m_reader.head().lines;
    const bool wanted = outcome != Outcome::Ok || m_context.options->keepText;
    return m_record.httpStatus != 0 && wanted && m_context.room->take(0, lines.size()) ? redacted(lines)
                                                                                       : std::string{};
}

// Tokens that gave no text yet (bytes of a character begun, an end token): their text comes with the next chunk.
void Stream::holdTokens()
{
    std::int64_t tokens = std::max(m_facts.chunkTokens, 0);
    if (tokens == 0 && m_countsRun)
        tokens = std::max<std::int64_t>(m_facts.tokensSoFar - m_tokensSoFar, 0);
    m_heldTokens += tokens;
    m_tokensSoFar += tokens;
}

void Stream::commitChunk(bool newest)
{
    m_hasPending = false;
    if (newest) {
        m_pending.arrival.stamp = Stamp::Exact;
        m_pending.arrival.bound = Nanos{0};
    }
    m_context.tick->chunk(m_pending.arrival, m_pending.tokens);
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
    m_context.tick->firstToken(m_record);
}

Outcome Stream::outcomeOfAnswer()
{
    const int status = m_reader.head().status;
    if (status == 429)
        return Outcome::RateLimited;
    if (status / 100 != 2)
        return Outcome::HttpError;
    if (std::string text = m_understood ? std::string{} : faultText(noStreamText); !text.empty() && !findStrayError()) {
        m_errorText = std::move(text);
        return Outcome::Malformed;
    }
    if (m_streamFault != Outcome::Ok)
        return m_streamFault;
    const bool hasOutput = m_record.chunkCount > 0;
    if (hasOutput && m_record.complete)
        return Outcome::Ok;
    if (findStrayError())
        return m_streamFault;
    const bool isEmpty = !hasOutput && !m_splitter.midEvent() && !m_wasCut;
    m_errorText = faultText(isEmpty ? emptyText : truncatedText);
    return isEmpty ? Outcome::Empty : Outcome::Truncated;
}

// An error that the server wrote into the stream without the framing of an event. In a body that calls itself JSON it
// is the whole document.
bool Stream::findStrayError()
{
    std::string line{m_splitter.strayLines()};
    line.resize(std::min(line.find('\n'), line.size()));
    if (line.empty() || (!m_understood && m_reader.head().contentType == "application/json"))
        return false;
    const std::size_t size = line.size();
    line.resize(size + kEventPadding);
    EventFacts facts;
    m_context.decoder->decode(std::string_view{line}.substr(0, size), facts);
    if (facts.error)
        noteFault(Outcome::StreamError, refusalText(oneLine(redacted(facts.errorText)), line));
    return facts.error;
}

std::string Stream::faultText(std::string (*words)(const AnswerSeen&)) const
{
    const std::string beginning = redacted(m_bodyStart);
    const std::string stray = redacted(m_splitter.strayLines());
    const std::string reason = redacted(m_finishReason);
    AnswerSeen seen;
    seen.status = m_reader.head().status;
    seen.contentType = m_reader.head().contentType;
    seen.dialect = m_context.target->dialect;
    seen.understood = m_understood;
    seen.beginning = m_understood ? std::string_view{} : beginning;
    seen.strayLines = stray;
    seen.finishReason = reason;
    seen.chunks = m_record.chunkCount;
    seen.inputTokens = m_record.serverInputTokens;
    seen.isOver = m_record.complete;
    seen.isCut = m_splitter.midEvent() || m_wasCut;
    return words(seen);
}

std::string Stream::refusalText(std::string words, std::string_view body) const
{
    return withWayOut(std::move(words), body, m_record.tokensRequested);
}

// Of an answer whose status is no good one: what the body says, or why it cannot be read.
std::string Stream::statusText() const
{
    if (m_bodyStart.empty())
        return m_reader.errorText();
    std::string words = errorTextOf(redacted(m_bodyStart));
    return refusesRequest(m_reader.head().status) ? refusalText(std::move(words), m_bodyStart) : words;
}

// What comes from outside, before it is cut or kept.
std::string Stream::redacted(std::string_view text) const
{
    return withoutSecrets(std::string{text}, m_context.target->secrets);
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
    m_record.salt = keepText(keptSalt());
    m_record.rawEvents = keepText(keptRaw());
    m_record.headers = keepText(keptHeaders(outcome));
    if (m_hasServerMetrics) {
        m_record.serverMetrics = static_cast<std::int32_t>(block.serverMetrics.size());
        block.serverMetrics.push_back(m_serverMetrics);
    }
    if (m_finish == FinishKind::Unknown && outcome == Outcome::Ok)
        m_record.finishReason = keepText(oneLine(redacted(m_finishReason)));
    addHeldTokens();
    keepChunks(block);
    settleCounts(block);
    m_record.response = keepText(keptAnswer());
    tick.ended(m_record);
    block.records.push_back(m_record);
}

void Stream::keepChunks(RecordBlock& block)
{
    const auto chunks = m_chunks.bytes();
    const bool hasChunks = m_record.chunkCount > 0;
    m_record.chunks = {static_cast<std::uint32_t>(block.chunkBytes.size()),
                       hasChunks ? static_cast<std::uint32_t>(chunks.size()) : 0};
    if (hasChunks)
        block.chunkBytes.insert(block.chunkBytes.end(), chunks.begin(), chunks.end());
}

// What is held behind the last chunk belongs to it: its chunks are written anew, which happens now and then.
void Stream::addHeldTokens()
{
    if (m_heldTokens == 0 || m_record.chunkCount == 0 || !m_record.chunkTokensKnown)
        return;
    RecordBlock scratch;
    scratch.chunkBytes.assign(m_chunks.bytes().begin(), m_chunks.bytes().end());
    RequestRecord record = m_record;
    record.chunks = {0, static_cast<std::uint32_t>(scratch.chunkBytes.size())};
    std::vector<Chunk> chunks = chunksOf(scratch, record);
    const auto held = static_cast<std::uint32_t>(m_heldTokens);
    chunks.back().tokens += held;
    m_chunks.begin(m_record.sent);
    for (const Chunk& chunk : chunks)
        m_chunks.add(chunk);
    m_record.streamedTokens += static_cast<std::int32_t>(held);
    if (m_record.chunkCount == 1)
        m_record.firstChunkTokens += held;
    m_context.tick->tokens += held;
    m_context.tick->slotAt(m_record.lastToken.at).tokens += held;
}

// What the server's count is worth, and whether the chunks' own counts add up to it.
void Stream::settleCounts(const RecordBlock& block)
{
    m_record.chunkTokensKnown = m_record.chunkTokensKnown && m_record.chunkCount > 0;
    if (contradictsCount(block, m_record)) {
        m_record.disbelievedTokens = m_record.serverOutputTokens;
        m_record.serverOutputTokens = m_record.serverReasoningTokens = -1;
    }
    const std::int64_t total = m_record.serverOutputTokens;
    m_record.tokenSource = total >= 0 ? TokenSource::Server : TokenSource::Estimate;
    const bool addsUp
        = total < 0 || m_record.streamedTokens == total || m_record.streamedTokens == total - hiddenTokensOf(m_record);
    m_record.chunkTokensKnown = m_record.chunkTokensKnown && addsUp;
}

}  // namespace inferometer
