// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/result_files.h"
#include "core/store/run_card.h"
#include "core/store/run_recorder.h"
#include "core/store/summary_json.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

using test::records;
using test::TempFolder;

FinishedRun finishedIn(const TempFolder& folder)
{
    RunHeader header = test::headerIn(folder.path());
    header.prompts = {{"default", "Say something."}};
    auto recorder = RunRecorder::create(header);
    EXPECT_TRUE(recorder);
    EXPECT_TRUE(recorder.value()->keep(
        records("ok 0 0 10 110 11 in=40 out=13 asked=20 hidden=2 cached=3 prompt=39 ttft=0.01\nreset 0 0 10 20 2\n"
                "cancelled 0 0 - - 0 end=90\nok 5 5 15 115 11 source=estimate stamp=bounded")));
    auto run = recorder.value()->finish(test::someFacts());
    EXPECT_TRUE(run) << run.error().message;
    return std::move(run).value();
}

// Overwrites a byte inside the journal's block, so that whoever decodes it fails.
void spoilBlock(const std::string& folder)
{
    std::string journal = test::readFile(folder + "/journal");
    journal[journal.size() / 2] = static_cast<char>(~journal[journal.size() / 2]);
    test::writeFile(folder + "/journal", journal);
}

TEST(RunCard, IsReadWithoutDecodingTheJournal)
{
    const TempFolder folder;
    const FinishedRun run = finishedIn(folder);
    spoilBlock(run.folder);
    const auto card = readRunCard(run.folder);
    ASSERT_TRUE(card) << card.error().message;
    EXPECT_EQ(card.value().folder, run.folder);
    EXPECT_EQ(card.value().header.runId, run.header.runId);
    EXPECT_EQ(card.value().header.model, run.header.model);
    EXPECT_EQ(toJson(card.value().facts), toJson(run.facts));
    EXPECT_TRUE(card.value().header.prompts.empty());
    EXPECT_EQ(test::readFile(run.folder + "/run.json").find("Say something."), std::string::npos);
}

TEST(RunCard, BesideAnotherJournalIsNotBelieved)
{
    const TempFolder folder;
    const FinishedRun run = finishedIn(folder);
    const TempFolder others;
    RunHeader other = test::headerIn(others.path());
    other.runId = "0197f000-0000-7000-8000-000000000002";
    auto recorder = RunRecorder::create(other);
    ASSERT_TRUE(recorder);
    ASSERT_TRUE(recorder.value()->keep(records("ok 0 0 10 110 11")));
    ASSERT_TRUE(recorder.value()->finish(test::someFacts()));
    std::filesystem::copy_file(run.folder + "/run.json", recorder.value()->folder() + "/run.json",
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(readRunCard(recorder.value()->folder()).value().header.runId, other.runId);
}

void changeCard(const std::string& folder, const std::string& name, const std::string& value)
{
    std::string card = test::readFile(folder + "/run.json");
    const std::string key = '"' + name + "\":";
    const auto at = card.rfind(key) + key.size();
    card.replace(at, card.find(',', at) - at, value);
    test::writeFile(folder + "/run.json", card);
}

// A summary that no record gives.
void pretend(const std::string& folder) { changeCard(folder, "output_rate", "4321"); }

TEST(LoadResult, ReadsTheSummaryThatWasToldOfAWholeFolder)
{
    const TempFolder folder;
    const FinishedRun run = finishedIn(folder);
    pretend(run.folder);
    EXPECT_EQ(loadResult(run.folder).value().summary.outputRate, 4321);
    // Of a journal that lost something it is worked out anew.
    const std::string journal = test::readFile(run.folder + "/journal");
    test::writeFile(run.folder + "/journal", journal.substr(0, journal.size() - 1));
    EXPECT_EQ(loadResult(run.folder).value().summary.outputRate, run.summary.outputRate);
}

TEST(LoadResult, DoesNotBelieveACardOfOtherRequests)
{
    for (const auto& [name, value] : {std::pair{"run_id", "\"another\""}, std::pair{"started", "3"}}) {
        const TempFolder folder;
        const FinishedRun run = finishedIn(folder);
        pretend(run.folder);
        changeCard(run.folder, name, value);
        ASSERT_NE(test::readFile(run.folder + "/run.json").find(value), std::string::npos);
        EXPECT_EQ(loadResult(run.folder).value().summary.outputRate, run.summary.outputRate) << name;
    }
}

TEST(SummaryJson, KeepsEveryMember)
{
    const TempFolder folder;
    const FinishedRun run = finishedIn(folder);
    const auto read = summaryFromJson(toJson(run.summary));
    ASSERT_TRUE(read);
    EXPECT_EQ(toJson(*read), toJson(run.summary));
    EXPECT_EQ(read->metrics.front().metric, run.summary.metrics.front().metric);
    FinishedRun again = run;
    again.summary = *read;
    ASSERT_TRUE(writeSummaryFile(folder / "again", again));
    EXPECT_EQ(test::readFile(folder / "again"), test::readFile(run.folder + "/" + run.header.stem + "_summary.json"));
}

TEST(SummaryJson, OfAnotherShapeIsNone)
{
    const TempFolder folder;
    const auto whole = nlohmann::json::parse(toJson(finishedIn(folder).summary));
    for (const char* text : {"", "{}", "[1]", "{\"window\": 3}"})
        EXPECT_FALSE(summaryFromJson(text)) << text;
    auto other = whole;
    std::swap(other["metrics"][0], other["metrics"][1]);
    EXPECT_FALSE(summaryFromJson(other.dump()));
    for (const char* rows : {"metrics", "server"}) {
        other = whole;
        other[rows].erase(1);
        EXPECT_FALSE(summaryFromJson(other.dump())) << rows;
        other = whole;
        other[rows][1]["statistics"]["quantiles"].erase(3);
        EXPECT_FALSE(summaryFromJson(other.dump())) << rows;
    }
    EXPECT_TRUE(summaryFromJson(whole.dump()));
}

TEST(RunCard, OfARunWithoutOneComesFromTheJournal)
{
    const TempFolder folder;
    const FinishedRun run = finishedIn(folder);
    for (const std::string& text : {std::string{}, std::string{"{\"version\": 1}"}, std::string{"no JSON"}}) {
        test::writeFile(run.folder + "/run.json", text);
        const auto card = readRunCard(run.folder);
        ASSERT_TRUE(card) << card.error().message;
        EXPECT_EQ(card.value().header.runId, run.header.runId);
    }
    EXPECT_FALSE(readRunCard(folder / "nothing"));
}

}  // namespace
}  // namespace inferometer
