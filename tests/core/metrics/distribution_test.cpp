// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/distribution.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

using test::ms;

constexpr const char* kWhole = "ok 0 0 100 190 10 out=10 in=20 asked=10 ttft=0.01 e2e=0.2\n"
                               "ok 100 110 310 490 10 out=10 in=20 asked=20 ttft=0.03\n"
                               "ok 200 200 500 770 10 out=10 in=20 end=800\n"
                               "reset 200 200 700 800 10\n";
constexpr const char* kCut = "ok 0 0 100 190 10 out=10 in=20\n"
                             "ok 0 0 300 490 10 out=10 in=20\n"
                             "cancelled 0 0 - - 0 end=200\n"
                             "cancelled 0 0 400 410 2 end=600\n"
                             "cancelled 0 0 - - 0 end=900\n";

std::size_t placeOf(double q) { return static_cast<std::size_t>(std::lround(q * kDistributionSteps)); }

void expectOnTheCurve(const Statistics& statistics, const Distribution& curve, std::string_view what)
{
    if (statistics.n + statistics.censored == 0) {
        EXPECT_TRUE(curve.values.empty()) << what;
        return;
    }
    ASSERT_EQ(curve.values.size(), kDistributionSteps + 1) << what;
    EXPECT_TRUE(std::is_sorted(curve.values.begin(), curve.values.end())) << what;
    EXPECT_DOUBLE_EQ(curve.values.back(), statistics.max) << what;
    for (const Quantile& quantile : statistics.quantiles) {
        const std::size_t place = placeOf(quantile.q);
        EXPECT_NEAR(curve.values[place], quantile.value, 1e-9) << what << ' ' << quantile.q;
        EXPECT_EQ(place >= curve.reached, quantile.censored) << what << ' ' << quantile.q;
    }
}

TEST(Distribution, GoesThroughEveryQuantileOfTheSummary)
{
    for (const char* text : {kWhole, kCut}) {
        const Blocks blocks{test::records(text)};
        const Summary summary = summarize(blocks);
        for (const MetricStatistics& row : summary.metrics)
            expectOnTheCurve(row.statistics, distributionOf(blocks, *row.metric), row.metric->id);
        for (std::size_t i = 0; i < summary.server.size(); ++i) {
            const auto field = static_cast<ServerMetrics::Field>(i);
            expectOnTheCurve(summary.server[i].statistics, distributionOf(blocks, field), serverMetricName(field));
        }
    }
}

TEST(Distribution, OfALiveHistogramIsItsQuantiles)
{
    Histogram histogram;
    EXPECT_TRUE(distributionOf(histogram).values.empty());
    for (int i = 1; i <= 300; ++i)
        histogram.add(ms(i * i % 977));
    const Distribution curve = distributionOf(histogram);
    for (const double q : kSummaryQuantiles)
        EXPECT_DOUBLE_EQ(curve.values[placeOf(q)], histogram.quantile(static_cast<double>(placeOf(q)) / 1000)) << q;
    EXPECT_EQ(curve.reached, curve.values.size());
}

TEST(Distribution, SaysTheShareAtOrBelowAValue)
{
    const Distribution curve = distributionOf({test::records(kWhole)}, *findMetric("ttft_s"));  // 100, 200, 300 ms
    EXPECT_DOUBLE_EQ(curve.shareBelow(0.05), 0);
    EXPECT_NEAR(curve.shareBelow(0.2), 0.5, 1e-9);
    EXPECT_NEAR(curve.shareBelow(0.25), 0.75, 1e-9);
    EXPECT_DOUBLE_EQ(curve.shareBelow(0.3), 1);
    EXPECT_TRUE(std::isnan(Distribution{}.shareBelow(1)));
}

}  // namespace
}  // namespace inferometer
