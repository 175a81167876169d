// SPDX-License-Identifier: GPL-3.0-or-later
// One of the concurrent streams: it carries one request at a time over a connection it keeps, and writes its record.
//
// Not thread-safe: a stream belongs to one load worker.
#pragma once

#include "core/api/event_splitter.h"
#include "core/http/connection.h"
#include "core/http/response_reader.h"
#include "core/load/answer_fault.h"
#include "core/load/raw_answer.h"
#include "core/load/text_room.h"
#include "core/load/tick_buffer.h"
#include "core/workload/request_source.h"
#include "core/workload/target.h"

#include <memory>
#include <string>

namespace inferometer {

// How requests are carried. Times of 0: none.
struct StreamOptions
{
    std::string idPrefix;     // x-request-id is this and the sequence
    Nanos requestTimeout{0};  // from sending to the end of the answer
    Nanos idleTimeout{0};     // without a byte
    std::int64_t retry429 = 0;
    bool newConnections = false;  // a fresh connection for every request
    bool keepText = false;        // of answers, in the record
    bool countText = false;       // a tokenizer counts answers after the run: keep the text of those without a count
    bool needText = false;        // of answers, for the source
    bool keepRaw = false;         // answers as they arrive, in the record
    AnswerListener* listener = nullptr;

    bool keepsAnswers() const { return keepText || countText || needText; }  // until they end, at least
};

// What the streams of one worker share. Outlives them.
struct StreamContext
{
    const Target* target = nullptr;
    RequestSource* source = nullptr;
    const StreamOptions* options = nullptr;
    TextRoom* room = nullptr;     // for the texts of answers
    TextRoom* rawRoom = nullptr;  // for their raw events
    Poller poller;
    StampClock clock;
    ReadBuffer buffer;
    std::unique_ptr<EventDecoder> decoder;
    std::unique_ptr<TickBuffer> tick = std::make_unique<TickBuffer>();
    std::string request;  // scratch: the request being written
    Nanos start{0};       // run start, CLOCK_MONOTONIC
    std::uint16_t worker = 0;

    Nanos now() const { return monotonicNow() - start; }
    Nanos sinceStart(Nanos absolute) const { return isSet(absolute) ? absolute - start : kUnset; }
};

// For moments that are those of the first of their kind.
inline void setOnce(Nanos& moment, Nanos value)
{
    if (!isSet(moment))
        moment = value;
}

// The whole head of a request. Holds secrets.
std::string headOf(const Target& target, const std::string& requestId, std::size_t bodyLength);

class Stream : private BodySink
{
public:
    Stream(StreamContext& context, std::uint32_t index, std::uint64_t token);

    // Begins a request that was due at `scheduled`; `ready` is that of its record. REQUIRES: isFree().
    void begin(const Slot& slot, Nanos scheduled, Nanos ready);

    // The socket is ready, or deadline() has come. When isFree() afterwards, the request's record is in the tick.
    void onReady(const Poller::Ready& ready);
    void onDeadline(Nanos now);

    // This program stood still for so long until now: what lies in the socket since then came in time, so both
    // patiences are longer by as much of that as they had begun before.
    void forgive(Nanos gap, Nanos now);

    // Ends the request now: as cancelled, or as rate-limited while it waits to be sent again. REQUIRES: !isFree().
    void cancel();

    bool isFree() const { return m_phase == Step::Free; }
    bool isConnecting() const { return m_phase == Step::Connecting; }
    bool isBackingOff() const { return m_phase == Step::BackingOff; }
    // The answer has said that it is over, and only its framing is waited for, a moment.
    bool isOver() const { return m_phase == Step::Exchanging && m_isOver; }
    // The next request can be sent on the connection there is.
    bool hasConnection() const;

    // When onDeadline() is due; kUnset: never.
    Nanos deadline() const;

    InFlight inFlight() const;
    // After a fault of this machine the stream slows down: it takes no request before that moment, 50 ms after the
    // first, twice as long after each that follows, 3.2 s at most; kUnset: at once.
    Nanos restsUntil() const { return m_restsUntil; }
    // When the stream last became free: the end of its last answer, not the moment we came to see it.
    Nanos freeSince() const { return m_freeSince; }
    void close() { closeConnection(); }

private:
    enum class Step : std::uint8_t { Free, Connecting, Exchanging, BackingOff };

