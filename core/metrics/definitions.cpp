// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/definitions.h"

#include "core/base/text.h"
#include "core/metrics/definition_recipe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace inferometer {

namespace {

constexpr std::array kDefinitions{
    Definition{"ours", "Inferometer", "core/metrics/metric_table.cpp and run_figures.cpp"},
    Definition{"kit", "SambaNova AI Starter Kit",
               "ai-starter-kit, benchmarking/src/performance_evaluation.py and llmperf/sambanova_client.py",
               &kKitRecipe},
    Definition{"vllm", "vLLM bench serve", "vllm 0.33.0, vllm/benchmarks/serve.py, calculate_metrics", &kVllmRecipe},
    Definition{"sglang", "SGLang bench_serving", "sglang 0.5.23, sglang/benchmark/serving.py, calculate_metrics",
               &kSglangRecipe},
    Definition{"guidellm", "GuideLLM",
               "guidellm 0.8.1, schemas/base/request_stats.py and statistics.py, benchmark/schemas/metrics.py",
               &kGuidellmRecipe},
    Definition{"aiperf", "AIPerf", "aiperf 0.13.0, aiperf/metrics/types and metric_dicts.py", &kAiperfRecipe},
    Definition{"mlperf-endpoints", "MLPerf Endpoints",
               "mlcommons/endpoints 0479710, metrics_aggregator/metrics_table.py and aggregator.py; 4b8327c, "
               "metrics/report.py",
               &kMlperfEndpointsRecipe},
    Definition{"sia", "Sia Benchmark", "heka-ai/sia-benchmark 412d02e, instance-builder/aws/ec2/cpu/benchmark.py",
               &kSiaRecipe},
};

// The pattern with `name` in place of "{}".
std::string withName(std::string_view pattern, std::string_view name)
{
    std::string text{pattern};
    if (const auto at = text.find("{}"); at != std::string::npos)
        text.replace(at, 2, name);
    return text;
}

template <typename Visit>
void forEach(const Blocks& blocks, Visit&& visit)
{
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            visit(*block, record);
}

std::optional<double> known(double value) { return std::isnan(value) ? std::nullopt : std::optional{value}; }

// Tokens of which there are counts; NaN while there is none.
void addKnown(const std::optional<std::int64_t>& count, double& sum)
{
    if (count)
        sum = (std::isnan(sum) ? 0 : sum) + static_cast<double>(*count);
}

RecipeTotals totalsOf(const Recipe& recipe, const Blocks& blocks)
{
    RecipeTotals totals{blocks, recipe.span(blocks)};
    totals.duration = std::max(0.0, totals.span.length());
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (record.phase != Phase::Measured)
            return;
        totals.started += 1;
        totals.cancelled += record.outcome == Outcome::Cancelled ? 1 : 0;
        totals.failed += record.outcome != Outcome::Ok && record.outcome != Outcome::Cancelled ? 1 : 0;
        if (!recipe.completes(record))
            return;
        totals.completed += 1;
        addKnown(recipe.inputTokens(record), totals.inputTokens);
        addKnown(recipe.outputTokens(record), totals.outputTokens);
        totals.latencies += secondsBetween(record.sent, recipe.ends(record)).value_or(0);
    });
    if (totals.completed == 0)
        totals.inputTokens = totals.outputTokens = 0;
    return totals;
}

void appendSeries(const Recipe& recipe, const Series& series, const Blocks& blocks, std::vector<DefinedFigure>& out)
{
    Samples samples;
    forEach(blocks, [&](const RecordBlock& block, const RequestRecord& record) {
        if (series.has(record))
            series.append(block, record, samples);
    });
    const Ordered sorted = ordered(std::move(samples), recipe.byShare);
    const bool isEmpty = sorted.values.empty() && sorted.shares.empty();
    for (const SeriesStatistic& row : series.statistics) {
        out.push_back({withName(row.id, series.name), withName(row.label, series.label), std::string{series.unit}});
        if (!isEmpty)
            out.back().value = roundedTo(recipe.decimals, row.of(sorted, row.q));
    }
}

std::string quantileName(double q)
{
    std::string text = formatFixed(q * 100, 1);
    return "p" + (text.ends_with(".0") ? text.substr(0, text.size() - 2) : text);
}

void appendOurs(const MetricStatistics& row, std::vector<DefinedFigure>& out)
{
    const auto add = [&](const std::string& statistic, std::optional<double> value) {
        out.push_back({std::string{row.metric->id} + "." + statistic, std::string{row.metric->label} + ", " + statistic,
                       std::string{row.metric->unit}, value});
    };
    const Statistics& statistics = row.statistics;
    if (statistics.n + statistics.censored == 0)
        return;
    add("mean", known(statistics.mean));
    add("stddev", known(statistics.stddev));
    add("min", known(statistics.min));
    for (const Quantile& quantile : statistics.quantiles)
        add(quantileName(quantile.q), known(quantile.value));
    add("max", known(statistics.max));
}

std::vector<DefinedFigure> ourFigures(const RunFigureInput& run)
{
    std::vector<DefinedFigure> figures;
    for (const RunFigure& row : runFigures())
        if (const auto value = row.of(run))
            figures.push_back({std::string{row.id}, std::string{row.label},
                               row.kind == RunFigureKind::Share ? std::string{} : std::string{row.unit}, value});
    for (const MetricStatistics& row : run.summary.metrics)
        appendOurs(row, figures);
    return figures;
}

}  // namespace

std::span<const Definition> definitions() { return kDefinitions; }

