// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/choice.h"
#include "core/choice/offer_list.h"

#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

Offer offer(std::string gpu, int gpus, double price, std::string machine = {})
{
    Offer made;
    made.machine = machine.empty() ? gpu : std::move(machine);
    made.gpu = std::move(gpu);
    made.gpus = gpus;
    made.pricePerHour = price;
    return made;
}

ChoiceWish llama8b()
{
    ChoiceWish wish;
    wish.model = "meta-llama/Llama-3.1-8B-Instruct-FP8";
    wish.shape = {.layers = 32, .kvHeads = 8, .headSize = 128};
    return wish;
}

Choices chosen(const ChoiceWish& wish, const std::vector<Offer>& offers, std::string_view strategy = "fit")
{
    Result<Choices> choices = findStrategy(strategy)->choose(wish, offers);
    EXPECT_TRUE(choices.ok());
    return choices.ok() ? std::move(choices).value() : Choices{};
}

std::string reasons(const Choices& choices)
{
    std::string text;
    for (const Choice& choice : choices.ranked)
        text += choice.reason.text() + "\n";
    return text;
}

TEST(Choice, CountsWeightsCacheAndOverhead)
{
    const Result<MemoryNeed> need = memoryNeed(llama8b(), 2);
    ASSERT_TRUE(need);
    EXPECT_DOUBLE_EQ(need.value().weights, 8);                        // 8e9 at one byte
    EXPECT_DOUBLE_EQ(need.value().cache, 131072.0 * 4096 * 8 / 1e9);  // 128 KiB a token
    EXPECT_DOUBLE_EQ(need.value().overhead, 3);
    ChoiceWish wish = llama8b();
    wish.weightBytes = 2;
    EXPECT_DOUBLE_EQ(memoryNeed(wish, 1).value().weights, 16);
    wish.model = "mixtral:8x7b";
    EXPECT_DOUBLE_EQ(memoryNeed(wish, 1).value().weights, 112);
    wish.parameters = ParameterCount{46.7, 12.9};
    EXPECT_DOUBLE_EQ(memoryNeed(wish, 1).value().weights, 93.4);
}

// NVIDIA's NeMo user guide: Llama 2 7B, batch 1, 128 tokens in and 20 out.
TEST(Choice, EstimatesNearWhatWasMeasured)
{
    ChoiceWish wish;
    wish.model = "Llama-2-7b";
    wish.shape = {.layers = 32, .kvHeads = 32, .headSize = 128};
    wish.context = 148;
    wish.concurrency = 1;
    EXPECT_NEAR(estimatedSpeed(wish, 1, 2039), 20 / 0.2340, 0.1 * 20 / 0.2340);
    EXPECT_NEAR(estimatedSpeed(wish, 1, 3350), 20 / 0.1538, 0.1 * 20 / 0.1538);
}

TEST(Choice, ReadsOfAMixtureWhatItsRequestsUse)
{
    ChoiceWish wish;
    wish.model = "Qwen3-30B-A3B";
    wish.context = 1;
    wish.concurrency = 1;
    const double alone = estimatedSpeed(wish, 1, 1000);
    EXPECT_NEAR(alone, 600 / 6.0, 0.1);  // 3e9 of 30e9 at two bytes
    wish.concurrency = 1000;
    EXPECT_NEAR(estimatedSpeed(wish, 1, 1000), 1000 * 600 / 60.0, 60);  // all of them
    EXPECT_TRUE(std::isnan(estimatedSpeed(wish, 1, std::nan(""))));
}

TEST(Choice, TakesTheCheapestForATokenOfWhatFits)
{
    // 13.795 GB are needed: an RTX 3080 (10 GB) has no room.
    const Choices choices
        = chosen(llama8b(),
                 {offer("NVIDIA H100 80GB HBM3", 1, 2.99), offer("RTX 3080", 1, 0.1), offer("L4", 1, 0.44),
                  offer("RTX 4090", 1, 0.44, "pod-1"), offer("", 0, 0.01, "cpu"), offer("Unheard Of", 1, 0.01)});
    EXPECT_EQ(choices.fitting, 3U);
    EXPECT_EQ(reasons(choices),
              "RTX 4090 (pod-1): 13.8 of 24 GB needed, about 49 tok/s a user, 0.44 $/h -> 0.31 $ per 1M output tokens; "
              "the cheapest of 3 that fit.\n"
              "NVIDIA H100 80GB HBM3: 13.8 of 80 GB needed, about 163 tok/s a user, 2.99 $/h -> 0.64 $ per 1M output "
              "tokens; number 2 of 3 that fit.\n"
              "L4: 13.8 of 24 GB needed, about 15 tok/s a user, 0.44 $/h -> 1.04 $ per 1M output tokens; number 3 of 3 "
              "that fit.\n");
    EXPECT_EQ(choices.ranked[0].disks.volume, 10);
    EXPECT_TRUE(choices.trouble.pattern.empty());
}

TEST(Choice, WhatTellsNoPriceNeverWins)
{
    const Offer unpriced = offer("H200", 1, std::nan(""));
    Offer blind = offer("Mystery 48", 1, 0.01);
    blind.gpuMemory = 48;
    const Choices choices = chosen(llama8b(), {unpriced, blind, offer("L4", 1, 9)});
    EXPECT_EQ(
        reasons(choices),
        "L4: 13.8 of 24 GB needed, about 15 tok/s a user, 9.00 $/h -> 21.35 $ per 1M output tokens; the cheapest of "
        "3 that fit, though of 2 nobody knows what a token costs.\n"
        "Mystery 48: 13.8 of 48 GB needed, 0.01 $/h; its memory's bandwidth is not known, and so no price of a "
        "token.\n"
        "H200: 13.8 of 141 GB needed; its price is not known, so it stands behind all that tell theirs.\n");
    EXPECT_EQ(chosen(llama8b(), {unpriced}).ranked.size(), 1U);
}

