// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/normal_form.h"
#include "core/tokenizer/utf8.h"
#include "core/tokenizer/young_characters.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

std::string normalized(NormalForm form, std::string text)
{
    normalize(form, text);
    return text;
}

TEST(NormalForm, IsUnicodes)
{
    const std::string composed = "x\xC3\xA9y";
    const std::string decomposed = "xe\xCC\x81y";
    EXPECT_EQ(normalized(NormalForm::Nfc, decomposed), composed);
    EXPECT_EQ(normalized(NormalForm::Nfd, composed), decomposed);
    EXPECT_EQ(normalized(NormalForm::Nfc, composed), composed);
    EXPECT_EQ(normalized(NormalForm::Nfkc, "\xEF\xAC\x81\xC2\xBD"),
              "fi1\xE2\x81\x84"
              "2");
    EXPECT_EQ(normalized(NormalForm::Nfkd, "\xEF\xAC\x81"), "fi");
    // Marks out of order, Hangul in parts, a mark without a letter.
    EXPECT_EQ(normalized(NormalForm::Nfc, "a\xCC\x95\xCC\x80"), "\xC3\xA0\xCC\x95");
    EXPECT_EQ(normalized(NormalForm::Nfc, "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"), "\xEA\xB0\x81");
    EXPECT_EQ(normalized(NormalForm::Nfc, "\xEA\xB0\x80\xE1\x86\xA8"), "\xEA\xB0\x81");
    EXPECT_EQ(normalized(NormalForm::Nfc, "\xCC\x81"), "\xCC\x81");
    EXPECT_EQ(normalized(NormalForm::Nfc, ""), "");
}

TEST(NormalForm, LeavesWhatIsYoung)
{
    const std::string era = "\xE3\x8B\xBF";  // U+32FF, of Unicode 12.1
    EXPECT_EQ(normalized(NormalForm::Nfkc, era), era);
    EXPECT_EQ(normalized(NormalForm::Nfkc, "\xE3\x8D\xBF"), "\xE6\xA0\xAA\xE5\xBC\x8F\xE4\xBC\x9A\xE7\xA4\xBE");
}

TEST(YoungCharacters, HaveStandInsOfTheirLength)
{
    std::string text = "a\xF0\x9F\xA9\xB7z\xE1\xB2\x89";  // U+1FA77, U+1C89
    EXPECT_TRUE(hasYoungCharacters(text));
    const std::size_t size = text.size();
    replaceYoungCharacters(text);
    EXPECT_EQ(text.size(), size);
    EXPECT_FALSE(hasYoungCharacters(text));
    EXPECT_EQ(text.substr(0, 1) + text.substr(5, 1), "az");
    EXPECT_FALSE(hasYoungCharacters("\xF0\x9F\x98\x80 \xE4\xB8\x80 \xE0\xB8\x81"));
}

TEST(Utf8, ReadsNoByteBehindTheEnd)
{
    for (const std::string_view text : {"\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xFF", "\x80"})
        EXPECT_LE(codePointAt(text, 0).length, text.size());
    EXPECT_EQ(lastCodePoint("a\xF0\x9F\x98\x80").value, 0x1F600U);
    EXPECT_EQ(whiteSpaceBehind("a \xE3\x80\x80"), 4U);
    EXPECT_EQ(whiteSpaceInFront("\xC2\xA0\n a"), 4U);
    EXPECT_EQ(characterOfByte(' '), 0x120U);
}

}  // namespace
}  // namespace inferometer
