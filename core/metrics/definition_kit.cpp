// SPDX-License-Identifier: GPL-3.0-or-later
// The SambaNova AI Starter Kit's benchmark. Of requests that were cut its own summary knows nothing: it never cuts one.
#include "core/metrics/definition_recipe.h"
#include "core/metrics/distribution.h"
#include "core/metrics/kit_figures.h"

#include <array>

namespace inferometer {

namespace {

using Value = std::optional<double>;

constexpr int kDecimals = 4;

template <auto Of>
void addValue(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    if (const auto value = Of(record))
        out.add(static_cast<double>(*value));
}

template <ServerMetrics::Field Field>
void addSaid(const RecordBlock& block, const RequestRecord& record, Samples& out)
{
    if (const auto value = serverValueOf(block, record, Field))
        out.add(*value);
}

Value outputRateOf(const RequestRecord& record) { return kitOutputRate(record); }

Value rounded(Value value) { return value ? Value{roundedTo(kDecimals, *value)} : value; }
Value errorRate(const RecipeTotals& totals)
{
    return totals.started > 0 ? Value{totals.failed / totals.started} : std::nullopt;
}
Value outputRate(const RecipeTotals& totals) { return rounded(totals.perSecond(totals.outputTokens)); }
Value perMinute(const RecipeTotals& totals)
{
    const auto rate = totals.perSecond(totals.completed);
    return rate ? rounded(*rate * 60) : rate;
}

constexpr std::array kStatistics{
    SeriesStatistic{"results_{}_quantiles_p5", "{}, p5", linearQuantile, 0.05},
    SeriesStatistic{"results_{}_quantiles_p25", "{}, p25", linearQuantile, 0.25},
    SeriesStatistic{"results_{}_quantiles_p50", "{}, p50", linearQuantile, 0.50},
    SeriesStatistic{"results_{}_quantiles_p75", "{}, p75", linearQuantile, 0.75},
    SeriesStatistic{"results_{}_quantiles_p90", "{}, p90", linearQuantile, 0.90},
    SeriesStatistic{"results_{}_quantiles_p95", "{}, p95", linearQuantile, 0.95},
    SeriesStatistic{"results_{}_quantiles_p99", "{}, p99", linearQuantile, 0.99},
    SeriesStatistic{"results_{}_mean", "{}, mean", meanOf},
    SeriesStatistic{"results_{}_min", "{}, min", minOf},
    SeriesStatistic{"results_{}_max", "{}, max", maxOf},
    SeriesStatistic{"results_{}_stddev", "{}, stddev", sampleDeviation},
};

constexpr std::array kTotals{
    Total{"results_num_requests_started", "num_requests_started", "", total<&RecipeTotals::started>},
    Total{"results_error_rate", "error_rate", "", errorRate},
    Total{"results_number_errors", "number_errors", "", total<&RecipeTotals::failed>},
    Total{"results_client_mean_output_token_per_s", "client_mean_output_token_per_s", "tok/s", outputRate},
    Total{"results_num_completed_requests", "num_completed_requests", "", total<&RecipeTotals::completed>},
    Total{"results_num_completed_requests_per_min", "num_completed_requests_per_min", "/min", perMinute},
};

template <auto Append>
constexpr Series series(std::string_view name, std::string_view unit)
{
    return {name, name, unit, givesValues, Append, kStatistics};
}
constexpr std::array kSeries{
    series<addValue<kitTtft>>("client_ttft_s", "s"),
    series<addValue<kitLatency>>("client_end_to_end_latency_s", "s"),
    series<addValue<outputRateOf>>("client_output_token_per_s_per_request", "tok/s"),
    series<addValue<inputTokensOf>>("number_input_tokens", "tokens"),
    series<addValue<outputTokensOf>>("number_output_tokens", "tokens"),
    series<addSaid<ServerMetrics::Ttft>>("server_ttft_s", "s"),
    series<addSaid<ServerMetrics::EndToEnd>>("server_end_to_end_latency_s", "s"),
    series<addSaid<ServerMetrics::OutputRate>>("server_output_token_per_s_per_request", "tok/s"),
};

}  // namespace

constexpr Recipe kKitRecipe{givesValues, inputTokensOf, outputTokensOf, streamEndOf, spanOf,
                            kTotals,     kSeries,       false,          kDecimals};

}  // namespace inferometer