TEST(Choice, OwnRunsComeFirst)
{
    ChoiceWish wish = llama8b();
    const Nanos day = parseDate("2026-11-20").value();
    wish.measured = {{"NVIDIA L4", 1, 1234.56, day}, {"L4", 1, 1, day}, {"H100", 2, 9000, day}};
    wish.most = 1;
    const std::vector<Offer> offers{offer("RTX 4090", 1, 0.44), offer("L4", 1, 0.44), offer("H100", 1, 0.01)};
    EXPECT_EQ(reasons(chosen(wish, offers)),
              "L4: 13.8 of 24 GB needed, measured 1234.6 tok/s here on 2026-11-20, 0.44 $/h -> 0.10 $ per 1M output "
              "tokens; first because you measured it, though by estimate H100 would cost 0.00356 $.\n");
    wish.measured[0].tokensPerSecond = 1e6;
    EXPECT_NE(reasons(chosen(wish, {offer("RTX 4090", 1, 0.44), offer("L4", 1, 0.44)}))
                  .find("; first because you measured it.\n"),
              std::string::npos);
    for (MeasuredSpeed& speed : wish.measured)
        speed.tokensPerSecond = 0;  // no figure at all
    EXPECT_EQ(chosen(wish, offers).ranked[0].offer.gpu, "H100");
}

TEST(Choice, SeveralGpusShareTheModel)
{
    ChoiceWish wish;
    wish.model = "Llama-3.1-70B-Instruct";
    wish.shape = {.layers = 80, .kvHeads = 8, .headSize = 128};
    const Choices choices = chosen(wish, {offer("H100 SXM", 1, 3), offer("H100 SXM", 2, 6), offer("L40S", 4, 4)});
    EXPECT_EQ(choices.fitting, 1U);  // 153.7 GB with two: 144 usable; four L40S have 172.8
    EXPECT_EQ(choices.ranked[0].offer.gpus, 4);
    wish.utilisation = 0.98;
    EXPECT_EQ(chosen(wish, {offer("H100 SXM", 2, 6)}).fitting, 1U);
}

TEST(Choice, SaysWhyNoneFits)
{
    ChoiceWish wish = llama8b();
    wish.concurrency = 1000;
    EXPECT_EQ(chosen(wish, {offer("L4", 4, 1), offer("RTX 4090", 1, 1)}).trouble.text(),
              "None of 2 offers has room for meta-llama/Llama-3.1-8B-Instruct-FP8, which needs 546.4 GB in 90 % of a "
              "GPU's memory; the largest has 96 GB: take a smaller quantization, less context or fewer requests at "
              "once.");
    EXPECT_EQ(chosen(wish, {}).trouble.text(),
              "There is no offer to choose from; refresh them or give a file of offers.");
    wish.model = "tiny";
    const Result<Choices> nameless = findStrategy("fit")->choose(wish, {});
    ASSERT_FALSE(nameless);
    EXPECT_EQ(nameless.error().message,
              "The name \"tiny\" does not tell how many parameters the model has; give their number in billions.");
    EXPECT_FALSE(findStrategy("seed")->choose(wish, {}));
    EXPECT_EQ(findStrategy("best"), nullptr);
    EXPECT_EQ(choiceStrategies().front().id, "fit");
}

TEST(Choice, OldPricesSaySo)
{
    ChoiceWish wish = llama8b();
    wish.now = parseDate("2026-11-30").value();
    Offer old = offer("L4", 1, 0.44);
    old.asOf = parseDate("2026-11-01").value();
    EXPECT_NE(reasons(chosen(wish, {old})).find("0.44 $/h (a price of 2026-11-01) -> "), std::string::npos);
    old.asOf = parseDate("2026-11-29").value();
    EXPECT_NE(reasons(chosen(wish, {old})).find("a user, 0.44 $/h -> "), std::string::npos);
}

TEST(Choice, TheSeedChoosesAsItDid)
{
    ChoiceWish wish;
    wish.model = "Qwen/Qwen2.5-14B-Instruct";
    wish.engine = "ollama";
    const Choices choices = chosen(wish, seedGpus(), "seed");
    ASSERT_EQ(choices.ranked.size(), 3U);
    EXPECT_EQ(choices.ranked[0].offer.gpu, "NVIDIA H200");
    EXPECT_EQ(choices.ranked[1].offer.gpu, "NVIDIA H100 NVL");
    EXPECT_EQ(choices.ranked[2].reason.text(),
              "NVIDIA H100 80GB HBM3: 46.2 of 80 GB required, score 75.88 of 100 by Inference Arena, which asks for no "
              "price; "
              "14 GPUs have the memory.");
    EXPECT_EQ(choices.ranked[0].disks.volume, 80);
    wish.model = "llama3.1:70b";
    EXPECT_EQ(chosen(wish, seedGpus(), "seed").trouble.text(),
              "None of 37 offers is one GPU with the 236.2 GB that Inference Arena requires for llama3.1:70b.");
    EXPECT_TRUE(chosen(wish, {offer("H200", 8, 1)}, "seed").ranked.empty());
}

}  // namespace
}  // namespace inferometer
