// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_header.h"
#include "core/workload/prompt_book.h"

#include "store_fixture.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

TEST(RunHeader, ComesBackFromItsText)
{
    RunHeader header = test::headerIn("some/results");
    header.modelIndex = 2;
    header.warmup = 1;
    header.exactOutput = true;
    header.prompts = {{"default", "Say \"hello\".\n"}, {"prompt2", ""}};
    const auto read = headerFromJson(toJson(header));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(toJson(read.value()), toJson(header));
    EXPECT_EQ(read.value().spec.keep.resultsDir, "some/results");
    EXPECT_EQ(read.value().startUtc, header.startUtc);
    EXPECT_EQ(read.value().requests, 4U);
    EXPECT_EQ(read.value().modelIndex, 2);
    ASSERT_EQ(read.value().prompts.size(), 2U);
    EXPECT_EQ(read.value().prompts[0].text, "Say \"hello\".\n");
}

TEST(RunHeader, RefusesWhatIsNoHeader)
{
    for (const char* text : {"", "[]", "{}", "{\"run_id\": 5, \"stem\": \"s\"}",
                             "{\"run_id\": \"r\", \"stem\": \"s\", \"spec\": \"nonsense: 1\"}"})
        EXPECT_FALSE(headerFromJson(text)) << text;
}

TEST(RunHeader, NamesPromptsAndRequests)
{
    const RunHeader header = test::headerIn("r");
    RequestRecord record;
    record.sequence = 7;
    EXPECT_EQ(header.promptName(record), "default");
    EXPECT_EQ(header.requestId(record), header.runId + "-7");
    record.prompt = 9;
    EXPECT_EQ(header.promptName(record), "");
}

TEST(HeaderOf, TakesFromThePlanWhatFilesNeed)
{
    Plan plan;
    plan.spec.target.modelNames = "a b";
    plan.runId = "id";
    plan.requests = 12;
    plan.warmup = 2;
    plan.countMethod = CountMethod::Usage;
    const auto book = std::make_shared<PromptBook>(1, PromptReuse::Unique, 1);
    book->setPrompts({{"default", "secret text", 0, 2}}, {"", ""});
    plan.source = book;
    RunHeader header = headerOf(plan, 1);
    EXPECT_EQ(header.model, "b");
    EXPECT_EQ(header.modelIndex, 1);
    EXPECT_EQ(header.requests, 12U);
    EXPECT_EQ(header.countMethod, "usage");
    EXPECT_EQ(header.prompts[0].name, "default");
    EXPECT_EQ(header.prompts[0].text, "");
    plan.spec.keep.saveLlmResponses = true;
    plan.spec.target.modelNames = "only";
    header = headerOf(plan, 1);
    EXPECT_EQ(header.model, "only");
    EXPECT_EQ(header.prompts[0].text, "secret text");
}

TEST(RunFacts, ComeBackFromTheirText)
{
    RunFacts facts = test::someFacts();
    facts.turnaround.add(std::chrono::milliseconds{3});
    facts.inFlightMean = std::nan("");
    facts.localFault = "The disk is full.";
    const auto read = factsFromJson(toJson(facts));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(toJson(read.value()), toJson(facts));
    EXPECT_EQ(read.value().elapsed, facts.elapsed);
    EXPECT_EQ(read.value().userLag.count(), 3U);
    EXPECT_TRUE(std::isnan(read.value().inFlightMean));
    EXPECT_EQ(read.value().stamps, facts.stamps);
    EXPECT_EQ(read.value().verdict.level, VerdictLevel::Suspect);
    ASSERT_EQ(read.value().verdict.reasons.size(), 1U);
    EXPECT_EQ(read.value().verdict.reasons[0].text, "Half was cached.");
    EXPECT_EQ(read.value().caps, facts.caps);
}

TEST(RunFacts, OfAnotherVersionKeepDefaultsForWhatIsMissing)
{
    const auto read = factsFromJson("{\"elapsed_ns\": 5, \"a_later_key\": 1}");
    ASSERT_TRUE(read);
    EXPECT_EQ(read.value().elapsed, Nanos{5});
    EXPECT_EQ(read.value().scope, "");
}

TEST(RunFacts, RefuseValuesOfTheWrongKind)
{
    for (const char* text : {"", "7", "{\"elapsed_ns\": \"x\"}", "{\"caps\": 3}", "{\"user_lag\": []}",
                             "{\"stamps\": [1]}", "{\"user_lag\": {\"buckets\": [[99999999, 1]]}}"})
        EXPECT_FALSE(factsFromJson(text)) << text;
}

}  // namespace
}  // namespace inferometer
