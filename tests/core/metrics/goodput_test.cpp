// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

TEST(Goodput, CountsEveryScheduledRequestInItsDenominator)
{
    const Blocks blocks{test::records("ok 0 0 100 1000 10\n"
                                      "ok 0 0 600 1000 10\n"
                                      "http_error 0 0 - - 0 end=50\n"
                                      "cancelled 0 0 100 - 0 end=2000\n"
                                      "ok 0 0 100 1000 10 phase=warmup")};
    const Goodput goodput = goodputOf(blocks, {.ttft = 0.5}, 1);
    EXPECT_EQ(goodput.scheduled, 4U);
    EXPECT_EQ(goodput.good, 1U);
    EXPECT_DOUBLE_EQ(goodput.share, 0.25);
    EXPECT_DOUBLE_EQ(goodput.rate, 0.5);
}

TEST(Goodput, AsksForEveryLimit)
{
    const Blocks blocks{test::records("ok 0 0 100 1000 10")};  // tpot and gaps 100 ms
    const auto good = [&](const Slo& slo) { return goodputOf(blocks, slo).good; };
    EXPECT_EQ(good({}), 1U);
    EXPECT_EQ(good({.ttft = 0.1, .tpot = 0.1, .gap = 0.1, .e2e = 1}), 1U);
    EXPECT_EQ(good({.ttft = 0.099, .tpot = 1, .gap = 1, .e2e = 2}), 0U);
    EXPECT_EQ(good({.ttft = 1, .tpot = 0.099, .gap = 1, .e2e = 2}), 0U);
    EXPECT_EQ(good({.ttft = 1, .tpot = 1, .gap = 0.099, .e2e = 2}), 0U);
    EXPECT_EQ(good({.ttft = 1, .tpot = 1, .gap = 1, .e2e = 0.999}), 0U);
}

TEST(Goodput, JudgesTheWorstGapAndNotTheMean)
{
    const Blocks blocks{test::records("ok 0 0 100 1000 4 chunks=100,150,950,1000")};
    EXPECT_EQ(goodputOf(blocks, {.gap = 0.79}).good, 0U);
    EXPECT_EQ(goodputOf(blocks, {.gap = 0.81}).good, 1U);
}

TEST(Goodput, LetsAnUndefinedTpotNeitherPassNorFail)
{
    const Blocks blocks{test::records("ok 0 0 100 100 1\nok 0 0 100 1000 10\nhttp_error 0 0 - - 0 end=5")};
    const Goodput alone = goodputOf(blocks, {.tpot = 0.1});
    EXPECT_EQ(alone.scheduled, 3U);
    EXPECT_EQ(alone.undefined, 1U);
    EXPECT_EQ(alone.good, 1U);
    EXPECT_DOUBLE_EQ(alone.share, 0.5);
    const Goodput beside = goodputOf(blocks, {.ttft = 0.1, .tpot = 0.1});
    EXPECT_EQ(beside.undefined, 0U);
    EXPECT_EQ(beside.good, 2U);
    EXPECT_EQ(goodputOf(blocks, {.ttft = 0.05, .tpot = 0.1}).good, 0U);
    EXPECT_TRUE(std::isnan(goodputOf({test::records("ok 0 0 100 100 1")}, {.tpot = 0.1}).share));
}

TEST(Goodput, HasItsPartOfTheRateOfRequests)
{
    const Blocks blocks{test::records("ok 0 0 100 1000 10\nok 0 0 700 2000 10\nok 1000 1000 1100 3000 10\n"
                                      "http_error 0 0 - - 0 end=5")};
    EXPECT_EQ(goodputOf(blocks, {.ttft = 0.5}, 6).good, 2U);
    EXPECT_DOUBLE_EQ(goodputOf(blocks, {.ttft = 0.5}, 6).rate, 4);
}

TEST(SloOf, TakesZeroForNoLimit)
{
    RunSpec spec;
    EXPECT_FALSE(sloOf(spec).binds());
    spec.slo.gap = 0.2;
    EXPECT_TRUE(sloOf(spec).binds());
    EXPECT_EQ(sloOf(spec).gap, 0.2);
    EXPECT_FALSE(sloOf(spec).ttft || sloOf(spec).tpot || sloOf(spec).e2e);
}

TEST(Goodput, SaysWhereGapsCannotBeJudged)
{
    const Blocks blocks{test::records("ok 0 0 100 1000 10 nochunks=1\nok 0 0 100 100 1 nochunks=1")};
    const Goodput goodput = goodputOf(blocks, {.gap = 10});
    EXPECT_EQ(goodput.good, 1U);  // one chunk has no gap
    EXPECT_EQ(goodput.unjudged, 1U);
    EXPECT_EQ(goodputOf(blocks, {.ttft = 1}).good, 2U);
}

TEST(Goodput, HasNoShareOfNothing)
{
    EXPECT_TRUE(std::isnan(goodputOf({}, {}).share));
    EXPECT_EQ(goodputOf({}, {}).rate, 0);
}

}  // namespace
}  // namespace inferometer
