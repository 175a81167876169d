// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/provider.h"

#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

TEST(Providers, AreRowsThatReachOrMakeAMachine)
{
    std::set<std::string_view> ids;
    for (const Provider& provider : providers()) {
        EXPECT_TRUE(ids.insert(provider.id).second) << provider.id;
        EXPECT_NE(provider.connect == nullptr, provider.open == nullptr) << provider.id;
        EXPECT_EQ(findProvider(provider.id), &provider);
        std::set<std::string_view> keys;
        for (const SiteKey& key : provider.keys) {
            EXPECT_TRUE(keys.insert(key.name).second) << key.name;
            EXPECT_FALSE(key.help.empty()) << key.name;
            EXPECT_FALSE(key.isNeeded && !key.preset.empty()) << key.name;
        }
    }
}

TEST(Providers, RefuseSettingsThatTheyDoNotKnow)
{
    EXPECT_TRUE(validateSite({}).empty());
    const std::vector<Error> unknown = validateSite({"local", {{"region", "x"}}});
    ASSERT_EQ(unknown.size(), 1U);
    EXPECT_EQ(unknown[0].message, "The site \"local\" has no settings; remove region.");
    EXPECT_EQ(unknown[0].field, "site/region");
    const std::vector<Error> stranger = validateSite({"moon", {}});
    ASSERT_EQ(stranger.size(), 1U);
    EXPECT_EQ(stranger[0].message.find("There is no provider \"moon\"; it must be one of: local"), 0U);
}

TEST(Providers, LackAPriceWhereTheyHaveASettingForIt)
{
    EXPECT_TRUE(lacksPrice({"gcp", {}}));
    EXPECT_FALSE(lacksPrice({"gcp", {{"price", "1"}}}));
    for (const char* telling : {"local", "aws", "runpod", "scaleway", "moon"})
        EXPECT_FALSE(lacksPrice({telling, {}})) << telling;
}

TEST(CloudNames, OursAreLabelsThatBeginWithTheProgram)
{
    EXPECT_TRUE(isOurName("inferometer-tiny-0198c2"));
    EXPECT_FALSE(isOurName("inferometer"));
    EXPECT_FALSE(isOurName("my-inferometer-1"));
    EXPECT_FALSE(isOurName("inferometer-$(rm)"));
}

}  // namespace
}  // namespace inferometer
