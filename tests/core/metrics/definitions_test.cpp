// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/definitions.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace inferometer {
namespace {

using test::records;

// A: sent at 0, chunks at 100, 200, 300 and 400 ms, end at 420; 4 tokens of output, prompt 11 here and 10 by the
// server. B: sent at 50, chunks of 2 tokens at 250, 450 and 650, end at 700; the server says 8 tokens, 2 of them
// hidden. C: failed; sent at 100, over at 1000. D: cut at 900. E: warm-up, in no figure of any tool.
constexpr const char* kRun = R"(
ok 0 0 100 400 4 end=420 in=10 prompt=11 out=4
ok 0 50 250 650 6 chunks=250x2,450x2,650x2 end=700 in=20 out=8 hidden=2
http_error 0 100 - - 0 end=1000 status=500
cancelled 0 200 300 500 3 end=900
ok 0 0 10 20 2 phase=warmup in=1000 out=1000
)";

class Told
{
public:
    Told(std::string_view id, const std::string& lines)
    {
        const Blocks blocks{records(lines)};
        const Summary summary = summarize(blocks);
        const RunFacts facts;
        for (const DefinedFigure& figure : figuresBy(*findDefinition(id), {blocks, {summary, facts}}))
            m_figures[figure.id] = figure;
    }

    double operator[](const std::string& id) const
    {
        const auto found = m_figures.find(id);
        EXPECT_TRUE(found != m_figures.end()) << id;
        return found == m_figures.end() ? std::nan("") : found->second.value.value_or(std::nan(""));
    }

private:
    std::map<std::string, DefinedFigure> m_figures;
};

// Of two values: the q-quantile lies q of the way, the population deviation is half their distance.
TEST(Definitions, OfVllmEndWithTheLastToken)
{
    const Told told{"vllm", kRun};
    EXPECT_DOUBLE_EQ(told["completed"], 2);
    EXPECT_DOUBLE_EQ(told["failed"], 1);
    EXPECT_DOUBLE_EQ(told["duration"], 1);                  // A's sending at 0 to C's end at 1000 ms
    EXPECT_DOUBLE_EQ(told["total_input_tokens"], 10 + 20);  // as the server says
    EXPECT_DOUBLE_EQ(told["total_output_tokens"], 4 + 8);   // hidden ones in it
    EXPECT_DOUBLE_EQ(told["request_throughput"], 2);        // 2 / 1 s
    EXPECT_DOUBLE_EQ(told["output_throughput"], 12);        // 12 / 1 s
    EXPECT_DOUBLE_EQ(told["total_token_throughput"], 42);   // (30 + 12) / 1 s
    EXPECT_DOUBLE_EQ(told["max_output_tokens_per_s"], 7);   // 4 and 3 chunks, all in the first second
    EXPECT_DOUBLE_EQ(told["max_concurrent_requests"], 2);
    EXPECT_DOUBLE_EQ(told["mean_ttft_ms"], (100 + 200) / 2.0);
    EXPECT_DOUBLE_EQ(told["median_ttft_ms"], 150);
    EXPECT_DOUBLE_EQ(told["std_ttft_ms"], 50);
    EXPECT_DOUBLE_EQ(told["p90_ttft_ms"], 100 + 0.9 * 100);
    EXPECT_DOUBLE_EQ(told["p99_ttft_ms"], 100 + 0.99 * 100);
    EXPECT_DOUBLE_EQ(told["mean_tpot_ms"], ((400 - 100) / 3.0 + (600 - 200) / 7.0) / 2);  // n - 1 of 4 and of 8
    EXPECT_NEAR(told["mean_itl_ms"], (3 * 100 + 2 * 200) / 5.0, 1e-9);                    // a gap a chunk
    EXPECT_NEAR(told["std_itl_ms"], std::sqrt((3 * 40.0 * 40 + 2 * 60.0 * 60) / 5), 1e-9);
    EXPECT_DOUBLE_EQ(told["mean_e2el_ms"], (400 + 600) / 2.0);
}

