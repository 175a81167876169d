// SPDX-License-Identifier: GPL-3.0-or-later
// How long prompts become on endpoints with and without a tokenizer page.
#include "tests/core/workload/plan_fixture.h"

#include <algorithm>

namespace inferometer {
namespace {

class Count : public MakePlan
{
protected:
    // The median of some prompts, as the endpoint counts them, without its template. They differ by their salts, by a
    // token for each of the six words at most.
    double length()
    {
        constexpr std::size_t kLooked = 41;
        const auto made = plan();
        std::vector<std::int64_t> tokens(kLooked, 0);
        for (std::size_t i = 0; made && i < kLooked; ++i)
            tokens[i] = pieces(promptOf(*made, 5 + i), m_pages.bytesPerToken);
        std::nth_element(tokens.begin(), tokens.begin() + kLooked / 2, tokens.end());
        return static_cast<double>(tokens[kLooked / 2]);
    }
};

TEST_F(Count, IsCorrectedAtTheLengthAskedWhateverTheVocabulary)
{
    m_pages.tokenize = false;
    for (const std::size_t bytes : {2U, 3U, 5U}) {
        m_pages.bytesPerToken = bytes;
        for (const std::int64_t wanted : {64, 200, 1000, 3000}) {
            m_spec.prompts.numInputTokens = wanted;
            const auto asked = static_cast<double>(wanted);
            EXPECT_NEAR(length(), asked, std::max(6.0, 0.005 * asked)) << bytes << " bytes a token";
        }
    }
}

TEST_F(Count, TheNoteSaysWhatWasCounted)
{
    m_pages.tokenize = false;
    const std::string note = plan()->countNote;
    EXPECT_TRUE(has(note, "without the " + std::to_string(kTemplateTokens) + " tokens of chat template")) << note;
    const std::string_view counted = "One for 200 tokens counted ";
    ASSERT_TRUE(has(note, counted)) << note;
    EXPECT_NEAR(std::stod(note.substr(note.find(counted) + counted.size())), 200, 2) << note;
    m_pages.tokenize = true;
    EXPECT_TRUE(has(plan()->countNote, "which are " + std::to_string(kTemplateTokens) + " tokens more"));
}

TEST_F(Count, ASystemPromptIsAskedWithAndNotCounted)
{
    m_pages.tokenize = false;
    m_spec.prompts.systemPrompt = "Be brief.";
    ASSERT_NE(plan(), nullptr);
    EXPECT_EQ(Json::parse(m_server.requests().back().body)["messages"][0]["content"], "Be brief.");
}

TEST_F(Count, AGuessThatIsTooLongIsHalved)
{
    m_pages.tokenize = false;
    m_pages.bytesPerToken = 2;  // far more tokens than are estimated
    m_spec.prompts.numInputTokens = 200;
    m_pages.contextTokens = 260;
    EXPECT_NEAR(length(), 200, 4);
    EXPECT_TRUE(has(m_said, "too long; asking with half of it")) << m_said;
}

TEST_F(Count, ALengthThatDoesNotFitIsToldBeforeTheRun)
{
    for (const bool tokenize : {true, false}) {
        m_pages.tokenize = tokenize;
        m_spec.prompts.numInputTokens = 5000;
        m_pages.contextTokens = 2048;
        EXPECT_EQ(error().field, "num-input-tokens");
        EXPECT_TRUE(has(error().message, "exceeds the available context size); ask for less with --num-input-tokens"))
            << error().message;
    }
}

TEST_F(Count, TakesTheCountOfAWholeAnswerWhereTheStreamTellsNone)
{
    m_pages.tokenize = m_pages.streamedUsage = false;
    EXPECT_EQ(plan()->countMethod, CountMethod::Usage);
}

}  // namespace
}  // namespace inferometer
