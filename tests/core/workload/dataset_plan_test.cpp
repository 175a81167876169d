// SPDX-License-Identifier: GPL-3.0-or-later
// A run over a dataset made ready: what is refused before a word to the endpoint, and what is counted.
#include "core/workload/dataset_plan.h"

#include "tests/core/workload/dataset_fixture.h"
#include "tests/core/workload/plan_fixture.h"

namespace inferometer {
namespace {

class DatasetPlan : public MakePlan
{
protected:
    DatasetPlan()
    {
        const std::string url = m_spec.target.baseUrl;
        m_spec = defaultSpec(Evaluation::Custom);
        m_spec.target.baseUrl = url;
        m_spec.prompts.inputFilePath = datasetFile("prompts.jsonl");
    }
};

TEST_F(DatasetPlan, AsksEachRowOnce)
{
    const auto made = plan();
    EXPECT_EQ(made->requests, 4U);
    EXPECT_EQ(made->spec.arrivals.numRequests, 4) << "as run.yaml says it";
    EXPECT_EQ(promptOf(*made, 3), "Say \"hello\" in ten languages.");
    EXPECT_EQ(bodyOf(*made, 0)["max_tokens"], 256);
    EXPECT_EQ(bodyOf(*made, 0)["model"], "tiny");
    EXPECT_EQ(m_server.count(kAsk), 1U) << "one question before the load";
    EXPECT_TRUE(has(made->countNote,
                    "Asked from prompts.jsonl (SambaNova prompts (JSON lines), 4 rows), in the file's order. "))
        << made->countNote;
}

TEST_F(DatasetPlan, CountsEachRowByTheTokenizer)
{
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Tokenize);
    std::string body;
    EXPECT_EQ(made->source->next({0, 0, Phase::Measured}, body).promptTokens,
              pieces("Name three rivers of France.", kBytesPerToken));
    EXPECT_TRUE(has(made->countNote, "Prompts are counted by the endpoint's own tokenizer, without chat template."));
}

TEST_F(DatasetPlan, CountsAllMessagesOfARow)
{
    m_spec.prompts.inputFilePath = datasetFile("messages.jsonl");
    std::string body;
    EXPECT_EQ(plan()->source->next({0, 0, Phase::Measured}, body).promptTokens,
              pieces("Be brief.\nHi there.", kBytesPerToken));
}

TEST_F(DatasetPlan, ManyRowsAreCorrectedByASample)
{
    const test::TempFolder folder;
    std::string rows;
    for (int i = 0; i < 1000; ++i)
        rows += R"({"prompt": "Words of row )" + std::to_string(i) + " and some more of them\"}\n";
    test::writeFile(folder / "rows", rows);
    m_spec.prompts.inputFilePath = folder / "rows";
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Estimate);
    EXPECT_TRUE(has(made->countNote, "which counted 64 of the rows")) << made->countNote;
    EXPECT_LE(m_server.count("POST /tokenize"), 70U);
    std::string body;
    const double tokens = made->source->next({500, 500, Phase::Measured}, body).promptTokens;
    EXPECT_NEAR(tokens, static_cast<double>(pieces("Words of row 500 and some more of them", kBytesPerToken)), 2);
}

TEST_F(DatasetPlan, WithoutATokenizerTheUsageOfTwoProbesCorrects)
{
    m_pages.tokenize = false;
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Usage);
    EXPECT_EQ(m_server.count(kAsk), 2U);
    EXPECT_TRUE(has(made->countNote, "corrected by the prompt_tokens of 2 probe requests")) << made->countNote;
    m_pages.usage = false;
    EXPECT_EQ(plan()->countMethod, CountMethod::Estimate);
}

TEST_F(DatasetPlan, SaysHowOftenRowsAreAsked)
{
    m_spec.arrivals.numRequests = 10;
    m_spec.prompts.datasetOrder = DatasetOrder::Shuffled;
    EXPECT_TRUE(
        has(plan()->countNote,
            "shuffled by the seed, from the beginning again after the last: each row 2 or 3 times, so a server's "
            "cache knows what comes again."));
    m_spec.arrivals.numRequests = 3;
    EXPECT_TRUE(has(plan()->countNote, ", of which 3 are asked."));
    m_spec.prompts.inputFilePath = datasetFile("sharegpt.json");
    EXPECT_TRUE(has(plan()->countNote, " 2 conversations without a question and its answer are left out."));
    m_spec.prompts.inputFilePath = datasetFile("vllm.jsonl");
    EXPECT_TRUE(has(plan()->countNote, " Not sent: id."));
}

TEST_F(DatasetPlan, NothingIsSentForABadRow)
{
    m_spec.prompts.inputFilePath = datasetFile("README.md");
    EXPECT_TRUE(has(error().message, "README.md")) << error().message;
    m_spec.prompts.inputFilePath = "/nowhere/prompts.jsonl";
    EXPECT_EQ(error().field, "input-file-path");
    EXPECT_EQ(m_server.count(kAsk), 0U);
    EXPECT_EQ(m_server.count("GET /v1/models"), 0U);
}

TEST_F(DatasetPlan, ADialectMayNotTakeWhatRowsHold)
{
    m_spec.prompts.inputFilePath = datasetFile("images.jsonl");
    m_spec.target.llmApi = "openai-completions";
    EXPECT_EQ(error().message,
              datasetFile("images.jsonl")
                  + ", line 1: openai-completions carries no images; choose another llm-api, such as openai-chat.");
    m_spec.prompts.inputFilePath = datasetFile("messages.jsonl");
    m_spec.target.llmApi = "ollama-chat";
    EXPECT_EQ(error().message,
              datasetFile("messages.jsonl")
                  + ", line 1: ollama-chat takes no OpenAI messages; choose another llm-api, such as openai-chat.");
    EXPECT_EQ(error().field, "llm-api");
    m_spec.target.llmApi = "sambastudio";  // whose generic form it is, by the address
    m_spec.target.baseUrl += "/api/predict/generic/p/e";
    EXPECT_EQ(error().message,
              datasetFile("messages.jsonl")
                  + ", line 1: sambastudio takes no OpenAI messages; choose another llm-api, such as openai-chat.");
}

TEST_F(DatasetPlan, AModelThatTakesNoImagesSaysSoBefore)
{
    m_spec.prompts.inputFilePath = datasetFile("images.jsonl");
    EXPECT_EQ(plan()->requests, 3U);
    m_pages.imageStatus = 400;
    EXPECT_TRUE(
        has(error().message,
            "(tiny is not a multimodal model) to a prompt with an image; choose a model that takes images, or a "
            "dataset without."))
        << error().message;
    EXPECT_EQ(error().field, "input-file-path");
}

TEST_F(DatasetPlan, RowsThatAreAllTooLongAreRefused)
{
    m_pages.contextTokens = 12;
    EXPECT_TRUE(has(error().message, "Even the shortest row of ")) << error().message;
}

TEST_F(DatasetPlan, AFixedLimitIsSaid)
{
    m_spec.prompts.inputFilePath = datasetFile("vllm.jsonl");
    EXPECT_EQ(plan()->outputNote, "");
    m_spec.prompts.samplingParams = R"({"max_tokens_to_generate": 256})";
    EXPECT_TRUE(has(plan()->outputNote, "The rows' own output lengths are not asked for"));
}

TEST_F(DatasetPlan, OneRequestIsTheFirstRow)
{
    const auto made = planOfOne(m_spec, {}, {});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(promptOf(*made.value(), 0), "Name three rivers of France.");
    EXPECT_EQ(m_server.count(kAsk), 0U);
}

}  // namespace
}  // namespace inferometer
