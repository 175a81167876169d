// SPDX-License-Identifier: GPL-3.0-or-later
// The figures are those that Inference Arena's own functions give.
#include "core/choice/seed_choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace inferometer {
namespace {

TEST(SeedChoice, RequiresAsMuchMemory)
{
    for (const auto& [family, billions, gigabytes] :
         {std::tuple{"llama", 7.0, 21.0}, std::tuple{"llama", 8.0, 24.0}, std::tuple{"llama", 70.0, 236.25},
          std::tuple{"llama", 405.0, 1366.875}, std::tuple{"gemma", 1.0, 2.7}, std::tuple{"gemma", 4.0, 10.8},
          std::tuple{"gemma", 12.0, 32.4}, std::tuple{"qwen", 14.0, 46.2}, std::tuple{"qwen", 32.0, 110.0},
          std::tuple{"qwen", 72.0, 267.3}, std::tuple{"falcon", 10.0, 36.0}, std::tuple{"falcon", 180.0, 729.0}})
        EXPECT_NEAR(seedRequiredMemory({family, billions}), gigabytes, 1e-9) << family << billions;
    EXPECT_NEAR(seedRequiredMemory({"mistral", 7}), 21.0, 1e-9);
}

std::vector<std::pair<std::string, double>> topThree(const SeedModel& model)
{
    std::vector<std::pair<std::string, double>> scored;
    for (const Offer& offer : seedGpus())
        if (const double score = seedScore(model, offer.gpu, offer.gpuMemory); score > 0)
            scored.emplace_back(offer.gpu, score);
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    scored.resize(std::min<std::size_t>(scored.size(), 3));
    return scored;
}

void expectTop(const SeedModel& model, const std::vector<std::pair<std::string, double>>& expected)
{
    const auto top = topThree(model);
    ASSERT_EQ(top.size(), expected.size()) << model.family << model.billions;
    for (std::size_t i = 0; i < top.size(); ++i) {
        EXPECT_EQ(top[i].first, expected[i].first) << model.family << model.billions;
        EXPECT_NEAR(top[i].second, expected[i].second, 5e-4) << model.family << model.billions;
    }
}

TEST(SeedChoice, ScoresAndOrdersAsItDoes)
{
    ASSERT_EQ(seedGpus().size(), 37U);
    const std::string sxm = "NVIDIA H100 80GB HBM3";
    const std::string nvl = "NVIDIA H100 NVL";
    const std::string h200 = "NVIDIA H200";
    expectTop({"llama", 7}, {{h200, 80.5}, {sxm, 78.25}, {nvl, 78.25}});
    expectTop({"gemma", 1}, {{h200, 80}, {sxm, 78}, {nvl, 78}});
    expectTop({"gemma", 12}, {{h200, 80}, {sxm, 79.5}, {nvl, 79.5}});
    expectTop({"falcon", 10}, {{h200, 80.5}, {sxm, 79.9}, {nvl, 79.9}});
    expectTop({"qwen", 14}, {{h200, 80.5}, {nvl, 79.75}, {sxm, 75.882}});
    expectTop({"qwen", 32}, {{"NVIDIA B200", 69.7273}, {h200, 69.1364}, {"AMD Instinct MI300X OAM", 57.9091}});
    for (const SeedModel& model :
         {SeedModel{"llama", 70}, SeedModel{"llama", 405}, SeedModel{"qwen", 72}, SeedModel{"falcon", 180}})
        expectTop(model, {});
}

TEST(SeedChoice, KeepsItsTraps)
{
    // An RTX A4000 is taken for an A40, an L40 for an L4 by a gemma.
    EXPECT_EQ(seedScore({"gemma", 1}, "NVIDIA RTX A4000", 16), seedScore({"gemma", 1}, "NVIDIA A40", 16));
    EXPECT_GT(seedScore({"gemma", 1}, "NVIDIA L40", 48), seedScore({"gemma", 1}, "NVIDIA A40", 48));
    EXPECT_EQ(seedPricePerHour("NVIDIA RTX A4000"), 1.2);
    EXPECT_EQ(seedScore({"gemma", 1}, "NVIDIA L4", 2.6), 0);
    EXPECT_EQ(seedScore({"gemma", 12}, "NVIDIA B200", 180), 40 + 75 * 0.4);
}

TEST(SeedChoice, SizesDisks)
{
    const auto disks = [](std::string_view engine, double billions) {
        const DiskSizes sizes = seedDisks(engine, billions);
        return std::pair{sizes.volume, sizes.container};
    };
    EXPECT_EQ(disks("vllm", 7), (std::pair{100, 200}));
    EXPECT_EQ(disks("vllm", 50.5), (std::pair{151, 252}));
    EXPECT_EQ(disks("vllm", 70), (std::pair{400, 800}));
    EXPECT_EQ(disks("vllm", 405), (std::pair{1215, 2025}));
    EXPECT_EQ(disks("sglang", 70), (std::pair{300, 600}));
    EXPECT_EQ(disks("sglang", 1), (std::pair{100, 200}));
    EXPECT_EQ(disks("ollama", 7), (std::pair{80, 150}));
    EXPECT_EQ(disks("ollama", 70), (std::pair{200, 400}));
    EXPECT_EQ(disks("ollama", 405), (std::pair{810, 1215}));
}

TEST(SeedChoice, PlansAsItsMasterPlan)
{
    // .25 x 4 + .25 x 3 + .25 x 8/50 + .15 x 2 + 1
    EXPECT_NEAR(seedPriority({"llama", 8}, "vllm", "NVIDIA H200", 0), 3.09, 1e-12);
    EXPECT_NEAR(seedPriority({"llama", 8}, "vllm", "NVIDIA H100 NVL", 1), 2.515, 1e-12);
    EXPECT_NEAR(seedPriority({"falcon", 180}, "ollama", "NVIDIA L40S", 0), 0.25 + 0.25 + 0.9 + 0.15 + 1, 1e-12);
    EXPECT_EQ(seedPriority({"falcon", 10}, "ollama", "NVIDIA A40", 9), 0.1);
    EXPECT_EQ(seedMinutes({"llama", 8}, "vllm"), 16.2);
    EXPECT_EQ(seedMinutes({"gemma", 12}, "ollama"), 18.1);
    EXPECT_EQ(seedMinutes({"qwen", 14}, "sglang"), 20.7);
    EXPECT_EQ(seedPricePerHour("NVIDIA H200"), 4.0);
    EXPECT_EQ(seedPricePerHour("NVIDIA L40S"), 1.5);
    EXPECT_EQ(seedPricePerHour("NVIDIA L4"), 1.0);
    EXPECT_EQ(seedDisplayName("NVIDIA H100 80GB HBM3"), "H100 SXM");
    EXPECT_EQ(seedDisplayName("Other"), "Other");
    EXPECT_EQ(seedGpuCount({"qwen", 72}, 300), 1);
    EXPECT_EQ(seedGpuCount({"qwen", 72}, 190), 2);
    EXPECT_EQ(seedGpuCount({"qwen", 14}, 50), 1);
}

TEST(SeedChoice, ReadsModelsByTheirNames)
{
    const auto model = seedModelOf("Qwen/Qwen2.5-14B-Instruct");
    ASSERT_TRUE(model);
    EXPECT_EQ(model->family, "qwen");
    EXPECT_EQ(model->billions, 14);
    EXPECT_EQ(seedModelOf("mistral:7b")->family, "");
    EXPECT_FALSE(seedModelOf("tiny"));
}

}  // namespace
}  // namespace inferometer
