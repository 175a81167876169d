// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/salt.h"

#include "tests/core/workload/fake_tokenizers.h"
#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

std::vector<std::string> candidates() { return {saltCandidates().begin(), saltCandidates().end()}; }

TEST(SaltCandidates, AreDistinctShortWords)
{
    const std::vector<std::string> words = candidates();
    EXPECT_EQ(words.size(), 256U);
    EXPECT_EQ((std::set<std::string>{words.begin(), words.end()}).size(), words.size());
    for (const std::string& word : words) {
        EXPECT_LE(word.size(), 5U) << word;
        EXPECT_EQ(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), std::string::npos) << word;
    }
}

TEST(SaltBook, GivesEveryNumberASaltOfItsOwn)
{
    const SaltBook book{candidates(), 1};
    std::set<std::string> seen;
    for (std::uint64_t number = 0; number < 10'000; ++number) {
        EXPECT_TRUE(seen.insert(book.text(number, false)).second);
        EXPECT_TRUE(seen.insert(book.text(number, true)).second);
    }
    EXPECT_EQ(splitWords(*seen.begin()).size(), kSaltWords);
    EXPECT_EQ(seen.begin()->back(), ' ');
}

TEST(SaltBook, UsesEverySaltOnce)
{
    const SaltBook book{{"a", "b", "c"}, 5};
    ASSERT_EQ(book.capacity(), 364U);  // half of 3^6
    std::set<std::string> measured;
    std::set<std::string> warm;
    for (std::uint64_t number = 0; number < book.capacity(); ++number) {
        measured.insert(book.text(number, false));
        warm.insert(book.text(number, true));
    }
    EXPECT_EQ(measured.size(), 364U);
    EXPECT_EQ(warm.size(), 364U);
    for (const std::string& salt : warm)
        EXPECT_EQ(measured.count(salt), 0U);
}

TEST(SaltBook, FollowsTheSeed)
{
    const SaltBook one{candidates(), 1};
    const SaltBook again{candidates(), 1};
    const SaltBook other{candidates(), 2};
    EXPECT_EQ(one.text(7, false), again.text(7, false));
    EXPECT_NE(one.text(7, false), other.text(7, false));
}

TEST(SaltBook, NeighboursDifferFromTheFirstWordOn)
{
    const SaltBook book{candidates(), 1};
    int sameStart = 0;
    for (std::uint64_t number = 0; number < 1000; ++number)
        sameStart += splitWords(book.text(number, false))[0] == splitWords(book.text(number + 1, false))[0] ? 1 : 0;
    EXPECT_LE(sameStart, 20);
}

TEST(EqualSaltWords, TakesAllWhenEachIsOneToken)
{
    const CountedTokenizer tokenizer{piecesOf(6)};
    const SaltWords words = equalSaltWords(tokenizer.count).value();
    EXPECT_TRUE(words.equal);
    EXPECT_EQ(words.words.size(), 256U);
    EXPECT_LE(*tokenizer.calls, 2);
}

TEST(EqualSaltWords, LeavesOutGroupsWithLongerWords)
{
    const CountedTokenizer tokenizer{lopsided};
    const SaltWords words = equalSaltWords(tokenizer.count).value();
    EXPECT_TRUE(words.equal);
    EXPECT_GE(words.words.size(), 48U);
    EXPECT_LE(*tokenizer.calls, 60);
    for (const std::string& word : words.words)
        EXPECT_EQ(lopsided("Note " + word), lopsided("Note") + 1) << word;
}

TEST(EqualSaltWords, GroupsByCountWhenNoneIsSingle)
{
    const CountedTokenizer tokenizer{piecesOf(1)};  // a token for each letter
    const SaltWords words = equalSaltWords(tokenizer.count).value();
    EXPECT_TRUE(words.equal);
    EXPECT_GE(words.words.size(), 12U);
    EXPECT_LE(*tokenizer.calls, 60);
    for (const std::string& word : words.words)
        EXPECT_EQ(word.size(), words.words.front().size());
}

TEST(EqualSaltWords, PassesOnAnError)
{
    const TokenCounter broken
        = [](std::string_view) -> Result<std::int64_t> { return Error::verbatim(Errc::Protocol, "no count"); };
    EXPECT_EQ(equalSaltWords(broken).error().message, "no count");
}

}  // namespace
}  // namespace inferometer
