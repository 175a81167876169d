// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/finished_run.h"
#include "core/store/journal.h"
#include "core/store/recorded_run.h"
#include "core/store/recovery.h"

#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

using test::TempFolder;

RunSpec specIn(const std::string& folder)
{
    RunSpec spec;
    spec.keep.resultsDir = folder;
    spec.target.modelNames = "simulated";
    spec.arrivals.numRequests = 20;
    spec.arrivals.numConcurrentRequests = 4;
    spec.prompts.numOutputTokens = 5;
    spec.edges.warmupRequests = 2;
    return spec;
}

const BodyTemplate kBody{"{\"model\":\"simulated\",\"stream\":true,\"max_tokens\":5,"
                         "\"messages\":[{\"role\":\"user\",\"content\":\"",
                         "\"}]}"};

std::shared_ptr<Plan> planFor(const Simulator& simulator, const RunSpec& spec)
{
    std::shared_ptr<Plan> plan = loadPlan(simulator.port(), spec);
    setPrompts(*plan, {{"default", "Say something.", 0, 2}}, kBody);
    return plan;
}

TEST(RecordedRun, LeavesItsResultsBehind)
{
    const TempFolder folder;
    const auto simulator = startSimulator(instantSpec());
    auto started = RecordedRun::start(planFor(*simulator, specIn(folder.path())));
    ASSERT_TRUE(started) << started.error().message;
    const auto saved = started.value()->finish();
    ASSERT_TRUE(saved) << saved.error().message;
    const FinishedRun& run = *saved.value();
    EXPECT_EQ(run.summary.ok, 20U);
    EXPECT_EQ(run.folder, folder / run.header.stem);
    EXPECT_EQ(run.snapshot, started.value()->run().snapshot());
    const auto loaded = loadResult(run.folder);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_TRUE(loaded.value().ended);
    EXPECT_EQ(loaded.value().summary.ok, 20U);
}

TEST(RecordedRun, KeepsThePromptAsItWasSent)
{
    const TempFolder folder;
    RunSpec spec = specIn(folder.path());
    spec.keep.saveLlmResponses = true;
    spec.arrivals.numRequests = 3;
    const auto simulator = startSimulator(instantSpec());
    const std::shared_ptr<Plan> plan = planFor(*simulator, spec);
    const auto book = setPrompts(*plan, {{"default", "Say something.", 4, 2}}, kBody);
    book->setSalts(SaltBook{{"one", "two", "six", "ten"}, 1});
    auto started = RecordedRun::start(plan);
    ASSERT_TRUE(started) << started.error().message;
    const auto saved = started.value()->finish();
    ASSERT_TRUE(saved) << saved.error().message;
    const std::string texts
        = test::readFile(saved.value()->folder + "/" + saved.value()->header.stem + "_response_texts.jsonl");
    EXPECT_EQ(std::count(texts.begin(), texts.end(), '\n'), 3);
    const auto loaded = loadResult(saved.value()->folder);
    ASSERT_TRUE(loaded) << loaded.error().message;
    std::set<std::string> sent;
    for (const auto& block : loaded.value().blocks)
        for (const RequestRecord& record : block->records)
            sent.insert(loaded.value().header.promptText(*block, record));
    for (std::uint64_t number = 0; number < 3; ++number) {
        const std::string prompt = "Say " + book->salts().text(number, false) + "something.";
        EXPECT_NE(texts.find(prompt), std::string::npos) << texts;
        EXPECT_TRUE(sent.contains(prompt)) << "not in the journal: " << prompt;
    }
}

TEST(RecordedRun, KeepsNoPromptWithoutAnswers)
{
    const TempFolder folder;
    const auto simulator = startSimulator(instantSpec());
    const std::shared_ptr<Plan> plan = planFor(*simulator, specIn(folder.path()));
    const auto book = setPrompts(*plan, {{"default", "Say something.", 4, 2}}, kBody);
    book->setSalts(SaltBook{{"one", "two", "six", "ten"}, 1});
    auto started = RecordedRun::start(plan);
    ASSERT_TRUE(started) << started.error().message;
    const auto saved = started.value()->finish();
    ASSERT_TRUE(saved) << saved.error().message;
    const RunHeader& header = saved.value()->header;
    EXPECT_EQ(header.prompts.at(0).name, "default");
    for (const auto& block : saved.value()->blocks)
        for (const RequestRecord& record : block->records)
            EXPECT_EQ(header.promptText(*block, record), "");
}

TEST(RecordedRun, LeavesAJournalToRecoverWhenItIsNotFinished)
{
    const TempFolder folder;
    const auto simulator = startSimulator(instantSpec());
    {
        auto started = RecordedRun::start(planFor(*simulator, specIn(folder.path())));
        ASSERT_TRUE(started) << started.error().message;
        started.value()->run().wait();
        EXPECT_TRUE(recoverRuns(folder.path()).runs.empty());  // still locked
    }
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(recovered.runs.size(), 1U);
    EXPECT_EQ(loadResult(recovered.runs[0].folder).value().summary.ok, 20U);
}

TEST(RecordedRun, RefusesAnUnwritableFolderBeforeItSendsAnything)
{
    const TempFolder folder;
    test::writeFile(folder / "file", "");
    const auto simulator = startSimulator(instantSpec());
    const auto started = RecordedRun::start(planFor(*simulator, specIn(folder / "file/results")));
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().message.find(folder / "file/results"), std::string::npos);
    EXPECT_EQ(simulator->requestsSeen(), 0U);
}

TEST(RecordedRun, LeavesNoFolderOfARunThatCannotStart)
{
    const TempFolder folder;
    const auto simulator = startSimulator(instantSpec());
    RunSpec spec = specIn(folder.path());
    spec.arrivals.numConcurrentRequests = 10'000'000;  // more than any machine has ports
    const auto started = RecordedRun::start(planFor(*simulator, spec));
    EXPECT_FALSE(started);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace inferometer
