// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of one request. Everything shown is derived from it.
//
// Records live in blocks: the fixed part in RequestRecord, what varies in length (chunks, texts, server metrics) in
// arrays the block owns, so that a finished request of 100 chunks stays under 1 KiB.
#pragma once

#include "core/api/server_metrics.h"
#include "core/base/time.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// How a request ended. Ok alone enters latency percentiles; every other one counts in the error rate.
enum class Outcome : std::uint8_t {
    Ok,
    HttpError,    // a status that is not 2xx, other than 429
    RateLimited,  // 429
    ConnectRefused,
    Dns,
    Tls,
    Reset,        // the connection broke before the answer was whole
    Truncated,    // the stream ended without finish_reason, [DONE], done:true or usage
    Malformed,    // not HTTP, or an event that cannot be read
    StreamError,  // an error object inside a 200 stream
    Empty,        // 200 and no output
    Timeout,
    Cancelled,  // cut by Stop, the run's timeout or the grace period
    Local,      // a fault of this machine: descriptors, ports, memory
};
inline constexpr std::size_t kOutcomes = 14;

// "ok", "http_error", ...: the names in files.
std::string_view outcomeName(Outcome outcome);
// Outcome by that name; Outcome::Local when it is none of them.
Outcome outcomeFromName(std::string_view name);

// How well an arrival is known. Exact: the kernel stamped the very bytes. Bounded: they arrived at most `bound` before
// the moment given. User: no stamp was to be had; the moment is when we read.
enum class Stamp : std::uint8_t { Exact, Bounded, User };
std::string_view stampName(Stamp stamp);

// An arrival: the true moment lies in [at - bound, at]; bound is 0 when exact.
struct Arrival
{
    Nanos at = kUnset;
    Nanos bound{0};
    Stamp stamp = Stamp::User;
};

// One event of a stream that carries generated payload.
struct Chunk
{
    Arrival arrival;
    std::uint32_t tokens = 1;  // 1 where the server does not say
    std::uint32_t bytes = 0;   // of decoded text
    ChunkKind kind = ChunkKind::Content;
};

// Requests of the warm-up and the cool-down are recorded and shown but enter no figure. A request is sent as one of the
// first two; what is cool-down shows only when the run is over (window.h).
enum class Phase : std::uint8_t { Warmup, Measured, Cooldown };
std::string_view phaseName(Phase phase);

// Where the count of output tokens comes from: the server's usage, a tokenizer of ours, or one a chunk.
enum class TokenSource : std::uint8_t { Server, Tokenizer, Estimate };
inline constexpr std::size_t kTokenSources = 3;
std::string_view tokenSourceName(TokenSource source);

