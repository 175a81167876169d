// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/campaign_state.h"
#include "core/choice/offer_list.h"
#include "core/choice/seed_choice.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <thread>

namespace inferometer {
namespace {

// Inference Arena's table of models.
constexpr const char* kSeedTable = R"(family,size,ollama,vllm,sglang
gemma,1b,gemma2:2b,google/gemma-2-2b-it,google/gemma-2-2b-it
gemma,4b,gemma2:9b,google/gemma-2-9b-it,google/gemma-2-9b-it
gemma,12b,gemma2:27b,google/gemma-2-27b-it,google/gemma-2-27b-it
falcon,10b,falcon3:10b,tiiuae/falcon-11B,tiiuae/falcon-11B
falcon,180b,falcon:180b,tiiuae/falcon-180B,tiiuae/falcon-180B
qwen,14b,qwen2.5:14b,Qwen/Qwen2.5-14B-Instruct,Qwen/Qwen2.5-14B-Instruct
qwen,32b,qwen2.5:32b,Qwen/Qwen2.5-32B-Instruct,Qwen/Qwen2.5-32B-Instruct
llama,70b,llama3.1:70b,meta-llama/Llama-3.1-70B-Instruct,meta-llama/Llama-3.1-70B-Instruct
)";
constexpr const char* kSmallTable = "family,size,ollama,vllm\nqwen,14b,qwen2.5:14b,Qwen/Qwen2.5-14B\nllama,8b,,L8\n";

const CampaignOptions kAsSeed{.gpus = CampaignGpus::Seed, .order = CampaignOrder::Priority, .withSeedPrices = true};

std::vector<CampaignModel> modelsOf(std::string_view csv) { return parseCampaign(csv, "c.csv").value(); }

std::vector<Offer> offers()
{
    std::vector<Offer> all;
    for (const SiteOffer& one :
         parseOffers("machine,gpu,gpus,usd_per_hour\ng6.xlarge,NVIDIA L4,1,0.8\npod,H200,2,\n", "o.csv").offers)
        all.push_back(one.offer);
    return all;
}

std::vector<CampaignRow> plan(std::string_view csv, const std::vector<Offer>& gpus, const CampaignOptions& options = {})
{
    Result<std::vector<CampaignRow>> rows = planCampaign(modelsOf(csv), gpus, options);
    EXPECT_TRUE(rows.ok());
    return rows.ok() ? std::move(rows).value() : std::vector<CampaignRow>{};
}

std::string ids(const std::vector<CampaignRow>& rows)
{
    std::string text;
    for (const CampaignRow& row : rows)
        text += row.id + " ";
    return text;
}

TEST(Campaign, IsTheSeedsMasterPlan)
{
    const std::vector<CampaignRow> rows = plan(kSeedTable, seedGpus(), kAsSeed);
    ASSERT_EQ(rows.size(), 36U);  // falcon 180b and llama 70b fit on nothing
    EXPECT_EQ(rows[0].id, "qwen-32b-vllm-B200");
    EXPECT_NEAR(rows[0].priority, 2.96, 1e-9);
    EXPECT_EQ(rows[0].minutes, 21.8);
    EXPECT_NEAR(rows[0].usd, 1.816667, 1e-6);
    EXPECT_EQ(rows[1].id, "qwen-14b-vllm-H200_SXM");
    EXPECT_NEAR(rows[1].priority, 2.87, 1e-9);
    EXPECT_EQ(rows[2].id, "qwen-32b-sglang-B200");
    EXPECT_EQ(rows[3].id, "qwen-14b-sglang-H200_SXM");
    EXPECT_EQ(rows[34].id, "gemma-1b-ollama-H100_SXM");
    EXPECT_EQ(rows[35].id, "falcon-10b-ollama-H100_SXM");
    EXPECT_NEAR(rows[35].priority, 1.275, 1e-9);
    const CampaignSum sum = sumOf(rows);
    EXPECT_NEAR(sum.minutes, 680.8 + 35 * 0.5, 1e-9);
    EXPECT_NEAR(sum.usd, 42.11, 1e-6);
    EXPECT_EQ(sum.unpriced, 0U);
}

TEST(Campaign, IsInTheOrderOfItsTableElse)
{
    EXPECT_EQ(ids(plan(kSmallTable, offers())),
              "qwen-14b-ollama-L4 qwen-14b-vllm-L4 qwen-14b-ollama-2xH200 qwen-14b-vllm-2xH200 llama-8b-vllm-L4 "
              "llama-8b-vllm-2xH200 ");
    CampaignOptions options;
    options.engines = {"vllm"};
    EXPECT_EQ(ids(plan(kSmallTable, {offers()[0]}, options)), "qwen-14b-vllm-L4 llama-8b-vllm-L4 ");
    EXPECT_EQ(ids(plan(kSmallTable, {offers()[0], offers()[0]}, options)),
              "qwen-14b-vllm-L4 qwen-14b-vllm-L4-2 llama-8b-vllm-L4 llama-8b-vllm-L4-2 ");
}

TEST(Campaign, IsToldAsText)
{
    EXPECT_EQ(planText(plan("family,size,vllm\nllama,8b,L8\n", offers())),
              "1. llama-8b-vllm-L4: L8 on NVIDIA L4 (g6.xlarge), priority 2.79, about 16.2 min, 0.22 $\n"
              "2. llama-8b-vllm-2xH200: L8 on 2 x H200 (pod), priority 2.59, about 16.2 min, price not known\n"
              "2 runs, about 0.5 h and 0.22 $, and what 1 of them cost without a known price.\n");
}

TEST(Campaign, SaysWhatItLacks)
{
    const auto errorOf = [](std::string_view csv) { return parseCampaign(csv, "c.csv").error().message; };
    EXPECT_EQ(errorOf("family,size\n"),
              "c.csv:1: the head line must be family,size and an engine a column, such as family,size,ollama,vllm.");
    EXPECT_EQ(errorOf("family,size,vl lm\n"), "c.csv:1: \"vl lm\" is no name of an engine.");
    EXPECT_EQ(errorOf("family,size,vllm\na b,8b,x\n"),
              "c.csv:2: family must be letters, digits, - and _, such as llama.");
    EXPECT_EQ(errorOf("family,size,vllm\nllama,big,x\n"),
              "c.csv:2: size must be the number of parameters, such as 14b.");
    EXPECT_EQ(errorOf("family,size,vllm\nllama,8b,\n"), "c.csv:2: the row names no model; write one under an engine.");
    EXPECT_EQ(errorOf("family,size,vllm\nllama,8b,a\x1b[2J\n"),
              "c.csv:2: the model under vllm is no name; write it as the engine takes it.");
    const auto lacks = [](std::string_view csv, const std::vector<Offer>& gpus, const CampaignOptions& options) {
        return planCampaign(modelsOf(csv), gpus, options).error().message;
    };
    EXPECT_EQ(lacks("family,size,vllm\n", offers(), {}),
              "The campaign has no models; write a row for each into its table.");
    EXPECT_EQ(lacks(kSmallTable, {}, {}), "The campaign has no GPUs; give offers to run on.");
    CampaignOptions options;
    options.engines = {"sglang"};
    EXPECT_EQ(lacks(kSmallTable, offers(), options),
              "No engine of the campaign is left; ask for one that its table has.");
    EXPECT_NE(lacks(kSmallTable, {offers()[1]}, kAsSeed).find("fits on one of the 1 GPUs"), std::string::npos);
    std::string many = "family,size,vllm\n";
    for (int i = 0; i < 40; ++i)
        many += "llama,8b,x\n";
    EXPECT_EQ(lacks(many, std::vector<Offer>(300, offers()[0]), {}),
              "The campaign has more than 10000 rows; take fewer models or GPUs.");
}

TEST(CampaignState, RemembersWhatIsDone)
{
    const test::TempFolder folder;
    const std::vector<CampaignRow> rows = plan(kSmallTable, offers());
    const Result<CampaignState> state = CampaignState::open(folder / "state.jsonl");
    ASSERT_TRUE(state);
    EXPECT_EQ(progressText(rows, state.value().read().value()), "0 of 6 done, 0 failed, 0 cut off, 6 to go.");
    ASSERT_TRUE(state.value().begin(rows[0], "arena-a"));
    ASSERT_TRUE(state.value().write(rows[0], RowState::Done, "results/a \"b\"\n"));
    ASSERT_TRUE(state.value().begin(rows[1], "arena-b"));
    ASSERT_TRUE(state.value().write(rows[1], RowState::Failed, "no capacity"));
    ASSERT_TRUE(state.value().begin(rows[2], "arena-b"));
    const auto read = CampaignState::open(folder / "state.jsonl").value().read().value();
    EXPECT_EQ(read.rows.at(rows[0].identity).note, "results/a \"b\"\n");
    EXPECT_EQ(read.rows.at(rows[1].identity).tries, 1);
    EXPECT_EQ(progressText(rows, read), "1 of 6 done, 1 failed, 1 cut off, 3 to go.");
    EXPECT_EQ(ids(rowsToRun(rows, read, Again::Missing)),
              "qwen-14b-ollama-2xH200 qwen-14b-vllm-2xH200 llama-8b-vllm-L4 llama-8b-vllm-2xH200 ");
    EXPECT_EQ(ids(rowsToRun(rows, read, Again::Failed)), "qwen-14b-vllm-L4 ");
    EXPECT_EQ(rowsToRun(rows, read, Again::Both).size(), 5U);
    EXPECT_EQ(read.deployments, (std::set<std::string>{"arena-a", "arena-b"}));
}

TEST(CampaignState, KnowsARowByWhatItMeasures)
{
    const test::TempFolder folder;
    const Result<CampaignState> state = CampaignState::open(folder / "state.jsonl");
    std::vector<CampaignRow> rows = plan(kSmallTable, offers());
    ASSERT_TRUE(state.value().write(rows[0], RowState::Done));
    ASSERT_TRUE(state.value().write(rows[1], RowState::Done));
    std::reverse(rows.begin(), rows.end());
    rows.pop_back();  // another plan: the first is none of it any more
    EXPECT_EQ(progressText(rows, state.value().read().value()), "1 of 5 done, 0 failed, 0 cut off, 4 to go.");
    const std::vector<CampaignRow> others
        = plan("family,size,ollama,vllm\nqwen,14b,qwen2.5:14b,another/model\n", offers());
    EXPECT_EQ(others[1].id, rows[rows.size() - 1].id) << "the same row, with another model's name";
    EXPECT_EQ(progressText(others, state.value().read().value()), "1 of 4 done, 0 failed, 0 cut off, 3 to go.");
}

CampaignRow rowCalled(const std::string& identity)
{
    CampaignRow row;
    row.identity = identity;
    return row;
}

TEST(CampaignState, OutlivesADeathInTheMiddleOfALine)
{
    const test::TempFolder folder;
    const std::string path = folder / "state.jsonl";
    const Result<CampaignState> state = CampaignState::open(path);
    ASSERT_TRUE(state.value().write(rowCalled("a"), RowState::Done));
    std::ofstream(path, std::ios::app) << R"({"identity":"b","sta)";
    ASSERT_TRUE(state.value().write(rowCalled("c"), RowState::Failed));
    std::ofstream(path, std::ios::app)
        << "\n[1]\n{\"identity\":3,\"state\":\"done\"}\n{\"identity\":\"d\",\"state\":\"lost\"}\n";
    const auto read = state.value().read().value();
    EXPECT_EQ(read.rows.size(), 2U);
    EXPECT_EQ(read.rows.at("c").state, RowState::Failed);
    EXPECT_EQ(read.unread, 4U);
}

TEST(CampaignState, SeveralMayWriteAtOnce)
{
    const test::TempFolder folder;
    const Result<CampaignState> state = CampaignState::open(folder / "state.jsonl");
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < 4; ++writer)
        writers.emplace_back([&state, writer] {
            for (int i = 0; i < 6; ++i)
                EXPECT_TRUE(
                    state.value().write(rowCalled(std::to_string(writer) + "-" + std::to_string(i)), RowState::Done));
        });
    writers.clear();
    const auto read = state.value().read().value();
    EXPECT_EQ(read.rows.size(), 24U);
    EXPECT_EQ(read.unread, 0U);
}

TEST(CampaignState, SaysWhereItCannotWrite)
{
    EXPECT_FALSE(CampaignState::open("/nowhere/at/all/state.jsonl"));
    const test::TempFolder folder;
    std::filesystem::create_symlink(folder / "other", folder / "state.jsonl");
    EXPECT_FALSE(CampaignState::open(folder / "state.jsonl"));  // nothing is written through a link
}

}  // namespace
}  // namespace inferometer
