// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/plan.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace inferometer {
namespace {

constexpr std::uint64_t kWarmup = 1000;
constexpr std::uint64_t kMeasured = 10'000;

Plan planOf(PromptReuse reuse, std::size_t prompts = 1, std::int64_t seed = 1)
{
    Plan plan;
    plan.spec.prompts.promptReuse = reuse;
    plan.spec.seed = seed;
    plan.warmup = kWarmup;
    plan.requests = kWarmup + kMeasured;
    plan.salts = SaltBook{{saltCandidates().begin(), saltCandidates().end()}, static_cast<std::uint64_t>(seed)};
    std::vector<PromptText> texts;
    for (std::size_t i = 0; i < prompts; ++i)
        texts.push_back({"p" + std::to_string(i), "Tell \"all\"\nof it.", 5, 10});
    plan.setPrompts(texts, {"{\"prompt\":\"", "\"}"});
    return plan;
}

std::string bodyOf(const Plan& plan, std::uint64_t sequence)
{
    std::string body;
    plan.appendBody(sequence, body);
    return body;
}

TEST(Plan, BodyHoldsTheEscapedTextWithTheSaltInIt)
{
    const Plan plan = planOf(PromptReuse::Unique);
    EXPECT_EQ(bodyOf(plan, kWarmup), "{\"prompt\":\"Tell " + plan.salts.text(0, false) + "\\\"all\\\"\\nof it.\"}");
}

TEST(Plan, AppendsBehindWhatIsThere)
{
    std::string out = "head";
    EXPECT_EQ(planOf(PromptReuse::Unique).appendBody(kWarmup, out), 0U);
    EXPECT_TRUE(out.starts_with("head{\"prompt\":"));
}

TEST(Plan, UniquePromptsAreAllDifferentWarmUpIncluded)
{
    const Plan plan = planOf(PromptReuse::Unique);
    std::set<std::string> seen;
    // Warm-up by count, measured requests, and warm-up by time behind them.
    for (std::uint64_t sequence = 0; sequence < kWarmup + kMeasured + 500; ++sequence)
        EXPECT_TRUE(seen.insert(bodyOf(plan, sequence)).second) << sequence;
}

TEST(Plan, WarmUpByTimeGoesOnBehindAnyWarmUpByCount)
{
    Plan plan = planOf(PromptReuse::Unique);
    plan.requests = kWarmup + 3;  // fewer measured requests than warm-up
    std::set<std::string> seen;
    for (std::uint64_t sequence = 0; sequence < kWarmup + 1000; ++sequence)
        EXPECT_TRUE(seen.insert(bodyOf(plan, sequence)).second) << sequence;
}

TEST(Plan, SharedPromptsAreOneTextAndWarmUpAnother)
{
    const Plan plan = planOf(PromptReuse::Shared);
    const std::string measured = bodyOf(plan, kWarmup);
    for (std::uint64_t sequence = kWarmup; sequence < kWarmup + kMeasured; sequence += 97)
        EXPECT_EQ(bodyOf(plan, sequence), measured);
    EXPECT_NE(bodyOf(plan, 0), measured);
    EXPECT_NE(bodyOf(plan, kWarmup + kMeasured), measured);
}

// The image in the body of a request; the text around it must be whole.
std::string imageOf(const Plan& plan, std::uint64_t sequence)
{
    const std::string body = bodyOf(plan, sequence);
    const std::size_t begin = body.find("\"images\":[\"") + 11;
    EXPECT_TRUE(body.ends_with("\"]}")) << sequence;
    return body.substr(begin, body.size() - begin - 3);
}

Plan planWithImages(PromptReuse reuse)
{
    Plan plan = planOf(reuse);
    plan.images = ImageBook{500, 1};
    plan.setPrompts({{"p", "Tell \"all\"\nof it.", 5, 10}}, {"{\"prompt\":\"", "\",\"images\":[\"", "\"]}"});
    return plan;
}

TEST(Plan, ImagesOfUniquePromptsAreAllDifferentWarmUpIncluded)
{
    for (const PromptReuse reuse : {PromptReuse::Unique, PromptReuse::SharedPrefix}) {
        const Plan plan = planWithImages(reuse);
        std::set<std::string> seen;
        for (std::uint64_t sequence = kWarmup - 50; sequence < kWarmup + 50; ++sequence)
            EXPECT_TRUE(seen.insert(imageOf(plan, sequence)).second) << sequence;
        for (std::uint64_t sequence = kWarmup + kMeasured; sequence < kWarmup + kMeasured + 50; ++sequence)
            EXPECT_TRUE(seen.insert(imageOf(plan, sequence)).second) << sequence;
    }
}

TEST(Plan, SharedPromptsHaveOneImageAndWarmUpAnother)
{
    const Plan plan = planWithImages(PromptReuse::Shared);
    const std::string measured = imageOf(plan, kWarmup);
    EXPECT_EQ(imageOf(plan, kWarmup + 5), measured);
    EXPECT_NE(imageOf(plan, 0), measured);
    EXPECT_NE(imageOf(plan, kWarmup + kMeasured), measured);
}

TEST(Plan, TheSeedDecides)
{
    const Plan one = planOf(PromptReuse::Unique, 20, 1);
    const Plan again = planOf(PromptReuse::Unique, 20, 1);
    const Plan other = planOf(PromptReuse::Unique, 20, 2);
    int same = 0;
    for (std::uint64_t sequence = 0; sequence < 2000; ++sequence) {
        EXPECT_EQ(bodyOf(one, sequence), bodyOf(again, sequence));
        same += bodyOf(one, sequence) == bodyOf(other, sequence) ? 1 : 0;
    }
    EXPECT_EQ(same, 0);
}

TEST(Plan, DrawsFromSeveralPromptsEvenlyWithReplacement)
{
    const Plan plan = planOf(PromptReuse::Unique, 20);
    std::map<std::uint32_t, int> counts;
    std::string body;
    for (std::uint64_t sequence = kWarmup; sequence < kWarmup + kMeasured; ++sequence) {
        body.clear();
        ++counts[plan.appendBody(sequence, body)];
    }
    ASSERT_EQ(counts.size(), 20U);
    for (const auto& [prompt, count] : counts)
        EXPECT_NEAR(count, 500, 120) << prompt;
}

TEST(Plan, WithoutSaltsTheTextIsSentAsItIs)
{
    Plan plan;
    plan.requests = 1;
    plan.setPrompts({{"test", "Say something.", 0, 2}}, {"{\"prompt\":\"", "\"}"});
    EXPECT_EQ(bodyOf(plan, 0), R"({"prompt":"Say something."})");
}

TEST(PerModel, GivesOneSpecForEachName)
{
    RunSpec spec;
    spec.target.modelNames = " big  small ";
    spec.arrivals.numRequests = 7;
    const std::vector<RunSpec> specs = perModel(spec);
    ASSERT_EQ(specs.size(), 2U);
    EXPECT_EQ(specs[0].target.modelNames, "big");
    EXPECT_EQ(specs[1].target.modelNames, "small");
    EXPECT_EQ(specs[1].arrivals.numRequests, 7);
    spec.target.modelNames = "";
    EXPECT_EQ(perModel(spec).size(), 1U);
}

}  // namespace
}  // namespace inferometer
