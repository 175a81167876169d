// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// More tokens in one chunk than any server sends: a wrong count must not fill the memory with samples.
constexpr double kMostChunkTokens = 1U << 16U;
constexpr double kHair = 1e-9;  // of rounding in an even part

template <typename Visit>
void forEach(const Blocks& blocks, Visit&& visit)
{
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            visit(*block, record);
}

double gapBefore(const std::vector<Chunk>& chunks, std::size_t i)
{
    return seconds(chunks[i].arrival.at - chunks[i - 1].arrival.at);
}

void appendChunkGaps(const std::vector<Chunk>& chunks, std::vector<double>& out)
{
    for (std::size_t i = 1; i < chunks.size(); ++i)
        out.push_back(gapBefore(chunks, i));
}

// An even part is no whole number: a chunk gives as many samples as whole tokens are full with it.
void appendTokenGaps(const RequestRecord& record, const std::vector<Chunk>& chunks, std::vector<double>& out)
{
    double full = chunks.empty() ? 0 : chunkTokensOf(record, chunks[0], 0);
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        const double tokens = chunkTokensOf(record, chunks[i], i);
        const double before = std::floor(full + kHair);
        full += tokens;
        const double samples = std::min(std::floor(full + kHair) - before, kMostChunkTokens);
        if (samples > 0)
            out.insert(out.end(), static_cast<std::size_t>(samples), gapBefore(chunks, i) / tokens);
    }
}

// Gaps of all requests. ITL is kept apart from ICL only once a chunk holds another number of tokens than one.
class GapSamples
{
public:
    void add(const RequestRecord& record, const std::vector<Chunk>& chunks)
    {
        if (!m_apart && !oneTokenEach(record, chunks)) {
            m_itl = m_icl;
            m_apart = true;
        }
        appendChunkGaps(chunks, m_icl);
        const std::size_t before = m_itl.size();
        if (m_apart)
            appendTokenGaps(record, chunks, m_itl);
        if (tokenBasisOf(record) != TokenBasis::PerChunk)
            m_estimated += m_apart ? m_itl.size() - before : chunks.size() - std::min<std::size_t>(1, chunks.size());
    }

    // The samples are gone afterwards.
    std::pair<Statistics, Statistics> takeIclItl()
    {
        Statistics icl = statisticsOf(std::move(m_icl));
        Statistics itl = m_apart ? statisticsOf(std::move(m_itl)) : icl;
        return {std::move(icl), std::move(itl)};
    }

    std::uint64_t estimated() const { return m_estimated; }  // ITL samples

private:
    static bool oneTokenEach(const RequestRecord& record, const std::vector<Chunk>& chunks)
    {
        for (std::size_t i = 0; i < chunks.size(); ++i)
            if (std::abs(chunkTokensOf(record, chunks[i], i) - 1) > kHair)
                return false;
        return true;
    }

    std::vector<double> m_icl;
    std::vector<double> m_itl;
    std::uint64_t m_estimated = 0;
    bool m_apart = false;
};

// Spread evenly from the first token to the last.
double tokensWithin(Nanos from, Nanos to, double tokens, Window window)
{
    if (!isSet(from) || !isSet(to))
        return 0;
    if (to <= from)
        return window.has(from) ? tokens : 0;
    const Nanos shared = std::min(to, window.end) - std::max(from, window.start);
    return tokens * std::max(0.0, seconds(shared) / seconds(to - from));
}

// Tokens of a request that arrived within the window: by its chunks, where they were kept.
double tokensWithin(const RequestRecord& record, const std::vector<Chunk>& chunks, Window window)
{
    if (chunks.empty())
        return tokensWithin(record.firstToken.at, record.lastToken.at,
                            static_cast<double>(streamedTokensOf(record).value_or(record.chunkCount)), window);
    double tokens = 0;
    for (std::size_t i = 0; i < chunks.size(); ++i)
        if (window.has(chunks[i].arrival.at))
            tokens += chunkTokensOf(record, chunks[i], i);
    return tokens;
}