TEST(Definitions, OfSglangEndWithTheStreamAndCountLocalPrompts)
{
    const Told told{"sglang", kRun};
    EXPECT_DOUBLE_EQ(told["total_input_tokens"], 11 + 20);  // the prompt as counted here where it was
    EXPECT_DOUBLE_EQ(told["total_output_tokens"], 4 + 8);
    EXPECT_DOUBLE_EQ(told["input_throughput"], 31);
    EXPECT_DOUBLE_EQ(told["total_throughput"], 31 + 12);
    EXPECT_DOUBLE_EQ(told["mean_e2e_latency_ms"], (420 + 650) / 2.0);
    EXPECT_DOUBLE_EQ(told["p95_e2e_latency_ms"], 420 + 0.95 * 230);
    EXPECT_DOUBLE_EQ(told["mean_tpot_ms"], ((420 - 100) / 3.0 + (650 - 200) / 7.0) / 2);
    EXPECT_DOUBLE_EQ(told["concurrency"], 0.42 + 0.65);  // latencies / 1 s
    EXPECT_DOUBLE_EQ(told["max_itl_ms"], 200);
}

TEST(Definitions, OfSglangTakeTheLengthAskedWhereTheStreamSaysNone)
{
    const Told told{"sglang", "ok 0 0 100 400 4 end=500 asked=9 source=estimate"};
    EXPECT_DOUBLE_EQ(told["total_output_tokens"], 9);
    EXPECT_DOUBLE_EQ(told["mean_tpot_ms"], (500 - 100) / 8.0);
    EXPECT_DOUBLE_EQ(Told("vllm", "ok 0 0 100 400 4 end=500 asked=9 source=estimate")["total_output_tokens"], 4);
}

TEST(Definitions, OfVllmCountChunksAndRequestsByTheSecond)
{
    // Chunks at 0.9, 1.1 and 1.9 s since the first sending at 1 s: one in second 0, two in second 1. The requests touch
    // seconds 0-1 and 1-1 though no two are in flight at once.
    const Told told{"vllm", "ok 0 1000 1900 2100 2 end=2150 out=2\nok 0 2200 2900 2900 1 end=2950 out=1"};
    EXPECT_DOUBLE_EQ(told["max_output_tokens_per_s"], 2);
    EXPECT_DOUBLE_EQ(told["max_concurrent_requests"], 2);
}

TEST(Definitions, OfSiaCountWhatWasStreamed)
{
    const Told told{"sia", kRun};
    EXPECT_DOUBLE_EQ(told["completed"], 2);
    EXPECT_DOUBLE_EQ(told["total_output_tokens"], 4 + 6);                                 // without the hidden two
    EXPECT_DOUBLE_EQ(told["mean_tpot_ms"], ((420 - 100) / 3.0 + (650 - 200) / 5.0) / 2);  // to the end of the stream
    EXPECT_DOUBLE_EQ(told["mean_e2el_ms"], (420 + 650) / 2.0);
    EXPECT_DOUBLE_EQ(told["median_e2el_ms"], (420 + 650) / 2.0);
    EXPECT_DOUBLE_EQ(told["std_ttft_ms"], 50);
    EXPECT_DOUBLE_EQ(told["total_token_throughput"], 31 + 10);
}

TEST(Definitions, OfGuidellmWeighTimesByTokens)
{
    const Told told{"guidellm", kRun};
    EXPECT_DOUBLE_EQ(told["request_totals.successful"], 2);
    EXPECT_DOUBLE_EQ(told["request_totals.incomplete"], 1);
    EXPECT_DOUBLE_EQ(told["request_totals.errored"], 1);
    EXPECT_DOUBLE_EQ(told["request_latency.successful.mean"], (0.42 + 0.65) / 2);
    EXPECT_DOUBLE_EQ(told["request_latency.successful.median"], 0.42);  // half of them are at or below
    EXPECT_DOUBLE_EQ(told["request_latency.successful.percentiles.p90"], 0.65);
    EXPECT_NEAR(told["request_latency.successful.std_dev"], 0.115, 1e-12);
    // To the last token over all tokens, TTFT in it: 400 / 4 weighs 4, 600 / 8 weighs 8.
    EXPECT_NEAR(told["time_per_output_token_ms.successful.mean"], (400 + 600) / 12.0, 1e-9);
    EXPECT_DOUBLE_EQ(told["time_per_output_token_ms.successful.median"], 75);  // 8 of 12
    EXPECT_DOUBLE_EQ(told["time_per_output_token_ms.successful.percentiles.p90"], 100);
    // First to last token: 300 / 3 weighs 3, 400 / 7 weighs 7.
    EXPECT_NEAR(told["inter_token_latency_ms.successful.mean"], (300 + 400) / 10.0, 1e-9);
    EXPECT_DOUBLE_EQ(told["inter_token_latency_ms.successful.median"], 400 / 7.0);
    EXPECT_NEAR(told["requests_per_second.successful.mean"], 2, 1e-9);  // over 0 to 1000 ms
    EXPECT_NEAR(told["output_tokens_per_second.successful.mean"], 12, 1e-9);
    EXPECT_NEAR(told["prompt_tokens_per_second.successful.mean"], 30, 1e-9);
    EXPECT_NEAR(told["tokens_per_second.successful.mean"], 42, 1e-9);
    EXPECT_NEAR(told["request_concurrency.successful.mean"], 0.42 + 0.65, 1e-9);
}

