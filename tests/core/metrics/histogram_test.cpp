// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/histogram.h"
#include "core/metrics/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace inferometer {
namespace {

std::vector<Nanos> lognormals(std::size_t n, std::uint64_t seed)
{
    Random random{seed};
    std::vector<Nanos> values;
    for (std::size_t i = 0; i < n; ++i)
        values.push_back(fromSeconds(random.lognormal(0.05, 3)));
    return values;
}

Histogram histogramOf(std::span<const Nanos> values)
{
    Histogram histogram;
    for (const Nanos value : values)
        histogram.add(value);
    return histogram;
}

TEST(Histogram, IsEmptyAtFirst)
{
    const Histogram histogram;
    EXPECT_EQ(histogram.count(), 0U);
    EXPECT_TRUE(std::isnan(histogram.quantile(0.5)));
    EXPECT_TRUE(std::isnan(histogram.meanSeconds()));
    EXPECT_TRUE(std::isnan(histogram.shareBelow(Nanos{1})));
}

TEST(Histogram, TakesBackWhatWasAdded)
{
    const std::vector<Nanos> values = lognormals(1000, 3);
    Histogram histogram = histogramOf(values);
    histogram.add(std::chrono::seconds{5});
    histogram.remove(std::chrono::seconds{5});
    const Histogram left = histogramOf(values);
    EXPECT_EQ(histogram.parts(), left.parts());
    EXPECT_NEAR(histogram.meanSeconds(), left.meanSeconds(), 1e-9);
    EXPECT_GE(histogram.max(), left.max());
    EXPECT_LE(seconds(histogram.max()), seconds(left.max()) * (1 + 1.0 / 64));
    for (const Nanos value : values)
        histogram.remove(value);
    EXPECT_EQ(histogram.count(), 0U);
    EXPECT_EQ(histogram.max(), Nanos{0});
    histogram.remove(std::chrono::seconds{5});
    EXPECT_EQ(histogram.count(), 0U);
}

TEST(Histogram, KeepsEveryQuantileWithinOneIn64)
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const std::vector<Nanos> values = lognormals(seed * 97, seed);
        const Histogram histogram = histogramOf(values);
        std::vector<double> sorted;
        for (const Nanos value : values)
            sorted.push_back(seconds(value));
        std::sort(sorted.begin(), sorted.end());
        for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
            const double exact = quantileOf(sorted, q);
            EXPECT_NEAR(histogram.quantile(q), exact, exact / 64) << "seed " << seed << " q " << q;
        }
    }
}

TEST(Histogram, IsExactBelow128Nanoseconds)
{
    Histogram histogram;
    for (int i = 0; i <= 100; ++i)
        histogram.add(Nanos{i});
    for (int i = 0; i <= 100; ++i)
        EXPECT_DOUBLE_EQ(histogram.quantile(i / 100.0), i / 1e9);
}

TEST(Histogram, MergesToWhatRecordingAllGives)
{
    const std::vector<Nanos> all = lognormals(4000, 7);
    Histogram merged = histogramOf(std::span{all}.first(1500));
    merged.merge(histogramOf(std::span{all}.subspan(1500)));
    const Histogram whole = histogramOf(all);
    EXPECT_EQ(merged.count(), whole.count());
    EXPECT_EQ(merged.max(), whole.max());
    EXPECT_NEAR(merged.meanSeconds(), whole.meanSeconds(), 1e-12);
    for (int i = 0; i <= 1000; ++i)
        EXPECT_EQ(merged.quantile(i / 1000.0), whole.quantile(i / 1000.0));
}

TEST(Histogram, AddsMultiplesAsSingles)
{
    Histogram once;
    Histogram times;
    for (int i = 0; i < 5; ++i)
        once.add(std::chrono::milliseconds{3});
    once.add(std::chrono::seconds{1});
    times.add(std::chrono::milliseconds{3}, 5);
    times.add(std::chrono::seconds{1});
    times.add(std::chrono::seconds{2}, 0);
    EXPECT_EQ(times.count(), 6U);
    EXPECT_EQ(times.max(), std::chrono::seconds{1});
    EXPECT_DOUBLE_EQ(times.meanSeconds(), (5 * 0.003 + 1) / 6);
    EXPECT_EQ(times.quantile(0.7), once.quantile(0.7));
}

