// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/prefix_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace inferometer {
namespace {

std::string words(const std::string& word, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += word + " ";
    return text;
}

std::int64_t cachedOf(PrefixCache& cache, const std::string& text)
{
    PrefixCache::Reader reader(cache);
    reader.read(text);
    return reader.cachedTokens();
}

TEST(PrefixCache, KnowsWholeBlocksSeenBefore)
{
    PrefixCache cache;
    const std::string prompt = words("longerword", 40);  // two tokens a word
    EXPECT_EQ(cachedOf(cache, prompt), 0);
    EXPECT_EQ(cachedOf(cache, prompt), 2 * 32);
}

TEST(PrefixCache, NeverKnowsTheLastWord)
{
    PrefixCache cache;
    const std::string prompt = words("word", 32);
    cachedOf(cache, prompt);
    EXPECT_EQ(cachedOf(cache, prompt), 16);
}

TEST(PrefixCache, StopsAtTheFirstDifference)
{
    PrefixCache cache;
    cachedOf(cache, words("same", 16) + words("old", 40));
    EXPECT_EQ(cachedOf(cache, words("same", 16) + words("new", 40)), 16);
    EXPECT_EQ(cachedOf(cache, words("other", 16) + words("old", 40)), 0)
        << "a later block counts with all before it only";
}

TEST(PrefixCache, ForgetsTheOldest)
{
    PrefixCache cache(4);
    const std::string first = words("first", 33);
    cachedOf(cache, first);
    for (int i = 0; i < 10; ++i)
        cachedOf(cache, words("w" + std::to_string(i), 33));
    EXPECT_LE(cache.blocks(), 8U);
    EXPECT_EQ(cachedOf(cache, first), 0);
    EXPECT_EQ(cachedOf(cache, words("w9", 33)), 32);
}

TEST(PrefixCache, CountsNothingBehindAForgottenBlock)
{
    PrefixCache cache(2);
    const std::string prompt = words("kept", 33);
    cachedOf(cache, words("before", 17));
    cachedOf(cache, prompt);  // its first block is among the oldest two, its second is not
    cachedOf(cache, words("after", 33));
    EXPECT_EQ(cachedOf(cache, prompt), 0);
}

}  // namespace
}  // namespace inferometer
