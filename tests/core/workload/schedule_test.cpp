// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/arrival_figures.h"
#include "core/workload/schedule.h"

#include "tests/support/kolmogorov.h"
#include <boost/math/special_functions/gamma.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <vector>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kDraws = 200'000;

RunSpec specOf(GapShape gaps, double qps, std::int64_t requests, std::string stages = {})
{
    RunSpec spec;
    spec.evaluation = Evaluation::RealWorkload;
    spec.seed = 7;
    spec.arrivals.gaps = gaps;
    spec.arrivals.qps = qps;
    spec.arrivals.numRequests = requests;
    spec.arrivals.stages = std::move(stages);
    return spec;
}

std::vector<Nanos> momentsOf(const RunSpec& spec)
{
    ArrivalDraw draw{profileOf(spec.arrivals).value(), spec.arrivals.gaps, spec.arrivals.burstiness,
                     static_cast<std::uint64_t>(spec.seed)};
    const ScheduleSize size = sizeOf(spec).value();
    std::vector<Nanos> moments;
    for (std::uint64_t i = 0; i < size.requests; ++i)
        moments.push_back(*draw.next());
    return moments;
}

// In units of the mean gap.
std::vector<double> gapsOf(const RunSpec& spec)
{
    const std::vector<Nanos> moments = momentsOf(spec);
    std::vector<double> gaps;
    for (std::size_t i = 1; i < moments.size(); ++i)
        gaps.push_back(seconds(moments[i] - moments[i - 1]) * spec.arrivals.qps);
    return gaps;
}

// What the profile expects until each moment.
std::vector<double> countsOf(const RunSpec& spec)
{
    const RateProfile profile = profileOf(spec.arrivals).value();
    std::vector<double> counts;
    for (const Nanos moment : momentsOf(spec))
        counts.push_back(profile.countAt(seconds(moment)));
    return counts;
}

struct Shape
{
    const char* name;
    GapShape gaps;
    double burstiness;
    double variation;  // coefficient of variation of the gaps
    std::function<double(double)> cumulative;
};

std::vector<Shape> shapes()
{
    const auto gamma = [](double shape) {
        return [shape](double x) { return boost::math::gamma_p(shape, shape * std::max(x, 0.0)); };
    };
    return {{"uniform", GapShape::Uniform, 1, 1 / std::sqrt(3.0), [](double x) { return std::clamp(x / 2, 0.0, 1.0); }},
            {"exponential", GapShape::Exponential, 1, 1, [](double x) { return 1 - std::exp(-std::max(x, 0.0)); }},
            {"gamma 1", GapShape::Gamma, 1, 1, gamma(1)},
            {"gamma 0.25", GapShape::Gamma, 0.25, 2, gamma(0.25)},
            {"gamma 4", GapShape::Gamma, 4, 0.5, gamma(4)}};
}

TEST(ArrivalDraw, DrawsGapsOfItsDistribution)
{
    for (const Shape& shape : shapes()) {
        RunSpec spec = specOf(shape.gaps, 0.001, kDraws);  // so slow that whole nanoseconds hide no gap of a burst
        spec.arrivals.burstiness = shape.burstiness;
        const std::vector<double> gaps = gapsOf(spec);
        EXPECT_EQ(gaps.size(), kDraws - 1);
        EXPECT_LT(kolmogorovDistance(gaps, shape.cumulative), kKolmogorovLimit) << shape.name;
        const auto n = static_cast<double>(gaps.size());
        double sum = 0;
        for (const double gap : gaps)
            sum += gap;
        EXPECT_NEAR(sum / n, 1, 4 * shape.variation / std::sqrt(n)) << shape.name;
    }
}

