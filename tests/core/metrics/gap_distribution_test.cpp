// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/metrics/gap_distribution.h"
#include "core/metrics/gaps.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace inferometer {
namespace {

using Requests = std::vector<std::vector<double>>;

Statistics statisticsOfRequests(const Requests& requests)
{
    GapDistribution gaps;
    for (int pass = 0; pass < 2; ++pass) {
        for (const auto& request : requests) {
            for (const double gap : request)
                gaps.add(gap);
            gaps.endRequest();
        }
        if (pass == 0)
            gaps.startSecondPass();
    }
    return gaps.statistics();
}

// Gaps of 20 ms, `between` requests and `within` one spread by so much (as deviations of their logarithms).
Requests drawn(Random& random, std::size_t requests, std::size_t gaps, double between, double within)
{
    Requests all(requests);
    for (auto& request : all) {
        const double speed = 0.02 * std::exp(random.normal(0, between));
        for (std::size_t i = 0; i < gaps; ++i)
            request.push_back(speed * std::exp(random.normal(0, within)));
    }
    return all;
}

TEST(GapDistribution, IsTrueToTheSamplesWithinABucket)
{
    Random random{3};
    const Requests requests = drawn(random, 50, 200, 0.3, 0.5);
    std::vector<double> flat;
    for (const auto& request : requests)
        flat.insert(flat.end(), request.begin(), request.end());
    const Statistics exact = statisticsOf(flat);
    const Statistics statistics = statisticsOfRequests(requests);
    EXPECT_EQ(statistics.n, flat.size());
    EXPECT_EQ(statistics.units, 50U);
    EXPECT_NEAR(statistics.mean, exact.mean, 1e-12);
    EXPECT_NEAR(statistics.stddev, exact.stddev, 1e-12);
    EXPECT_EQ(statistics.min, exact.min);
    EXPECT_EQ(statistics.max, exact.max);
    for (const double q : kSummaryQuantiles)
        EXPECT_NEAR(statistics.valueAt(q), exact.valueAt(q), exact.valueAt(q) / 1024) << q;
}

TEST(GapDistribution, IsExactWhereSamplesAreAlike)
{
    const Statistics statistics = statisticsOfRequests({{0.01, 0.01, 0.02}, {0.01, 0.03}, {}});
    EXPECT_EQ(statistics.n, 5U);
    EXPECT_EQ(statistics.units, 2U);
    EXPECT_DOUBLE_EQ(statistics.valueAt(0.5), 0.01);
    EXPECT_DOUBLE_EQ(statistics.valueAt(0.75), 0.02);
    EXPECT_DOUBLE_EQ(statistics.valueAt(0.95), 0.02 + 0.8 * 0.01);
}

TEST(GapDistribution, HoldsWhatNoServerSends)
{
    const Statistics statistics = statisticsOfRequests({{0, -1e-6, 1e9, 0}});
    EXPECT_EQ(statistics.min, -1e-6);
    EXPECT_EQ(statistics.max, 1e9);
    EXPECT_LE(statistics.valueAt(0.5), 0);
    EXPECT_EQ(statisticsOfRequests({{}}).n, 0U);
    EXPECT_TRUE(std::isnan(statisticsOfRequests({}).valueAt(0.5)));
}

TEST(GapDistribution, CountsSamplesOfOneGapAsSoMany)
{
    GapDistribution gaps;
    for (int pass = 0; pass < 2; ++pass) {
        gaps.add(0.01, 3);
        gaps.add(0.02, 1);
        gaps.endRequest();
        if (pass == 0)
            gaps.startSecondPass();
    }
    const Statistics statistics = gaps.statistics();
    EXPECT_EQ(statistics.n, 4U);
    EXPECT_DOUBLE_EQ(statistics.mean, 0.0125);
    EXPECT_NEAR(statistics.stddev, 0.005, 1e-15);
}

TEST(GapDistribution, SupportsAQuantileByRequestsAndNotByGaps)
{
    Random random{5};
    const Statistics statistics = statisticsOfRequests(drawn(random, 20, 1000, 0.1, 0.1));
    EXPECT_FALSE(statistics.at(0.5)->unsupported);
    EXPECT_TRUE(statistics.at(0.5)->interval);
    EXPECT_TRUE(statistics.at(0.95)->unsupported);
    EXPECT_FALSE(statistics.at(0.95)->interval);
}

// Of the runs whose interval holds the true quantile, the share. Independent samples would make it 20 to 30 % here.
double coverage(std::size_t requests, double between, double within, double q)
{
    constexpr int kRuns = 400;
    constexpr std::size_t kGaps = 100;
    const double z = q == 0.5 ? 0 : q == 0.75 ? 0.6744897501960817 : 1.2815515655446004;  // of a normal distribution
    const double truth = 0.02 * std::exp(z * std::hypot(between, within));
    Random random{17};
    int holds = 0;
    for (int i = 0; i < kRuns; ++i) {
        const Statistics statistics = statisticsOfRequests(drawn(random, requests, kGaps, between, within));
        const auto interval = statistics.at(q)->interval;
        EXPECT_TRUE(interval);
        holds += interval && interval->low <= truth && truth <= interval->high ? 1 : 0;
    }
    return static_cast<double>(holds) / kRuns;
}

TEST(GapDistribution, HasIntervalsThatHoldTheTruthAsOftenAsTheySay)
{
    struct Case
    {
        std::size_t requests;
        double between;
        double within;
        double q;
    };
    for (const Case& one : {Case{20, 0.1, 0.05, 0.5}, Case{100, 0.1, 0.05, 0.5}, Case{40, 0.1, 0.05, 0.75},
                            Case{100, 0.1, 0.05, 0.9}, Case{100, 0.1, 0.3, 0.5}})
    {
        const double share = coverage(one.requests, one.between, one.within, one.q);
        EXPECT_GE(share, 0.93) << one.requests << ' ' << one.q;
        EXPECT_LE(share, 0.97) << one.requests << ' ' << one.q;
    }
}

TEST(GapStatistics, AreAsSureAsTheWorseOfTheirTwoArrivals)
{
    auto block = std::make_shared<RecordBlock>(*test::records("ok 0 0 10 30 3"));
    RequestRecord& record = block->records.front();
    std::vector<Chunk> chunks = chunksOf(*block, record);
    ASSERT_EQ(chunks.size(), 3U);
    chunks[0].arrival.stamp = Stamp::Bounded;
    chunks[0].arrival.bound = test::ms(4);
    ChunkWriter writer;
    writer.begin(record.sent);
    for (const Chunk& chunk : chunks)
        writer.add(chunk);
    block->chunkBytes.assign(writer.bytes().begin(), writer.bytes().end());
    record.chunks = {0, static_cast<std::uint32_t>(writer.bytes().size())};
    const GapStatistics gaps = gapStatisticsOf({block});
    for (const MetricStatistics& row : {gaps.icl, gaps.itl}) {
        EXPECT_EQ(row.stamps, (std::array<std::uint64_t, 3>{1, 1, 0}));
        EXPECT_DOUBLE_EQ(row.arrivalErrorMax, 0.004);
    }
}

}  // namespace
}  // namespace inferometer
