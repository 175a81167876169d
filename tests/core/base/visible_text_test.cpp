// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/visible_text.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(ShownName, IsTheBeginningOfALongOne)
{
    EXPECT_EQ(shownName("prompt"), "prompt");
    EXPECT_EQ(shownName(std::string(60, 'x')), std::string(60, 'x'));
    EXPECT_EQ(shownName(std::string(61, 'x')), std::string(57, 'x') + "...");
    EXPECT_EQ(shownName("a\xFF"), "a\xEF\xBF\xBD");
    std::string umlauts = "x";
    for (int i = 0; i < 1000; ++i)
        umlauts += "\u00e4";
    EXPECT_EQ(shownName(umlauts), umlauts.substr(0, 57) + "...") << "57 is between two";
    EXPECT_EQ(shownName("x" + umlauts), "x" + umlauts.substr(0, 55) + "...") << "none is cut in two";
}

TEST(VisibleText, SpellsOutWhatSteersATerminal)
{
    EXPECT_EQ(visibleText("bad \x1b[31mred\x07"), R"(bad \x1b[31mred\x07)");
    EXPECT_EQ(visibleText("\x1b]52;c;aGk=\x1b\\"), R"(\x1b]52;c;aGk=\x1b\)");
    EXPECT_EQ(visibleText("a\r\nb\tc\x7F"), R"(a\r\nb\tc\x7f)");
    EXPECT_EQ(visibleText("\xC2\x9B"
                          "31m\xC2\x9D"),
              R"(\u009b31m\u009d)");
    EXPECT_EQ(visibleText(std::string_view{"a\0b", 3}), R"(a\x00b)");
}

TEST(VisibleText, SpellsOutWhatTurnsOrHidesText)
{
    EXPECT_EQ(visibleText("a\xE2\x80\xAE"  // NOLINT(misc-misleading-bidirectional): it is what is tested
                          "b\xE2\x81\xA6\xE2\x80\x8F\xD8\x9C\xE2\x80\xA8"),
              R"(a\u202eb\u2066\u200f\u061c\u2028)");
    EXPECT_EQ(visibleText("\xEF\xBB\xBFx\xF3\xA0\x81\x81"), R"(\ufeffx\U000e0041)");
}

TEST(VisibleText, LeavesAllOtherText)
{
    for (const char* text :
         {"", "plain", "caf\xC3\xA9 \xE2\x82\xAC 100", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC",
          R"(C:\temp\new "quoted")", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"})
        EXPECT_EQ(visibleText(text), text);
    EXPECT_EQ(visibleText("caf\xE9 \x9B"), "caf\xEF\xBF\xBD \xEF\xBF\xBD");
    EXPECT_EQ(visibleText(visibleText("\x1b[0m")), R"(\x1b[0m)");
}

TEST(VisibleText, LinesStayWhereTheyAreMeant)
{
    EXPECT_EQ(visibleLines("one\ntwo\r\n\x1b[2J"), "one\ntwo\\r\n\\x1b[2J");
}

}  // namespace
}  // namespace inferometer