void count(const RequestRecord& record, Summary& summary)
{
    summary.warmup += record.phase == Phase::Warmup ? 1U : 0U;
    summary.cooldown += record.phase == Phase::Cooldown ? 1U : 0U;
    if (record.phase != Phase::Measured)
        return;
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
    summary.hiddenTokens += static_cast<std::uint64_t>(hiddenTokensOf(record));
    ++summary.tokenSources.at(static_cast<std::size_t>(record.tokenSource));
    ++summary.tokenBases.at(static_cast<std::size_t>(tokenBasisOf(record)));
}

// A request that was cut gives the value it had by then, or the time it had waited for one.
void addCut(const Metric& metric, const RequestRecord& record, std::vector<double>& values,
            std::vector<double>& censored)
{
    if (record.phase != Phase::Measured || record.outcome != Outcome::Cancelled || metric.waited == nullptr
        || !isSet(record.sent))
        return;
    if (const auto waited = metric.waited(record))
        censored.push_back(*waited);
    else if (const auto value = metric.of(record))
        values.push_back(*value);
}

MetricStatistics statisticsOfMetric(const Blocks& blocks, const Metric& metric)
{
    MetricStatistics row{&metric, {}, 0};
    std::vector<double> values;
    std::vector<double> censored;
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (!givesValues(record)) {
            addCut(metric, record, values, censored);
        } else if (const auto value = metric.of(record)) {
            values.push_back(*value);
            row.estimated += metric.estimated != nullptr && metric.estimated(record) ? 1U : 0U;
        }
    });
    row.statistics = statisticsOf(std::move(values), std::move(censored));
    return row;
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
        statistics.push_back({nullptr, statisticsOf(std::move(field)), 0});
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

std::uint64_t peakInFlight(const Blocks& blocks, Window span)
{
    std::vector<std::pair<Nanos, Nanos>> intervals;
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (isSet(record.sent))
            intervals.emplace_back(record.sent, record.end);
    });
    return concurrencyOf(intervals, span).peak;
}

}  // namespace

void appendGaps(const RecordBlock& block, const RequestRecord& record, bool perToken, std::vector<double>& out)
{
    const std::vector<Chunk> chunks = chunksOf(block, record);
    if (perToken)
        appendTokenGaps(record, chunks, out);
    else
        appendChunkGaps(chunks, out);
}

Summary summarize(const Blocks& blocks, Nanos loadEnd, const Slo& slo)
{
    Summary summary;
    summary.window = windowOf(blocks, loadEnd);
    summary.span = spanOf(blocks);
    GapSamples gaps;
    double tokens = 0;
    std::uint64_t ended = 0;
    forEach(blocks, [&](const RecordBlock& block, const RequestRecord& record) {
        const std::vector<Chunk> chunks = chunksOf(block, record);
        tokens += tokensWithin(record, chunks, summary.window);
        ended += record.outcome == Outcome::Ok && summary.window.has(record.end) ? 1U : 0U;
        count(record, summary);
        if (givesValues(record))
            gaps.add(record, chunks);
    });
    auto [icl, itl] = gaps.takeIclItl();
    for (const Metric& metric : metrics()) {
        if (!metric.perToken)
            summary.metrics.push_back(statisticsOfMetric(blocks, metric));
        else if (metric.id == "itl_s")
            summary.metrics.push_back({&metric, itl, gaps.estimated()});
        else
            summary.metrics.push_back({&metric, icl, 0});
    }
    summary.server = serverStatistics(blocks);
    if (const double length = summary.window.length(); length > 0) {
        summary.requestRate = static_cast<double>(ended) / length;
        summary.outputRate = tokens / length;
    }
    if (slo.binds())
        summary.goodput = goodputOf(blocks, slo, loadEnd);
    summary.peakInFlight = peakInFlight(blocks, summary.span);
    summary.inFlightMean = inFlightWhileBusy(blocks, summary.window);
    summary.outputShortfall = shortfallOf(blocks);
    return summary;
}

}  // namespace inferometer
