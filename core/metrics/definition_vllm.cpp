// SPDX-License-Identifier: GPL-3.0-or-later
// vLLM's benchmark and the two that came of it, SGLang's and Sia's: one shape, three sets of rules.
#include "core/metrics/definition_recipe.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

using Value = std::optional<double>;

constexpr double kMs = 1000;

// The length asked for stands where the stream has no usage.
std::optional<std::int64_t> askedOrSaid(const RequestRecord& record)
{
    if (record.serverOutputTokens >= 0)
        return record.serverOutputTokens;
    return record.tokensRequested >= 0 ? std::optional<std::int64_t>{record.tokensRequested} : std::nullopt;
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

template <auto Ends>
void addLatency(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    add(secondsBetween(record.sent, Ends(record)), out);
}

// (latency - TTFT) / (n - 1), of more than one token.
template <auto Ends, auto Tokens>
void addTpot(const RecordBlock& /*block*/, const RequestRecord& record, Samples& out)
{
    const auto decode = secondsBetween(record.firstToken.at, Ends(record));
    const auto tokens = Tokens(record);
    if (decode && tokens && *tokens > 1)
        add(*decode / static_cast<double>(*tokens - 1), out);
}

// A gap a chunk, whatever it holds.
void addGaps(const RecordBlock& block, const RequestRecord& record, Samples& out)
{
    std::vector<double> gaps;
    appendGaps(block, record, false, gaps);
    for (const double gap : gaps)
        add(gap, out);
}

// Ok requests by the whole seconds since the first of them was sent.
class Buckets
{
public:
    explicit Buckets(const Blocks& blocks) : m_blocks(blocks)
    {
        each([this](const RecordBlock& /*block*/, const RequestRecord& record) {
            m_start = std::min(m_start, record.sent);
        });
    }

    template <typename Visit>
    void each(Visit&& visit) const
    {
        for (const auto& block : m_blocks)
            for (const RequestRecord& record : block->records)
                if (givesValues(record) && isMeasured(record))
                    visit(*block, record);
    }

    // In every second from one moment to the other.
    void add(Nanos from, Nanos to)
    {
        const auto last = secondOf(std::max(from, to));
        m_isLong |= last > kMostSeconds;
        if (m_isLong)
            return;
        m_changes.resize(std::max(m_changes.size(), last + 2));
        m_changes[secondOf(from)] += 1;
        m_changes[last + 1] -= 1;
    }

    // Of the fullest second; nullopt: there is none, or the run is longer than any.
    Value most() const
    {
        if (m_changes.empty() || m_isLong)
            return std::nullopt;
        double level = 0;
        double most = 0;
        for (const double change : m_changes)
            most = std::max(most, level += change);
        return most;
    }

private:
    static constexpr std::size_t kMostSeconds = 10'000'000;

    std::size_t secondOf(Nanos moment) const
    {
        return static_cast<std::size_t>(std::max(Nanos{0}, moment - m_start) / std::chrono::seconds{1});
    }

    const Blocks& m_blocks;
    Nanos m_start = Nanos::max();
    std::vector<double> m_changes;
    bool m_isLong = false;
};

// Chunks in the fullest second; the tools call them tokens.
Value peakChunks(const RecipeTotals& totals)
{
    Buckets buckets{totals.blocks};
    buckets.each([&buckets](const RecordBlock& block, const RequestRecord& record) {
        for (const Chunk& chunk : chunksOf(block, record))
            buckets.add(chunk.arrival.at, chunk.arrival.at);
    });
    return buckets.most();
}

// Requests that touch the fullest second, which are more than were ever in flight at once.
template <auto Ends>
Value touchingASecond(const RecipeTotals& totals)
{
    Buckets buckets{totals.blocks};
    buckets.each([&buckets](const RecordBlock& /*block*/, const RequestRecord& record) {
        buckets.add(record.sent, Ends(record));
    });
    return buckets.most();
}

Value meanConcurrency(const RecipeTotals& totals) { return totals.perSecond(totals.latencies); }

constexpr std::array kStatistics{
    SeriesStatistic{"mean_{}_ms", "Mean {} (ms)", meanOf},
    SeriesStatistic{"median_{}_ms", "Median {} (ms)", linearQuantile, 0.5},
    SeriesStatistic{"std_{}_ms", "Std {} (ms)", populationDeviation},
    SeriesStatistic{"p90_{}_ms", "P90 {} (ms)", linearQuantile, 0.90},
    SeriesStatistic{"p95_{}_ms", "P95 {} (ms)", linearQuantile, 0.95},
    SeriesStatistic{"p99_{}_ms", "P99 {} (ms)", linearQuantile, 0.99},
};
constexpr std::array kSglangItl{
    kStatistics[0],
    kStatistics[1],
    kStatistics[2],
    kStatistics[3],
    kStatistics[4],
    kStatistics[5],
    SeriesStatistic{"max_{}_ms", "Max {} (ms)", maxOf},
};

constexpr Total kCompleted{"completed", "Successful requests", "", total<&RecipeTotals::completed>};
constexpr Total kDuration{"duration", "Benchmark duration (s)", "s", total<&RecipeTotals::duration>};
constexpr Total kInput{"total_input_tokens", "Total input tokens", "tokens", total<&RecipeTotals::inputTokens>};
constexpr Total kOutput{"total_output_tokens", "Total generated tokens", "tokens", total<&RecipeTotals::outputTokens>};
constexpr Total kRequestRate{"request_throughput", "Request throughput (req/s)", "/s",
                             totalRate<&RecipeTotals::completed>};
constexpr Total kOutputRate{"output_throughput", "Output token throughput (tok/s)", "tok/s",
                            totalRate<&RecipeTotals::outputTokens>};
constexpr Total kPeakRate{"max_output_tokens_per_s", "Peak output token throughput (tok/s)", "tok/s", peakChunks};

constexpr std::array kVllmTotals{
    kCompleted,
    Total{"failed", "Failed requests", "", total<&RecipeTotals::failed>},
    kDuration,
    kInput,
    kOutput,
    kRequestRate,
    kOutputRate,
    kPeakRate,
    Total{"max_concurrent_requests", "Peak concurrent requests", "", touchingASecond<lastTokenOf>},
    Total{"total_token_throughput", "Total token throughput (tok/s)", "tok/s", allTokenRate},
};
constexpr std::array kVllmSeries{
    Series{"ttft", "TTFT", "ms", givesValues, addTtft, kStatistics},
    Series{"tpot", "TPOT", "ms", givesValues, addTpot<lastTokenOf, outputTokensOf>, kStatistics},
    Series{"itl", "ITL", "ms", givesValues, addGaps, kStatistics},
    Series{"e2el", "E2EL", "ms", givesValues, addLatency<lastTokenOf>, kStatistics},
};

constexpr std::array kSglangTotals{
    kCompleted,
    kDuration,
    kInput,
    kOutput,
    kRequestRate,
    Total{"input_throughput", "Input token throughput (tok/s)", "tok/s", totalRate<&RecipeTotals::inputTokens>},
    kOutputRate,
    kPeakRate,
    Total{"max_concurrent_requests", "Peak concurrent requests", "", touchingASecond<streamEndOf>},
    Total{"total_throughput", "Total token throughput (tok/s)", "tok/s", allTokenRate},
    Total{"concurrency", "Concurrency", "", meanConcurrency},
};
constexpr std::array kSglangSeries{
    Series{"e2e_latency", "E2E Latency", "ms", givesValues, addLatency<streamEndOf>, kStatistics},
    Series{"ttft", "TTFT", "ms", givesValues, addTtft, kStatistics},
    Series{"tpot", "TPOT", "ms", givesValues, addTpot<streamEndOf, askedOrSaid>, kStatistics},
    Series{"itl", "ITL", "ms", givesValues, addGaps, kSglangItl},
};

// Its E2EL has mean and median the wrong way round; here they are what they say.
constexpr std::array kSiaTotals{
    kCompleted,
    kDuration,
    kInput,
    kOutput,
    kRequestRate,
    kOutputRate,
    Total{"total_token_throughput", "Total Token throughput (tok/s)", "tok/s", allTokenRate},
};
constexpr std::array kSiaSeries{
    Series{"ttft", "TTFT", "ms", givesValues, addTtft, kStatistics},
    Series{"tpot", "TPOT", "ms", givesValues, addTpot<streamEndOf, streamedTokensOf>, kStatistics},
    Series{"itl", "ITL", "ms", givesValues, addGaps, kStatistics},
    Series{"e2el", "E2EL", "ms", givesValues, addLatency<streamEndOf>, kStatistics},
};

}  // namespace

constexpr Recipe kVllmRecipe{givesValues, inputTokensOf, outputTokensOf, lastTokenOf,
                             sentToEnded, kVllmTotals,   kVllmSeries};
constexpr Recipe kSglangRecipe{givesValues, localInputTokensOf, askedOrSaid,  streamEndOf,
                               sentToEnded, kSglangTotals,      kSglangSeries};
constexpr Recipe kSiaRecipe{givesValues, localInputTokensOf, streamedTokensOf, streamEndOf,
                            sentToEnded, kSiaTotals,         kSiaSeries};

}  // namespace inferometer
