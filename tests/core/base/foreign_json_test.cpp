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

// "k0":0,"k1":0,...
std::string members(std::size_t from, std::size_t count)
{
    std::string text;
    for (std::size_t i = from; i < from + count; ++i)
        text.append(text.empty() ? "\"k" : ",\"k").append(std::to_string(i)).append("\":0");
    return text;
}

TEST(ForeignJson, AnObjectOfVeryManyMembersIsNotRead)
{
    EXPECT_FALSE(hasTooManyMembers("{" + members(0, kForeignMembers) + "}"));
    const std::string many = "{" + members(0, 2 * kForeignMembers) + "}";
    EXPECT_TRUE(hasTooManyMembers(many));
    EXPECT_TRUE(parseForeignJson<nlohmann::ordered_json>(many).is_discarded());
    EXPECT_FALSE(parseForeignJson(many).is_discarded()) << "that one looks its keys up";
    const std::string half = "{" + members(0, kForeignMembers / 2) + "}";
    EXPECT_FALSE(hasTooManyMembers("[" + half + "," + half + "]"));
    EXPECT_TRUE(hasTooManyMembers("[" + half + "," + half + "," + half + "," + half + "," + half + "]"))
        << "as much work";
    EXPECT_TRUE(hasTooManyMembers("{\"a\":[" + half + "]," + members(0, 2 * kForeignMembers) + "}"));
    std::string messages = "[";
    for (int i = 0; i < 100'000; ++i)
        messages += R"({"role":"user","content":"::::{{{{"},)";
    EXPECT_FALSE(hasTooManyMembers(messages)) << "many small ones cost nothing";
}

TEST(ForeignJson, AKeyGivenTwiceIsFoundWhereverItStands)
{
    const auto twiceIn = [](std::string_view text) { return keyGivenTwice(text, nlohmann::ordered_json::parse(text)); };
    EXPECT_EQ(twiceIn(R"({"a":1,"b":2,"a":3})"), "a");
    EXPECT_EQ(twiceIn(R"([{"a":[{"b":{"c":1,"d":":","c":2}}]}])"), "c");
    EXPECT_EQ(twiceIn(R"({"a":{"a":[{"a":1},{"a":2}]},"b:":"\":{\"a\":1"})"), "") << "each in an object of its own";
    EXPECT_EQ(twiceIn("[1,\"a:b\"]"), "");
}

}  // namespace
}  // namespace inferometer
