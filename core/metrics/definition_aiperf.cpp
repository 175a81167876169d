// SPDX-License-Identifier: GPL-3.0-or-later
// AIPerf. Its percentiles of chunk gaps come from a t-digest, which is an estimate: only what it knows exactly is here.
#include "core/metrics/definition_recipe.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

using Value = std::optional<double>;

constexpr double kMs = 1000;

// Of requests that ended ok: the first sent to the last token of any.
Window sentToLastToken(const Blocks& blocks)
{
    Window span{Nanos::max(), kUnset};
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records) {
            if (!givesValues(record))
                continue;
            span.start = std::min(span.start, record.sent);
            span.end = std::max(span.end, record.lastToken.at);
        }
    return span.start <= span.end ? span : Window{};
}

Value ttftOf(const RequestRecord& record) { return secondsBetween(record.sent, record.firstToken.at); }
Value ttfoOf(const RequestRecord& record) { return secondsBetween(record.sent, record.firstVisible); }
Value latencyOf(const RequestRecord& record) { return secondsBetween(record.sent, record.lastToken.at); }

// (latency - TTFT) / (n - tokens of the first chunk), of two tokens at least.
Value itlOf(const RequestRecord& record)
{
    const auto streamed = streamedTokensOf(record);
    const auto decode = secondsBetween(record.firstToken.at, record.lastToken.at);
    if (!streamed || !decode || *streamed < 2)
        return std::nullopt;
    return *decode / tokensAfterFirst(record).value_or(static_cast<double>(*streamed - 1));
}

Value over(Value amount, Value time) { return amount && time && *time > 0 ? Value{*amount / *time} : std::nullopt; }
template <auto Count>
Value countOf(const RequestRecord& record)
{
    const auto count = Count(record);
    return count ? Value{static_cast<double>(*count)} : std::nullopt;
}
Value userRate(const RequestRecord& record) { return over(1, itlOf(record)); }
Value wholeRate(const RequestRecord& record) { return over(countOf<streamedTokensOf>(record), latencyOf(record)); }
Value prefillRate(const RequestRecord& record) { return over(countOf<localInputTokensOf>(record), ttftOf(record)); }

template <auto Of>
void addMs(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    if (const auto value = Of(record))
        out.add(*value * kMs);
}
template <auto Of>
void addPlain(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    if (const auto value = Of(record))
        out.add(*value);
}
void addGaps(const RecordBlock& block, const RequestRecord& record, Samples& out)
{
    std::vector<double> gaps;
    appendGaps(block, record, false, gaps);
    for (const double gap : gaps)
        out.add(gap * kMs);
}
// The first gap alone.
void addTtst(const RecordBlock& block, const RequestRecord& record, Samples& out)
{
    if (const std::vector<Chunk> chunks = chunksOf(block, record); chunks.size() > 1)
        out.add(seconds(chunks[1].arrival.at - chunks[0].arrival.at) * kMs);
}

constexpr std::array kStatistics{
    SeriesStatistic{"{}.avg", "{}, avg", meanOf},
    SeriesStatistic{"{}.min", "{}, min", minOf},
    SeriesStatistic{"{}.max", "{}, max", maxOf},
    SeriesStatistic{"{}.p50", "{}, p50", linearQuantile, 0.50},
    SeriesStatistic{"{}.p90", "{}, p90", linearQuantile, 0.90},
    SeriesStatistic{"{}.p95", "{}, p95", linearQuantile, 0.95},
    SeriesStatistic{"{}.p99", "{}, p99", linearQuantile, 0.99},
    SeriesStatistic{"{}.std", "{}, std", populationDeviation},
};
constexpr std::array kExactOfGaps{kStatistics[0], kStatistics[1], kStatistics[2], kStatistics[7]};

constexpr std::array kTotals{
    Total{"request_count", "Request Count", "", total<&RecipeTotals::completed>},
    Total{"error_request_count", "Error Request Count", "", total<&RecipeTotals::failed>},
    Total{"benchmark_duration", "Benchmark Duration", "s", total<&RecipeTotals::duration>},
    Total{"total_isl", "Total Input Sequence Length", "tokens", total<&RecipeTotals::inputTokens>},
    Total{"total_osl", "Total Output Sequence Length", "tokens", total<&RecipeTotals::outputTokens>},
    Total{"request_throughput", "Request Throughput", "/s", totalRate<&RecipeTotals::completed>},
    Total{"output_token_throughput", "Output Token Throughput", "tok/s", totalRate<&RecipeTotals::outputTokens>},
    Total{"total_token_throughput", "Total Token Throughput", "tok/s", allTokenRate},
};
constexpr std::array kSeries{
    Series{"time_to_first_token", "Time to First Token", "ms", givesValues, addMs<ttftOf>, kStatistics},
    Series{"time_to_second_token", "Time to Second Token", "ms", givesValues, addTtst, kStatistics},
    Series{"time_to_first_output_token", "Time to First Output Token", "ms", givesValues, addMs<ttfoOf>, kStatistics},
    Series{"request_latency", "Request Latency", "ms", givesValues, addMs<latencyOf>, kStatistics},
    Series{"inter_token_latency", "Inter Token Latency", "ms", givesValues, addMs<itlOf>, kStatistics},
    Series{"inter_chunk_latency", "Inter Chunk Latency", "ms", givesValues, addGaps, kExactOfGaps},
    Series{"output_token_throughput_per_user", "Output Token Throughput Per User", "tok/s", givesValues,
           addPlain<userRate>, kStatistics},
    Series{"e2e_output_token_throughput", "E2E Output Token Throughput", "tok/s", givesValues, addPlain<wholeRate>,
           kStatistics},
    Series{"prefill_throughput_per_user", "Prefill Throughput Per User", "tok/s", givesValues, addPlain<prefillRate>,
           kStatistics},
    Series{"output_sequence_length", "Output Sequence Length", "tokens", givesValues,
           addPlain<countOf<streamedTokensOf>>, kStatistics},
    Series{"input_sequence_length", "Input Sequence Length", "tokens", givesValues,
           addPlain<countOf<localInputTokensOf>>, kStatistics},
};

}  // namespace

constexpr Recipe kAiperfRecipe{givesValues, localInputTokensOf, streamedTokensOf, lastTokenOf, sentToLastToken, kTotals,
                               kSeries};

}  // namespace inferometer
