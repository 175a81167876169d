// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns mean what they mean to Oniguruma; the expected matches are the reference's.
#include "core/tokenizer/pattern.h"
#include "core/tokenizer/pattern_syntax.h"
#include "core/tokenizer/split.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace inferometer {
namespace {

std::string matches(const std::string& pattern, const std::string& text)
{
    const auto compiled = Pattern::compile(pattern);
    if (!compiled.ok())
        return compiled.error().message;
    PatternRoom room;
    std::string found;
    compiled.value().forEach(text, room, [&](std::size_t begin, std::size_t end) {
        found += (found.empty() ? "" : "|") + text.substr(begin, end - begin);
    });
    return found;
}

TEST(Pattern, KnowsWhatWhiteSpaceIs)
{
    EXPECT_EQ(matches(R"(\s)", "a\xC2\x85z"), "\xC2\x85");  // U+0085
    EXPECT_EQ(matches(R"(\s)", "a\xE1\xA0\x8Ez"), "");      // U+180E
    EXPECT_EQ(matches(R"(\s)", "a\xE2\x80\x8Bz"), "");      // U+200B
    EXPECT_EQ(matches(R"([^\S\n]+)", "a \n\xE3\x80\x80z"), " |\xE3\x80\x80");
    EXPECT_EQ(matches(R"(\v)", "a\nb\x0b"), "\x0b");
    EXPECT_EQ(matches(R"(\s+(?!\S)|\s+)", "a   b  "), "  | |  ");
}

TEST(Pattern, FoldsCaseWithTheLongS)
{
    EXPECT_EQ(matches("(?i:'s)", "it's 'S '\xC5\xBF"), "'s|'S|'\xC5\xBF");
    EXPECT_EQ(matches("(?i)k", "kK\xE2\x84\xAA"), "k|K|\xE2\x84\xAA");
}

TEST(Pattern, ReadsRubysRepetitions)
{
    EXPECT_EQ(matches("a{2}+b", "aaaab"), "aaaab");
    EXPECT_EQ(matches("a{,2}b", "aab"), "aab");
    EXPECT_EQ(matches("a++a", "aaa"), "");
    EXPECT_EQ(matches("a{x}", "a{x}"), "a{x}");
    EXPECT_EQ(matches("a{2}?", "aaa"), "aa|");
    EXPECT_EQ(matches("a**", "aa"), "aa");
}

TEST(Pattern, ReadsRubysOptions)
{
    EXPECT_EQ(matches("a|(?i)b|c", "aABC"), "a|B|C");
    EXPECT_EQ(matches("(?m).", "\n"), "\n");
    EXPECT_EQ(matches(".", "\n"), "");
    EXPECT_EQ(matches("^b", "a\nb"), "b");
}

TEST(Pattern, ReadsClasses)
{
    EXPECT_EQ(matches("[]a]+", "]a["), "]a");
    EXPECT_EQ(matches("[a-c-]+", "a-cd"), "a-c");
    EXPECT_EQ(matches(R"([\w&]+)", "a&b c"), "a&b|c");
    EXPECT_EQ(matches("[[:punct:]]+", "a+!\xE2\x82\xAC"), "+!\xE2\x82\xAC");
    EXPECT_EQ(matches(R"(\p{Punct}+)", "a+!"), "!");
    EXPECT_EQ(matches(R"(\h+)", "xAf0g"), "Af0");
    EXPECT_EQ(matches(R"(\p{Han}+)", "a\xE4\xB8\x80\xE3\x80\x82"), "\xE4\xB8\x80");  // not the full stop of Han texts
    EXPECT_EQ(matches(R"(\p{^L})", "a1"), "1");
    EXPECT_EQ(matches(R"(\x{e9}|\u00e8)", "\xC3\xA9\xC3\xA8"), "\xC3\xA9|\xC3\xA8");
    EXPECT_EQ(matches(R"(\b\w)", "ab cd"), "a|c");
    EXPECT_EQ(matches(R"(\B\w)", "ab cd"), "b|d");
}

TEST(Pattern, PassesOverEmptyMatchesBehindOthers)
{
    const auto pattern = Pattern::compile("a*");
    ASSERT_TRUE(pattern.ok());
    PatternRoom room;
    std::vector<std::size_t> ends;
    pattern.value().forEach("baac", room, [&](std::size_t begin, std::size_t end) {
        ends.push_back(begin);
        ends.push_back(end);
    });
    EXPECT_EQ(ends, (std::vector<std::size_t>{0, 0, 1, 3, 4, 4}));
}

TEST(Pattern, SaysWhatItDoesNotKnow)
{
    for (const char* pattern : {"[a[b]]",     "[a&&b]", "(?x)a",    R"((a)\1)", R"(\g<1>)", "(?C1)",  "(?{1})",
                                "(*FAIL)",    "(?R)",   "(?P<n>a)", "a)",       "(a",       "[a",     R"(\p{L)",
                                R"(\p{a)b})", "*a",     "a|*",      R"(\)",     "[\\",      "a{3,2}", R"(\x{110000})"})
        EXPECT_FALSE(pcrePattern(pattern).ok()) << pattern;
    EXPECT_FALSE(pcrePattern(std::string(kMostPatternBytes + 1, 'a')).ok());
    EXPECT_FALSE(pcrePattern(std::string(200, '(') + std::string(200, ')')).ok());
}

// It is in order on every short text and hopeless on this one: the text is given back in bounded time.
TEST(Pattern, GivesUpInTime)
{
    const auto pattern = Pattern::compile(R"(\d+\p{L}*\p{L}*\p{L}*\p{L}*!)");
    ASSERT_TRUE(pattern.ok());
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "1" + std::string(200, 'a') + " ";
    PatternRoom room;
    room.startText(0);
    const auto start = std::chrono::steady_clock::now();
    std::size_t found = 0;
    pattern.value().forEach(text, room, [&](std::size_t, std::size_t) { ++found; });
    EXPECT_EQ(found, 0U);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{30});
}

std::string pieces(SplitBehavior behavior, bool invert)
{
    const std::string text = "The-final--countdown-";
    std::vector<Span> spans;
    Splitter splitter{behavior, invert, {0, text.size()}, spans};
    for (std::size_t at = 0; (at = text.find('-', at)) != std::string::npos; ++at)
        splitter.match(at, at + 1);
    splitter.finish();
    std::string joined;
    for (const Span span : spans)
        joined += (joined.empty() ? "" : "|") + text.substr(span.begin, span.end - span.begin);
    return joined;
}

TEST(Splitter, CutsInFiveWays)
{
    EXPECT_EQ(pieces(SplitBehavior::Removed, false), "The|final|countdown");
    EXPECT_EQ(pieces(SplitBehavior::Removed, true), "-|-|-|-");
    EXPECT_EQ(pieces(SplitBehavior::Isolated, false), "The|-|final|-|-|countdown|-");
    EXPECT_EQ(pieces(SplitBehavior::MergedWithPrevious, false), "The-|final-|-|countdown-");
    EXPECT_EQ(pieces(SplitBehavior::MergedWithNext, false), "The|-final|-|-countdown|-");
    EXPECT_EQ(pieces(SplitBehavior::Contiguous, false), "The|-|final|--|countdown|-");
}

}  // namespace
}  // namespace inferometer
