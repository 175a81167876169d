// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/run_spec.h"
#include "core/workload/drawn_lengths.h"

#include "tests/support/kolmogorov.h"
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace inferometer {
namespace {

constexpr std::uint64_t kDraws = 100'000;

DrawnLengths drawn(std::string_view text, std::uint64_t seed = 3)
{
    return {parseLengths(text, "lengths").value(), seed};
}

double normalShare(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

// With a uniform part put back that rounding took away, whole tokens are of the distribution itself.
std::vector<double> smoothed(const DrawnLengths& lengths, bool inputs)
{
    Random random{99};
    std::vector<double> values;
    for (std::uint64_t i = 0; i < kDraws; ++i)
        values.push_back((inputs ? lengths.input(i, false) : lengths.output(i, false)).tokens - 0.5 + random.uniform());
    return values;
}

TEST(DrawnLengths, AreOfTheirDistribution)
{
    const DrawnLengths normal = drawn("N(480,60)/L(300,150)");
    EXPECT_LT(kolmogorovDistance(smoothed(normal, true), [](double x) { return normalShare((x - 480) / 60); }),
              kKolmogorovLimit);
    const double variance = std::log1p(0.25);  // of cv 0.5
    const double middle = std::log(300) - variance / 2;
    EXPECT_LT(kolmogorovDistance(
                  smoothed(normal, false),
                  [&](double x) { return x <= 0 ? 0 : normalShare((std::log(x) - middle) / std::sqrt(variance)); }),
              kKolmogorovLimit);
}

TEST(DrawnLengths, HaveEveryWholeNumberOfAUniformRangeAlike)
{
    const DrawnLengths lengths = drawn("U(50,59)/D(7)");
    std::map<std::int32_t, double> counts;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
        ++counts[lengths.input(i, false).tokens];
        EXPECT_EQ(lengths.output(i, false).tokens, 7);
    }
    ASSERT_EQ(counts.size(), 10U);
    double squares = 0;
    for (const auto& [tokens, count] : counts) {
        EXPECT_TRUE(tokens >= 50 && tokens <= 59);
        squares += (count - kDraws / 10.0) * (count - kDraws / 10.0) / (kDraws / 10.0);
    }
    EXPECT_LT(squares, 21.7);  // chi-squared, 9 degrees of freedom, 99 %
}

TEST(DrawnLengths, AreThoseOfTheSeedAndTheNumber)
{
    const DrawnLengths lengths = drawn("N(480,240)/(300,150)");
    for (std::uint64_t i = 0; i < 100; ++i) {
        EXPECT_EQ(lengths.input(i, false).tokens, drawn("N(480,240)/(300,150)").input(i, false).tokens);
        EXPECT_TRUE(lengths.input(i, false).tokens != lengths.input(i, true).tokens
                    || lengths.output(i, false).tokens != lengths.output(i, true).tokens);
    }
    EXPECT_NE(lengths.input(0, false).tokens, drawn("N(480,240)/(300,150)", 4).input(0, false).tokens);
}

TEST(DrawnLengths, StayWithinTheLimitsAndSaySo)
{
    const DrawnLengths lengths = drawn("N(100,100)/L(500000,900000)");
    const LengthRange range = rangeOf(lengths, 10'000, 100);
    EXPECT_EQ(range.requests, 10'000U);
    EXPECT_NEAR(static_cast<double>(range.clampedInputs) / 10'000, normalShare((15.5 - 100) / 100.0), 0.02);
    EXPECT_GT(range.clampedOutputs, 500U);
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        EXPECT_GE(lengths.input(i, false).tokens, kShortestInput);
        EXPECT_LE(lengths.output(i, false).tokens, kLongestTokens);
        EXPECT_GE(lengths.output(i, false).tokens, kShortestOutput);
    }
    EXPECT_GT(rangeOf(lengths, 10'000, 100, 40).clampedInputs, range.clampedInputs);
    EXPECT_EQ(rangeOf(drawn("D(20)/D(1)"), 10, 0, 40).clampedInputs, 10U);
    EXPECT_EQ(rangeOf(drawn("D(500)/D(1)"), 10, 0).clampedInputs, 0U);
}

}  // namespace
}  // namespace inferometer
