// SPDX-License-Identifier: GPL-3.0-or-later
// A trace that is drawn has the lengths, the rate, the bursts and the cache hits of the one it is like.
#include "core/base/random.h"
#include "core/trace/trace_builder.h"
#include "core/trace/trace_summary.h"
#include "core/trace/trace_synthesis.h"

#include "tests/core/trace/trace_fixture.h"

#include <algorithm>
#include <chrono>

namespace inferometer {
namespace {

// Sessions of one to five turns in bursts, that share one of twenty system prompts, some of them a document, too.
Trace busyTrace(std::size_t sessions, std::uint64_t seed = 5)
{
    Random random{seed};
    TraceBuilder builder;
    EXPECT_TRUE(builder.setBlockTokens(16));
    std::uint64_t fresh = 1000;
    double now = 0;
    for (std::size_t i = 0; i < sessions; ++i) {
        now += random.gamma(0.4, 2);
        const std::uint32_t session = builder.newSession();
        std::vector<std::uint64_t> blocks(10, random.below(20));
        const std::uint64_t document = random.below(200);
        for (std::uint64_t block = 0; block < 8 && document < 60; ++block)
            blocks.push_back(100 + 8 * document + block);
        double at = now;
        for (std::uint64_t turn = 0; turn <= random.below(5); ++turn) {
            for (std::uint64_t more = random.below(40) + 1; more > 0; --more)
                blocks.push_back(fresh++);
            TraceRow row{.at = fromSeconds(at), .session = session};
            row.input = static_cast<std::int64_t>(16 * blocks.size());
            row.output = static_cast<std::int64_t>(random.lognormal(200, 1));
            row.blocks = blocks;
            EXPECT_TRUE(builder.add(std::move(row)));
            at += random.exponential(20);
        }
    }
    return builder.take(false).value();
}

Trace drawn(const Trace& trace, double longer, double denser, std::uint64_t seed = 1)
{
    Result<Trace> made = synthesized(trace, {longer, denser, seed});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return made ? std::move(made.value()) : Trace{};
}

struct Factors
{
    double longer;
    double denser;
};

class Synthesis : public testing::TestWithParam<Factors>
{};

TEST_P(Synthesis, KeepsLengthsRateBurstsAndHits)
{
    const auto [longer, denser] = GetParam();
    const Trace trace = busyTrace(3000);
    const TraceSummary was = summaryOf(trace);
    const TraceSummary is = summaryOf(drawn(trace, longer, denser));
    const double times = longer * denser;
    EXPECT_NEAR(static_cast<double>(is.sessions), times * static_cast<double>(was.sessions), 1);
    EXPECT_NEAR(is.input.mean / was.input.mean, 1, 0.02);
    EXPECT_NEAR(is.output.mean / was.output.mean, 1, 0.02);
    EXPECT_NEAR(is.turns.mean / was.turns.mean, 1, 0.02);
    EXPECT_NEAR(is.rate / was.rate, denser, 0.03 * denser);
    EXPECT_NEAR(seconds(is.duration) / seconds(was.duration), longer, 0.03 * longer);
    EXPECT_NEAR(is.hits, was.hits, 0.02);
    EXPECT_NEAR(is.gapVariation / was.gapVariation, 1, 0.15);
    EXPECT_EQ(is.blockTokens, 16U);
}

INSTANTIATE_TEST_SUITE_P(Factors, Synthesis,
                         testing::Values(Factors{3, 1}, Factors{1, 4}, Factors{2, 2}, Factors{1.5, 1}, Factors{1, 2.5},
                                         Factors{0.5, 1}, Factors{1, 0.5}));

TEST_F(TraceTest, ASeedDrawsTheSameAndAnotherOneOthers)
{
    const Trace trace = busyTrace(200);
    EXPECT_EQ(textOf(drawn(trace, 2, 1, 7)), textOf(drawn(trace, 2, 1, 7)));
    EXPECT_NE(textOf(drawn(trace, 2, 1, 7)), textOf(drawn(trace, 2, 1, 8)));
}

TEST_F(TraceTest, SessionsThatComeAgainShareNoBlocksWithThemselves)
{
    const Trace trace = busyTrace(200);
    const Trace twice = drawn(trace, 2, 1);
    EXPECT_EQ(summaryOf(twice).blockIds, 2 * summaryOf(trace).blockIds);
    for (const std::uint32_t id : twice.blocks)
        ASSERT_LT(id, twice.blockIds);
}

TEST_F(TraceTest, TheHoursOfADayStayWhereTheyAre)
{
    // Ten times as many in the second half.
    TraceBuilder builder;
    for (int i = 0; i < 1100; ++i)
        ASSERT_TRUE(builder.add({.at = fromSeconds(i < 100 ? i * 10.0 : 1000 + (i - 100) * 1.0), .input = 1}));
    const Trace dense = drawn(builder.take(true).value(), 1, 3);
    const auto early = std::count_if(dense.requests.begin(), dense.requests.end(),
                                     [](const TraceRequest& one) { return one.at < std::chrono::seconds{1000}; });
    EXPECT_NEAR(static_cast<double>(early), 300, 40);
    EXPECT_NEAR(static_cast<double>(dense.requests.size()), 3300, 1);
}

TEST_F(TraceTest, SessionsThatBelongTogetherAreDrawnTogether)
{
    Trace trace = read(traceFile("weka.json"));
    const Trace made = drawn(trace, 5, 1, 3);
    EXPECT_EQ(made.joins.size(), 5U);
    std::size_t spawned = 0;
    for (const TraceRequest& one : made.requests) {
        if (one.parent == TraceRequest::kNone)
            continue;
        ++spawned;
        EXPECT_EQ(one.at - made.requests[one.parent].at, std::chrono::milliseconds{3500});
    }
    EXPECT_EQ(spawned, 5U);
    for (const TraceJoin& join : made.joins)
        EXPECT_EQ(made.requests[join.request].input, 200);
}

TEST_F(TraceTest, WhatHasNoTimesIsNotDrawn)
{
    EXPECT_EQ(synthesized(read(traceFile("dag.jsonl")), {2, 1, 1}).error().message,
              "a trace like it needs two sessions that begin at different times.");
    const Trace trace = busyTrace(2000);
    EXPECT_EQ(synthesized(trace, {1000, 1000, 1}).error().field, "longer");
}

TEST_F(TraceTest, AHundredThousandRequestsAreDrawnInABreath)
{
    const Trace trace = busyTrace(33'000);
    const auto begun = std::chrono::steady_clock::now();
    const TraceSummary is = summaryOf(drawn(trace, 1, 2));
    EXPECT_GT(is.requests, 130'000U);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{60});
}

}  // namespace
}  // namespace inferometer
