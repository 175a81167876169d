// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of traces small enough to reckon by hand.
#include "core/trace/trace_summary.h"

#include "tests/core/trace/trace_fixture.h"

#include <cmath>

namespace inferometer {
namespace {

double figureOf(const Trace& trace, std::string_view id)
{
    const TraceSummary summary = summaryOf(trace);
    for (const TraceFigure& figure : traceFigures())
        if (figure.id == id)
            return figure.of(summary);
    ADD_FAILURE() << id;
    return 0;
}

TEST_F(TraceTest, SummaryOfMooncake)
{
    // 0, 0, 2.5005, 3 s; 1200, 1100, 512, 600 tokens. Known: 0, two blocks, one block, none.
    const Trace trace = read(traceFile("mooncake.jsonl"));
    EXPECT_EQ(figureOf(trace, "requests"), 4);
    EXPECT_EQ(figureOf(trace, "sessions"), 4);
    EXPECT_EQ(figureOf(trace, "duration_s"), 3);
    EXPECT_DOUBLE_EQ(figureOf(trace, "rate"), 1);
    EXPECT_EQ(figureOf(trace, "rate_peak"), 2);
    EXPECT_DOUBLE_EQ(figureOf(trace, "gap_cv"), std::sqrt((1 + 1.5005 * 1.5005 + 0.5005 * 0.5005) / 2));
    EXPECT_TRUE(std::isnan(figureOf(trace, "dispersion")));
    EXPECT_EQ(figureOf(trace, "input_mean"), 853);
    EXPECT_EQ(figureOf(trace, "input_tokens"), 3412);
    EXPECT_EQ(figureOf(trace, "output_max"), 52);
    EXPECT_EQ(figureOf(trace, "blocks"), 6);
    EXPECT_EQ(figureOf(trace, "block_tokens"), 512);
    EXPECT_DOUBLE_EQ(figureOf(trace, "cache_hits"), (2 * 512 + 512) / 3412.0);
    EXPECT_EQ(hitsByWords(summaryOf(trace).hitsBy), "by prefix blocks");
}

TEST_F(TraceTest, ABlockBehindAnUnknownOneIsNoHit)
{
    const Trace trace = read(write("t", R"({"timestamp": 0, "input_length": 1024, "hash_ids": [1, 2]}
{"timestamp": 1, "input_length": 1024, "hash_ids": [3, 2]}
{"timestamp": 2, "input_length": 700, "hash_ids": [1, 2]})"),
                             "mooncake");
    EXPECT_DOUBLE_EQ(figureOf(trace, "cache_hits"), 700 / 2748.0) << "no more than its prompt";
}

TEST_F(TraceTest, WithoutBlocksSessionsTell)
{
    const Trace trace = read(traceFile("burstgpt_sessions.csv"));
    EXPECT_EQ(hitsByWords(summaryOf(trace).hitsBy), "by session history, at most");
    EXPECT_DOUBLE_EQ(figureOf(trace, "cache_hits"), 120 / 247.0);
    EXPECT_EQ(figureOf(trace, "turns_max"), 2);
    EXPECT_EQ(figureOf(trace, "turns_mean"), 1.5);
    EXPECT_EQ(figureOf(trace, "peak_sessions"), 2) << "one lasts, the other begins and ends within it";
    EXPECT_TRUE(std::isnan(figureOf(read(traceFile("azure2023.csv")), "cache_hits")));
    EXPECT_EQ(figureOf(read(traceFile("azure2025.csv")), "images"), 2);
}

TEST_F(TraceTest, DispersionTellsBurstsFromAnEvenRate)
{
    std::string even;
    std::string bursts;
    for (int i = 0; i < 200; ++i) {
        even += "{\"timestamp\": " + std::to_string(i * 250) + ", \"input_length\": 1}\n";
        bursts += "{\"timestamp\": " + std::to_string(i / 20 * 5000) + ", \"input_length\": 1}\n";
    }
    EXPECT_DOUBLE_EQ(figureOf(read(write("e", even)), "dispersion"), 0);
    // 20 at once in the first second of five, and 45 windows in all.
    EXPECT_GT(figureOf(read(write("b", bursts)), "dispersion"), 15);
}

TEST_F(TraceTest, RequestsWithoutTimesHaveNoRate)
{
    const Trace trace = read(traceFile("dag.jsonl"));
    EXPECT_EQ(figureOf(trace, "timed_requests"), 0);
    EXPECT_TRUE(std::isnan(figureOf(trace, "rate")));
    EXPECT_TRUE(std::isnan(figureOf(trace, "rate_peak")));
    EXPECT_EQ(figureOf(trace, "branches"), 4);
    EXPECT_TRUE(std::isnan(figureOf(trace, "input_mean"))) << "only texts";
}

}  // namespace
}  // namespace inferometer
