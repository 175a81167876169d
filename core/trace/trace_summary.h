// SPDX-License-Identifier: GPL-3.0-or-later
// What a trace will ask of a server, before anything of it is sent.
#pragma once

#include "core/metrics/summary.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace inferometer {

struct TraceSummary
{
    // What the share of cache hits is told by.
    enum class HitsBy : std::uint8_t {
        Nothing,         // neither blocks nor conversations
        PrefixBlocks,    // an infinite cache has every block that came before, as far as a prompt begins with such
        SessionHistory,  // each turn is taken to repeat the whole one before it and its answer: at most so much
    };
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

    std::uint64_t requests = 0;
    std::uint64_t sessions = 0;
    std::uint64_t timed = 0;  // requests whose time the trace says; rates and gaps are theirs
    std::uint64_t images = 0;
    std::uint64_t branches = 0;      // sessions that begin from a request of another
    std::uint64_t peakSessions = 0;  // at once, each from its first request to its last
    Nanos duration{0};               // from the first request to the last
    double rate = kNone;             // requests/s: gaps / duration
    double window = 1;               // s: 60 where the trace lasts ten minutes or more
    double peakRate = kNone;         // requests/s, of the busiest whole window
    double gapVariation = kNone;     // coefficient of variation of the gaps; 1: Poisson
    double dispersion = kNone;       // variance / mean of the requests a window; 1: Poisson; of ten windows or more
    Statistics turns;                // of a session
    Statistics input;                // tokens, of the requests whose length the trace says
    Statistics output;               // likewise
    double inputTokens = 0;          // of all of them
    double outputTokens = 0;
    std::uint32_t blockTokens = 0;
    std::uint64_t blockIds = 0;
    HitsBy hitsBy = HitsBy::Nothing;
    double hits = kNone;  // share of the input tokens
};

TraceSummary summaryOf(const Trace& trace);

// A figure of it: one row = a line of the table, a key of the JSON.
struct TraceFigure
{
    std::string_view id;
    std::string_view label;
    std::string_view unit;
    double (*of)(const TraceSummary& summary);  // NaN: there is none
};
std::span<const TraceFigure> traceFigures();

// "by prefix blocks", "by session history"; empty where there are no hits to tell.
std::string_view hitsByWords(TraceSummary::HitsBy by);

}  // namespace inferometer
