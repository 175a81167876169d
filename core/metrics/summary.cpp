// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/distribution.h"
#include "core/metrics/gaps.h"
#include "core/metrics/token_counts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

template <typename Visit>
void forEach(const Blocks& blocks, Visit&& visit)
{
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            visit(*block, record);
}

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

// By how much the metric changes when the first or the last token came as early as its bound allows.
double arrivalError(const Metric& metric, double value, const RecordBlock& block, const RequestRecord& record)
{
    double error = 0;
    for (Arrival RequestRecord::*const token : {&RequestRecord::firstToken, &RequestRecord::lastToken}) {
        RequestRecord earlier = record;
        if (record.firstVisible == (record.*token).at)
            earlier.firstVisible -= (record.*token).bound;
        (earlier.*token).at -= (record.*token).bound;
        error = std::max(error, std::abs(metric.of(block, earlier).value_or(value) - value));
    }
    return error;
}

// The values of one metric, request by request.
class MetricValues
{
public:
    explicit MetricValues(const Metric& metric) { m_row.metric = &metric; }

    // A request that was cut gives the value it had by then, or the time it had waited for one.
    void add(const RecordBlock& block, const RequestRecord& record)
    {
        const auto one = observed(*m_row.metric, block, record);
        if (one && one->waited)
            m_censored.push_back(one->value);
        else if (one)
            addValue(one->value, block, record);
    }

    MetricStatistics take()
    {
        m_row.stamps = m_arrivals.stamps;
        m_row.arrivalErrorMax = m_arrivals.errorMax;
        m_row.statistics = statisticsOf(std::move(m_values), m_censored);
        return std::move(m_row);
    }

private:
    void addValue(double value, const RecordBlock& block, const RequestRecord& record)
    {
        m_values.push_back(value);
        const Metric& metric = *m_row.metric;
        m_row.estimated += metric.estimated != nullptr && metric.estimated(record) ? 1U : 0U;
        if (const auto stamp = metric.stamp == nullptr ? std::nullopt : metric.stamp(block, record))
            m_arrivals.add(*stamp, *stamp == Stamp::Exact ? 0 : arrivalError(metric, value, block, record));
    }

    MetricStatistics m_row;
    ArrivalTally m_arrivals;
    std::vector<double> m_values;
    std::vector<double> m_censored;
};

MetricStatistics statisticsOfMetric(const Blocks& blocks, const Metric& metric)
{
    MetricValues values{metric};
    forEach(blocks, [&](const RecordBlock& block, const RequestRecord& record) { values.add(block, record); });
    return values.take();
}

std::vector<MetricStatistics> serverStatistics(const Blocks& blocks)
{
    std::array<std::vector<double>, ServerMetrics::kFields> values;
    forEach(blocks, [&](const RecordBlock& block, const RequestRecord& record) {
        for (std::size_t field = 0; field < values.size(); ++field)
            if (const auto value = serverValueOf(block, record, static_cast<ServerMetrics::Field>(field)))
                values.at(field).push_back(*value);
    });
    std::vector<MetricStatistics> statistics;
    statistics.reserve(values.size());
    for (auto& field : values)
        statistics.push_back({nullptr, statisticsOf(std::move(field))});
    return statistics;
}

void setOutputLength(const Blocks& blocks, Summary& summary)
{
    double asked = 0;
    double produced = 0;
    double off = 0;
    double difference = 0;
    double n = 0;
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        const std::optional<std::int64_t> counted = countedTokensOf(record);
        if (!givesValues(record) || record.tokensRequested <= 0 || !counted)
            return;
        asked += record.tokensRequested;
        produced += static_cast<double>(*counted);
        const auto apart = static_cast<double>(std::abs(record.tokensRequested - *counted));
        off += apart / record.tokensRequested;
        difference += apart;
        ++n;
    });
    summary.outputAsked = n > 0 ? asked / n : kNone;
    summary.outputProduced = n > 0 ? produced / n : kNone;
    summary.outputShortfall = n > 0 ? off / n : kNone;
    summary.outputDifference = n > 0 ? difference / n : kNone;
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

Summary summarize(const Blocks& blocks, Nanos loadEnd, const Slo& slo)
{
    return summarize(blocks, windowsOf(blocks, loadEnd), slo);
}

Summary summaryOf(const Blocks& blocks, const FigureWindows& windows, const RunSpec& spec)
{
    Summary summary = summarize(blocks, windows, sloOf(spec));
    summary.arrivals = arrivalFiguresOf(blocks, spec);
    return summary;
}

Summary summarize(const Blocks& blocks, const FigureWindows& windows, const Slo& slo)
{
    Summary summary;
    summary.window = windows.rates;
    summary.span = spanOf(blocks);
    double tokens = 0;
    forEach(blocks, [&](const RecordBlock& block, const RequestRecord& record) {
        const std::vector<Chunk> chunks = chunksOf(block, record);
        tokens += tokensWithin(record, chunks, summary.window);
        summary.take(record);
    });
    GapStatistics gaps = gapStatisticsOf(blocks);
    for (const Metric& metric : metrics()) {
        if (!metric.perToken)
            summary.metrics.push_back(statisticsOfMetric(blocks, metric));
        else
            summary.metrics.push_back(metric.id == "itl_s" ? std::move(gaps.itl) : std::move(gaps.icl));
        summary.metrics.back().metric = &metric;
    }
    summary.server = serverStatistics(blocks);
    summary.pace = paceOf(blocks, windows);
    if (const double length = summary.window.length(); length > 0)
        summary.outputRate = tokens / length;
    if (slo.binds())
        summary.goodput = goodputOf(blocks, slo, summary.pace.rate);
    summary.peakInFlight = peakInFlight(blocks, overlapOf(summary.span, windows.peak));
    setOutputLength(blocks, summary);
    summary.inferred = inferredOf(blocks);
    summary.steady = steadyStateOf(blocks);
    return summary;
}

}  // namespace inferometer
