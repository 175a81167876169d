// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/server_counts.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(BucketCounts, AreCumulativeAndTakeTheLimitIn)
{
    constexpr std::array kLimits{1.0, 2.5};
    BucketCounts counts(kLimits);
    for (const double value : {0.5, 1.0, 2.0, 99.0})
        counts.add(value);
    std::string text;
    counts.appendLines("m", "a=\"b\"", text);
    EXPECT_EQ(text,
              "m_bucket{a=\"b\",le=\"1\"} 2\n"
              "m_bucket{a=\"b\",le=\"2.5\"} 3\n"
              "m_bucket{a=\"b\",le=\"+Inf\"} 4\n"
              "m_sum{a=\"b\"} 102.5\n"
              "m_count{a=\"b\"} 4\n");
}

TEST(MetricsPage, NamesTheModelAndEscapesIt)
{
    ServerCounts counts;
    counts.running = 3;
    counts.finishedByStop = 2;
    const std::string page = metricsPage(counts, "a\"b");
    EXPECT_NE(page.find("vllm:num_requests_running{model_name=\"a\\\"b\"} 3\n"), std::string::npos);
    EXPECT_NE(page.find(",finished_reason=\"stop\"} 2\n"), std::string::npos);
    EXPECT_NE(page.find("# TYPE vllm:time_to_first_token_seconds histogram\n"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