// A piece of one of the block's arrays.
struct Piece
{
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

// Moments are since run start; kUnset when they never came. tokens are -1 when unknown.
struct RequestRecord
{
    std::uint64_t sequence = 0;
    Nanos scheduled = kUnset;  // when it should have been sent; closed loop: when its stream became free
    // From when on it could be taken up: `scheduled`, or the later end of another request that a cap on requests in
    // flight made it wait for; unset in a closed loop.
    Nanos ready = kUnset;
    Nanos connectStart = kUnset;  // unset on a kept-alive connection
    Nanos connected = kUnset;     // TCP (and proxy) ready
    Nanos secured = kUnset;       // TLS ready
    Nanos sent = kUnset;          // just before its first byte was written
    Nanos written = kUnset;       // just after its last byte was written
    Nanos firstByte = kUnset;     // of the response
    Nanos firstEvent = kUnset;
    Nanos firstReasoning = kUnset;
    Nanos firstVisible = kUnset;  // content or tool call
    Nanos end = kUnset;           // end of stream, or the moment it failed
    Arrival firstToken;           // first chunk with generated payload
    Arrival lastToken;
    Piece chunks;                     // encoded; read with chunksOf()
    Piece error;                      // error text, into text
    Piece response;                   // generated text when asked for, into text
    Piece salt;                       // what its prompt has of its own, where the text is kept; into text
    Piece headers;                    // of the response: of every failed request and where the text is kept, into text
    Piece rawEvents;                  // encoded; read with rawEventsOf(); into text
    Piece finishReason;               // of an ok request, when the word is none that is known; into text
    std::int32_t serverMetrics = -1;  // index into the block's serverMetrics
    std::uint32_t chunkCount = 0;
    std::uint32_t firstChunkTokens = 0;  // tokens of the first chunk where the server said them; 0: not said
    std::int32_t tokensRequested = -1;
    std::int32_t promptTokens = -1;  // counted locally (tokenizer or estimate)
    std::int32_t serverInputTokens = -1;
    std::int32_t serverOutputTokens = -1;
    std::int32_t disbelievedTokens = -1;    // the server's count of output tokens where contradictsCount() says that it
                                            // cannot be; serverOutputTokens is -1 then
    std::int32_t countedOutputTokens = -1;  // by a tokenizer of ours after the run, where no server counted them
    std::int32_t serverCachedTokens = -1;
    std::int32_t serverReasoningTokens = -1;
    std::int32_t streamedTokens = -1;  // tokens that arrived as chunks; hidden reasoning is not in it
    std::int32_t retryAfterMs = -1;    // what the last 429 asked to wait; -1: none came or it did not say
    std::uint32_t stream = 0;          // which of the concurrent streams carried it
    std::uint32_t prompt = 0;          // index into the plan's prompt names
    std::uint32_t conversation = 0;    // counts from 1; 0: the request stands alone
    std::uint32_t turn = 0;            // of its conversation, from 0
    std::uint16_t worker = 0;
    std::uint16_t attempt = 0;  // 0 first, n after n retries
    std::uint16_t httpStatus = 0;
    Outcome outcome = Outcome::Local;
    Phase phase = Phase::Measured;
    TokenSource tokenSource = TokenSource::Estimate;
    bool chunkTokensKnown = false;  // the server said how many tokens each chunk holds
    bool keptOpen = false;          // the server did not close its answer behind the end mark, so we did
    bool staleRetry = false;        // sent again on a fresh connection: the kept-alive one was already closed
    bool complete = false;          // finish_reason, [DONE], done:true or usage was seen
};

// Records of one worker over one tick. Immutable once sealed (shared as const).
struct RecordBlock
{
    std::vector<RequestRecord> records;
    std::vector<std::uint8_t> chunkBytes;
    std::vector<ServerMetrics> serverMetrics;
    std::string text;

    // What the server said of one of its requests; of one it said nothing of, nothing is known.
    ServerMetrics serverMetricsOf(const RequestRecord& record) const;
    std::string_view textOf(Piece piece) const { return std::string_view{text}.substr(piece.offset, piece.length); }
    void clear();
    // Gives back the room that growing arrays keep: a block lives as long as its run.
    void trim();
};

// Chunk encoding: per chunk LEB128 of the arrival's delta to the previous chunk (the first: to `sent`), zigzag since a
// clock correction may order two arrivals backwards; one byte kind | stamp << 2 | (bound follows) << 4 | (tokens
// follow) << 5 | (bound as in the chunk before) << 6; then LEB128 of bytes, and of bound and tokens where flagged.
class ChunkWriter
{
public:
    // Starts a request; deltas count from `origin`. Keeps the buffer's capacity.
    void begin(Nanos origin);
    void add(const Chunk& chunk);
    std::span<const std::uint8_t> bytes() const { return std::span{m_bytes}.first(m_used); }
    std::uint32_t count() const { return m_count; }
    // So that adding `chunks` chunks allocates nothing, each within 16 KiB, 16,383 tokens and 17 s of the one before.
    void reserve(std::size_t chunks);
    std::size_t capacity() const { return m_bytes.size(); }

private:
    std::vector<std::uint8_t> m_bytes;  // the first m_used count; the rest is room, so that adding writes in place
    std::size_t m_used = 0;
    Nanos m_previous{0};
    Nanos m_previousBound{0};
    std::uint32_t m_count = 0;
};

// The chunks of one record, decoded. Empty when chunks were not kept. Broken bytes end the list early.
std::vector<Chunk> chunksOf(const RecordBlock& block, const RequestRecord& record);

// A piece of an answer's body as one read brought it.
struct RawEvent
{
    Nanos at{0};  // when the newest of it arrived
    std::string_view bytes;
};

// Raw encoding: of each, LEB128 of the arrival's delta to the one before (the first: to `sent`), zigzag; LEB128 of the
// length; the bytes. `before` is what the delta counts from.
void appendRawEvent(const RawEvent& event, Nanos before, std::string& out);
// Those of one record, views into its block. Empty when they were not kept. Broken bytes end the list early.
std::vector<RawEvent> rawEventsOf(const RecordBlock& block, const RequestRecord& record);

}  // namespace inferometer
