// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/steady_state.h"
#include "core/metrics/summary.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace inferometer {
namespace {

// How a level goes on: of 1 at the part `at` (0 to 1) of the series.
using Level = std::function<double(double at)>;

struct Scatter
{
    std::size_t values;
    double spread;  // deviation of the logarithm
    double alike;   // correlation of neighbours
};

double between(Random& random, double low, double high) { return low + (high - low) * random.uniform(); }

std::vector<double> drawn(Random& random, const Scatter& scatter, const Level& level)
{
    std::vector<double> series(scatter.values);
    double state = random.normal(0, 1);
    for (std::size_t i = 0; i < series.size(); ++i) {
        state = scatter.alike * state + std::sqrt(1 - scatter.alike * scatter.alike) * random.normal(0, 1);
        series[i]
            = level(static_cast<double>(i) / static_cast<double>(series.size())) * std::exp(scatter.spread * state);
    }
    return series;
}

// Enough values each for a drift of a tenth to show.
constexpr Scatter kScatters[]{{2000, 0.1, 0}, {4000, 0.1, 0.5}, {8000, 0.2, 0}, {16000, 0.1, 0.8}, {32000, 0.3, 0.3}};
constexpr int kSeriesEach = 200;  // 1,000 in all

TEST(SteadyState, StartsWhereTheLevelChanged)
{
    Random random{1};
    int right = 0;
    for (const Scatter& scatter : kScatters)
        for (int i = 0; i < kSeriesEach; ++i) {
            const double change = between(random, 0.02, 0.4);
            const double before = random.uniform() < 0.5 ? between(random, 1.3, 4) : between(random, 0.2, 0.7);
            const auto series = drawn(random, scatter, [&](double at) { return at < change ? before : 1; });
            const Trend trend = trendOf(series);
            const double start = static_cast<double>(trend.start) / static_cast<double>(series.size());
            // A pass is a twentieth of the series.
            right += trend.steadiness == Steadiness::Plateau && std::abs(start - change) <= 0.05 ? 1 : 0;
        }
    RecordProperty("right", right);
    EXPECT_GE(right, 950);
}

TEST(SteadyState, StartsBehindAnExponentialTransient)
{
    Random random{2};
    int right = 0;
    for (int i = 0; i < kSeriesEach; ++i) {
        const auto series = drawn(random, {4000, 0.1, 0.3}, [](double at) { return 1 + 2 * std::exp(-at / 0.03); });
        const Trend trend = trendOf(series);
        const double start = static_cast<double>(trend.start) / 4000;
        // 0.02 of the level are left at 0.14 of the series.
        right += trend.steadiness == Steadiness::Plateau && start > 0.06 && start < 0.25 ? 1 : 0;
    }
    EXPECT_GE(right, kSeriesEach * 95 / 100);
}

TEST(SteadyState, NeverCallsADriftSteady)
{
    Random random{3};
    const Level drifts[]{
        [](double at) { return 1 + 0.2 * at; },
        [](double at) { return 1 - 0.2 * at; },
        [](double at) { return at < 0.3 ? 1 : 1 + 0.5 * (at - 0.3); },
        [](double at) { return std::exp(at); },
        [](double at) { return 0.05 + at; },
    };
    int steady = 0;
    int told = 0;
    for (const Scatter& scatter : kScatters)
        for (const Level& drift : drifts)
            for (int i = 0; i < kSeriesEach / 5; ++i) {
                const Steadiness found = trendOf(drawn(random, scatter, drift)).steadiness;
                steady += found == Steadiness::Plateau ? 1 : 0;
                told += found == (drift(1) > drift(0) ? Steadiness::DriftingUp : Steadiness::DriftingDown) ? 1 : 0;
            }
    EXPECT_EQ(steady, 0);
    EXPECT_GE(told, 990);
}

TEST(SteadyState, SeldomCallsALevelADrift)
{
    Random random{4};
    int drifting = 0;
    for (const Scatter& scatter : kScatters)
        for (int i = 0; i < kSeriesEach; ++i) {
            const Steadiness found = trendOf(drawn(random, scatter, [](double) { return 1; })).steadiness;
            drifting += found == Steadiness::DriftingUp || found == Steadiness::DriftingDown ? 1 : 0;
        }
    EXPECT_LE(drifting, 20);
}

TEST(SteadyState, HasNoWordWhereLittleIsKnown)
{
    Random random{5};
    EXPECT_EQ(trendOf({}).steadiness, Steadiness::NotFound);
    EXPECT_EQ(trendOf(std::vector<double>(159, 1.0)).steadiness, Steadiness::NotFound);
    EXPECT_EQ(trendOf(std::vector<double>(1000, 0.0)).steadiness, Steadiness::NotFound);
    // So much scatter that a drift of a tenth could hide in it.
    EXPECT_EQ(trendOf(drawn(random, {400, 0.5, 0.5}, [](double) { return 1; })).steadiness, Steadiness::NotFound);
}

TEST(SteadyState, TakesEqualValuesForSteady)
{
    const Trend trend = trendOf(std::vector<double>(161, 0.25));
    EXPECT_EQ(trend.steadiness, Steadiness::Plateau);
    EXPECT_EQ(trend.start, 0U);
    EXPECT_EQ(trend.drift, 0);
}

TEST(SteadyState, TellsTheDriftOverTheWholeSeries)
{
    std::vector<double> series(3200);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = 10 + 0.04 * static_cast<double>(i) / 3200;
    const Trend trend = trendOf(series);
    EXPECT_EQ(trend.steadiness, Steadiness::Plateau);
    EXPECT_NEAR(trend.drift, 0.004, 2e-5);
}

// A request every 10 ms, in any order: TTFT of 300 ms for the first second, 100 ms behind it, 9 more tokens every
// `step`.
Blocks runOf(int requests, double step, int tokens = 10)
{
    std::string lines;
    for (int i = requests; i-- > 0;) {
        const double sent = 10.0 * i;
        const double first = sent + (sent < 1000 ? 300 : 100);
        const double last = first + (tokens - 1) * step;
        for (const double moment : {sent, sent, first, last})
            lines += (lines.empty() || lines.back() == '\n' ? "ok " : " ") + std::to_string(moment);
        lines += " " + std::to_string(tokens) + "\n";
    }
    return {test::records(lines)};
}

TEST(SteadyState, OfARunStartsWhereBothHaveSettled)
{
    const SteadyState steady = steadyStateOf(runOf(500, 20));
    EXPECT_EQ(steady.ttft.steadiness, Steadiness::Plateau);
    EXPECT_EQ(steady.tpot.steadiness, Steadiness::Plateau);
    EXPECT_EQ(steady.start, test::ms(1000));
}

TEST(SteadyState, OfOneTokenAnswersIsThatOfTheFirst)
{
    const SteadyState steady = steadyStateOf(runOf(500, 0, 1));
    EXPECT_TRUE(std::isnan(steady.tpot.drift));
    EXPECT_EQ(steady.start, test::ms(1000));
}

TEST(SteadyState, OfFewRequestsIsNone)
{
    EXPECT_EQ(steadyStateOf({}).start, kUnset);
    EXPECT_EQ(steadyStateOf(runOf(100, 20)).start, kUnset);
}

TEST(SteadyState, HasANameForEachWord)
{
    EXPECT_EQ(steadinessName(Steadiness::Plateau), "plateau");
    EXPECT_EQ(steadinessName(Steadiness::NotFound), "not_found");
    EXPECT_EQ(steadinessFromName("drifting_down"), Steadiness::DriftingDown);
    EXPECT_EQ(steadinessFromName("else"), std::nullopt);
}

}  // namespace
}  // namespace inferometer
