// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/inferred.h"
#include "core/metrics/summary.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

using test::records;

TEST(SwitchingTime, IsTheExtraTimeOfTheFirstRequest)
{
    // Others: mean 0.11, deviation 0.01; 0.6 - 0.11 = 0.49 > 0.11 + 0.03.
    const auto block = records("ok 1 1 700 800 3 ttft=0.1\nok 0 0 600 900 3 ttft=0.6\n"
                               "ok 2 2 700 800 3 ttft=0.11\nok 3 3 700 800 3 ttft=0.12\nreset 0 0 - - 0");
    const auto switching = switchingTimeOf({block});
    ASSERT_TRUE(switching);
    EXPECT_EQ(switching->record, &block->records[1]);
    EXPECT_NEAR(switching->value, 0.49, 1e-12);
}

TEST(SwitchingTime, IsAbsentWithoutAJumpOrAWholeSetOfServerTimes)
{
    const auto of = [](const std::string& lines) {
        const auto block = records(lines);
        return switchingTimeOf({block}).has_value();
    };
    EXPECT_FALSE(of("ok 0 0 1 2 3 ttft=0.2\nok 1 1 2 3 3 ttft=0.1\nok 2 2 3 4 3 ttft=0.12"));
    EXPECT_FALSE(of("ok 0 0 1 2 3 ttft=9\nok 1 1 2 3 3 ttft=0.1\nok 2 2 3 4 3"));
    EXPECT_FALSE(of("ok 0 0 1 2 3 ttft=9"));
    EXPECT_TRUE(of("ok 0 0 1 2 3 ttft=0.3\nok 1 1 2 3 3 ttft=0.1"));
    EXPECT_FALSE(of(""));
}

TEST(InferredBatch, IsOfRequestsThatEndInARowWithTheSameServerTime)
{
    // By their ends: three of 0.1, one of 0.2, one of 0.1 again.
    const auto block = records("ok 0 0 1 20 3 ttft=0.1\nok 0 0 1 21 3 ttft=0.1\nok 0 0 1 40 3 ttft=0.1\n"
                               "ok 0 0 1 10 3 ttft=0.1\nok 0 0 1 30 3 ttft=0.2");
    EXPECT_EQ(requestGroupsOf({block}), (std::vector<std::uint64_t>{3, 1, 1}));
    EXPECT_EQ(batchOfGroup(1), 1U);
    EXPECT_EQ(batchOfGroup(3), 4U);
    EXPECT_EQ(batchOfGroup(5), 8U);
    EXPECT_EQ(inferredOf({block}).batchSize, 4);  // 4 of 6 places
}

TEST(InferredBatch, IsOneThatHoldsMoreThanHalfOfThePlaces)
{
    EXPECT_EQ(prevailingBatch({4, 1, 1}), 4U);
    EXPECT_EQ(prevailingBatch({4, 2, 2}), std::nullopt);
    EXPECT_EQ(prevailingBatch({1, 1, 1}), 1U);
    EXPECT_EQ(prevailingBatch({}), std::nullopt);
}

TEST(InferredBatch, IsAbsentWhereTheServerSaysItOrNotEveryTime)
{
    EXPECT_TRUE(std::isnan(inferredOf({records("ok 0 0 1 2 3 ttft=0.1 batch=4\nok 0 0 1 3 3 ttft=0.1")}).batchSize));
    EXPECT_TRUE(std::isnan(inferredOf({records("ok 0 0 1 2 3 ttft=0.1\nok 0 0 1 3 3")}).batchSize));
    EXPECT_TRUE(std::isnan(inferredOf({records("reset 0 0 - - 0")}).batchSize));
    EXPECT_TRUE(std::isnan(inferredOf({}).batchSize));
}

TEST(Summary, TellsHowManyTokensAnswersAreOff)
{
    const Summary summary = summarize({records("ok 0 0 1 2 3 asked=100 out=100\nok 0 0 1 3 3 asked=100 out=90\n"
                                               "ok 0 0 1 3 3 asked=100 out=106\nok 0 0 1 3 3")});
    EXPECT_DOUBLE_EQ(summary.outputDifference, (0.0 + 10 + 6) / 3);
    EXPECT_TRUE(std::isnan(summarize({}).outputDifference));
}

}  // namespace
}  // namespace inferometer
