// SPDX-License-Identifier: GPL-3.0-or-later
// MLPerf Endpoints. A request that failed completes too: it is in the latency and in QPS.
#include "core/metrics/definition_recipe.h"

#include <array>

namespace inferometer {

namespace {

using Value = std::optional<double>;

constexpr double kMs = 1000;

// Ok or failed; what was cut never completed.
bool completes(const RequestRecord& record)
{
    return isMeasured(record) && isSet(record.end) && record.outcome != Outcome::Cancelled;
}

// Failed requests have no output that is counted.
std::optional<std::int64_t> tokensOf(const RequestRecord& record)
{
    return record.outcome == Outcome::Ok ? streamedTokensOf(record) : std::nullopt;
}

void add(Value value, Samples& out)
{
    if (value)
        out.add(*value * kMs);
}
void addTtft(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    add(secondsBetween(record.sent, record.firstToken.at), out);
}
void addLatency(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    add(secondsBetween(record.sent, record.end), out);
}
void addTpot(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    const auto rest = tokensAfterFirst(record);
    const auto decode = secondsBetween(record.firstToken.at, record.end);
    if (rest && decode)
        add(*decode / *rest, out);
}
void addLength(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    if (const auto tokens = streamedTokensOf(record))
        out.add(static_cast<double>(*tokens));
}

constexpr std::array kStatistics{
    SeriesStatistic{"{}.min", "{}, Min", minOf},
    SeriesStatistic{"{}.max", "{}, Max", maxOf},
    SeriesStatistic{"{}.median", "{}, Median", lowerQuantile, 0.50},
    SeriesStatistic{"{}.avg", "{}, Avg.", meanOf},
    SeriesStatistic{"{}.std_dev", "{}, Std Dev.", sampleDeviation},
    SeriesStatistic{"{}.percentiles.90", "{}, 90", lowerQuantile, 0.90},
    SeriesStatistic{"{}.percentiles.95", "{}, 95", lowerQuantile, 0.95},
    SeriesStatistic{"{}.percentiles.99", "{}, 99", lowerQuantile, 0.99},
    SeriesStatistic{"{}.percentiles.99.9", "{}, 99.9", lowerQuantile, 0.999},
};
constexpr std::array kTotals{
    Total{"n_samples_completed", "Total samples completed", "", total<&RecipeTotals::completed>},
    Total{"n_samples_failed", "Total samples failed", "", total<&RecipeTotals::failed>},
    Total{"duration", "Duration", "s", total<&RecipeTotals::duration>},
    Total{"qps", "QPS", "/s", totalRate<&RecipeTotals::completed>},
    Total{"tps", "TPS", "tok/s", totalRate<&RecipeTotals::outputTokens>},
};
constexpr std::array kSeries{
    Series{"ttft", "TTFT", "ms", completes, addTtft, kStatistics},
    Series{"tpot", "TPOT", "ms", givesValues, addTpot, kStatistics},
    Series{"latency", "Latency", "ms", completes, addLatency, kStatistics},
    Series{"output_sequence_lengths", "Output sequence lengths", "tokens", givesValues, addLength, kStatistics},
};

}  // namespace

constexpr Recipe kMlperfEndpointsRecipe{completes, localInputTokensOf, tokensOf, streamEndOf, sentToEnded, kTotals,
                                        kSeries};

}  // namespace inferometer
