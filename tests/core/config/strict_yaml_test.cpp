// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/config/strict_yaml.h"

#include <gtest/gtest.h>

#include <ctime>

namespace inferometer {
namespace {

std::string errorOf(std::string_view text)
{
    const Result<YamlNode> node = parseStrictYaml(text, "f.yaml");
    return node ? "" : node.error().message;
}

TEST(StrictYaml, KeepsOrderAndLines)
{
    const YamlNode root = parseStrictYaml("b: 1\na:\n  - x\n  - y: z\n", "f").value();
    ASSERT_EQ(root.entries.size(), 2U);
    EXPECT_EQ(root.entries[0].key, "b");
    EXPECT_EQ(root.entries[1].line, 2);
    ASSERT_EQ(root.entries[1].value.items.size(), 2U);
    EXPECT_EQ(root.entries[1].value.items[1].entries[0].line, 4);
    EXPECT_EQ(root.entries[1].value.items[1].entries[0].value.text, "z");
}

TEST(StrictYaml, RefusesAKeyTwiceAtEveryLevel)
{
    EXPECT_EQ(errorOf("a: 1\nb: 2\na: 3\n"), "f.yaml:3: The key \"a\" stands twice (first on line 1); remove one.");
    EXPECT_NE(errorOf("m:\n  x: 1\n  \"x\": 2\n"), "");
    EXPECT_NE(errorOf("- k: 1\n- k: 1\n  k: 2\n"), "");
    EXPECT_EQ(errorOf("m: {x: 1}\nn: {x: 1}\n"), "");
}

TEST(StrictYaml, RefusesWhatIsNotOnePlainDocument)
{
    EXPECT_TRUE(errorOf("a: [1, 2\nb: 3").starts_with("f.yaml:"));
    EXPECT_NE(errorOf("a: 1\n---\nb: 2\n"), "");
    EXPECT_NE(errorOf("{a: 1}: 2\n"), "");
    EXPECT_NE(errorOf("a: *nowhere\n"), "");
    EXPECT_EQ(errorOf(""), "");
}

TEST(StrictYaml, RefusesAliasesThatUnfoldWithoutEnd)
{
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j)
            bomb += "*a" + std::to_string(i - 1) + ", ";
        bomb += "]\n";
    }
    EXPECT_NE(errorOf(bomb).find("too large"), std::string::npos);
}

TEST(StrictYaml, RefusesALongTextThatAliasesRepeat)
{
    std::string bomb = "a: &a " + std::string(1'000'000, 'x') + "\nb: [";
    for (int i = 0; i < 100; ++i)
        bomb += "*a, ";
    EXPECT_NE(errorOf(bomb + "]\n").find("too large"), std::string::npos);
}

TEST(StrictYaml, ReadsNoFileWithoutEnd)
{
    const Result<std::string> endless = readTextFile("/dev/zero", 1'000'000);
    ASSERT_FALSE(endless);
    EXPECT_EQ(endless.error().message, "/dev/zero holds more than the 1 MB that such a file may have; check the path.");
}

TEST(StrictYaml, RefusesWhatNestsWithoutEnd)
{
    constexpr std::size_t kDepth = 20'000;
    std::string maps;
    for (std::size_t i = 0; i < kDepth; ++i)
        maps += "{a: ";
    for (const std::string& deep : {std::string(kDepth, '[') + std::string(kDepth, ']'),
                                    maps + std::string(kDepth, '}'), std::string(kDepth, '[')})
        EXPECT_NE(errorOf("k: " + deep).find("too deep or too large"), std::string::npos) << errorOf("k: " + deep);
    EXPECT_NE(errorOf("k: " + std::string(40, '[') + std::string(40, ']')).find("too deep"), std::string::npos);
}

TEST(StrictYaml, ReadsManyKeysInATimeThatGrowsWithTheirNumber)
{
    std::string text = "metadata:\n";
    for (int i = 0; i < 60'000; ++i)
        text += "  k" + std::to_string(i) + ": 1\n";
    const auto before = std::clock();
    const Result<YamlNode> read = parseStrictYaml(text, "f");
    const double took = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().entries[0].value.entries.size(), 60'000U);
    EXPECT_LT(took, 15);  // s of CPU, sanitizers and all; each key compared with all others takes 100
}

TEST(YamlScalar, ReadsBackAsTheSameText)
{
    Random random{9};
    const std::string alphabet = "ab1-.:#'\"\\{}[]&*!|>%@`~?, \n\t\r\x01\x7F$=";
    const std::vector<std::string> special{
        "",
        "~",
        "null",
        "true",
        "- x",
        "a: b",
        "a #b",
        "'",
        "\"",
        "---",
        "...",
        "-",
        "?",
        "1e3",
        "0x1F",
        " a ",
        "\xC3\xA9\xE2\x82\xAC",
        "\xC2\x9B[2J",
        "\xE2\x80\xAEtxt",  // NOLINT(misc-misleading-bidirectional): it is what is tested
        "\xF3\xA0\x81\x81",
        "a\n b"};
    for (const std::string& text : special)
        EXPECT_EQ(parseStrictYaml("k: " + yamlScalar(text), "f").value().entries[0].value.text, text);
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (std::uint64_t n = random.below(12); n > 0; --n)
            text += alphabet[random.below(alphabet.size())];
        const Result<YamlNode> read = parseStrictYaml("k: " + yamlScalar(text), "f");
        ASSERT_TRUE(read) << text << "\n" << read.error().message;
        EXPECT_EQ(read.value().entries[0].value.text, text);
    }
}

TEST(YamlScalar, SpellsOutWhatATerminalWouldObey)
{
    EXPECT_EQ(yamlScalar("\x1b[2J"), "\"\\x1B[2J\"");
    // NOLINTNEXTLINE(misc-misleading-bidirectional): it is what is tested
    EXPECT_EQ(yamlScalar("\xC2\x9B\xE2\x80\xAE\xF3\xA0\x81\x81\xC3\xA9"), "\"\\x9B\\u202E\\U000E0041\xC3\xA9\"");
}

TEST(StrictYaml, RefusesNulInTextsAndKeys)
{
    for (const std::string text : {"a: 1\nb: \"x\\0y\"\n", "a: 1\n\"b\\0c\": 2\n", "a:\n - \"\\x00\"\n"}) {
        const Result<YamlNode> read = parseStrictYaml(text, "f");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().message, "f:2: A text may not hold NUL bytes; remove them.");
    }
}

TEST(ReadTextFile, NamesThePath)
{
    const Result<std::string> missing = readTextFile("/no/such/file.yaml");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Errc::NotFound);
    EXPECT_NE(missing.error().message.find("/no/such/file.yaml"), std::string::npos);
    EXPECT_FALSE(readTextFile("/"));
}

}  // namespace
}  // namespace inferometer
