// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// More tokens in one chunk than any server sends: a wrong count must not fill the memory with samples.
constexpr std::uint32_t kMostChunkTokens = 1U << 16U;

double lengthOf(Window window) { return seconds(window.end - window.start); }

template <typename Visit>
void forEach(const Blocks& blocks, Visit&& visit)
{
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            visit(*block, record);
}

Nanos lastMoment(const RequestRecord& record)
{
    return std::max({record.end, record.lastToken.at, record.sent, record.scheduled});
}

void appendGaps(const std::vector<Chunk>& chunks, bool perToken, std::vector<double>& out)
{
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        const double gap = seconds(chunks[i].arrival.at - chunks[i - 1].arrival.at);
        const std::uint32_t tokens = std::min(chunks[i].tokens, kMostChunkTokens);
        if (!perToken)
            out.push_back(gap);
        else if (tokens > 0)
            out.insert(out.end(), tokens, gap / chunks[i].tokens);
    }
}

// Gaps of all requests. ITL is kept apart from ICL only once a chunk holds another number of tokens than one.
class GapSamples
{
public:
    void add(const std::vector<Chunk>& chunks)
    {
        const bool single
            = std::all_of(chunks.begin(), chunks.end(), [](const Chunk& chunk) { return chunk.tokens == 1; });
        if (!single && !m_apart) {
            m_itl = m_icl;
            m_apart = true;
        }
        appendGaps(chunks, false, m_icl);
        if (m_apart)
            appendGaps(chunks, true, m_itl);
    }

    // The samples are gone afterwards.
    std::pair<Statistics, Statistics> takeIclItl()
    {
        Statistics icl = statisticsOf(std::move(m_icl));
        Statistics itl = m_apart ? statisticsOf(std::move(m_itl)) : icl;
        return {std::move(icl), std::move(itl)};
    }

private:
    std::vector<double> m_icl;
    std::vector<double> m_itl;
    bool m_apart = false;
};

bool isWithin(Nanos moment, Window window) { return moment >= window.start && moment <= window.end; }

// Spread evenly over the chunks where the server does not say how many tokens each holds.
double tokensWithin(const std::vector<Chunk>& chunks, std::optional<double> spread, Window window)
{
    double tokens = 0;
    for (const Chunk& chunk : chunks)
        if (isWithin(chunk.arrival.at, window))
            tokens += spread ? *spread / static_cast<double>(chunks.size()) : chunk.tokens;
    return tokens;
}

// Spread evenly from the first token to the last.
double tokensWithin(Nanos from, Nanos to, double tokens, Window window)
{
    if (!isSet(from) || !isSet(to))
        return 0;
    if (to <= from)
        return isWithin(from, window) ? tokens : 0;
    const Nanos shared = std::min(to, window.end) - std::max(from, window.start);
    return tokens * std::max(0.0, seconds(shared) / seconds(to - from));
}

// Tokens of a request that arrived within the window: by its chunks, where they were kept.
double tokensWithin(const RequestRecord& record, const std::vector<Chunk>& chunks, Window window)
{
    const auto streamed = static_cast<double>(streamedTokensOf(record).value_or(record.chunkCount));
    if (chunks.empty())
        return tokensWithin(record.firstToken.at, record.lastToken.at, streamed, window);
    return tokensWithin(chunks, record.chunkTokensKnown ? std::nullopt : std::optional{streamed}, window);
}

void count(const RequestRecord& record, Summary& summary)
{
    ++summary.started;
    ++summary.outcomes.at(static_cast<std::size_t>(record.outcome));
    if (record.outcome == Outcome::Cancelled)
        ++summary.cancelled;
    else if (record.outcome != Outcome::Ok)
        ++summary.failed;
    if (record.outcome != Outcome::Ok)
        return;
    ++summary.ok;
    summary.inputTokens += static_cast<std::uint64_t>(inputTokensOf(record).value_or(0));
    summary.outputTokens += static_cast<std::uint64_t>(outputTokensOf(record).value_or(0));
    summary.cachedTokens += static_cast<std::uint64_t>(std::max(0, record.serverCachedTokens));
    if (findMetric("tpot_s")->of(record) && firstChunkIsMarked(record))
        ++summary.markedFirstChunks;
}

