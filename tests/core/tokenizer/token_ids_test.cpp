// SPDX-License-Identifier: GPL-3.0-or-later
// Ids are those of the reference packages, on every tokenizer and text of tests/data/tokenizer.
#include "tests/core/tokenizer/tokenizer_data.h"

#include <algorithm>
#include <numeric>
#include <thread>

namespace inferometer::test {
namespace {

class TokenIds : public testing::TestWithParam<const char*>
{};

TEST_P(TokenIds, AreThoseOfTheReference)
{
    const std::string file = GetParam();
    const auto tokenizer = opened(file);
    ASSERT_NE(tokenizer, nullptr);
    const std::vector<std::string> texts = textsToEncode();
    const std::vector<std::string> expected = linesOf(tokenizerData(file.substr(0, file.rfind('.')) + ".ids"));
    ASSERT_GT(texts.size(), 300U);
    ASSERT_EQ(texts.size(), expected.size());
    // Twice: the second time what was cached is used.
    for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::vector<std::uint32_t> ids = tokenizer->encode(texts[i]);
            EXPECT_EQ(lineOf(ids), expected[i]) << "text " << i << ": " << texts[i];
            EXPECT_EQ(tokenizer->count(texts[i]), static_cast<std::int64_t>(ids.size()));
        }
    }
}

TEST_P(TokenIds, AreTheSameFromManyThreads)
{
    const auto tokenizer = opened(GetParam());
    ASSERT_NE(tokenizer, nullptr);
    const std::vector<std::string> texts = textsToEncode();
    std::vector<std::string> expected;
    std::transform(texts.begin(), texts.end(), std::back_inserter(expected),
                   [&](const std::string& text) { return lineOf(tokenizer->encode(text)); });
    constexpr std::size_t kThreads = 8;
    std::vector<std::size_t> wrong(kThreads, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            for (std::size_t i = 0; i < texts.size(); ++i) {
                const std::size_t at = (i + 37 * t) % texts.size();
                wrong[t] += lineOf(tokenizer->encode(texts[at])) == expected[at] ? 0 : 1;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(std::accumulate(wrong.begin(), wrong.end(), std::size_t{0}), 0U);
}

INSTANTIATE_TEST_SUITE_P(Tokenizers, TokenIds,
                         testing::Values("gpt2.json", "llama3.json", "qwen.json", "llama2.json", "o200k.json",
                                         "deepseek.json", "gemma.json", "metaspace.json", "metaspace-first.json",
                                         "words.json", "pieces.json", "falcon.json", "unusual.json", "bpe.model",
                                         "unigram.model"),
                         [](const auto& tested) {
                             std::string name = tested.param;
                             std::replace_if(
                                 name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
                             return name;
                         });

TEST(TokenIds, TellWhatTheyAreOf)
{
    EXPECT_EQ(opened("gpt2.json")->description(), "BPE of 701 tokens");
    EXPECT_EQ(opened("unigram.model")->description(), "SentencePiece of 1,100 tokens");
}

// A text that nothing cuts into words is merged by a queue; one that is all one letter has no place to be cut at.
TEST(TokenIds, OfALongWordTakeNoLongerThanItIs)
{
    const auto tokenizer = opened("llama2.json");
    for (const std::string& unit : {std::string{"a"}, std::string{"ab c"}, std::string{"\xE4\xBD\xA0"}}) {
        std::string text;
        while (text.size() < 400'000)
            text += unit;
        EXPECT_GT(tokenizer->count(text), 10'000) << unit;
    }
}

TEST(TokenIds, OfBlanksTakeNoLongerThanTheyAre)
{
    for (const char* name : {"gpt2.json", "metaspace.json", "deepseek.json"}) {
        const auto tokenizer = opened(name);
        EXPECT_GE(tokenizer->count(std::string(300'000, ' ')), 0) << name;
        EXPECT_GT(tokenizer->count(std::string(300'000, ' ') + "x [X] [Y]" + std::string(300'000, ' ')), 0) << name;
    }
}

}  // namespace
}  // namespace inferometer::test
