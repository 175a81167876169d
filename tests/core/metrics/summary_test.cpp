// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace inferometer {
namespace {

using test::ms;

const Statistics& statisticsNamed(const Summary& summary, std::string_view id)
{
    for (const MetricStatistics& row : summary.metrics)
        if (row.metric->id == id)
            return row.statistics;
    ADD_FAILURE() << id;
    return summary.metrics[0].statistics;
}

// Three requests of ten tokens, 100 ms apart, on paper: TTFT 100, 200, 300 ms; TPOT 10, 20, 30 ms.
constexpr const char* kThree = "ok 0 0 100 190 10 out=10 in=20 asked=10\n"
                               "ok 100 110 310 490 10 out=10 in=20 asked=20 cached=5 stream=1\n"
                               "ok 200 200 500 770 10 out=10 in=20 end=800 stream=2\n";

TEST(Summarize, GivesTheFiguresWorkedOutByHand)
{
    const Summary summary = summarize({test::records(kThree)});
    const Statistics& ttft = statisticsNamed(summary, "ttft_s");
    EXPECT_EQ(ttft.n, 3U);
    EXPECT_DOUBLE_EQ(ttft.mean, 0.2);
    EXPECT_DOUBLE_EQ(ttft.stddev, 0.1);
    EXPECT_DOUBLE_EQ(ttft.quantiles[1].value, 0.15);
    const Statistics& tpot = statisticsNamed(summary, "tpot_s");
    EXPECT_NEAR(tpot.min, 0.01, 1e-12);
    EXPECT_NEAR(tpot.mean, 0.02, 1e-12);
    EXPECT_NEAR(tpot.max, 0.03, 1e-12);
    EXPECT_EQ(statisticsNamed(summary, "itl_s").n, 27U);
    EXPECT_NEAR(statisticsNamed(summary, "queue_s").max, 0.01, 1e-12);
    EXPECT_NEAR(statisticsNamed(summary, "e2e_scheduled_s").quantiles[2].value, 0.39, 1e-12);
}

TEST(Summarize, CountsAndRates)
{
    const Summary summary = summarize({test::records(kThree)});
    EXPECT_EQ(summary.window.start, ms(0));
    EXPECT_EQ(summary.window.end, ms(800));
    EXPECT_EQ(summary.ok, 3U);
    EXPECT_EQ(summary.inputTokens, 60U);
    EXPECT_EQ(summary.outputTokens, 30U);
    EXPECT_EQ(summary.cachedTokens, 5U);
    EXPECT_DOUBLE_EQ(summary.pace.rate, 3 / 0.8);
    EXPECT_DOUBLE_EQ(summary.outputRate, 30 / 0.8);
    // In flight 110-490 and 200-800 of the 610 ms behind the first end, which came before the third stream began.
    EXPECT_NEAR(summary.pace.atOnce, (300 + 600) / 610.0, 1e-12);
    EXPECT_EQ(summary.peakInFlight, 2U);
    EXPECT_DOUBLE_EQ(summary.outputShortfall, (0 + 0.5) / 2);
}

TEST(Summarize, KeepsTheDrainOutOfRates)
{
    // Work ran short at 400 ms: the first had ended by then, and of the second 5 tokens had come. In flight until then
    // 190, 290 and 200 ms of lives of 190, 380 and 600 ms.
    const Summary summary = summarize({test::records(kThree)}, ms(400));
    EXPECT_EQ(summary.window.end, ms(400));
    EXPECT_EQ(summary.span.end, ms(800));
    EXPECT_DOUBLE_EQ(summary.pace.rate, (190 + 290 + 200) / (1170 / 3.0) / 0.4);
    EXPECT_DOUBLE_EQ(summary.outputRate, (10 + 5) / 0.4);
    EXPECT_EQ(summary.ok, 3U);  // they were due within the window
    EXPECT_EQ(statisticsNamed(summary, "ttft_s").n, 3U);
}

TEST(Summarize, LeavesTheEdgesOut)
{
    RunSpec spec;
    spec.edges.warmupShare = 34;
    spec.edges.cooldownRequests = 1;
    const Blocks blocks = withEdgesMarked({test::records(kThree)}, spec, ms(500));
    const Summary summary = summarize(blocks, ms(500));
    EXPECT_EQ(summary.warmup, 1U);
    EXPECT_EQ(summary.started, 1U);
    EXPECT_EQ(summary.cooldown, 1U);
    EXPECT_EQ(statisticsNamed(summary, "ttft_s").max, 0.2);
    EXPECT_EQ(summary.window.start, ms(100));
}

TEST(Summarize, KeepsFailuresAndWarmupOutOfLatency)
{
    const Summary summary = summarize({test::records("ok 0 0 100 190 10\n"
                                                     "ok 0 0 1 2 2 phase=warmup\n"
                                                     "stream_error 0 0 1 2 2\n"
                                                     "timeout 0 0 900 - 1 end=1000\n"
                                                     "rate_limited 0 0 - - 0 end=5 status=429\n"),
                                       test::records("cancelled 0 0 5 - 1 end=1000", 5)});
    EXPECT_EQ(statisticsNamed(summary, "ttft_s").n, 2U);  // of the one that was cut it is known
    EXPECT_EQ(statisticsNamed(summary, "icl_s").n, 9U);
    EXPECT_EQ(summary.started, 5U);
    EXPECT_EQ(summary.ok, 1U);
    EXPECT_EQ(summary.failed, 3U);
    EXPECT_EQ(summary.cancelled, 1U);
    EXPECT_EQ(summary.outcomes.at(static_cast<std::size_t>(Outcome::RateLimited)), 1U);
    EXPECT_EQ(summary.outcomes.at(static_cast<std::size_t>(Outcome::Ok)), 1U);
}

TEST(Summarize, CensorsWhatACutHid)
{
    // One of two was cut after its first token: its end is unknown, its TTFT was not hidden by the cut.
    const Summary summary = summarize({test::records("ok 0 0 100 190 10\ncancelled 0 0 50 60 2 end=300")});
    const auto censored
        = [&](std::string_view id, std::size_t q) { return statisticsNamed(summary, id).quantiles[q].censored; };
    EXPECT_FALSE(censored("ttft_s", 6));
    EXPECT_EQ(statisticsNamed(summary, "ttft_s").n, 2U);
    EXPECT_EQ(statisticsNamed(summary, "ttft_s").min, 0.05);
    EXPECT_FALSE(censored("tpot_s", 6));
    EXPECT_EQ(statisticsNamed(summary, "tpot_s").n, 1U);
    EXPECT_TRUE(censored("e2e_s", 2));  // the median of two stands between 190 ms and what became of the other
    EXPECT_DOUBLE_EQ(statisticsNamed(summary, "e2e_s").valueAt(0.5), (0.19 + 0.3) / 2);
    EXPECT_TRUE(censored("client_end_to_end_latency_s", 6));
}

TEST(Summarize, TakesTheTimeWaitedForAFirstTokenThatNeverCame)
{
    const Summary summary = summarize({test::records("ok 0 0 100 190 10\n"
                                                     "cancelled 10 20 - - 0 end=320\n"
                                                     "cancelled 10 - - - 0 end=320\n"
                                                     "cancelled 0 0 40 40 1 end=300\n"
                                                     "timeout 0 0 - - 0 end=900")});
    const Statistics& ttft = statisticsNamed(summary, "ttft_s");
    EXPECT_EQ(ttft.n, 2U);
    EXPECT_EQ(ttft.censored, 1U);
    EXPECT_DOUBLE_EQ(ttft.max, 0.3);
    EXPECT_TRUE(ttft.meanCensored);
    EXPECT_DOUBLE_EQ(statisticsNamed(summary, "e2e_scheduled_s").max, 0.31);
    // One chunk: the kit's TTFT may still become the whole latency, so 40 ms is a limit only.
    EXPECT_EQ(statisticsNamed(summary, "client_ttft_s").censored, 2U);
}

TEST(Summarize, ProratesTokensByArrivalInTheWindow)
{
    // The window is 100 .. 300 ms. The warm-up stream has 5 of its 10 chunks in it; without chunks 100 of 200 ms.
    const Summary chunked
        = summarize({test::records("ok 10 10 20 200 10 phase=warmup chunks=20,40,60,80,99,100,120,140,180,200\n"
                                   "ok 100 100 200 300 2")});
    EXPECT_EQ(chunked.window.start, ms(100));
    EXPECT_DOUBLE_EQ(chunked.outputRate, (5 + 2) / 0.2);
    const Summary spread = summarize({test::records("ok 0 0 0 200 40 phase=warmup nochunks=1\nok 100 100 200 300 2")});
    EXPECT_DOUBLE_EQ(spread.outputRate, (20 + 2) / 0.2);
    // 12 tokens in 3 chunks whose sizes nobody said count 4 each.
    const Summary guessed
        = summarize({test::records("ok 0 0 10 200 12 chunks=10,20,200 phase=warmup\nok 20 20 120 220 2")});
    EXPECT_DOUBLE_EQ(guessed.outputRate, (8 + 2) / 0.2);
}

TEST(Summarize, NormalisesGapsByTokensFromTheFirstChunkThatHoldsSeveral)
{
    const Summary summary = summarize({test::records("ok 0 0 10 30 3\nok 0 0 10 70 7 chunks=10x1,40x3,70x3")});
    EXPECT_EQ(statisticsNamed(summary, "icl_s").n, 4U);
    const Statistics& itl = statisticsNamed(summary, "itl_s");
    EXPECT_EQ(itl.n, 2U + 6U);
    EXPECT_NEAR(itl.max, 0.01, 1e-12);
}

TEST(Summarize, CountsWhatRestsOnEstimatedTokens)
{
    const Summary summary = summarize({test::records("ok 0 0 10 90 3 out=12 chunks=10,50,90\n"
                                                     "ok 0 0 10 90 3 out=3\n"
                                                     "ok 0 0 10 90 3 source=estimate")});
    const auto estimated = [&](std::string_view id) {
        return std::find_if(summary.metrics.begin(), summary.metrics.end(),
                            [id](const MetricStatistics& row) { return row.metric->id == id; })
            ->estimated;
    };
    EXPECT_EQ(estimated("tpot_s"), 2U);
    EXPECT_EQ(estimated("output_token_per_s_per_request"), 2U);
    EXPECT_EQ(estimated("output_tokens"), 1U);
    EXPECT_EQ(estimated("itl_s"), 8U + 2U);
    EXPECT_EQ(estimated("icl_s"), 0U);
    EXPECT_EQ(estimated("ttft_s"), 0U);
    EXPECT_EQ(summary.tokenSources, (std::array<std::uint64_t, kTokenSources>{2, 0, 1}));
    EXPECT_EQ(summary.tokenBases, (std::array<std::uint64_t, 3>{1, 1, 1}));
}

TEST(Summarize, KeepsHiddenReasoningOutOfRatesAndShowsIt)
{
    const Summary summary = summarize({test::records("ok 0 0 100 200 62 chunks=100x54,150x4,200x4 out=62 hidden=50")});
    EXPECT_EQ(summary.hiddenTokens, 50U);
    EXPECT_EQ(summary.outputTokens, 62U);
    EXPECT_DOUBLE_EQ(summary.outputRate, 12 / 0.2);
    EXPECT_EQ(summarize({test::records("ok 0 0 100 200 62 out=62 hidden=50 reasoning=100 chunks=100x54,150x4,200x4")})
                  .hiddenTokens,
              0U);
}

TEST(Summarize, CountsStampsByMetric)
{
    const Summary summary = summarize({test::records("ok 0 0 10 90 3\nok 0 0 10 90 3 stamp=bounded\n"
                                                     "ok 0 0 10 90 3 visible=50 nochunks=1")});
    const auto stamps = [&](std::string_view id) {
        return std::find_if(summary.metrics.begin(), summary.metrics.end(),
                            [id](const MetricStatistics& row) { return row.metric->id == id; })
            ->stamps;
    };
    using Counts = std::array<std::uint64_t, 3>;
    EXPECT_EQ(stamps("ttft_s"), (Counts{2, 1, 0}));
    EXPECT_EQ(stamps("ttfo_s"), (Counts{1, 1, 1}));  // nothing vouches for a moment whose chunk was not kept
    EXPECT_EQ(stamps("tpot_s"), (Counts{2, 1, 0}));
    EXPECT_EQ(stamps("itl_s"), (Counts{2, 2, 0}));
    EXPECT_EQ(stamps("queue_s"), (Counts{0, 0, 0}));
    EXPECT_EQ(stamps("stream_end_s"), (Counts{0, 0, 0}));
}

// All arrivals are bounded by 1 ms; the other request's are exact.
TEST(Summarize, SaysHowFarAValueMayBeOff)
{
    const Summary summary = summarize({test::records("ok 0 0 10 90 5 chunks=10x1,50x2,90x2 stamp=bounded\n"
                                                     "ok 0 0 10 90 3")});
    const auto error = [&](std::string_view id) {
        return std::find_if(summary.metrics.begin(), summary.metrics.end(),
                            [id](const MetricStatistics& row) { return row.metric->id == id; })
            ->arrivalErrorMax;
    };
    EXPECT_NEAR(error("ttft_s"), 0.001, 1e-12);
    EXPECT_NEAR(error("ttfo_s"), 0.001, 1e-12);
    EXPECT_NEAR(error("e2e_s"), 0.001, 1e-12);
    EXPECT_NEAR(error("tpot_s"), 0.001 / 4, 1e-12);
    EXPECT_NEAR(error("output_token_per_s_per_request"), 4 / 0.079 - 4 / 0.080, 1e-9);
    EXPECT_NEAR(error("icl_s"), 0.001, 1e-12);
    EXPECT_NEAR(error("itl_s"), 0.001 / 2, 1e-12);
    EXPECT_EQ(error("queue_s"), 0);
}

TEST(Summarize, CountsStampsOfTokensAsOfChunks)
{
    const Summary summary = summarize({test::records("ok 0 0 10 70 7 chunks=10x1,40x3,70x3")});
    for (const MetricStatistics& row : summary.metrics)
        EXPECT_EQ(row.metric->perToken ? row.stamps[0] : row.statistics.n, row.statistics.n) << row.metric->id;
}

TEST(Summarize, TakesServerMetricsByField)
{
    const Summary summary = summarize({test::records("ok 0 0 10 90 3 ttft=0.01 e2e=0.2\nok 0 0 10 90 3 ttft=0.03\n"
                                                     "ok 0 0 10 90 3\nmalformed 0 0 10 90 3 ttft=9")});
    ASSERT_EQ(summary.server.size(), std::size_t{ServerMetrics::kFields});
    EXPECT_EQ(summary.server[ServerMetrics::Ttft].statistics.n, 2U);
    EXPECT_DOUBLE_EQ(summary.server[ServerMetrics::Ttft].statistics.mean, 0.02);
    EXPECT_EQ(summary.server[ServerMetrics::EndToEnd].statistics.n, 1U);
    EXPECT_EQ(summary.server[ServerMetrics::BatchSize].statistics.n, 0U);
}

TEST(Summarize, OfNothingIsEmpty)
{
    const Summary summary = summarize({});
    EXPECT_EQ(summary.started, 0U);
    EXPECT_EQ(summary.pace.rate, 0);
    EXPECT_EQ(summary.metrics.size(), metrics().size());
    EXPECT_TRUE(std::isnan(summary.outputShortfall));
}

}  // namespace
}  // namespace inferometer
