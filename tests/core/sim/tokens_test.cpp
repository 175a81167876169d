// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/tokens.h"

#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

TEST(Tokens, CountsWordsInSixesOfBytes)
{
    EXPECT_EQ(countTokens(""), 0);
    EXPECT_EQ(countTokens(" \t\r\n "), 0);
    EXPECT_EQ(countTokens("a"), 1);
    EXPECT_EQ(countTokens("abcdef"), 1);
    EXPECT_EQ(countTokens("abcdefg"), 2);
    EXPECT_EQ(countTokens("  ab cd\nextraordinary "), 2 + 3);
    EXPECT_EQ(countTokens("\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"), 2) << "bytes, not characters";
}

TEST(Tokens, HasOneIdForEachToken)
{
    const std::string_view text = "one extraordinarily long word and one short";
    EXPECT_EQ(static_cast<std::int64_t>(tokenIds(text).size()), countTokens(text));
    EXPECT_EQ(tokenIds("same same").at(0), tokenIds("same same").at(1));
    EXPECT_NE(tokenIds("same other").at(0), tokenIds("same other").at(1));
    for (const std::int64_t id : tokenIds(text)) {
        EXPECT_GE(id, 0);
        EXPECT_LT(id, kVocabulary);
    }
}

TEST(Tokens, AnswersAreOneTokenAWord)
{
    std::set<std::size_t> lengths;
    std::string text;
    for (std::uint64_t i = 0; i < 200; ++i) {
        EXPECT_EQ(countTokens(answerWord(i)), 1) << answerWord(i);
        lengths.insert(answerWord(i).size());
        text.append(answerWord(i));
        EXPECT_EQ(countTokens(text), static_cast<std::int64_t>(i + 1));
    }
    EXPECT_GE(lengths.size(), 4U);
}

}  // namespace
}  // namespace inferometer
