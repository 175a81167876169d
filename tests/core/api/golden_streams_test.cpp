// SPDX-License-Identifier: GPL-3.0-or-later
// Every stream under tests/data/api, read whole and in every other way: the facts are always those of its .expected
// file.
#include "tests/core/api/stream_text.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace inferometer {
namespace {

namespace fs = std::filesystem;

std::string readFile(const fs::path& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// "<dialect>/<case>.<extension>"
std::vector<std::string> streams()
{
    std::vector<std::string> found;
    const fs::path root{INFEROMETER_TEST_DATA "/api"};
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator{root}) {
        if (entry.path().extension() == ".sse" || entry.path().extension() == ".jsonl"
            || entry.path().extension() == ".json")
            found.push_back(fs::relative(entry.path(), root).string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string withLineEnd(std::string_view body, std::string_view lineEnd)
{
    std::string text;
    for (const char c : body)
        text.append(c == '\n' ? lineEnd : std::string_view{&c, 1});
    return text;
}

class GoldenStream : public testing::TestWithParam<std::string>
{
protected:
    fs::path path = fs::path{INFEROMETER_TEST_DATA "/api"} / GetParam();
    const Dialect* dialect = formNamed(path.parent_path().filename().string());
    std::string body = readFile(path);
    std::string expected = readFile(fs::path{path}.replace_extension(".expected"));

    void SetUp() override
    {
        ASSERT_NE(dialect, nullptr) << "no dialect has the name of the folder";
        ASSERT_FALSE(expected.empty()) << "no .expected file beside the stream";
    }

    void expectAtEveryOffset(std::string_view text) const
    {
        for (std::size_t cut = 1; cut < text.size(); ++cut)
            ASSERT_EQ(streamText(*dialect, text, {{cut}}), expected) << "cut at byte " << cut;
    }
};

TEST_P(GoldenStream, GivesTheExpectedFacts) { EXPECT_EQ(streamText(*dialect, body), expected); }

TEST_P(GoldenStream, IsTheSameCutAtEveryByte)
{
    EXPECT_EQ(streamText(*dialect, body, everyByte(body)), expected);
    expectAtEveryOffset(body);
}

TEST_P(GoldenStream, IsTheSameWithOtherLineEnds)
{
    for (const std::string_view lineEnd : {"\r", "\r\n"}) {
        const std::string text = withLineEnd(body, lineEnd);
        EXPECT_EQ(streamText(*dialect, text), expected);
        EXPECT_EQ(streamText(*dialect, text, everyByte(text)), expected);
        expectAtEveryOffset(text);
    }
}

TEST_P(GoldenStream, IsTheSameInRandomReads)
{
    std::mt19937 random{1};
    for (int round = 0; round < 20; ++round) {
        std::vector<std::size_t> cuts;
        for (std::size_t at = 1 + random() % 40; at < body.size(); at += 1 + random() % 40)
            cuts.push_back(at);
        ASSERT_EQ(streamText(*dialect, body, cuts), expected) << "round " << round;
    }
}

std::string testName(const testing::TestParamInfo<std::string>& stream)
{
    std::string name = stream.param;
    const auto isNoLetter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; };
    std::replace_if(name.begin(), name.end(), isNoLetter, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Streams, GoldenStream, testing::ValuesIn(streams()), testName);

TEST(GoldenStreams, CoverEveryDialect)
{
    std::vector<std::string_view> forms{otherForms().begin(), otherForms().end()};
    for (const Dialect& dialect : dialects())
        forms.push_back(dialect.id);
    for (const std::string_view form : forms) {
        const std::string prefix = std::string{form} + "/";
        const auto found = streams();
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const auto& name) { return name.starts_with(prefix); }))
            << form;
    }
}

}  // namespace
}  // namespace inferometer
