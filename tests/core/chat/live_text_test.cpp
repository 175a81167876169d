// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/live_text.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

const std::string kKey = "sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy0sAe3gJ";

std::string shownOf(LiveText& text, std::string_view whole, std::size_t piece)
{
    std::string shown;
    for (std::size_t at = 0; at < whole.size(); at += piece)
        shown += text.add(whole.substr(at, piece));
    return shown;
}

TEST(LiveText, TellsAllAtOnceWhereThereIsNoSecret)
{
    LiveText text{{}};
    EXPECT_EQ(text.add("sk-"), "sk-");
    EXPECT_EQ(text.add(""), "");
    EXPECT_EQ(text.add("canary"), "canary");
    EXPECT_TRUE(text.isAllShown());
    EXPECT_EQ(text.whole(), "sk-canary");
}

TEST(LiveText, TellsNoPieceOfASecretHoweverItIsCut)
{
    const std::string whole = "Your key is " + kKey + ", keep it.";
    for (std::size_t piece = 1; piece < whole.size(); ++piece) {
        LiveText text{{Secret{kKey}}};
        const std::string shown = shownOf(text, whole, piece);
        EXPECT_EQ(shown.find(kKey.substr(0, 6)), std::string::npos) << piece;
        EXPECT_TRUE(whole.starts_with(shown));
        EXPECT_FALSE(text.isAllShown());
        EXPECT_EQ(text.whole(), "Your key is [secret], keep it.");
    }
}

TEST(LiveText, WaitsOnlyForWhatMayBeASecret)
{
    LiveText text{{Secret{kKey}}};
    EXPECT_EQ(text.add("Words "), "Words ");
    std::string shown = text.add("sk-can");
    shown += text.add("dle");
    EXPECT_EQ(shown, "sk-candle");
    EXPECT_TRUE(text.isAllShown());
    text.clear();
    EXPECT_EQ(text.add("anew"), "anew");
    EXPECT_EQ(text.whole(), "anew");
}

}  // namespace
}  // namespace inferometer
