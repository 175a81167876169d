// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/prompt_builder.h"
#include "core/workload/salt.h"

#include "tests/core/workload/fake_tokenizers.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

const PromptTemplate kHarbour{"harbour",
                              "Describe extraordinarily busy harbours,\nand the internationalisation of trade."};
constexpr std::string_view kSalt = "able acid bread fish mouth rain ";

PromptOrder orderOf(std::int64_t tokens, double commonShare = 0) { return {tokens, commonShare, std::string{kSalt}}; }

TEST(BuildPrompt, HasExactlyTheTokensAsked)
{
    for (const std::size_t bytesPerToken : {1U, 3U, 4U, 6U, 100U}) {
        for (const std::int64_t tokens : {50, 51, 127, 1000, 10'007}) {
            const CountedTokenizer tokenizer{piecesOf(bytesPerToken)};
            const Result<PromptText> prompt = buildPrompt(kHarbour, orderOf(tokens), tokenizer.count);
            ASSERT_TRUE(prompt) << prompt.error().message;
            EXPECT_EQ(prompt.value().tokens, tokens) << bytesPerToken;
            EXPECT_EQ(pieces(prompt.value().salted(kSalt), bytesPerToken), tokens) << bytesPerToken;
            EXPECT_LE(*tokenizer.calls, 20) << bytesPerToken << " " << tokens;
        }
    }
}

TEST(BuildPrompt, IsExactWithALopsidedTokenizerToo)
{
    for (std::int64_t tokens = 30; tokens < 300; tokens += 7) {
        const CountedTokenizer tokenizer{lopsided};
        const PromptText prompt = buildPrompt(kHarbour, orderOf(tokens), tokenizer.count).value();
        EXPECT_EQ(prompt.tokens, tokens);
        EXPECT_EQ(lopsided(prompt.salted(kSalt)), tokens);
    }
}

TEST(BuildPrompt, PutsTheSaltBehindTheFirstWord)
{
    const PromptText prompt = buildPrompt(kHarbour, orderOf(60), CountedTokenizer{piecesOf(6)}.count).value();
    EXPECT_EQ(prompt.name, "harbour");
    EXPECT_EQ(prompt.saltAt, std::string_view{"Describe "}.size());
    EXPECT_TRUE(prompt.salted(kSalt).starts_with("Describe able acid bread fish mouth rain extraordinarily busy"));
    EXPECT_TRUE(prompt.text.starts_with("Describe extraordinarily busy harbours,\nand the"));
    EXPECT_NE(prompt.text.find("trade. Describe"), std::string::npos);
}

TEST(BuildPrompt, PutsTheSaltBehindTheCommonPart)
{
    const PromptText prompt = buildPrompt(kHarbour, orderOf(1000, 0.75), CountedTokenizer{piecesOf(6)}.count).value();
    EXPECT_EQ(prompt.tokens, 1000);
    EXPECT_NEAR(static_cast<double>(pieces(prompt.text.substr(0, prompt.saltAt), 6)), 750, 10);
    EXPECT_EQ(prompt.text[prompt.saltAt - 1], ' ');
    EXPECT_NE(prompt.text[prompt.saltAt], ' ');
}

TEST(BuildPrompt, RepeatsATemplateOfOneWord)
{
    const PromptText prompt = buildPrompt({"go", "  go\n"}, orderOf(50), CountedTokenizer{piecesOf(6)}.count).value();
    EXPECT_EQ(pieces(prompt.salted(kSalt), 6), 50);
    EXPECT_TRUE(prompt.text.starts_with("go go go"));
}

TEST(BuildPrompt, SaysWhenTheLengthIsTooSmall)
{
    const Result<PromptText> prompt = buildPrompt(kHarbour, orderOf(16), CountedTokenizer{piecesOf(1)}.count);
    ASSERT_FALSE(prompt);
    EXPECT_EQ(prompt.error().field, "num-input-tokens");
    EXPECT_NE(prompt.error().message.find("too small"), std::string::npos);
}

TEST(BuildPrompt, EndsBelowWhereNoCutIsExact)
{
    // Counts in threes: 50 cannot be reached.
    const TokenCounter threes = [](std::string_view text) -> Result<std::int64_t> { return pieces(text, 6) * 3; };
    EXPECT_EQ(buildPrompt(kHarbour, orderOf(50), threes).value().tokens, 48);
}

TEST(BuildPrompt, PassesOnAnErrorOfTheTokenizer)
{
    int calls = 0;
    const TokenCounter failing = [&calls](std::string_view text) -> Result<std::int64_t> {
        if (++calls > 3)
            return Error::verbatim(Errc::Timeout, "too slow");
        return pieces(text, 6);
    };
    EXPECT_EQ(buildPrompt(kHarbour, orderOf(5000), failing).error().message, "too slow");
}

TEST(BuildPrompt, RefusesATokenizerThatDoesNotGrow)
{
    const TokenCounter stuck = [](std::string_view) -> Result<std::int64_t> { return 7; };
    EXPECT_EQ(buildPrompt({"go", "go"}, orderOf(16), stuck).error().code, Errc::Protocol);
}

}  // namespace
}  // namespace inferometer