TEST(ArrivalDraw, IsPoissonOrSteadierOrBurstierAsAsked)
{
    for (const Shape& shape : shapes()) {
        RunSpec spec = specOf(shape.gaps, 100, kDraws);
        spec.arrivals.burstiness = shape.burstiness;
        const std::vector<double> counts = countsOf(spec);
        const Expected dispersion = dispersionOf(counts, counts.front(), counts.back());
        const Expected autocorrelation = autocorrelationOf(counts);
        EXPECT_GT(autocorrelation.value, autocorrelation.low) << shape.name;
        EXPECT_LT(autocorrelation.value, autocorrelation.high) << shape.name;
        const bool isPoisson = shape.variation == 1;
        EXPECT_EQ(dispersion.value > dispersion.low && dispersion.value < dispersion.high, isPoisson) << shape.name;
        if (!isPoisson) {
            EXPECT_EQ(dispersion.value > 1, shape.variation > 1) << shape.name;
        }
    }
}

TEST(ArrivalDraw, OfConstantGapsIsExact)
{
    const std::vector<Nanos> moments = momentsOf(specOf(GapShape::Constant, 4, 1000));
    for (std::size_t i = 0; i < moments.size(); ++i)
        EXPECT_EQ(moments[i], 250ms * static_cast<std::int64_t>(i));
}

