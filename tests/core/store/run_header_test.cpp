// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_header.h"
#include "core/workload/prompt_book.h"

#include "store_fixture.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace inferometer {
namespace {

TEST(RunHeader, ComesBackFromItsText)
{
    RunHeader header = test::headerIn("some/results");
    header.modelIndex = 2;
    header.warmup = 1;
    header.exactOutput = true;
    header.countedMore = -0.125;
    header.prompts = {{"default", "Say \"hello\".\n", 4}, {"prompt2", "", 0}};
    std::vector<std::string> unread;
    const auto read = headerFromJson(toJson(header), unread);
    ASSERT_TRUE(read);
    EXPECT_EQ(toJson(*read), toJson(header));
    EXPECT_EQ(read->spec.keep.resultsDir, "some/results");
    EXPECT_EQ(read->startUtc, header.startUtc);
    EXPECT_EQ(read->requests, 4U);
    EXPECT_EQ(read->modelIndex, 2);
    EXPECT_EQ(read->countedMore, -0.125);
    ASSERT_EQ(read->prompts.size(), 2U);
    EXPECT_EQ(read->prompts[0].text, "Say \"hello\".\n");
    EXPECT_EQ(read->prompts[0].saltAt, 4U);
}

TEST(RunHeader, RefusesWhatIsNoHeader)
{
    std::vector<std::string> unread;
    for (const std::string& text :
         {std::string{}, std::string{"[]"}, std::string{"{}"}, std::string{"{\"run_id\": 5, \"stem\": \"s\"}"},
          "{\"run_id\": \"r\", \"later\": " + std::string(20'000, '[') + std::string(20'000, ']') + "}"})
        EXPECT_FALSE(headerFromJson(text, unread)) << text.substr(0, 60);
}

TEST(RunHeader, KeepsWhatCanBeReadAndNamesTheRest)
{
    std::string text = toJson(test::headerIn("r"));
    const auto change = [&text](const std::string& from, const std::string& to) {
        ASSERT_NE(text.find(from), std::string::npos) << from;
        text.replace(text.find(from), from.size(), to);
    };
    change("num-requests: 4", "num-requests: -4");
    change("seed: ", "sowing: 1\\nseed: ");
    change("\"model_index\":0", "\"model_index\":1e300");
    change("\"requests\":4", "\"requests\":-1");
    change("\"scope\":\"network\"", "\"scope\":[7]");
    std::vector<std::string> unread;
    const auto header = headerFromJson(text, unread);
    ASSERT_TRUE(header);
    EXPECT_EQ(unread, (std::vector<std::string>{"model_index", "requests", "scope", "num-requests", "sowing"}));
    EXPECT_EQ(header->spec.prompts.numInputTokens, 100);
    EXPECT_EQ(header->spec.arrivals.numRequests, RunSpec{}.arrivals.numRequests);
    EXPECT_EQ(header->model, "org/model-1.5");
    EXPECT_EQ(header->caps, (std::vector<Cap>{capOf("streams", {"2", "1"})}));
}

TEST(RunHeader, OfAnotherYamlVersionStillTellsTheRun)
{
    std::string text = toJson(test::headerIn("r"));
    const std::size_t at = text.find("version: ");
    text.replace(at, text.find("\\n", at) - at, "version: 999");
    std::vector<std::string> unread;
    const auto header = headerFromJson(text, unread);
    ASSERT_TRUE(header);
    EXPECT_EQ(unread, std::vector<std::string>{"version"});
    EXPECT_EQ(header->runId, test::headerIn("r").runId);
}

TEST(RunHeader, CutsTextsThatAreLongerThanAnyOfOurs)
{
    RunHeader header = test::headerIn("r");
    header.model = std::string(4095, 'm') + "\u00e9" + std::string(1'000'000, 'm');
    header.prompts = {{"p", std::string(100'000, 't'), 0}};
    std::vector<std::string> unread;
    const auto read = headerFromJson(toJson(header), unread);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->model, std::string(4095, 'm'));
    EXPECT_EQ(unread, std::vector<std::string>{"model"});
    EXPECT_EQ(read->prompts[0].text.size(), 100'000U);
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

TEST(RunHeader, EveryRowOfADatasetHasTheOneName)
{
    RunHeader header = test::headerIn("r");
    RequestRecord record;
    record.prompt = 9;
    EXPECT_EQ(header.datasetRow(record), -1);
    header.spec.evaluation = Evaluation::Custom;
    header.prompts = {{"custom_prompt", "", 0}};
    EXPECT_EQ(header.datasetRow(record), 9);
    EXPECT_EQ(header.promptName(record), "custom_prompt");
    header.prompts.clear();
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

TEST(RunFacts, KeepAFaultThatAnOlderVersionWroteAsText)
{
    for (const std::string text : {"", "The disk \"%1\" is full."}) {
        std::vector<std::string> unread;
        const auto read = factsFromJson(nlohmann::json{{"local_fault", text}}.dump(), unread);
        ASSERT_TRUE(read);
        EXPECT_EQ(read->localFault.text(), text);
        EXPECT_EQ(read->localFault.empty(), text.empty());
        EXPECT_TRUE(unread.empty());
    }
    std::vector<std::string> unread;
    EXPECT_TRUE(factsFromJson(R"({"local_fault": {"pattern": 7}})", unread)->localFault.empty());
    EXPECT_EQ(unread, std::vector<std::string>{"local_fault"});
}

TEST(RunHeader, KeepsNoKeyThatStandsInAPrompt)
{
    Plan plan;
    plan.spec.keep.saveLlmResponses = true;
    plan.target.secrets = {Secret{"sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy"}};
    const auto book = std::make_shared<PromptBook>(1, PromptReuse::Unique, 1);
    const std::string text = "Key sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy and more";
    book->setPrompts({{"default", text, text.size() - 4, 2}}, {"", ""});
    plan.source = book;
    const RunHeader header = headerOf(plan, 0);
    EXPECT_EQ(header.prompts[0].text, "Key [secret] and more");
    RecordBlock block;
    block.text = "red fox ";
    RequestRecord record;
    record.salt = {0, 8};
    EXPECT_EQ(header.promptText(block, record), "Key [secret] and red fox more");
    record.prompt = 1;
    EXPECT_EQ(header.promptText(block, record), "");
}

TEST(RunHeader, ASaltBeyondTheTextStandsAtItsEnd)
{
    RunHeader header;
    header.prompts = {{"p", "text", ~std::uint64_t{0}}};
    RecordBlock block;
    block.text = "!";
    RequestRecord record;
    record.salt = {0, 1};
    EXPECT_EQ(header.promptText(block, record), "text!");
}

TEST(RunFacts, ComeBackFromTheirText)
{
    RunFacts facts = test::someFacts();
    facts.turnaround.add(std::chrono::milliseconds{3});
    facts.inFlightMean = std::nan("");
    facts.localFault = LocalFault{sentence("errors", "%1 has no room: %2").with("/disk", Figure::cause("full"))};
    std::vector<std::string> unread;
    const auto read = factsFromJson(toJson(facts), unread);
    ASSERT_TRUE(read);
    EXPECT_EQ(toJson(*read), toJson(facts));
    EXPECT_EQ(read->elapsed, facts.elapsed);
    EXPECT_EQ(read->localFault, facts.localFault);
    EXPECT_EQ(read->localFault.text(), "/disk has no room: full");
    EXPECT_EQ(read->userLag.count(), 3U);
    EXPECT_TRUE(std::isnan(read->inFlightMean));
    EXPECT_EQ(read->stamps, facts.stamps);
    EXPECT_EQ(read->verdict.level, VerdictLevel::Suspect);
    ASSERT_EQ(read->verdict.reasons.size(), 1U);
    EXPECT_EQ(read->verdict.reasons[0].text, "Half was cached.");
    EXPECT_EQ(read->caps, facts.caps);
}

TEST(RunFacts, OfAnotherVersionKeepDefaultsForWhatIsMissing)
{
    std::vector<std::string> unread;
    const auto read = factsFromJson("{\"elapsed_ns\": 5, \"a_later_key\": 1}", unread);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->elapsed, Nanos{5});
    EXPECT_EQ(read->scope, "");
    EXPECT_TRUE(unread.empty());
}

TEST(RunFacts, OfOlderFilesHaveTheirLimitsAsTexts)
{
    std::vector<std::string> unread;
    const auto read = factsFromJson(
        R"({"caps": ["streams: 2"], "caps_that_bound": ["3 requests found no free descriptor."]})", unread);
    ASSERT_TRUE(read);
    EXPECT_TRUE(unread.empty());
    EXPECT_EQ(read->caps, (std::vector<Cap>{{"", {}, "streams: 2"}}));
    ASSERT_EQ(read->capsThatBound.size(), 1U);
    EXPECT_EQ(read->capsThatBound[0].id, "caps");
    EXPECT_EQ(read->capsThatBound[0].figures, std::vector<std::string>{read->capsThatBound[0].text});
    EXPECT_EQ(read->capsThatBound[0].text, "3 requests found no free descriptor.");
}

TEST(RunHeader, TakesNoNulFromAFile)
{
    std::vector<std::string> unread;
    const auto header
        = headerFromJson(R"({"run_id": "r", "model": "a\u0000b", "spec": "version: 2\nmodel-names: \"x\\0y\"\n", )"
                         R"("prompts": [{"name": "p\u0000", "text": "t\u0000u"}]})",
                         unread);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->model, "");
    ASSERT_EQ(header->prompts.size(), 1U);
    EXPECT_EQ(header->prompts[0].name + header->prompts[0].text, "");
    EXPECT_EQ(header->spec.target.modelNames, "");
    EXPECT_EQ(unread.size(), 3U) << "each is named";
}

TEST(RunFacts, NameWhatCannotBeReadAndKeepTheRest)
{
    for (const auto& [key, value] :
         std::vector<std::pair<std::string, std::string>>{{"load_end_ns", "\"x\""},
                                                          {"load_end_ns", "9223372036854775807"},
                                                          {"load_end_ns", "1e300"},
                                                          {"retries", "-1"},
                                                          {"retries", "true"},
                                                          {"steal_share", "{}"},
                                                          {"caps", "3"},
                                                          {"caps", "[1]"},
                                                          {"verdict", "[]"},
                                                          {"verdict", "{\"reasons\": 5}"},
                                                          {"user_lag", "[]"},
                                                          {"user_lag", "{}"},
                                                          {"user_lag", "{\"buckets\": [[99999999, 1]]}"},
                                                          {"user_lag", "{\"buckets\": [[1e300, 1]]}"},
                                                          {"stamps", "[1]"},
                                                          {"stamps", "[1, 2, -3]"}})
    {
        std::vector<std::string> unread;
        std::string text = R"({"elapsed_ns": 5, ")";
        text.append(key).append("\": ").append(value).append(R"(, "scope": "loopback"})");
        const auto read = factsFromJson(text, unread);
        ASSERT_TRUE(read) << key << value;
        EXPECT_EQ(unread, std::vector<std::string>{key}) << value;
        EXPECT_EQ(read->elapsed, Nanos{5});
        EXPECT_EQ(read->scope, "loopback");
    }
}

TEST(RunFacts, RefuseWhatIsNoObjectOrNestsWithoutEnd)
{
    std::vector<std::string> unread;
    for (const std::string& text : {std::string{}, std::string{"7"}, std::string{"[]"}, std::string(20'000, '['),
                                    std::string(20'000, '[') + std::string(20'000, ']'),
                                    "{\"later\":" + std::string(20'000, '[') + std::string(20'000, ']') + "}"})
        EXPECT_FALSE(factsFromJson(text, unread)) << text.substr(0, 60);
}

}  // namespace
}  // namespace inferometer
