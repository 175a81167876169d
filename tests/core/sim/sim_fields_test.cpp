// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/simulator.h"

#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

TEST(SimFields, HaveOneRowForEachSetting)
{
    std::set<std::string_view> keys;
    for (const SimField& field : simFields()) {
        EXPECT_TRUE(keys.insert(field.key).second) << field.key;
        EXPECT_FALSE(field.label.empty()) << field.key;
        EXPECT_FALSE(field.group.empty()) << field.key;
        EXPECT_EQ(field.help.back(), '.') << field.key;
    }
    EXPECT_EQ(keys.size(), 33U);
}

TEST(SimFields, GoToTextAndBack)
{
    SimSpec changed;
    changed.port = 8080;
    changed.tls = true;
    changed.model = "a model";
    changed.ttft = 0.125;
    changed.itlShape = DelayShape::Lognormal;
    changed.usage = UsageMode::Each;
    changed.silentCloseRate = 0.01;
    SimSpec copy;
    for (const SimField& field : simFields())
        ASSERT_TRUE(setSimField(copy, field, simFieldText(changed, field))) << field.key;
    for (const SimField& field : simFields())
        EXPECT_EQ(simFieldText(copy, field), simFieldText(changed, field)) << field.key;
    EXPECT_EQ(simFieldText(changed, *findSimField("itl-shape")), "lognormal");
    EXPECT_EQ(copy.ttft, 0.125);
    EXPECT_EQ(copy.usage, UsageMode::Each);
}

std::string refusalOf(std::string_view key, std::string_view text)
{
    SimSpec spec;
    const Status status = setSimField(spec, *findSimField(key), text);
    return status ? "accepted" : status.error().field + ": " + status.error().message;
}

TEST(SimFields, RefuseWhatIsOutOfRangeAndNameTheKey)
{
    EXPECT_EQ(refusalOf("port", "65536"), "port: port must be a whole number from 0 to 65535, not \"65536\".");
    EXPECT_EQ(refusalOf("ttft", "-1"), "ttft: ttft must be a number from 0 to 3600 s, not \"-1\".");
    EXPECT_EQ(refusalOf("ttft", "nan"), "ttft: ttft must be a number from 0 to 3600 s, not \"nan\".");
    EXPECT_EQ(refusalOf("usage", "often"), "usage: usage must be one of none, last, each, not \"often\".");
    EXPECT_EQ(refusalOf("tls", "maybe"), "tls: tls must be true or false, not \"maybe\".");
    EXPECT_EQ(refusalOf("tls", "yes"), "accepted");
    EXPECT_EQ(findSimField("ttfb"), nullptr);
}

TEST(SimFields, RefuseFaultsThatAddUpToMoreThanOne)
{
    SimSpec spec;
    EXPECT_TRUE(validateSimSpec(spec));
    spec.errorRate = 0.6;
    spec.stallRate = 0.4;
    EXPECT_TRUE(validateSimSpec(spec));
    spec.emptyRate = 0.1;
    ASSERT_FALSE(validateSimSpec(spec));
    EXPECT_NE(validateSimSpec(spec).error().message.find("1.1"), std::string::npos);
    spec = {};
    for (const char* bad : {"", "200", "500,503", "500 600"}) {
        spec.errorStatus = bad;
        ASSERT_FALSE(validateSimSpec(spec)) << bad;
        EXPECT_EQ(validateSimSpec(spec).error().field, "error-status");
    }
    spec = {};
    spec.tokensPerChunk = 0;
    ASSERT_FALSE(validateSimSpec(spec));
    EXPECT_EQ(validateSimSpec(spec).error().field, "tokens-per-chunk");
}

}  // namespace
}  // namespace inferometer
