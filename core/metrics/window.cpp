// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/window.h"

#include <algorithm>
#include <limits>
#include <map>

namespace inferometer {

namespace {

template <typename Visit>
void forEachRecord(const Blocks& blocks, Visit&& visit)
{
    for (const auto& block : blocks)
        std::for_each(block->records.begin(), block->records.end(), visit);
}

// Where the measured requests begin and end.
struct Edges
{
    std::uint64_t first = 0;                                         // sequences below it are warm-up
    std::uint64_t last = std::numeric_limits<std::uint64_t>::max();  // from it on cool-down
    Nanos until = Nanos::max();                                      // due from then on: cool-down

    Phase phaseOf(const RequestRecord& record) const
    {
        if (record.phase != Phase::Measured)
            return record.phase;
        if (record.sequence < first)
            return Phase::Warmup;
        return record.sequence >= last || beginOf(record) >= until ? Phase::Cooldown : Phase::Measured;
    }
};

Edges edgesOf(const Blocks& blocks, const RunSpec& spec, Nanos loadEnd)
{
    std::vector<std::uint64_t> sequences;
    forEachRecord(blocks, [&](const RequestRecord& record) {
        if (record.phase == Phase::Measured)
            sequences.push_back(record.sequence);
    });
    std::sort(sequences.begin(), sequences.end());
    const auto share = [&](double percent) {
        return static_cast<std::size_t>(static_cast<double>(sequences.size()) * percent / 100);
    };
    const std::size_t before = share(spec.edges.warmupShare);
    const std::size_t after
        = std::min(sequences.size() - before,
                   std::max(share(spec.edges.cooldownShare), static_cast<std::size_t>(spec.edges.cooldownRequests)));
    Edges edges;
    if (before > 0)
        edges.first = sequences[before];
    if (after > 0)
        edges.last = sequences[sequences.size() - after];
    if (spec.edges.cooldownSeconds > 0 && isSet(loadEnd))
        edges.until = loadEnd - fromSeconds(spec.edges.cooldownSeconds);
    return edges;
}

}  // namespace

Window overlapOf(const Window& a, const Window& b)
{
    const Nanos start = std::max(a.start, b.start);
    return {start, std::max(start, std::min(a.end, b.end))};
}

Nanos beginOf(const RequestRecord& record) { return isSet(record.scheduled) ? record.scheduled : record.sent; }

Blocks withEdgesMarked(Blocks blocks, const RunSpec& spec, Nanos loadEnd)
{
    const Edges edges = edgesOf(blocks, spec, loadEnd);
    for (auto& block : blocks) {
        const auto changes = [&](const RequestRecord& record) { return edges.phaseOf(record) != record.phase; };
        if (std::none_of(block->records.begin(), block->records.end(), changes))
            continue;
        auto marked = std::make_shared<RecordBlock>(*block);
        for (RequestRecord& record : marked->records)
            record.phase = edges.phaseOf(record);
        block = std::move(marked);
    }
    return blocks;
}

Window spanOf(const Blocks& blocks)
{
    Window span{Nanos::max(), kUnset};
    forEachRecord(blocks, [&](const RequestRecord& record) {
        if (record.phase != Phase::Measured)
            return;
        if (const Nanos begin = beginOf(record); isSet(begin))
            span.start = std::min(span.start, begin);
        span.end = std::max({span.end, record.end, record.lastToken.at, record.sent, record.scheduled});
    });
    return span.start <= span.end ? span : Window{};
}

Window windowOf(const Blocks& blocks, Nanos loadEnd)
{
    Window window = spanOf(blocks);
    Nanos end = isSet(loadEnd) ? loadEnd : window.end;
    Nanos firstSuccess = window.end;
    forEachRecord(blocks, [&](const RequestRecord& record) {
        if (record.phase == Phase::Cooldown)
            end = std::min(end, beginOf(record));
        else if (record.phase == Phase::Measured && record.outcome == Outcome::Ok)
            firstSuccess = std::min(firstSuccess, record.end);
    });
    window.end = std::min(window.end, std::max(end, firstSuccess));
    return window;
}

Concurrency concurrencyOf(const std::vector<std::pair<Nanos, Nanos>>& intervals, Window window)
{
    std::vector<std::pair<Nanos, int>> steps;
    Nanos busy{0};
    for (const auto& [from, to] : intervals) {
        const Nanos start = std::max(from, window.start);
        const Nanos end = std::min(to, window.end);
        if (start >= end)
            continue;
        busy += end - start;
        steps.emplace_back(start, 1);
        steps.emplace_back(end, -1);
    }
    std::sort(steps.begin(), steps.end());  // at one moment the end comes first: intervals are half open
    std::int64_t now = 0;
    std::int64_t peak = 0;
    for (const auto& step : steps)
        peak = std::max(peak, now += step.second);
    return {window.length() > 0 ? seconds(busy) / window.length() : 0, static_cast<std::uint64_t>(peak)};
}

FigureWindows windowsOf(const Blocks& blocks, Nanos loadEnd)
{
    return windowsOf(blocks, windowOf(blocks, loadEnd), loadEnd);
}

FigureWindows windowsOf(const Blocks& blocks, Window rates, Nanos loadEnd)
{
    Nanos firstEnd = Nanos::max();
    std::map<std::uint32_t, Nanos> begun;  // of each stream
    forEachRecord(blocks, [&](const RequestRecord& record) {
        firstEnd = std::min(firstEnd, record.end);
        if (!isSet(record.sent))
            return;
        const auto stream = begun.try_emplace(record.stream, record.sent).first;
        stream->second = std::min(stream->second, record.sent);
    });
    if (begun.empty())
        return {rates, {}};
    const Nanos filled = std::max_element(begun.begin(), begun.end(), [](const auto& a, const auto& b) {
                             return a.second < b.second;
                         })->second;
    // Where no end was followed by another request, until that end.
    const Nanos until = isSet(loadEnd) ? std::min(rates.end, std::max(loadEnd, firstEnd)) : rates.end;
    const Window busy{std::max(rates.start, std::min(filled, firstEnd)), until};
    return {rates, filled > until || busy.start >= busy.end ? Window{} : busy};
}

double inFlightWhileBusy(const Blocks& blocks, const FigureWindows& windows)
{
    if (windows.busy.length() <= 0)
        return std::numeric_limits<double>::quiet_NaN();
    std::vector<std::pair<Nanos, Nanos>> intervals;
    forEachRecord(blocks, [&](const RequestRecord& record) {
        if (isSet(record.sent))
            intervals.emplace_back(record.sent, record.end);
    });
    return concurrencyOf(intervals, windows.busy).mean;
}

Nanos knownUntil(const Blocks& blocks)
{
    std::map<std::uint32_t, Nanos> lastEnds;
    forEachRecord(blocks, [&](const RequestRecord& record) {
        Nanos& last = lastEnds.try_emplace(record.stream, record.end).first->second;
        last = std::max(last, record.end);
    });
    Nanos until = Nanos::max();
    for (const auto& [stream, last] : lastEnds)
        until = std::min(until, last);
    return lastEnds.empty() ? Nanos{0} : until;
}

}  // namespace inferometer
