// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/draws.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace inferometer {
namespace {

constexpr std::array kShapes{DelayShape::Constant, DelayShape::Normal, DelayShape::Lognormal};

TEST(Draws, DependOnSeedAndIndexAlone)
{
    SimSpec spec;
    spec.ttftShape = spec.itlShape = DelayShape::Lognormal;
    spec.ttftDeviation = spec.itlDeviation = 0.5;
    Draws a(spec, 5);
    Draws b(spec, 5);
    Draws other(spec, 6);
    EXPECT_EQ(a.ttft(), b.ttft());
    EXPECT_EQ(a.nextGap(1, 1), b.nextGap(1, 1));
    EXPECT_NE(a.ttft(), other.ttft());
    spec.seed = 2;
    EXPECT_NE(a.ttft(), Draws(spec, 5).ttft());
}

TEST(Draws, KeepMeanAndDeviationOfEachShape)
{
    for (const DelayShape shape : kShapes) {
        SimSpec spec;
        spec.ttft = 0.2;
        spec.ttftShape = shape;
        spec.ttftDeviation = 0.2;
        double sum = 0;
        double squares = 0;
        constexpr int kDraws = 20000;
        for (std::uint64_t i = 0; i < kDraws; ++i) {
            const double value = seconds(Draws(spec, i).ttft());
            sum += value;
            squares += value * value;
        }
        const double mean = sum / kDraws;
        const double deviation = std::sqrt(std::max(0.0, squares / kDraws - mean * mean));
        EXPECT_NEAR(mean, 0.2, 0.001);
        EXPECT_NEAR(deviation, shape == DelayShape::Constant ? 0.0 : 0.04, 0.001);
    }
}

TEST(Draws, GapGrowsWithTokensAndBatch)
{
    SimSpec spec;
    spec.itl = 0.01;
    spec.batchSlowdown = 0.5;
    Draws draws(spec, 0);
    EXPECT_EQ(draws.nextGap(1, 1), std::chrono::milliseconds{10});
    EXPECT_EQ(draws.nextGap(1, 3), std::chrono::milliseconds{20});
    EXPECT_EQ(draws.nextGap(4, 1), std::chrono::milliseconds{40});
    EXPECT_EQ(draws.nextGap(1, 0), std::chrono::milliseconds{10});
}

TEST(Draws, FaultsExcludeEachOtherAndKeepTheirShares)
{
    SimSpec spec;
    spec.errorRate = 0.1;
    spec.stallRate = 0.2;
    spec.silentCloseRate = 0.3;
    std::array<int, kFaultCount> counts{};
    constexpr int kDraws = 20000;
    for (std::uint64_t i = 0; i < kDraws; ++i)
        ++counts.at(static_cast<std::size_t>(Draws(spec, i).fault()));
    EXPECT_NEAR(counts.at(static_cast<std::size_t>(Fault::ErrorStatus)), 0.1 * kDraws, 200);
    EXPECT_NEAR(counts.at(static_cast<std::size_t>(Fault::Stall)), 0.2 * kDraws, 250);
    EXPECT_NEAR(counts.at(static_cast<std::size_t>(Fault::SilentClose)), 0.3 * kDraws, 300);
    EXPECT_NEAR(counts.at(static_cast<std::size_t>(Fault::None)), 0.4 * kDraws, 300);
    EXPECT_EQ(counts.at(static_cast<std::size_t>(Fault::Reset)), 0);
}

TEST(Draws, FaultStrikesAfterTheFirstAndBeforeTheLastToken)
{
    const SimSpec spec;
    bool second = false;
    bool last = false;
    for (std::uint64_t i = 0; i < 500; ++i) {
        const std::int64_t position = Draws(spec, i).faultPosition(5);
        EXPECT_GE(position, 1);
        EXPECT_LE(position, 4);
        second = second || position == 1;
        last = last || position == 4;
    }
    EXPECT_TRUE(second && last);
    EXPECT_EQ(Draws(spec, 0).faultPosition(1), 0);
}

}  // namespace
}  // namespace inferometer
