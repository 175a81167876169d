// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/numbered_body.h"
#include "core/workload/prompt_book.h"
#include "core/workload/prompt_builder.h"

#include "tests/core/workload/fake_tokenizers.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>

namespace inferometer {
namespace {

const PromptTemplate kTemplate{"tale",
                               "Once upon a time a \"lighthouse\"\nkeeper wrote, extraordinarily slowly, a letter."};
const std::string kSalt = "amber basil cedar delta ember fable ";

SizedPrompt sized(std::int64_t tokens, const TokenCounter& count, double commonShare = 0)
{
    return buildSizedPrompt(kTemplate, {tokens, commonShare, kSalt}, count).value();
}

TEST(SizedText, HasPromptsNearAnyLength)
{
    for (const auto& tokens : {piecesOf(4), piecesOf(100), std::function<std::int64_t(std::string_view)>{lopsided}}) {
        const CountedTokenizer tokenizer{tokens};
        const SizedPrompt prompt = sized(2000, tokenizer.count);
        EXPECT_LT(*tokenizer.calls, 80);
        EXPECT_LE(prompt.off, 6);
        for (std::int64_t wanted = prompt.text.shortest(); wanted <= 2000; wanted += 37) {
            const SizedText::Cut cut = prompt.text.cutFor(wanted);
            const std::int64_t counted = tokens(prompt.text.plain(cut, kSalt));
            EXPECT_LE(std::abs(counted - cut.tokens), 6) << wanted;
            EXPECT_LE(std::abs(cut.tokens - wanted), 4) << wanted;
        }
        EXPECT_EQ(prompt.text.cutFor(1).words, 2U);
        EXPECT_EQ(prompt.text.cutFor(9999).words, prompt.text.cutFor(prompt.text.longest()).words);
    }
}

TEST(SizedText, EscapesAsTheWholeTextWouldBe)
{
    const SizedPrompt prompt = sized(300, CountedTokenizer{piecesOf(4)}.count, 0.5);
    for (const std::int64_t wanted : {30, 100, 299}) {
        const SizedText::Cut cut = prompt.text.cutFor(wanted);
        EXPECT_EQ(cut.common, cut.words / 2);
        std::string before;
        std::string behind;
        prompt.text.appendBefore(cut, before);
        prompt.text.appendBehind(cut, behind);
        std::string whole;
        appendJsonEscaped(prompt.text.plain(cut, kSalt), whole);
        EXPECT_EQ(before.append(kSalt).append(behind), whole);
    }
}

TEST(SizedText, SaysWhatIsTooSmall)
{
    const auto prompt = buildSizedPrompt(kTemplate, {3, 0, kSalt}, CountedTokenizer{piecesOf(4)}.count);
    ASSERT_FALSE(prompt);
    EXPECT_EQ(prompt.error().field, "num-input-tokens");
}

TEST(NumberedBody, HasTheNumberWhereverTheDialectPutsIt)
{
    for (const Dialect& dialect : dialects()) {
        BodyParts parts{.model = "m1111111",
                        .systemPrompt = "Say 2222222.",
                        .outputTokens = 5,
                        .exactOutput = dialect.takesExactOutput};
        const NumberedBody any = bodyOfAnyLength(dialect, parts);
        for (const std::int64_t number : {1, 77, 1'000'000}) {
            parts.outputTokens = number;
            const BodyTemplate one = dialect.body(parts);
            std::string text;
            any.prefix.append(number, text);
            text += "P";
            any.suffix.append(number, text);
            any.tail.append(number, text);
            EXPECT_EQ(text, one.prefix + "P" + one.suffix + one.tail) << dialect.id;
        }
    }
}

TEST(PromptBook, GivesEachRequestTheLengthsDrawnForIt)
{
    const TokenCounter count = CountedTokenizer{piecesOf(6)}.count;
    const DrawnLengths lengths{parseLengths("U(40,400)/U(10,90)", "lengths").value(), 5};
    PromptBook book{5, PromptReuse::Unique, 50};
    book.setSalts(SaltBook{{saltCandidates().begin(), saltCandidates().end()}, 5});
    book.setLengths(lengths);
    book.setPrompts(std::vector<SizedText>{sized(400, count).text},
                    bodyOfAnyLength(*findDialect("openai-chat"), {.model = "m", .exactOutput = true}));
    for (std::uint64_t number = 0; number < 200; ++number) {
        const Slot slot{number + 3, number, Phase::Measured};
        std::string body;
        const Shape shape = book.next(slot, body);
        std::string again;
        book.next(slot, again);
        EXPECT_EQ(body, again);
        const nlohmann::json json = nlohmann::json::parse(body);
        EXPECT_EQ(json["max_tokens"], shape.outputTokens);
        EXPECT_EQ(json["min_tokens"], shape.outputTokens);
        EXPECT_EQ(shape.outputTokens, lengths.output(number, false).tokens);
        EXPECT_LE(std::abs(shape.promptTokens - lengths.input(number, false).tokens), 4);
        const auto text = json["messages"][0]["content"].get<std::string>();
        EXPECT_LE(std::abs(pieces(text, 6) - shape.promptTokens), 4);
        EXPECT_EQ(text, book.salt(slot));  // what is kept of it, where texts are
    }
}

}  // namespace
}  // namespace inferometer