TEST(Histogram, ClampsWhatIsOutOfRange)
{
    Histogram histogram;
    histogram.add(Nanos{-5});
    histogram.add(std::chrono::hours{500});
    EXPECT_EQ(histogram.quantile(0), 0);
    EXPECT_EQ(histogram.max(), std::chrono::hours{73});
    EXPECT_NEAR(histogram.quantile(1), 73 * 3600.0, 73 * 3600.0 / 64);
}

TEST(Histogram, SharesOfManyLimitsAreThoseOfEach)
{
    Histogram histogram;
    for (int i = 1; i <= 100; ++i)
        histogram.add(std::chrono::milliseconds{i * i % 71});
    std::vector<Nanos> limits{Nanos{-1}};
    for (int i = 0; i < 90; ++i)
        limits.push_back(std::chrono::microseconds{i * 900});
    const std::vector<double> shares = histogram.sharesBelow(limits);
    ASSERT_EQ(shares.size(), limits.size());
    for (std::size_t i = 0; i < limits.size(); ++i)
        EXPECT_DOUBLE_EQ(shares[i], histogram.shareBelow(limits[i]));
    EXPECT_GT(shares[40], shares[20]);
}

TEST(Histogram, PartsNoValue)
{
    Histogram histogram;
    for (const int value : {300, 301, 550})
        histogram.add(std::chrono::milliseconds{value});
    double before = 0;
    for (int i = 0; i < 600; ++i) {
        const double values = histogram.shareBelow(std::chrono::milliseconds{i}) * 3;
        EXPECT_NEAR(values, std::round(values), 1e-9) << i;
        EXPECT_GE(values, before);
        before = values;
    }
}

TEST(Histogram, SaysTheShareBelowALimit)
{
    Histogram histogram;
    for (int i = 1; i <= 100; ++i)
        histogram.add(std::chrono::milliseconds{i});
    EXPECT_NEAR(histogram.shareBelow(std::chrono::milliseconds{50}), 0.5, 0.5 / 64 + 0.01);
    EXPECT_EQ(histogram.shareBelow(std::chrono::milliseconds{100}), 1);
    EXPECT_EQ(histogram.shareBelow(Nanos{100}), 0);
    EXPECT_EQ(histogram.shareBelow(Nanos{-1}), 0);
    double before = 0;
    for (int i = 0; i < 120'000; i += 77) {
        const double share = histogram.shareBelow(std::chrono::microseconds{i});
        EXPECT_GE(share, before);
        before = share;
    }
}

TEST(Histogram, ForgetsAllWhenCleared)
{
    Histogram histogram = histogramOf(lognormals(100, 1));
    histogram.clear();
    EXPECT_EQ(histogram.count(), 0U);
    EXPECT_EQ(histogram.max(), Nanos{0});
    histogram.add(Nanos{50});
    EXPECT_DOUBLE_EQ(histogram.quantile(0.5), 50e-9);
}

TEST(Histogram, ComesBackFromItsParts)
{
    const Histogram histogram = histogramOf(lognormals(500, 3));
    const auto restored = Histogram::fromParts(histogram.parts(), histogram.sumNanos(), histogram.max());
    ASSERT_TRUE(restored);
    EXPECT_EQ(restored->count(), 500U);
    EXPECT_EQ(restored->meanSeconds(), histogram.meanSeconds());
    for (int i = 0; i <= 100; ++i)
        EXPECT_EQ(restored->quantile(i / 100.0), histogram.quantile(i / 100.0));
    EXPECT_FALSE(Histogram::fromParts({{1'000'000, 1}}, 0, Nanos{0}));
}

}  // namespace
}  // namespace inferometer
