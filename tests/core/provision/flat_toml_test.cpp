// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/flat_toml.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(FlatToml, IsAListOfKeysInSections)
{
    const auto entries = readFlatToml("Top = \"a\"\n[AWS]\nn = -3 # [\nx.y = 1\nf = 0.5\nb = true\nl = [1, 2]\n"
                                      "d = 1979-05-27\n",
                                      "b.toml");
    ASSERT_TRUE(entries);
    std::string told;
    for (const TomlEntry& entry : entries.value())
        told += std::to_string(entry.line) + " " + entry.section + "/" + entry.key + "=" + entry.text + " "
            + std::to_string(static_cast<int>(entry.kind)) + "\n";
    EXPECT_EQ(told,
              "1 /top=a 0\n2 aws/= 4\n3 aws/n=-3 1\n4 aws/x= 4\n5 aws/f=0.5 2\n6 aws/b=true 3\n7 aws/l= 4\n8 "
              "aws/d= 4\n");
}

TEST(FlatToml, IsBoundedBeforeItIsParsed)
{
    const auto errorOfToml = [](const std::string& text) {
        const auto entries = readFlatToml(text, "b.toml");
        return entries ? std::string{"none"} : entries.error().message;
    };
    const std::string tooDeep = "b.toml:2: brackets or dots nest too deep for a bench.toml.";
    EXPECT_EQ(errorOfToml("\na = " + std::string(200'000, '[')), tooDeep);
    EXPECT_EQ(errorOfToml("\na = " + std::string(17, '[') + std::string(17, ']')), tooDeep);
    EXPECT_EQ(errorOfToml("\na = " + std::string(16, '[') + std::string(16, ']')), "none");
    std::string dotted = "a";
    for (int i = 0; i < 50'000; ++i)
        dotted += ".a";
    EXPECT_EQ(errorOfToml("\n[" + dotted + "]\n"), tooDeep);
    EXPECT_EQ(errorOfToml("\n" + dotted + " = 1\n"), tooDeep);
    EXPECT_EQ(errorOfToml("a = 1\nb = \"" + std::string(40, '[') + "\" # " + std::string(40, '[') + "\n"), "none");
    EXPECT_EQ(errorOfToml("a = \"\"\"" + std::string(40, '[') + "\n\\\"\"\"\"\nb = '" + std::string(40, '{') + "'\n"),
              "none");
    EXPECT_EQ(errorOfToml(std::string(kMostTomlBytes + 1, '#')),
              "b.toml:1: the file is too large for a bench.toml; is it another one?");
    EXPECT_NE(errorOfToml("a = 1\na = 2\n").find("b.toml:2: this is no TOML"), std::string::npos);
    const std::string foreign = "b.toml:2: letters beyond ASCII must stand in quotes.";
    EXPECT_EQ(errorOfToml("\nh\xC3\xA9 = 1\n"), foreign);
    EXPECT_EQ(errorOfToml("a = 1\nb = \"\"\"x \\ \n \xC3\xA9\"\"\"\n"), foreign);
    EXPECT_EQ(errorOfToml("\xEF\xBB\xBF# \xC3\xA9\na = \"\"\"\xC3\xA9 \\\\ \xC3\xA9\"\"\"\nb = '\xC3\xA9'\n"), "none");
    EXPECT_NE(errorOfToml("a = \"\xFF\"\n").find("this is no TOML"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
