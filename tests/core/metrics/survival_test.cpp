// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/summary.h"
#include "core/metrics/survival.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace inferometer {
namespace {

// Weeks of remission under 6-MP (Freireich et al. 1963), the textbook's data: survfit() of R gives 0.857, 0.807, 0.753,
// 0.690, 0.627, 0.538 and 0.448 after 6, 7, 10, 13, 16, 22 and 23 weeks, and a restricted mean of 23.3.
Survival remissions() { return {{6, 6, 6, 7, 10, 13, 16, 22, 23}, {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}}; }

TEST(Survival, GivesTheTextbooksCurve)
{
    const Survival survival = remissions();
    // 23 weeks are the last known: they stand where type 7 puts them, at 0.462 / (1 - 0.448 / 5).
    EXPECT_TRUE(survival.quantile(0.507).reached);
    EXPECT_NEAR(survival.quantile(0.5074).value, 23, 0.01);
    EXPECT_FALSE(survival.quantile(0.509).reached);
    EXPECT_DOUBLE_EQ(survival.quantile(1).value, 35);  // the largest time, though it was cut
    EXPECT_DOUBLE_EQ(survival.quantile(0).value, 6);
    EXPECT_NEAR(survival.mean(), 23.29, 0.005);
    EXPECT_FALSE(survival.complete());
}

TEST(Survival, IsTypeSevenWithoutCensoring)
{
    Random random{1};
    std::vector<double> values;
    for (int i = 0; i < 50; ++i)
        values.push_back(random.lognormal(1, 1));
    const Survival survival{values, {}};
    std::sort(values.begin(), values.end());
    for (const double q : {0.0, 0.05, 0.3, 0.5, 0.77, 0.99, 1.0})
        EXPECT_NEAR(survival.quantile(q).value, quantileOf(values, q), 1e-9) << q;
    EXPECT_NEAR(survival.mean(), statisticsOf(values).mean, 1e-12);
    EXPECT_TRUE(survival.complete());
}

TEST(Survival, CountsTheCutAmongThoseWhoWaited)
{
    // All ten were cut beyond the last known time: the ninety are ranked as if there were a hundred values.
    std::vector<double> known(90);
    for (std::size_t i = 0; i < known.size(); ++i)
        known[i] = static_cast<double>(i + 1);
    const Survival survival{known, std::vector<double>(10, 200)};
    EXPECT_NEAR(survival.quantile(0.5).value, 0.5 * 99 + 1, 1e-9);
    EXPECT_TRUE(survival.quantile(89 / 99.0).reached);
    EXPECT_FALSE(survival.quantile(0.9).reached);  // between the 90th and the 91st, which is at least 200
    EXPECT_NEAR(survival.quantile(0.9).value, 90 + 0.1 * (200 - 90), 1e-9);
    EXPECT_DOUBLE_EQ(survival.quantile(0.95).value, 200);
}

// 95 known and 5 cut at 1000: whatever the 96th would have become, it pulls p95 up.
TEST(Survival, MarksThePercentileAtTheEdgeOfWhatIsKnown)
{
    std::vector<double> known(95);
    for (std::size_t i = 0; i < known.size(); ++i)
        known[i] = static_cast<double>(i + 1);
    const Survival survival{known, std::vector<double>(5, 1000)};
    EXPECT_FALSE(survival.quantile(0.95).reached);
    EXPECT_NEAR(survival.quantile(0.95).value, 95 + 0.05 * (1000 - 95), 1e-9);
    std::vector<double> ended = known;
    ended.insert(ended.end(), 5, 1000);
    EXPECT_NEAR(survival.quantile(0.95).value, quantileOf(ended, 0.95), 1e-9);
    EXPECT_TRUE(survival.quantile(0.94).reached);
}

TEST(Survival, IsNotBiasedWhereTheSurvivorsAre)
{
    Random random{7};
    std::vector<double> known;
    std::vector<double> cut;
    for (int i = 0; i < 20'000; ++i) {
        const double time = random.exponential(1);
        const double end = random.exponential(2);
        (time <= end ? known : cut).push_back(std::min(time, end));
    }
    const Survival survival{known, cut};
    std::sort(known.begin(), known.end());
    for (const double q : {0.5, 0.75, 0.9}) {
        const double truth = -std::log(1 - q);
        EXPECT_NEAR(survival.quantile(q).value, truth, 0.04 * truth) << q;
        EXPECT_LT(quantileOf(known, q), 0.75 * truth) << q;
    }
    EXPECT_NEAR(survival.mean(), 1, 0.04);
}

TEST(Survival, OfNothingButCutsKnowsHowLongTheyWaited)
{
    const Survival survival{{}, {1, 3, 2}};
    EXPECT_FALSE(survival.quantile(0.05).reached);
    EXPECT_DOUBLE_EQ(survival.quantile(0.5).value, 2);  // of three that wait at least 1, 2 and 3
    EXPECT_DOUBLE_EQ(survival.mean(), 3);
}

}  // namespace
}  // namespace inferometer
