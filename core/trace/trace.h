// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that a server once had, whatever the file says them in (trace_formats.h): when each came, how long it was,
// which prefix it shares with which other, and what it waits for. Ordered by time.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kMostTraceRequests = 10'000'000;
inline constexpr std::size_t kMostTraceBlocks = 200'000'000;       // of all requests together
inline constexpr std::size_t kMostRequestBlocks = 250'000;         // of one
inline constexpr std::size_t kMostTraceTextBytes = 1'000'000'000;  // of all texts together
inline constexpr std::int64_t kMostTraceTokens = 100'000'000;      // of one request, in or out
inline constexpr std::int64_t kMostTraceImages = 10'000;           // of one request
inline constexpr double kLongestTrace = 10.0 * 365 * 86400;        // s

// How a session begins from a request of another one.
enum class TraceLink : std::uint8_t {
    None,
    Fork,   // goes on from that request's conversation
    Spawn,  // begins afresh once that request has ended: a sub-agent
};

// What is asked where the file holds more than lengths; each is JSON as it stands in the file.
struct TraceBody
{
    enum class Kind : std::uint8_t { Text, Messages, Payload };
    Kind kind = Kind::Text;
    bool delta = false;     // Messages: what is new since the session's request before, not the whole conversation
    std::string content{};  // a string, a list of messages, or a whole body
    std::string tools{};    // a list; empty: none
    std::string extra{};    // an object, merged into the body; empty: none

    bool operator==(const TraceBody&) const = default;
};

struct TraceRequest
{
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};

    Nanos at{0};  // since the trace's first; unless timed: the earliest moment, were every answer there at once
    Nanos delay = kUnset;        // behind the end of what it waits for (waits()); unset: not known
    std::int32_t input = -1;     // tokens, with the whole history; -1: only its text tells
    std::int32_t output = -1;    // tokens; -1: the file does not say
    std::uint32_t blocksAt = 0;  // its first in Trace::blocks
    std::uint32_t blocks = 0;
    std::uint32_t session = 0;     // from 0, by their first requests
    std::uint32_t turn = 0;        // from 0
    std::uint32_t parent = kNone;  // of a session's first request: the request that its session begins from
    std::uint32_t body = kNone;    // index into Trace::bodies
    std::uint16_t images = 0;
    TraceLink link = TraceLink::None;
    bool timed = true;  // the file says when it came; one of timed and waits() holds, or both

    // For the session's request before, its parent and the sessions that it joins.
    bool waits() const { return isSet(delay); }
    bool operator==(const TraceRequest&) const = default;
};

// The request is sent once every request of the session has ended.
struct TraceJoin
{
    std::uint32_t request = 0;
    std::uint32_t session = 0;

    auto operator<=>(const TraceJoin&) const = default;
};

struct Trace
{
    std::vector<TraceRequest> requests;  // by `at`; a session's by turn. Never empty once read
    std::vector<std::uint32_t> blocks;   // ids from 0, below blockIds; equal ids are equal tokens behind equal prefixes
    std::vector<TraceBody> bodies;
    std::vector<TraceJoin> joins;   // ascending
    std::uint32_t blockIds = 0;     // so many different ones
    std::uint32_t blockTokens = 0;  // of a block; 0: the trace has none
    std::uint32_t sessions = 0;
    std::vector<Sentence> notes;  // what was found, left out or changed, for a person to read

    std::span<const std::uint32_t> blocksOf(const TraceRequest& request) const
    {
        return std::span{blocks}.subspan(request.blocksAt, request.blocks);
    }
    // From the first request to the last one.
    Nanos duration() const { return requests.empty() ? Nanos{0} : requests.back().at; }
};

// Makes the trace what it says above: orders it, lets the first request come at 0, numbers sessions and turns anew.
// REQUIRES: links and joins lead to requests and sessions of it; a session's requests stand in the order of its turns.
void arrange(Trace& trace);

// The setting that names the file of one.
inline constexpr std::string_view kTraceField = "trace";

// An error of a trace, without the place.
Error traceFault(const Sentence& said);

}  // namespace inferometer
