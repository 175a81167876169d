// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/summary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace inferometer {
namespace {

std::vector<double> upTo(int n)
{
    std::vector<double> values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 1.0);
    return values;
}

TEST(QuantileOf, IsLinearBetweenRanks)
{
    const std::vector<double> values{1, 2, 4, 8};
    EXPECT_DOUBLE_EQ(quantileOf(values, 0), 1);
    EXPECT_DOUBLE_EQ(quantileOf(values, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(quantileOf(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(quantileOf(values, 0.95), 4 + 0.85 * 4);
    EXPECT_DOUBLE_EQ(quantileOf(values, 1), 8);
    EXPECT_DOUBLE_EQ(quantileOf(std::vector<double>{7}, 0.99), 7);
}

// Ranks from Conover's table of the median's interval: n = 10 gives [2, 9], n = 20 gives [6, 15].
TEST(QuantileInterval, MatchesTheTextbookRanks)
{
    const auto ten = quantileInterval(upTo(10), 0.5);
    ASSERT_TRUE(ten);
    EXPECT_EQ(ten->low, 2);
    EXPECT_EQ(ten->high, 9);
    const auto twenty = quantileInterval(upTo(20), 0.5);
    ASSERT_TRUE(twenty);
    EXPECT_EQ(twenty->low, 6);
    EXPECT_EQ(twenty->high, 15);
}

TEST(QuantileInterval, NeedsEnoughValues)
{
    EXPECT_FALSE(quantileInterval(upTo(5), 0.5));  // 1 - 2 / 2^5 = 0.9375
    const auto six = quantileInterval(upTo(6), 0.5);
    ASSERT_TRUE(six);
    EXPECT_EQ(six->low, 1);
    EXPECT_EQ(six->high, 6);
    EXPECT_FALSE(quantileInterval(upTo(300), 0.99));
    EXPECT_TRUE(quantileInterval(upTo(400), 0.99));  // 0.99^368 is the first below 0.025
    EXPECT_FALSE(quantileInterval({}, 0.5));
}

TEST(QuantileInterval, WorksForManyValues)
{
    const auto values = upTo(1'000'000);
    const auto interval = quantileInterval(values, 0.5);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, 500'000 - 980, 3);  // 1.96 * sqrt(n) / 2
    EXPECT_NEAR(interval->high, 500'000 + 981, 3);
    const auto narrow = quantileInterval(values, 0.5, 0.5);
    ASSERT_TRUE(narrow);
    EXPECT_GT(narrow->low, interval->low);
    EXPECT_LT(narrow->high, interval->high);
}

TEST(StatisticsOf, ComputesMoments)
{
    const Statistics statistics = statisticsOf({4, 2, 4, 4, 5, 5, 7, 9});
    EXPECT_EQ(statistics.n, 8U);
    EXPECT_DOUBLE_EQ(statistics.mean, 5);
    EXPECT_DOUBLE_EQ(statistics.stddev, std::sqrt(32.0 / 7));
    EXPECT_EQ(statistics.min, 2);
    EXPECT_EQ(statistics.max, 9);
    ASSERT_EQ(statistics.quantiles.size(), kSummaryQuantiles.size());
    EXPECT_DOUBLE_EQ(statistics.quantiles[2].value, 4.5);
}

TEST(StatisticsOf, HasNoValuesForNone)
{
    const Statistics statistics = statisticsOf({});
    EXPECT_EQ(statistics.n, 0U);
    EXPECT_TRUE(std::isnan(statistics.mean));
    EXPECT_TRUE(std::isnan(statistics.max));
    ASSERT_EQ(statistics.quantiles.size(), kSummaryQuantiles.size());
    EXPECT_TRUE(std::isnan(statistics.quantiles[0].value));
    EXPECT_TRUE(statistics.quantiles[0].unsupported);
    EXPECT_TRUE(std::isnan(statisticsOf({3}).stddev));
}

TEST(StatisticsOf, MarksWhatTooFewValuesCannotSay)
{
    const auto unsupported
        = [](int n, std::size_t index) { return statisticsOf(upTo(n)).quantiles[index].unsupported; };
    EXPECT_TRUE(unsupported(999, 6));  // p99 needs 1000
    EXPECT_FALSE(unsupported(1000, 6));
    EXPECT_TRUE(unsupported(99, 4));  // p90 needs 100
    EXPECT_FALSE(unsupported(100, 4));
    EXPECT_TRUE(unsupported(199, 0));  // p5 needs 200
    EXPECT_FALSE(unsupported(200, 0));
    EXPECT_TRUE(unsupported(19, 2));  // p50 needs 20
    EXPECT_FALSE(unsupported(20, 2));
}

TEST(StatisticsOf, MarksWhatTheCutKeptFromSight)
{
    const Statistics statistics = statisticsOf(upTo(90), std::vector<double>(10, 100));  // known up to 89 / 99
    const std::vector<bool> expected{false, false, false, false, true, true, true};
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_EQ(statistics.quantiles[i].censored, expected[i]) << kSummaryQuantiles.at(i);
    EXPECT_EQ(statistics.n, 90U);
    EXPECT_EQ(statistics.censored, 10U);
    EXPECT_NEAR(statistics.quantiles[2].value, 50.5, 1e-9);  // not 45.5, the median of those that ended
    EXPECT_DOUBLE_EQ(statistics.quantiles[6].value, 100);
    EXPECT_NEAR(statistics.mean, (90 * 91 / 2.0 + 10 * 100) / 100, 1e-9);
    EXPECT_TRUE(statistics.meanCensored && statistics.maxCensored);
    EXPECT_EQ(statistics.max, 100);
    EXPECT_TRUE(std::isnan(statistics.stddev));
    EXPECT_TRUE(statistics.quantiles[2].interval);
    EXPECT_FALSE(statistics.quantiles[5].interval);
    EXPECT_TRUE(statisticsOf({}, {1, 2}).quantiles[0].censored);
}

TEST(StatisticsOf, FindsAQuantile)
{
    const Statistics statistics = statisticsOf(upTo(101));
    EXPECT_EQ(statistics.at(0.99)->value, 100);
    EXPECT_EQ(statistics.valueAt(0.5), 51);
    EXPECT_EQ(statistics.at(0.42), nullptr);
    EXPECT_TRUE(std::isnan(statistics.valueAt(0.42)));
}

TEST(StatisticsOf, KnowsTheMeanWhenTheLongestWasNotCut)
{
    const Statistics statistics = statisticsOf({1, 4}, {2});
    EXPECT_FALSE(statistics.meanCensored || statistics.maxCensored);
    EXPECT_NEAR(statistics.mean, 1.0 / 3 + 4 * 2.0 / 3, 1e-12);  // the cut one's share goes to the one beyond it
    EXPECT_FALSE(statistics.quantiles[6].censored);
    EXPECT_FALSE(statisticsOf({1, 4}).meanCensored);
}

}  // namespace
}  // namespace inferometer
