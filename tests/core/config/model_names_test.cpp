// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/model_names.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

using Names = std::vector<std::string>;

TEST(ModelNames, AreSeparatedByBlanks)
{
    EXPECT_EQ(splitModelNames("  big\tsmall\n"), (Names{"big", "small"}));
    EXPECT_EQ(splitModelNames(R"(C:\models\it's.gguf org/x:free)"), (Names{R"(C:\models\it's.gguf)", "org/x:free"}));
    EXPECT_EQ(splitModelNames(" "), Names{});
}

TEST(ModelNames, QuotesKeepBlanksInAName)
{
    EXPECT_EQ(splitModelNames(R"("Llama 3 8B Instruct" other)"), (Names{"Llama 3 8B Instruct", "other"}));
    EXPECT_EQ(splitModelNames(R"(a 'qwen 7b "fast"'  b)"), (Names{"a", R"(qwen 7b "fast")", "b"}));
    EXPECT_EQ(splitModelNames(R"('it's one name' b)"), (Names{"it's one name", "b"}));
    EXPECT_EQ(splitModelNames(R"("never closed b)"), (Names{R"("never)", "closed", "b"}));
    EXPECT_EQ(splitModelNames(R"("" ' ' a)"), Names{"a"});
}

TEST(ModelNames, AreReadBackAsTheyWereQuoted)
{
    for (const char* name : {"plain", "two words", R"(say "hi" twice)", "it's here", "'quoted'", "通义 千问-7B"}) {
        EXPECT_EQ(splitModelNames(quotedModelName(name)), Names{name}) << quotedModelName(name);
        EXPECT_EQ(splitModelNames(quotedModelName(name) + " other"), (Names{name, "other"}));
    }
    EXPECT_EQ(quotedModelName("plain"), "plain");
    EXPECT_EQ(quotedModelName(""), "");
}

}  // namespace
}  // namespace inferometer