TEST(Definitions, OfGuidellmTakeEventsWithinATenthOfAMillisecondAsTheFirst)
{
    // The last success is 50 us before the end of the run, so the rate runs to it: 2 over 999.95 ms, not over 1000.
    const Told told{"guidellm", R"(
ok 0 0 100 400 4 end=500 out=4
ok 0 0 100 400 4 end=999.95 out=4
http_error 0 0 - - 0 end=1000 status=500)"};
    EXPECT_NEAR(told["requests_per_second.successful.mean"], 2 / 0.99995, 1e-9);
}

TEST(Definitions, OfGuidellmSayTheFirstValueThatReachesTheShare)
{
    std::string lines;
    for (int i = 1; i <= 10; ++i)
        lines += "ok 0 0 10 20 2 end=" + std::to_string(i * 100) + " out=2\n";
    // Nine tenths add up to 0.8999...: as GuideLLM's own sum does, so p90 is the tenth of ten values.
    EXPECT_DOUBLE_EQ((Told{"guidellm", lines})["request_latency.successful.percentiles.p90"], 1);
    EXPECT_DOUBLE_EQ((Told{"guidellm", lines})["request_latency.successful.median"], 0.5);
}

TEST(Definitions, OfAiperfDivideByTokensBehindTheFirstChunk)
{
    const Told told{"aiperf", kRun};
    EXPECT_DOUBLE_EQ(told["request_count"], 2);
    EXPECT_DOUBLE_EQ(told["error_request_count"], 1);
    EXPECT_DOUBLE_EQ(told["benchmark_duration"], 0.65);  // ok requests alone, to the last token
    EXPECT_DOUBLE_EQ(told["request_throughput"], 2 / 0.65);
    EXPECT_DOUBLE_EQ(told["total_osl"], 4 + 6);
    EXPECT_DOUBLE_EQ(told["output_token_throughput"], 10 / 0.65);
    EXPECT_DOUBLE_EQ(told["total_token_throughput"], (31 + 10) / 0.65);
    EXPECT_DOUBLE_EQ(told["inter_token_latency.max"], (600 - 200) / 4.0);  // B: 6 - 2 of the first chunk
    EXPECT_DOUBLE_EQ(told["inter_token_latency.min"], (400 - 100) / 3.0);  // A: 4 - 1, the server does not say
    EXPECT_DOUBLE_EQ(told["request_latency.avg"], (400 + 600) / 2.0);
    EXPECT_DOUBLE_EQ(told["request_latency.std"], 100);
    EXPECT_DOUBLE_EQ(told["time_to_second_token.avg"], (100 + 200) / 2.0);
    EXPECT_DOUBLE_EQ(told["output_token_throughput_per_user.avg"], 1 / 0.1);
    EXPECT_DOUBLE_EQ(told["e2e_output_token_throughput.avg"], (4 / 0.4 + 6 / 0.6) / 2);
    EXPECT_DOUBLE_EQ(told["prefill_throughput_per_user.avg"], (11 / 0.1 + 20 / 0.2) / 2);
    EXPECT_NEAR(told["inter_chunk_latency.avg"], 140, 1e-9);
    EXPECT_DOUBLE_EQ(told["time_to_first_token.p90"], 190);
}

TEST(Definitions, OfMlperfEndpointsCountFailuresAsCompleted)
{
    const Told told{"mlperf-endpoints", kRun};
    EXPECT_DOUBLE_EQ(told["n_samples_completed"], 3);
    EXPECT_DOUBLE_EQ(told["n_samples_failed"], 1);
    EXPECT_DOUBLE_EQ(told["qps"], 3);   // 3 / 1 s
    EXPECT_DOUBLE_EQ(told["tps"], 10);  // 4 + 6, / 1 s
    EXPECT_DOUBLE_EQ(told["latency.avg"], (420 + 650 + 900) / 3.0);
    EXPECT_DOUBLE_EQ(told["latency.median"], 650);
    EXPECT_DOUBLE_EQ(told["latency.percentiles.90"], 650);  // rank floor(0.9 * 2) = 1 of 0, 1, 2
    EXPECT_DOUBLE_EQ(told["ttft.median"], 100);             // rank floor(0.5) = 0
    EXPECT_NEAR(told["ttft.std_dev"], 100 / std::sqrt(2), 1e-9);
    EXPECT_DOUBLE_EQ(told["tpot.max"], (650 - 200) / 4.0);  // end of stream less first token, over 6 - 2
    EXPECT_DOUBLE_EQ(told["tpot.min"], (420 - 100) / 3.0);
}

