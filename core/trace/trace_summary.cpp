// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_summary.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer {

namespace {

constexpr std::uint32_t kNone = TraceRequest::kNone;

// Mean and sample variance of values that come one by one (Welford, "Note on a Method for Calculating Corrected Sums of
// Squares and Products", 1962).
struct Spread
{
    double n = 0;
    double mean = 0;
    double squares = 0;

    void take(double value)
    {
        ++n;
        const double off = value - mean;
        mean += off / n;
        squares += off * (value - mean);
    }
    double variance() const { return n < 2 ? TraceSummary::kNone : squares / (n - 1); }
};

void addRates(const Trace& trace, TraceSummary& summary)
{
    constexpr double kLong = 600;  // s
    constexpr std::size_t kFewestWindows = 10;
    constexpr std::uint64_t kFewestGaps = 2;
    summary.window = seconds(summary.duration) >= kLong ? 60 : 1;
    const Nanos window = fromSeconds(summary.window);
    std::vector<std::uint32_t> counts(static_cast<std::size_t>(summary.duration / window));
    Spread gaps;
    Nanos before = kUnset;
    for (const TraceRequest& request : trace.requests) {
        if (!request.timed)
            continue;
        ++summary.timed;
        if (isSet(before))
            gaps.take(seconds(request.at - before));
        before = request.at;
        if (const auto place = static_cast<std::size_t>(request.at / window); place < counts.size())
            ++counts[place];
    }
    if (gaps.n >= kFewestGaps && gaps.mean > 0) {
        summary.rate = 1 / gaps.mean;
        summary.gapVariation = std::sqrt(gaps.variance()) / gaps.mean;
    }
    if (!counts.empty() && summary.timed > 0)
        summary.peakRate = *std::max_element(counts.begin(), counts.end()) / summary.window;
    Spread perWindow;
    for (const std::uint32_t count : counts)
        perWindow.take(count);
    if (counts.size() >= kFewestWindows && perWindow.mean > 0)
        summary.dispersion = perWindow.variance() / perWindow.mean;
}

void addLengths(const Trace& trace, TraceSummary& summary)
{
    std::vector<double> turns(trace.sessions);
    std::vector<double> inputs;
    std::vector<double> outputs;
    for (const TraceRequest& request : trace.requests) {
        ++turns[request.session];
        summary.images += request.images;
        summary.branches += request.parent != kNone ? 1 : 0;
        if (request.input >= 0)
            inputs.push_back(request.input);
        if (request.output >= 0)
            outputs.push_back(request.output);
        summary.inputTokens += std::max(request.input, 0);
        summary.outputTokens += std::max(request.output, 0);
    }
    summary.turns = statisticsOf(std::move(turns));
    summary.input = statisticsOf(std::move(inputs));
    summary.output = statisticsOf(std::move(outputs));
}

std::uint64_t peakSessions(const Trace& trace)
{
    std::vector<Nanos> begins;
    std::vector<Nanos> ends(trace.sessions);
    for (const TraceRequest& request : trace.requests) {
        if (request.turn == 0)
            begins.push_back(request.at);
        ends[request.session] = request.at;
    }
    std::sort(ends.begin(), ends.end());
    std::size_t over = 0;
    std::size_t most = 0;
    for (std::size_t begun = 0; begun < begins.size(); ++begun) {
        while (ends[over] < begins[begun])
            ++over;
        most = std::max(most, begun + 1 - over);
    }
    return most;
}

// Tokens that an infinite cache has of each prompt, by its blocks.
double hitsByBlocks(const Trace& trace, std::uint64_t& different)
{
    std::vector<bool> seen(trace.blockIds);
    double hits = 0;
    for (const TraceRequest& request : trace.requests) {
        const std::span<const std::uint32_t> blocks = trace.blocksOf(request);
        const auto fresh = std::find_if(blocks.begin(), blocks.end(), [&](std::uint32_t id) { return !seen[id]; });
        const double known = static_cast<double>(fresh - blocks.begin()) * trace.blockTokens;
        hits += std::min(known, static_cast<double>(std::max(request.input, 0)));
        for (const std::uint32_t id : blocks) {
            different += seen[id] ? 0 : 1;
            seen[id] = true;
        }
    }
    return hits;
}

double hitsByHistory(const Trace& trace)
{
    std::vector<std::uint32_t> last(trace.sessions, kNone);
    double hits = 0;
    for (std::uint32_t i = 0; i < trace.requests.size(); ++i) {
        const TraceRequest& request = trace.requests[i];
        const std::uint32_t forked = request.link == TraceLink::Fork ? request.parent : kNone;
        const std::uint32_t before = last[request.session] != kNone ? last[request.session] : forked;
        last[request.session] = i;
        if (before == kNone)
            continue;
        const TraceRequest& one = trace.requests[before];
        hits += std::min(std::max(request.input, 0), std::max(one.input, 0) + std::max(one.output, 0));
    }
    return hits;
}

void addHits(const Trace& trace, TraceSummary& summary)
{
    if (summary.inputTokens <= 0)
        return;
    const bool talks = summary.sessions < summary.requests || summary.branches > 0;
    if (!trace.blocks.empty())
        summary.hitsBy = TraceSummary::HitsBy::PrefixBlocks;
    else if (talks)
        summary.hitsBy = TraceSummary::HitsBy::SessionHistory;
    else
        return;
    const bool byBlocks = summary.hitsBy == TraceSummary::HitsBy::PrefixBlocks;
    summary.hits = (byBlocks ? hitsByBlocks(trace, summary.blockIds) : hitsByHistory(trace)) / summary.inputTokens;
}

double whole(std::uint64_t count) { return static_cast<double>(count); }

using S = TraceSummary;
constexpr std::array kFigures{
    TraceFigure{"requests", "Requests", "", [](const S& s) { return whole(s.requests); }},
    TraceFigure{"timed_requests", "Requests with a time", "", [](const S& s) { return whole(s.timed); }},
    TraceFigure{"sessions", "Sessions", "", [](const S& s) { return whole(s.sessions); }},
    TraceFigure{"branches", "Sessions begun from another", "", [](const S& s) { return whole(s.branches); }},
    TraceFigure{"turns_mean", "Turns a session, mean", "", [](const S& s) { return s.turns.mean; }},
    TraceFigure{"turns_max", "Turns a session, most", "", [](const S& s) { return s.turns.max; }},
    TraceFigure{"peak_sessions", "Sessions at once, most", "", [](const S& s) { return whole(s.peakSessions); }},
    TraceFigure{"duration_s", "Duration", "s", [](const S& s) { return seconds(s.duration); }},
    TraceFigure{"rate", "Rate, mean", "requests/s", [](const S& s) { return s.rate; }},
    TraceFigure{"rate_peak", "Rate, busiest window", "requests/s", [](const S& s) { return s.peakRate; }},
    TraceFigure{"window_s", "Window", "s", [](const S& s) { return s.window; }},
    TraceFigure{"gap_cv", "Gaps, coefficient of variation", "", [](const S& s) { return s.gapVariation; }},
    TraceFigure{"dispersion", "Requests a window, dispersion", "", [](const S& s) { return s.dispersion; }},
    TraceFigure{"input_mean", "Input, mean", "tokens", [](const S& s) { return s.input.mean; }},
    TraceFigure{"input_p50", "Input, p50", "tokens", [](const S& s) { return s.input.valueAt(0.5); }},
    TraceFigure{"input_p90", "Input, p90", "tokens", [](const S& s) { return s.input.valueAt(0.9); }},
    TraceFigure{"input_p99", "Input, p99", "tokens", [](const S& s) { return s.input.valueAt(0.99); }},
    TraceFigure{"input_max", "Input, most", "tokens", [](const S& s) { return s.input.max; }},
    TraceFigure{"input_tokens", "Input, all", "tokens", [](const S& s) { return s.inputTokens; }},
    TraceFigure{"output_mean", "Output, mean", "tokens", [](const S& s) { return s.output.mean; }},
    TraceFigure{"output_p50", "Output, p50", "tokens", [](const S& s) { return s.output.valueAt(0.5); }},
    TraceFigure{"output_p90", "Output, p90", "tokens", [](const S& s) { return s.output.valueAt(0.9); }},
    TraceFigure{"output_p99", "Output, p99", "tokens", [](const S& s) { return s.output.valueAt(0.99); }},
    TraceFigure{"output_max", "Output, most", "tokens", [](const S& s) { return s.output.max; }},
    TraceFigure{"output_tokens", "Output, all", "tokens", [](const S& s) { return s.outputTokens; }},
    TraceFigure{"images", "Images", "", [](const S& s) { return whole(s.images); }},
    TraceFigure{"block_tokens", "Prefix block", "tokens",
                [](const S& s) { return s.blockTokens > 0 ? s.blockTokens : S::kNone; }},
    TraceFigure{"blocks", "Prefix blocks, different", "", [](const S& s) { return whole(s.blockIds); }},
    TraceFigure{"cache_hits", "Input that an infinite cache has", "", [](const S& s) { return s.hits; }},
};

}  // namespace

TraceSummary summaryOf(const Trace& trace)
{
    TraceSummary summary;
    summary.requests = trace.requests.size();
    summary.sessions = trace.sessions;
    summary.duration = trace.duration();
    summary.blockTokens = trace.blockTokens;
    addRates(trace, summary);
    addLengths(trace, summary);
    summary.peakSessions = peakSessions(trace);
    addHits(trace, summary);
    return summary;
}

std::span<const TraceFigure> traceFigures() { return kFigures; }

std::string_view hitsByWords(TraceSummary::HitsBy by)
{
    switch (by) {
    case TraceSummary::HitsBy::PrefixBlocks:
        return "by prefix blocks";
    case TraceSummary::HitsBy::SessionHistory:
        return "by session history, at most";
    case TraceSummary::HitsBy::Nothing:
        break;
    }
    return "";
}

}  // namespace inferometer
