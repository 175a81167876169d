// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace.h"

#include <algorithm>
#include <numeric>

namespace inferometer {

namespace {

constexpr std::uint32_t kNone = TraceRequest::kNone;

// Requests by time, those of one moment as they stood.
void order(Trace& trace)
{
    const auto earlier = [](const TraceRequest& a, const TraceRequest& b) { return a.at < b.at; };
    if (std::is_sorted(trace.requests.begin(), trace.requests.end(), earlier))
        return;
    std::vector<std::uint32_t> from(trace.requests.size());
    std::iota(from.begin(), from.end(), 0U);
    std::stable_sort(from.begin(), from.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return trace.requests[a].at < trace.requests[b].at; });
    std::vector<std::uint32_t> to(from.size());
    std::vector<TraceRequest> sorted;
    sorted.reserve(from.size());
    for (std::uint32_t i = 0; i < from.size(); ++i) {
        to[from[i]] = i;
        sorted.push_back(trace.requests[from[i]]);
    }
    trace.requests = std::move(sorted);
    for (TraceRequest& request : trace.requests)
        request.parent = request.parent == kNone ? kNone : to[request.parent];
    for (TraceJoin& join : trace.joins)
        join.request = to[join.request];
}

void number(Trace& trace)
{
    const auto before
        = std::accumulate(trace.requests.begin(), trace.requests.end(), std::uint32_t{0},
                          [](std::uint32_t most, const TraceRequest& one) { return std::max(most, one.session); });
    std::vector<std::uint32_t> names(before + std::size_t{1}, kNone);
    std::vector<std::uint32_t> turns;
    for (TraceRequest& request : trace.requests) {
        std::uint32_t& name = names[request.session];
        if (name == kNone) {
            name = static_cast<std::uint32_t>(turns.size());
            turns.push_back(0);
        }
        request.session = name;
        request.turn = turns[name]++;
    }
    trace.sessions = static_cast<std::uint32_t>(turns.size());
    for (TraceJoin& join : trace.joins)
        join.session = join.session < names.size() ? names[join.session] : kNone;
    std::erase_if(trace.joins, [](const TraceJoin& join) { return join.session == kNone; });
    std::sort(trace.joins.begin(), trace.joins.end());
}

}  // namespace

void arrange(Trace& trace)
{
    order(trace);
    if (trace.requests.empty())
        return;
    const Nanos first = trace.requests.front().at;
    for (TraceRequest& request : trace.requests)
        request.at -= first;
    number(trace);
}

Error traceFault(const Sentence& said) { return {Errc::InvalidInput, said, kTraceField}; }

}  // namespace inferometer
