// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/window.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

using test::ms;

// Two streams, 100 ms a request; the third request of the first stream ends long after the second ran out of work.
const std::string kTwoStreams = "ok 0 0 10 100 10\n"
                                "ok 0 0 10 100 10\n"
                                "ok 100 100 110 200 10\n"
                                "ok 100 100 110 300 20\n"
                                "ok 200 200 210 900 10\n";

std::string phases(const Blocks& blocks)
{
    std::string text;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            text += phaseName(record.phase).front();
    return text;
}

TEST(Window, EndsWithTheLoadAndNotWithTheDrain)
{
    const Blocks blocks{test::records(kTwoStreams)};
    EXPECT_EQ(spanOf(blocks).end, ms(900));
    EXPECT_EQ(windowOf(blocks).end, ms(900));
    EXPECT_EQ(windowOf(blocks, ms(300)).end, ms(300));
    EXPECT_EQ(windowOf(blocks, ms(300)).start, ms(0));
    EXPECT_EQ(windowOf(blocks, ms(2000)).end, ms(900));
}

TEST(Window, OfFewerRequestsThanStreamsEndsWithTheFirstSuccess)
{
    const Blocks blocks{test::records("http_error 0 0 - - 0 end=5\nok 0 0 10 190 10 end=200\nok 0 0 10 300 10")};
    EXPECT_EQ(windowOf(blocks, ms(0)).end, ms(200));
    EXPECT_EQ(windowOf({test::records("http_error 0 0 - - 0 end=5")}, ms(0)).end, ms(5));
    EXPECT_EQ(windowOf({}, ms(5)).length(), 0);
}

TEST(Window, EndsWhereTheCoolDownBegins)
{
    RunSpec spec;
    spec.cooldownRequests = 1;
    const Blocks blocks = withEdgesMarked({test::records(kTwoStreams)}, spec, ms(300));
    EXPECT_EQ(phases(blocks), "mmmmc");
    EXPECT_EQ(windowOf(blocks, ms(300)).end, ms(200));
    EXPECT_EQ(spanOf(blocks).end, ms(300));
}

TEST(WithEdgesMarked, TakesCountsSharesAndTimes)
{
    const Blocks blocks{test::records("ok 0 0 1 5 2 phase=warmup\n" + kTwoStreams)};
    const auto marked = [&](double warmupShare, std::int64_t requests, double seconds, double share) {
        RunSpec spec;
        spec.warmupShare = warmupShare;
        spec.cooldownRequests = requests;
        spec.cooldownSeconds = seconds;
        spec.cooldownShare = share;
        return phases(withEdgesMarked(blocks, spec, ms(300)));
    };
    EXPECT_EQ(marked(0, 0, 0, 0), "wmmmmm");
    EXPECT_EQ(marked(20, 0, 0, 0), "wwmmmm");
    EXPECT_EQ(marked(0, 2, 0, 0), "wmmmcc");
    EXPECT_EQ(marked(0, 0, 0.1, 0), "wmmmmc");
    EXPECT_EQ(marked(0, 0, 0.2, 0), "wmmccc");
    EXPECT_EQ(marked(0, 0, 0, 40), "wmmmcc");
    EXPECT_EQ(marked(0, 1, 0, 40), "wmmmcc");
    EXPECT_EQ(marked(20, 100, 0, 0), "wwcccc");
}

TEST(WithEdgesMarked, LeavesTheBlocksItDoesNotChange)
{
    const Blocks blocks{test::records(kTwoStreams), test::records("ok 300 300 310 400 2", 5)};
    RunSpec spec;
    spec.cooldownRequests = 1;
    const Blocks marked = withEdgesMarked(blocks, spec, ms(400));
    EXPECT_EQ(marked[0], blocks[0]);
    EXPECT_EQ(phases(marked), "mmmmmc");
    EXPECT_EQ(phases(blocks), "mmmmmm");
}

TEST(ConcurrencyOf, IsTimeWeightedAndHalfOpen)
{
    const Window window{ms(0), ms(100)};
    const Concurrency one = concurrencyOf({{ms(0), ms(50)}, {ms(50), ms(100)}}, window);
    EXPECT_DOUBLE_EQ(one.mean, 1);
    EXPECT_EQ(one.peak, 1U);
    const Concurrency clipped = concurrencyOf({{ms(-50), ms(50)}, {ms(25), ms(400)}, {ms(300), ms(400)}}, window);
    EXPECT_DOUBLE_EQ(clipped.mean, 1.25);
    EXPECT_EQ(clipped.peak, 2U);
    EXPECT_EQ(concurrencyOf({}, {}).mean, 0);
}

TEST(InFlightWhileBusy, CountsNeitherTheStartNorTheDrain)
{
    const Blocks blocks{test::records(kTwoStreams)};
    EXPECT_DOUBLE_EQ(inFlightWhileBusy(blocks, windowOf(blocks, ms(300))), 2);
    EXPECT_DOUBLE_EQ(inFlightWhileBusy(blocks, windowOf(blocks)), (100 + 100 + 100 + 100 + 600) / 800.0);
}

TEST(InFlightWhileBusy, IsNotKnownWhenNoRequestFollowedAnother)
{
    const Blocks blocks{test::records("ok 0 0 10 100 10\nok 0 0 10 120 10")};
    EXPECT_TRUE(std::isnan(inFlightWhileBusy(blocks, windowOf(blocks))));
    EXPECT_TRUE(std::isnan(inFlightWhileBusy({}, {})));
}

}  // namespace
}  // namespace inferometer
