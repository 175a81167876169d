// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/kit_figures.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

// A record published with the kit: 100 output tokens, 201 counted locally.
TEST(KitFigures, RepeatAPublishedRecordToEveryDigit)
{
    constexpr double kTtft = 1.0577571659996465;
    constexpr double kLatency = 1.209496957999363;
    EXPECT_DOUBLE_EQ(kitOutputRate(100, kLatency, kTtft, 100).value(), 659.0229147024718);
    EXPECT_DOUBLE_EQ(kitTotalRate(201, kLatency).value(), 166.1847916777529);
}

TEST(KitFigures, TakeTheWholeLatencyForOneChunk)
{
    EXPECT_DOUBLE_EQ(kitOutputRate(10, 2, 2, 1).value(), 5);
    EXPECT_FALSE(kitOutputRate(10, 2, 2, 2));
    EXPECT_FALSE(kitOutputRate(10, 2, 2 - 1e-9, 2));
    EXPECT_TRUE(kitOutputRate(10, 2, 2 - 1e-7, 2));
}

TEST(KitFigures, OfARecordRunFromSentToTheEndOfTheStream)
{
    const auto block = test::records("ok 0 100 300 1100 9 end=1300 out=10 prompt=50 in=70");
    const RequestRecord& record = block->records[0];
    EXPECT_DOUBLE_EQ(kitLatency(record).value(), 1.2);
    EXPECT_DOUBLE_EQ(kitTtft(record).value(), 0.2);
    EXPECT_DOUBLE_EQ(kitOutputRate(record).value(), 10 / (1.2 - 0.2));
    EXPECT_DOUBLE_EQ(kitTotalRate(record).value(), (50 + 9) / 1.2);  // the server's 10 and 70 are not counted here
}

TEST(KitFigures, OfOneChunkTakeTheLatencyForTtft)
{
    const auto block = test::records("ok 0 0 300 300 1 end=500 out=4");
    EXPECT_DOUBLE_EQ(kitTtft(block->records[0]).value(), 0.5);
    EXPECT_DOUBLE_EQ(kitOutputRate(block->records[0]).value(), 8);
    EXPECT_FALSE(kitTotalRate(block->records[0]));  // the prompt was not counted
}

}  // namespace
}  // namespace inferometer