Statistics statisticsOfMetric(const Blocks& blocks, const Metric& metric)
{
    std::vector<double> values;
    std::size_t censored = 0;
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (givesValues(record)) {
            if (const auto value = metric.of(record))
                values.push_back(*value);
        } else if (record.phase == Phase::Measured && record.outcome == Outcome::Cancelled && metric.cut != nullptr
                   && metric.cut(record))
        {
            ++censored;
        }
    });
    return statisticsOf(std::move(values), censored);
}

std::vector<MetricStatistics> serverStatistics(const Blocks& blocks)
{
    std::array<std::vector<double>, ServerMetrics::kFields> values;
    forEach(blocks, [&](const RecordBlock& block, const RequestRecord& record) {
        const auto index = static_cast<std::size_t>(record.serverMetrics);
        if (!givesValues(record) || record.serverMetrics < 0 || index >= block.serverMetrics.size())
            return;
        for (std::size_t field = 0; field < values.size(); ++field)
            if (const double value = block.serverMetrics[index].values.at(field); !std::isnan(value))
                values.at(field).push_back(value);
    });
    std::vector<MetricStatistics> statistics;
    statistics.reserve(values.size());
    for (auto& field : values)
        statistics.push_back({nullptr, statisticsOf(std::move(field))});
    return statistics;
}

double shortfallOf(const Blocks& blocks)
{
    double sum = 0;
    std::size_t n = 0;
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (!givesValues(record) || record.tokensRequested <= 0 || record.serverOutputTokens < 0)
            return;
        sum += std::abs(record.tokensRequested - record.serverOutputTokens)
            / static_cast<double>(record.tokensRequested);
        ++n;
    });
    return n == 0 ? kNone : sum / static_cast<double>(n);
}

Concurrency inFlightOf(const Blocks& blocks, Window window)
{
    std::vector<std::pair<Nanos, Nanos>> intervals;
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (isSet(record.sent))
            intervals.emplace_back(record.sent, lastMoment(record));
    });
    return concurrencyOf(intervals, window);
}

}  // namespace

void appendGaps(const RecordBlock& block, const RequestRecord& record, bool perToken, std::vector<double>& out)
{
    appendGaps(chunksOf(block, record), perToken, out);
}

Window windowOf(const Blocks& blocks)
{
    Window window{Nanos::max(), kUnset};
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (record.phase != Phase::Measured)
            return;
        const Nanos begin = isSet(record.scheduled) ? record.scheduled : record.sent;
        if (isSet(begin))
            window.start = std::min(window.start, begin);
        window.end = std::max(window.end, lastMoment(record));
    });
    return window.start <= window.end ? window : Window{};
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
    const double length = lengthOf(window);
    return {length > 0 ? seconds(busy) / length : 0, static_cast<std::uint64_t>(peak)};
}

Summary summarize(const Blocks& blocks)
{
    Summary summary;
    summary.window = windowOf(blocks);
    GapSamples gaps;
    double tokens = 0;
    forEach(blocks, [&](const RecordBlock& block, const RequestRecord& record) {
        const std::vector<Chunk> chunks = chunksOf(block, record);
        tokens += tokensWithin(record, chunks, summary.window);
        if (record.phase == Phase::Measured)
            count(record, summary);
        if (givesValues(record))
            gaps.add(chunks);
    });
    auto [icl, itl] = gaps.takeIclItl();
    for (const Metric& metric : metrics()) {
        Statistics statistics
            = metric.perToken ? (metric.id == "itl_s" ? itl : icl) : statisticsOfMetric(blocks, metric);
        summary.metrics.push_back({&metric, std::move(statistics)});
    }
    summary.server = serverStatistics(blocks);
    if (const double length = lengthOf(summary.window); length > 0) {
        summary.requestRate = static_cast<double>(summary.ok) / length;
        summary.outputRate = tokens / length;
    }
    const Concurrency inFlight = inFlightOf(blocks, summary.window);
    summary.peakInFlight = inFlight.peak;
    summary.inFlightMean = inFlight.mean;
    summary.outputShortfall = shortfallOf(blocks);
    return summary;
}

}  // namespace inferometer
