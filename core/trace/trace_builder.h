// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader hands its requests to: checks them, holds every limit, and makes the trace of them.
#pragma once

#include "core/trace/id_table.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace inferometer {

// A request as its file says it.
struct TraceRow
{
    Nanos at = kUnset;                            // on the file's own clock; unset: `delay` behind what it waits for
    Nanos delay = kUnset;                         // behind what it waits for; unset without `at`: none
    std::uint32_t session = TraceRequest::kNone;  // of TraceBuilder::session(); kNone: one of its own
    std::int64_t input = -1;                      // tokens
    std::int64_t output = -1;                     // tokens
    std::int64_t images = 0;
    std::vector<std::uint64_t> blocks{};  // as the file calls them
    std::optional<TraceBody> body{};
    std::uint32_t parent = TraceRequest::kNone;  // of a session's first request
    TraceLink link = TraceLink::None;
};

class TraceBuilder
{
public:
    // The place that errors are about from now on: a line, or an element of a list.
    void setLine(std::uint64_t line) { m_line = line; }
    std::uint64_t line() const { return m_line; }

    // The number of a session by the file's name for it.
    std::uint32_t session(std::string_view name);
    std::uint32_t newSession() { return m_sessions++; }
    // The last request of the session so far; kNone: there is none.
    std::uint32_t lastOf(std::uint32_t session) const;

    // The request's number, by which links know it. The error says what is wrong with it, or which limit it breaks.
    // REQUIRES: a session's requests come in the order of its turns, where `at` is unset.
    Result<std::uint32_t> add(TraceRow row);
    void join(std::uint32_t request, std::uint32_t session) { m_trace.joins.push_back({request, session}); }

    // How many tokens a block has; an error where it was told otherwise before.
    Status setBlockTokens(std::int64_t tokens);
    std::uint32_t blockTokens() const { return m_trace.blockTokens; }
    // Ids from now on mean other blocks than the same ones before.
    void beginBlockScope() { m_ids.clear(); }

    // What of the file no request needs, by name; the first few are told.
    void leave(std::string_view name);
    void note(const Sentence& said) { m_trace.notes.push_back(said); }

    // The whole. `ordered`: requests of this format stand by time, so that it is worth a note where they do not.
    Result<Trace> take(bool ordered);

private:
    Status check(const TraceRow& row);
    Status checkMoments(const TraceRow& row);
    Status keep(TraceBody body, TraceRequest& request);
    void keepBlocks(const TraceRow& row, TraceRequest& request);
    // When the request can come at the earliest.
    Nanos earliest(const TraceRow& row) const;
    void noteWhatWasFound(bool ordered);

    Trace m_trace;
    std::uint64_t m_line = 0;
    std::uint32_t m_sessions = 0;
    std::unordered_map<std::string, std::uint32_t> m_names;
    std::vector<std::uint32_t> m_last;  // request by session
    IdTable m_ids;
    std::size_t m_textBytes = 0;
    std::set<std::string, std::less<>> m_left;
    Nanos m_latest = kUnset;
    Nanos m_first = Nanos::max();
    std::uint64_t m_late = 0;     // timed ones that stood behind a later one
    std::uint64_t m_crowded = 0;  // with more blocks than their tokens fill
};

}  // namespace inferometer
