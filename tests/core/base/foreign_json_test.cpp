// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/foreign_json.h"

#include <gtest/gtest.h>

#include <string>

namespace inferometer {
namespace {

// "[[[...]]]" or objects inside each other, `depth` of them.
std::string nested(int depth, const std::string& open, const std::string& close)
{
    std::string text;
    for (int i = 0; i < depth; ++i)
        text += open;
    text += "1";
    for (int i = 0; i < depth; ++i)
        text += close;
    return text;
}

TEST(ForeignJson, IsReadUpToTheLimit)
{
    for (const auto& [open, close] : {std::pair{"[", "]"}, std::pair{R"({"a":)", "}"}}) {
        EXPECT_FALSE(parseForeignJson(nested(kForeignDepth, open, close)).is_discarded());
        EXPECT_TRUE(parseForeignJson(nested(kForeignDepth + 1, open, close)).is_discarded());
        // Copied below by value, which is what overflowed the stack.
        const auto copy = parseForeignJson<nlohmann::ordered_json>(nested(1'000'000, open, close));
        EXPECT_TRUE(copy.is_discarded());
    }
}

TEST(ForeignJson, DepthIsCountedOutsideStringsAlone)
{
    EXPECT_FALSE(nestsDeeperThan(R"(["[[[\"[[\\", "]]", {"{{{":"\\\"{"}])", 2));
    EXPECT_TRUE(nestsDeeperThan(R"(["\\",[{"a":1}]])", 2));
    EXPECT_FALSE(nestsDeeperThan("[],[],[],[]", 1)) << "beside each other";
    EXPECT_FALSE(nestsDeeperThan("\"never closed [[[[", 1));
    EXPECT_TRUE(nestsDeeperThan("[[", 1)) << "cut off";
    EXPECT_FALSE(nestsDeeperThan("", 0));
}

TEST(ForeignJson, WhatIsNoJsonIsDiscarded)
{
    for (const char* text : {"", "<html>", "{\"a\":", "[1,]", "]]]]", "\"\\"})
        EXPECT_TRUE(parseForeignJson(text).is_discarded()) << text;
    EXPECT_EQ(parseForeignJson(R"({"a":[1]})")["a"][0], 1);
}

}  // namespace
}  // namespace inferometer