    void connect();
    void sendRequest();
    std::string_view buildRequest();
    void advanceConnection(const Poller::Ready& ready);
    void readOnce();
    void onBytes(const ReadResult& got, std::size_t kept);
    void holdArrival(bool newest);
    void onStep(ResponseReader::Step step, std::string_view rest);
    void onBody(std::string_view bytes) override;
    void onEvent(std::string_view data, bool errorEvent);
    void onUnreadable(std::string_view data, bool errorEvent);
    void onPayload(std::uint32_t bytes);
    void holdTokens();
    void noteEnd();
    void noteUsage();
    void noteFault(Outcome fault, std::string text);
    Arrival arrivalOf(const ReadResult& got) const;
    bool stampIsOfNewest(const ReadResult& got, std::string_view bytes) const;
    void commitChunk(bool newest);
    void noteFirst(const Chunk& chunk);
    void onPeerClosed(std::string_view fault);
    void onResponseDone();
    void onConnectFault();
    void retryStale();
    bool saidAll() const;
    bool mayEndHere() const;
    void endHere(Nanos now);
    Outcome outcomeOfAnswer();
    bool findStrayError();
    std::string faultText(std::string (*words)(const AnswerSeen&)) const;
    std::string refusalText(std::string words, std::string_view body) const;
    std::string statusText() const;
    void finish(Outcome outcome, std::string_view error);
    void seal(Outcome outcome, std::string_view error);
    void keepChunks(RecordBlock& block);
    void addHeldTokens();
    void settleCounts(const RecordBlock& block);
    std::string redacted(std::string_view text) const;
    void keepAnswer(std::string_view text);
    void dropAnswer();
    bool recordsAnswer() const;
    std::string keptAnswer() const;
    std::string keptSalt() const;
    std::string keptRaw() const;
    std::string keptHeaders(Outcome outcome) const;
    void noteRetryAfter();
    bool backOff();
    void beginAgain();
    void closeConnection();
    Nanos idleSince() const;
    void noteLocalFault(Outcome outcome);

    StreamContext& m_context;
    const std::uint32_t m_index;
    const std::uint64_t m_token;
    Connection m_connection;
    ResponseReader m_reader;
    EventSplitter m_splitter;
    ChunkWriter m_chunks;
    Slot m_slot;
    RequestRecord m_record;
    ServerMetrics m_serverMetrics;
    EventFacts m_facts;
    AnswerSoFar m_said;
    std::string m_carry;      // bytes the reader wants to see again
    std::string m_errorText;  // of an event, or of the answer as a whole
    std::string m_bodyStart;  // of an answer that is no stream, or that no event was read of yet
    std::string m_finishReason;
    std::string m_answer;  // generated text, when it is kept
    bool m_answerCut = false;
    Chunk m_pending;        // of this read; committed when what follows it is known
    Arrival m_arrival;      // of the read under way; from sending on, never older than the one before
    Arrival m_heldArrival;  // of an event that the splitter held back
    Nanos m_lastStamp = kUnset;
    Nanos m_lastActivity{0};
    Nanos m_attemptStart{0};
    Nanos m_forgiven{0};       // of this attempt
    Nanos m_forgivenSince{0};  // since the last byte, which came at m_forgivenAt
    Nanos m_forgivenAt = kUnset;
    Nanos m_retryAt = kUnset;
    Nanos m_freeSince{0};
    Nanos m_restsUntil = kUnset;
    unsigned m_localFaults = 0;  // one after the other
    Nanos m_endAt = kUnset;      // of the last event that said that the answer is over, or failed
    std::int64_t m_tokensSoFar = 0;
    std::int64_t m_heldTokens = 0;  // of events without text: they belong to the next chunk, or the last
    Step m_phase = Step::Free;
    Outcome m_streamFault = Outcome::Ok;  // StreamError or Malformed once seen
    bool m_peerDone = false;              // the poller says that nothing more will come
    bool m_bodyIsOver = false;
    bool m_wasCut = false;  // the body ended inside an event
    FinishKind m_finish = FinishKind::None;
    bool m_isOver = false;      // [DONE], done:true, or usage behind a finish reason came
    bool m_understood = false;  // an event could be read
    bool m_countsRun = false;   // chunks are counted by a running count, not by lists of their tokens
    bool m_hasPending = false;
    bool m_pendingIsNewest = false;
    bool m_reused = false;
    bool m_hasServerMetrics = false;
    RawAnswer m_raw;  // when it is kept; behind what every chunk touches
};

}  // namespace inferometer
