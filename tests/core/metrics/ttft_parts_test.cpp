// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ttft_parts.h"

#include "tests/support/records.h"

namespace inferometer {
namespace {

constexpr double kUnknown = -1e9;  // stands for NaN in what is expected

std::array<double, kTtftParts> partsOf(const std::string& line)
{
    const auto block = test::records(line);
    auto values = ttftPartsOf(*block, block->records.at(0)).values;
    for (double& value : values)
        value = std::isnan(value) ? kUnknown : value;
    return values;
}

void expectParts(const std::string& line, const std::array<double, kTtftParts>& expected)
{
    const auto values = partsOf(line);
    for (std::size_t i = 0; i < kTtftParts; ++i)
        EXPECT_NEAR(values[i], expected[i], 1e-12) << line << ", " << kTtftPartNames[i].id;
}

// Due at 100 ms, sent at 130, first token at 230: 100 ms of TTFT.
constexpr const char* kSent = "ok 100 130 230 1230 11 ";
constexpr const char* kConnected = "ok 100 130 230 1230 11 connect=110:120:128 ";

TEST(TtftParts, AreOfWhatEachServerTells)
{
    // Its TTFT and both parts of it: 10 ms are the network's, 5 nobody's.
    expectParts(kSent + std::string{"ttft=0.09 queue=0.02 prefill=0.065"}, {0.03, kUnknown, 0.01, 0.02, 0.065, 0.005});
    // Its TTFT is the sum of the two.
    expectParts(kSent + std::string{"ttft=0.09 queue=0.02 prefill=0.07"}, {0.03, kUnknown, 0.01, 0.02, 0.07, 0});
    // Its TTFT alone, its prefill alone.
    expectParts(kSent + std::string{"ttft=0.09"}, {0.03, kUnknown, 0.01, kUnknown, kUnknown, 0.09});
    expectParts(kSent + std::string{"prefill=0.06"}, {0.03, kUnknown, kUnknown, kUnknown, 0.06, 0.04});
    // More than there was.
    expectParts(kSent + std::string{"ttft=0.12"}, {0.03, kUnknown, -0.02, kUnknown, kUnknown, 0.12});
    expectParts(kSent + std::string{"prefill=0.12"}, {0.03, kUnknown, kUnknown, kUnknown, 0.12, -0.02});
}

TEST(TtftParts, AreNotSplitWithoutASecondWitness)
{
    expectParts(kSent, {0.03, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown});
    expectParts(kSent + std::string{"batch=4"}, {0.03, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown});
    expectParts("cancelled 100 130 - - 0 ttft=0.09", {kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown});
}

TEST(TtftParts, AddUpToTheTimeFromTheSchedule)
{
    for (const char* told : {"ttft=0.09", "prefill=0.03", "queue=0.02", "ttft=0.2 queue=0.07 prefill=0.01"}) {
        double sum = 0;
        for (const double part : partsOf(kConnected + std::string{told}))
            sum += part == kUnknown ? 0 : part;
        EXPECT_NEAR(sum, 0.13, 1e-12) << told;
    }
    expectParts(kConnected + std::string{"ttft=0.09"}, {0.01, 0.02, 0.01, kUnknown, kUnknown, 0.09});
}

TEST(TtftParts, AreMetricsOfTheRun)
{
    const auto block = test::records("ok 0 0 100 200 3 ttft=0.09 queue=0.02 prefill=0.06\n"
                                     "ok 0 0 100 200 3 ttft=0.08 queue=0.03 prefill=0.04\n"
                                     "ok 0 0 100 200 3\n");
    const Summary summary = summarize({block});
    const auto statistics = [&](std::string_view id) {
        for (const MetricStatistics& row : summary.metrics)
            if (row.metric->id == id)
                return row.statistics;
        return Statistics{};
    };
    EXPECT_EQ(statistics("network_s").n, 2U);
    EXPECT_NEAR(statistics("network_s").mean, 0.015, 1e-12);
    EXPECT_NEAR(statistics("ttft_unexplained_s").mean, 0.01, 1e-12);
    EXPECT_NEAR(summary.server.at(ServerMetrics::Queue).statistics.mean, 0.025, 1e-12);
    EXPECT_NEAR(summary.server.at(ServerMetrics::Prefill).statistics.mean, 0.05, 1e-12);
}

}  // namespace
}  // namespace inferometer