TEST(Definitions, OfTheKitAreRoundedToFourDecimals)
{
    const Told told{"kit", kRun};
    EXPECT_DOUBLE_EQ(told["results_num_requests_started"], 4);
    EXPECT_DOUBLE_EQ(told["results_error_rate"], 0.25);
    EXPECT_DOUBLE_EQ(told["results_num_completed_requests_per_min"], 120);
    EXPECT_DOUBLE_EQ(told["results_client_mean_output_token_per_s"], 12);
    EXPECT_DOUBLE_EQ(told["results_client_ttft_s_mean"], 0.15);
    EXPECT_DOUBLE_EQ(told["results_client_ttft_s_stddev"], 0.0707);  // 0.1 / sqrt(2)
    EXPECT_DOUBLE_EQ(told["results_client_ttft_s_quantiles_p90"], 0.19);
    EXPECT_DOUBLE_EQ(told["results_client_end_to_end_latency_s_max"], 0.65);
    EXPECT_DOUBLE_EQ(told["results_client_output_token_per_s_per_request_max"], 17.7778);  // 8 / (0.65 - 0.2)
    EXPECT_DOUBLE_EQ(told["results_number_output_tokens_mean"], 6);
}

TEST(Definitions, OfOursAreTheSummaryAsItIs)
{
    const Blocks blocks{records(kRun)};
    const Summary summary = summarize(blocks);
    const Told told{"ours", kRun};
    for (const MetricStatistics& row : summary.metrics)
        if (row.statistics.n > 0) {
            const std::string id{row.metric->id};
            EXPECT_DOUBLE_EQ(told[id + ".mean"], row.statistics.mean) << id;
            EXPECT_DOUBLE_EQ(told[id + ".p99"], row.statistics.valueAt(0.99)) << id;
        }
    EXPECT_DOUBLE_EQ(told["request_rate"], summary.pace.rate);
    EXPECT_DOUBLE_EQ(told["ok"], 2);
}

TEST(Definitions, HaveEveryNameOnceAndNoValueWhereThereIsNone)
{
    std::set<std::string_view> ids;
    for (const Definition& definition : definitions()) {
        EXPECT_TRUE(ids.insert(definition.id).second) << definition.id;
        const Blocks blocks{records("timeout 0 0 - - 0 end=1000")};
        const Summary summary = summarize(blocks);
        const RunFacts facts;
        std::set<std::string> names;
        for (const DefinedFigure& figure : figuresBy(definition, {blocks, {summary, facts}})) {
            EXPECT_TRUE(names.insert(figure.id).second) << definition.id << " " << figure.id;
            EXPECT_EQ(figure.id.find("{}"), std::string::npos) << figure.id;
            EXPECT_TRUE(!figure.value || std::isfinite(*figure.value)) << definition.id << " " << figure.id;
        }
    }
    EXPECT_EQ(findDefinition("perf"), nullptr);
    EXPECT_FALSE(std::isfinite(Told("vllm", "timeout 0 0 - - 0 end=1000")["mean_ttft_ms"]));
    EXPECT_FALSE(std::isfinite(Told("vllm", "")["request_throughput"]));
}

TEST(Definitions, OfTokensThatNobodyCountedSayNothing)
{
    const Told told{"vllm", "ok 0 0 100 400 4 end=500 out=4"};
    EXPECT_FALSE(std::isfinite(told["total_input_tokens"]));
    EXPECT_FALSE(std::isfinite(told["total_token_throughput"]));
    EXPECT_DOUBLE_EQ(told["total_output_tokens"], 4);
    EXPECT_DOUBLE_EQ(Told("vllm", "timeout 0 0 - - 0 end=1000")["total_input_tokens"], 0);
}

TEST(Definitions, OfARunLongerThanAnyHaveNoFullestSecond)
{
    EXPECT_FALSE(
        std::isfinite(Told("vllm", "ok 0 0 10 20000000000 2 end=20000000000 out=2")["max_concurrent_requests"]));
}

}  // namespace
}  // namespace inferometer
