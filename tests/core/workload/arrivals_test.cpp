// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/arrivals.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

TEST(ClosedLoop, HandsOutSoManyAsSoonAsAStreamIsFree)
{
    ClosedLoop loop{3, 0, 0s};
    for (const Nanos free : {1s, 3s, 2s}) {
        EXPECT_FALSE(isSet(loop.loadEnd()));
        const Due due = loop.next(9s, free);
        EXPECT_EQ(due.kind, Due::Kind::Now);
        EXPECT_EQ(due.moment, free);
        EXPECT_EQ(due.phase, Phase::Measured);
    }
    EXPECT_EQ(loop.next(9s, 9s).kind, Due::Kind::Done);
    EXPECT_EQ(loop.loadEnd(), 3s);  // when the last one was due, not when it was taken or a stream found none
    EXPECT_EQ(loop.progress().requests, 3U);
}

TEST(ClosedLoop, WarmsUpByCountThenByTime)
{
    ClosedLoop loop{2, 2, 10s};
    for (const Nanos free : {20s, 21s, 9s, 9s})
        EXPECT_EQ(loop.next(free, free).phase, Phase::Warmup);
    EXPECT_EQ(loop.progress().warmup, 4U);
    EXPECT_EQ(loop.progress().requests, 6U);
    EXPECT_EQ(loop.next(10s, 10s).phase, Phase::Measured);
}

TEST(ClosedLoop, DoesNotGoBackToTheWarmUp)
{
    // A stream that became free before the end of the warm-up, but asks after another one that did so later.
    ClosedLoop loop{2, 0, 10s};
    EXPECT_EQ(loop.next(11s, 10s).phase, Phase::Measured);
    EXPECT_EQ(loop.next(11s, 9s).phase, Phase::Measured);
    EXPECT_EQ(loop.next(11s, 9s).kind, Due::Kind::Done);
}

}  // namespace
}  // namespace inferometer