const Definition* findDefinition(std::string_view id)
{
    const auto* const found
        = std::find_if(kDefinitions.begin(), kDefinitions.end(), [&](const Definition& row) { return row.id == id; });
    return found == kDefinitions.end() ? nullptr : found;
}

int decimalsOf(const DefinedFigure& figure)
{
    const bool isCount = figure.unit.empty() || figure.unit == "tokens";
    if (isCount && figure.value && *figure.value == std::floor(*figure.value))
        return 0;
    return figure.unit == "s" ? 4 : 2;
}

std::vector<DefinedFigure> figuresBy(const Definition& definition, const DefinedRun& run)
{
    if (definition.recipe == nullptr)
        return ourFigures(run.told);
    const Recipe& recipe = *definition.recipe;
    const RecipeTotals totals = totalsOf(recipe, run.blocks);
    std::vector<DefinedFigure> figures;
    for (const Total& row : recipe.totals)
        figures.push_back({std::string{row.id}, std::string{row.label}, std::string{row.unit},
                           known(row.of(totals).value_or(std::nan("")))});
    for (const Series& series : recipe.series)
        appendSeries(recipe, series, run.blocks, figures);
    return figures;
}

// What recipes are made of.

double roundedTo(int decimals, double value)
{
    return decimals < 0 ? value : parseNumber(formatFixed(value, decimals)).value_or(value);
}

Ordered ordered(Samples samples, bool byShare)
{
    if (!byShare) {
        std::sort(samples.values.begin(), samples.values.end());
        return {std::move(samples.values), {}};
    }
    samples.weights.resize(samples.values.size(), 1);
    std::vector<Share> shares;
    for (std::size_t i = 0; i < samples.values.size(); ++i)
        if (samples.weights[i] > 0)
            shares.push_back({samples.values[i], samples.weights[i]});
    std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.value < b.value; });
    Ordered result;
    double all = 0;
    for (const Share& one : shares) {
        all += one.share;
        if (!result.shares.empty() && result.shares.back().value == one.value)
            result.shares.back().share += one.share;
        else
            result.shares.push_back(one);
    }
    for (Share& one : result.shares)
        one.share /= all;
    return result;
}

double meanOf(const Ordered& samples, double /*q*/)
{
    return std::accumulate(samples.values.begin(), samples.values.end(), 0.0)
        / static_cast<double>(samples.values.size());
}

double minOf(const Ordered& samples, double /*q*/) { return samples.values.front(); }
double maxOf(const Ordered& samples, double /*q*/) { return samples.values.back(); }

namespace {

double deviation(const Ordered& samples, double divisor)
{
    const double mean = meanOf(samples, 0);
    double squares = 0;
    for (const double value : samples.values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / divisor);
}

}  // namespace

double populationDeviation(const Ordered& samples, double /*q*/)
{
    return deviation(samples, static_cast<double>(samples.values.size()));
}

double sampleDeviation(const Ordered& samples, double /*q*/)
{
    return samples.values.size() < 2 ? 0 : deviation(samples, static_cast<double>(samples.values.size() - 1));
}

double linearQuantile(const Ordered& samples, double q) { return quantileOf(samples.values, q); }

double lowerQuantile(const Ordered& samples, double q)
{
    return samples.values[static_cast<std::size_t>(q * static_cast<double>(samples.values.size() - 1))];
}

double shareMean(const Ordered& samples, double /*q*/)
{
    double mean = 0;
    for (const Share& one : samples.shares)
        mean += one.value * one.share;
    return mean;
}

double shareDeviation(const Ordered& samples, double /*q*/)
{
    const double mean = shareMean(samples, 0);
    double variance = 0;
    for (const Share& one : samples.shares)
        variance += (one.value - mean) * (one.value - mean) * one.share;
    return std::sqrt(variance);
}

double shareQuantile(const Ordered& samples, double q)
{
    double sum = 0;
    for (const Share& one : samples.shares)
        if (sum += one.share; sum >= q)
            return one.value;
    return samples.shares.back().value;
}

std::optional<double> RecipeTotals::perSecond(double amount) const
{
    return duration > 0 ? std::optional{amount / duration} : std::nullopt;
}

Nanos lastTokenOf(const RequestRecord& record) { return record.lastToken.at; }
Nanos streamEndOf(const RequestRecord& record) { return record.end; }

std::optional<double> secondsBetween(Nanos from, Nanos to)
{
    return isSet(from) && isSet(to) ? std::optional{seconds(to - from)} : std::nullopt;
}

Window sentToEnded(const Blocks& blocks)
{
    Window span{Nanos::max(), kUnset};
    forEach(blocks, [&](const RecordBlock& /*block*/, const RequestRecord& record) {
        if (!isMeasured(record))
            return;
        span.start = std::min(span.start, record.sent);
        span.end = std::max({span.end, record.end, record.lastToken.at});
    });
    return span.start <= span.end ? span : Window{};
}

std::optional<std::int64_t> localInputTokensOf(const RequestRecord& record)
{
    return record.promptTokens >= 0 ? std::optional<std::int64_t>{record.promptTokens} : inputTokensOf(record);
}

std::optional<double> tokensAfterFirst(const RequestRecord& record)
{
    const auto streamed = streamedTokensOf(record);
    if (!streamed)
        return std::nullopt;
    const bool isSaid = record.chunkTokensKnown && record.firstChunkTokens > 0;
    const double rest = static_cast<double>(*streamed) - (isSaid ? *firstChunkTokensOf(record) : 1);
    return rest >= 1 ? std::optional{rest} : std::nullopt;
}

}  // namespace inferometer