TEST(ArrivalDraw, FollowsStagesAndRampsWhateverTheShape)
{
    const std::string stages = "500:60s,100-2000:60s,0:10s,2000-0:60s";  // 153,000 requests
    for (const Shape& shape : shapes()) {
        RunSpec spec = specOf(shape.gaps, 1, 1, stages);
        spec.arrivals.burstiness = shape.burstiness;
        const std::vector<Nanos> moments = momentsOf(spec);
        ASSERT_GT(moments.size(), 100'000U) << shape.name;
        EXPECT_TRUE(std::is_sorted(moments.begin(), moments.end()));
        EXPECT_LE(moments.back(), 190s);
        const auto within = [&](Nanos from, Nanos to) {
            return static_cast<double>(
                std::count_if(moments.begin(), moments.end(), [=](Nanos at) { return at >= from && at < to; }));
        };
        const auto isNear = [&](double count, double wanted) {
            return std::abs(count - wanted) < 4 * shape.variation * std::sqrt(wanted) + 2;
        };
        EXPECT_TRUE(isNear(within(0s, 60s), 30'000)) << shape.name << within(0s, 60s);
        EXPECT_TRUE(isNear(within(60s, 90s), 30 * (100 + 1050) / 2.0)) << shape.name << within(60s, 90s);
        EXPECT_EQ(within(120s, 130s), 0) << shape.name;
        EXPECT_TRUE(isNear(within(130s, 160s), 30 * (2000 + 1000) / 2.0)) << shape.name << within(130s, 160s);
        const std::vector<double> counts = countsOf(spec);
        std::vector<double> gaps;
        for (std::size_t i = 1; i < counts.size(); ++i)
            gaps.push_back(counts[i] - counts[i - 1]);
        if (shape.burstiness >= 1) {
            EXPECT_LT(kolmogorovDistance(gaps, shape.cumulative), kKolmogorovLimit) << shape.name;
        }
    }
}

TEST(ArrivalDraw, OfConstantGapsInStagesHasAsManyAsTheyAsk)
{
    EXPECT_EQ(momentsOf(specOf(GapShape::Constant, 1, 1, "10:30s,20:60s")).size(), 1500U);
    EXPECT_EQ(momentsOf(specOf(GapShape::Constant, 1, 1, "5-50:60s")).size(), 1650U);
    const std::vector<Nanos> paused = momentsOf(specOf(GapShape::Constant, 1, 1, "1:3s,0:7s,1:2s"));
    EXPECT_EQ(paused, (std::vector<Nanos>{0s, 1s, 2s, 10s, 11s}));
}

TEST(Schedule, HandsOutWhatIsDueAndSaysWhenTheNextIs)
{
    const RunSpec spec = specOf(GapShape::Constant, 10, 3);
    Schedule schedule{spec, sizeOf(spec).value()};
    EXPECT_EQ(schedule.progress().requests, 3U);
    EXPECT_EQ(schedule.next(0ms, 0ms).moment, 0ms);
    const Due early = schedule.next(50ms, 0ms);
    EXPECT_EQ(early.kind, Due::Kind::At);
    EXPECT_EQ(early.moment, 100ms);
    EXPECT_FALSE(isSet(schedule.loadEnd()));
    EXPECT_EQ(schedule.next(999ms, 990ms).moment, 100ms);  // late, and it says when it was due
    EXPECT_EQ(schedule.next(999ms, 0ms).moment, 200ms);
    EXPECT_EQ(schedule.next(999ms, 0ms).kind, Due::Kind::Done);
    EXPECT_EQ(schedule.loadEnd(), 200ms);
}

TEST(Schedule, WarmsUpByCountAndByTime)
{
    RunSpec spec = specOf(GapShape::Constant, 10, 5);
    spec.edges.warmupRequests = 2;
    EXPECT_EQ(sizeOf(spec).value().requests, 7U);
    EXPECT_EQ(sizeOf(spec).value().warmup, 2U);
    spec.edges.warmupSeconds = 0.45;  // those at 0, 0.1, ... 0.4
    const ScheduleSize size = sizeOf(spec).value();
    EXPECT_EQ(size.requests, 10U);
    EXPECT_EQ(size.warmup, 5U);
    EXPECT_EQ(size.last, 900ms);
    Schedule schedule{spec, size};
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(schedule.next(10s, 0s).phase, i < 5 ? Phase::Warmup : Phase::Measured);
    spec.arrivals.stages = "10:2s";  // then its time decides
    EXPECT_EQ(sizeOf(spec).value().requests, 20U);
    EXPECT_EQ(sizeOf(spec).value().warmup, 5U);
}

TEST(Schedule, IsThatOfItsSeed)
{
    const RunSpec spec = specOf(GapShape::Exponential, 100, 1000);
    RunSpec other = spec;
    other.seed = 8;
    EXPECT_EQ(momentsOf(spec), momentsOf(spec));
    EXPECT_NE(momentsOf(spec), momentsOf(other));
    EXPECT_EQ(momentsOf(spec)[1], Nanos{5'767'565}) << "a seed reproduces old runs: this may not change";
}

TEST(Schedule, NeverEndsInTheFarFuture)
{
    constexpr std::chrono::hours kTenYears{10 * 365 * 24};
    RunSpec spec = specOf(GapShape::Gamma, 1e-6, 100'000);  // 3,000 years, which nanoseconds do not hold
    spec.arrivals.burstiness = 0.01;
    const std::vector<Nanos> moments = momentsOf(spec);
    EXPECT_TRUE(std::is_sorted(moments.begin(), moments.end()));
    EXPECT_EQ(moments.back(), kTenYears);
}

TEST(Schedule, HasNoMoreRequestsThanARunMay)
{
    RunSpec spec = specOf(GapShape::Exponential, 10'000, 5);
    spec.edges.warmupSeconds = 1e9;
    const Result<ScheduleSize> size = sizeOf(spec);
    ASSERT_FALSE(size);
    EXPECT_EQ(size.error().message,
              "The schedule comes to more than 100000000 requests with its warm-up; ask for fewer or give less of "
              "warmup-seconds.");
    EXPECT_EQ(size.error().field, "warmup-seconds");
    spec.arrivals.stages = "10:1s";  // ends, whatever the warm-up
    EXPECT_LT(sizeOf(spec).value().requests, 30U);
}

TEST(Schedule, IsNotDrawnBehindAStop)
{
    std::stop_source stop;
    const RunSpec spec = specOf(GapShape::Exponential, 10'000, 200'000);
    EXPECT_TRUE(sizeOf(spec, stop.get_token()));
    stop.request_stop();
    const Result<ScheduleSize> size = sizeOf(spec, stop.get_token());
    ASSERT_FALSE(size);
    EXPECT_EQ(size.error().code, Errc::Cancelled);
}

}  // namespace
}  // namespace inferometer
