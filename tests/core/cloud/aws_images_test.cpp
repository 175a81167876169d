// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_images.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

Result<std::vector<std::string>> regionsOf(const std::string& items)
{
    return awsRegions(
        parseXml("<DescribeRegionsResponse><regionInfo>" + items + "</regionInfo></DescribeRegionsResponse>").value());
}

std::string region(const std::string& name) { return "<item><regionName>" + name + "</regionName></item>"; }

// Their names go into those of hosts, to which signed calls are sent.
TEST(AwsImages, ARegionIsANameAndNothingElse)
{
    EXPECT_EQ(regionsOf(region("eu-west-1") + region("us-east-1")).value(),
              (std::vector<std::string>{"eu-west-1", "us-east-1"}));
    for (const std::string& name : {std::string{}, std::string{"a.example/x"}, std::string{"a@example"},
                                    std::string{"EU-WEST-1"}, std::string(41, 'a')})
    {
        const Result<std::vector<std::string>> regions = regionsOf(region("eu-west-1") + region(name));
        ASSERT_FALSE(regions) << name;
        EXPECT_EQ(regions.error().code, Errc::Protocol);
    }
    EXPECT_FALSE(regionsOf(""));
    std::string many;
    for (int i = 0; i < 201; ++i)
        many += region("r-" + std::to_string(i));
    EXPECT_FALSE(regionsOf(many));
}

}  // namespace
}  // namespace inferometer
