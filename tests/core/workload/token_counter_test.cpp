// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/token_counter.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(EstimateTokens, FollowsItsRule)
{
    EXPECT_EQ(estimateTokens(""), 0);
    EXPECT_EQ(estimateTokens(" \n\t"), 0);
    EXPECT_EQ(estimateTokens("the cat"), 2);
    EXPECT_EQ(estimateTokens("extraordinarily"), 2);
    EXPECT_EQ(estimateTokens("Hello, world!"), 4);
    EXPECT_EQ(estimateTokens("1234567"), 3);
    EXPECT_EQ(estimateTokens("\xC3\xA9\xC3\xA9"), 2);
}

TEST(EstimateTokens, AddsUpOverWords)
{
    EXPECT_EQ(estimateTokens("a bc, d"), estimateTokens("a") + estimateTokens("bc,") + estimateTokens("d"));
}

TEST(ScaledEstimate, CountsItsSampleAsTold)
{
    const TokenCounter count = scaledEstimate("one two three four", 10);
    EXPECT_EQ(count("one two three four").value(), 10);
    EXPECT_EQ(count("one two").value(), 5);
}

}  // namespace
}  // namespace inferometer
