// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/base/text.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <set>

namespace inferometer {
namespace {

TEST(FormatNumber, IsTheShortestThatReadsBack)
{
    EXPECT_EQ(formatNumber(0.1), "0.1");
    EXPECT_EQ(formatNumber(1000000), "1000000");
    EXPECT_EQ(formatNumber(-2.5), "-2.5");
    EXPECT_EQ(formatNumber(0), "0");
    EXPECT_EQ(formatNumber(1e300), "1e+300");
    EXPECT_EQ(formatNumber(0.000001), "0.000001");
    EXPECT_EQ(formatNumber(std::nan("")), "nan");
}

TEST(FormatNumber, ReadsBackToTheSameBits)
{
    Random random{5};
    for (int i = 0; i < 20'000; ++i) {
        const auto value = std::bit_cast<double>(random.next());
        if (std::isfinite(value)) {
            EXPECT_EQ(parseNumber(formatNumber(value)), value);
        }
    }
}

TEST(Grouped, PartsThousands)
{
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1'000), "1,000");
    EXPECT_EQ(grouped(18'446'744'073'709'551'615U), "18,446,744,073,709,551,615");
}

TEST(FormatFixed, KeepsItsDecimals)
{
    EXPECT_EQ(formatFixed(1.5, 2), "1.50");
    EXPECT_EQ(formatFixed(-0.126, 2), "-0.13");
    EXPECT_EQ(formatFixed(12, 0), "12");
}

TEST(FormatDuration, HasThreeDigitsAndAUnitThatScales)
{
    EXPECT_EQ(formatDuration(0.342), "342 ms");
    EXPECT_EQ(formatDuration(1.21), "1.21 s");
    EXPECT_EQ(formatDuration(18.9e-6), "18.9 us");
    EXPECT_EQ(formatDuration(0.9999), "1.00 s");
    EXPECT_EQ(formatDuration(0.00999), "9.99 ms");
    EXPECT_EQ(formatDuration(3600), "3600 s");
    EXPECT_EQ(formatDuration(0), "0 s");
    EXPECT_EQ(formatDuration(std::nan("")), "-");
}

TEST(Parse, TakesWholeNumbersOnly)
{
    EXPECT_EQ(parseNumber(".008"), 0.008);
    EXPECT_EQ(parseNumber("+2e3"), 2000);
    EXPECT_FALSE(parseNumber("1,5"));
    EXPECT_FALSE(parseNumber("nan"));
    EXPECT_FALSE(parseNumber("inf"));
    EXPECT_FALSE(parseNumber(""));
    EXPECT_EQ(parseInteger("-12"), -12);
    EXPECT_FALSE(parseInteger("12.0"));
    EXPECT_FALSE(parseInteger("12 "));
    EXPECT_FALSE(parseInteger("99999999999999999999"));
}

TEST(ParseBool, TakesTheWordsOfThePeople)
{
    for (const char* word : {"yes", "True", "t", "Y", "1", "on"})
        EXPECT_EQ(parseBool(word), true) << word;
    for (const char* word : {"no", "FALSE", "f", "n", "0", "off"})
        EXPECT_EQ(parseBool(word), false) << word;
    EXPECT_FALSE(parseBool("maybe"));
    EXPECT_FALSE(parseBool(""));
}

TEST(Words, SplitTrimLower)
{
    EXPECT_EQ(splitWords("  a b\t\nc "), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_TRUE(splitWords("  ").empty());
    EXPECT_EQ(trimmed("\t a b \n"), "a b");
    EXPECT_EQ(trimmed(" \n"), "");
    EXPECT_EQ(lowered("AbC-\xC3\x84"), "abc-\xC3\x84");
}

TEST(NearestWord, FindsMisspellingsButNotOtherWords)
{
    const std::vector<std::string_view> keys{"num-requests", "num-concurrent-requests", "timeout", "seed"};
    EXPECT_EQ(nearestWord("num-request", keys), "num-requests");
    EXPECT_EQ(nearestWord("tiemout", keys), "timeout");
    EXPECT_EQ(nearestWord("sede", keys), "seed");
    EXPECT_FALSE(nearestWord("banana", keys));
}

TEST(ToValidUtf8, KeepsWhatIsValidAndMarksWhatIsNot)
{
    EXPECT_EQ(toValidUtf8("na\xC3\xAFve \xF0\x9F\x98\x80"), "na\xC3\xAFve \xF0\x9F\x98\x80");
    EXPECT_EQ(toValidUtf8("a\x80z"), "a\xEF\xBF\xBDz");
    EXPECT_EQ(toValidUtf8("\xF0\x9F\x98"), "\xEF\xBF\xBD");                          // cut: one mark
    EXPECT_EQ(toValidUtf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong
    EXPECT_EQ(toValidUtf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
    EXPECT_EQ(toValidUtf8("\xF4\x90\x80\x80").size(), 12U);                          // past U+10FFFF
}

TEST(UuidV7, IsOrderedByTimeAndUnique)
{
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string uuid = uuidV7();
        ASSERT_EQ(uuid.size(), 36U);
        EXPECT_EQ(uuid[14], '7');
        EXPECT_NE(std::string_view{"89ab"}.find(uuid[19]), std::string_view::npos);
        EXPECT_EQ(uuid[8], '-');
        EXPECT_TRUE(seen.insert(uuid).second);
    }
    EXPECT_LE(seen.begin()->substr(0, 13), uuidV7().substr(0, 13));
}

TEST(AppendBase64, GivesTheVectorsOfRfc4648)
{
    const auto encoded = [](std::string_view bytes) {
        std::string out = "=";
        appendBase64(bytes, out);
        return out;
    };
    EXPECT_EQ(encoded(""), "=");
    EXPECT_EQ(encoded("f"), "=Zg==");
    EXPECT_EQ(encoded("fo"), "=Zm8=");
    EXPECT_EQ(encoded("foo"), "=Zm9v");
    EXPECT_EQ(encoded("foob"), "=Zm9vYg==");
    EXPECT_EQ(encoded("fooba"), "=Zm9vYmE=");
    EXPECT_EQ(encoded("foobar"), "=Zm9vYmFy");
    EXPECT_EQ(encoded("\xFB\xFF\xBF"), "=+/+/");
}

}  // namespace
}  // namespace inferometer
