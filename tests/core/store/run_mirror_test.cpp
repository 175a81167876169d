// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recovery.h"
#include "core/store/run_mirror.h"

#include "store_fixture.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>

namespace inferometer {
namespace {

using test::records;
using test::TempFolder;

// A run as another machine has it: its folder there and the bytes of its journal.
struct ThereRun
{
    std::string folder;
    std::string journal;
    std::string stem;
};

ThereRun runThere(const std::string& folder, bool ends = true)
{
    RunHeader header = test::headerIn(folder);
    header.spec.seed = 4711;
    header.spec.prompts.promptsFile = "/there/prompts.yaml";
    auto recorder = RunRecorder::create(std::move(header));
    EXPECT_TRUE(recorder) << recorder.error().message;
    EXPECT_TRUE(recorder.value()->keep(records("ok 0 0 10 110 11\nok 5 6 20 120 11")));
    EXPECT_TRUE(recorder.value()->keep(records("http_error 7 8 - - 0 status=500 error=_\nok 9 9 30 130 11", 2)));
    const std::string there = recorder.value()->folder();
    const std::string stem = recorder.value()->header().stem;
    if (ends) {
        EXPECT_TRUE(recorder.value()->finish(test::someFacts()));
    }
    return {there, test::readFile(there + "/journal"), stem};
}

RunSpec askedIn(const std::string& folder)
{
    RunSpec spec = test::headerIn(folder).spec;
    spec.prompts.promptsFile = "/here/prompts.yaml";
    spec.keep.metadata = {{"client", "beside"}};
    return spec;
}

TEST(RunMirror, MakesTheResultsThatAreThere)
{
    const TempFolder folder;
    const ThereRun there = runThere(folder / "there");
    RunMirror mirror{askedIn(folder / "here")};
    for (const char byte : there.journal)
        ASSERT_TRUE(mirror.add({&byte, 1}));
    ASSERT_TRUE(mirror.hasEnded());
    const auto run = mirror.finish();
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run.value().folder, folder / "here/" + there.stem);
    for (const std::string& name : {there.stem + "_individual_responses.json", std::string{"records.csv"}})
        EXPECT_EQ(test::readFile(run.value().folder + "/" + name), test::readFile(there.folder + "/" + name)) << name;
    EXPECT_EQ(run.value().summary.ok, 3U);
    EXPECT_EQ(run.value().facts.scope, "loopback");
    EXPECT_TRUE(journalHasEnd(run.value().folder + "/journal"));
}

// The settings are those that were asked for here; that machine has a word in what its plan decided alone.
TEST(RunMirror, KeepsTheRunAsItWasAskedForHere)
{
    const TempFolder folder;
    RunMirror mirror{askedIn(folder / "here")};
    ASSERT_TRUE(mirror.add(runThere(folder / "there").journal));
    ASSERT_TRUE(mirror.finish());
    const auto run = loadResult(mirror.folder());
    ASSERT_TRUE(run) << run.error().message;
    const RunSpec& spec = run.value().header.spec;
    EXPECT_EQ(spec.prompts.promptsFile, askedIn(folder / "here").prompts.promptsFile);
    EXPECT_EQ(spec.keep.resultsDir, folder / "here");
    EXPECT_EQ(spec.keep.metadata, (NamedValues{{"client", "beside"}}));
    EXPECT_EQ(spec.seed, 4711);
}

TEST(RunMirror, ShowsTheRunWhileItGoesOn)
{
    const TempFolder folder;
    const ThereRun there = runThere(folder / "there", false);
    RunMirror mirror{askedIn(folder / "here")};
    EXPECT_EQ(mirror.snapshot(), nullptr);
    EXPECT_FALSE(mirror.hasBegun());
    ASSERT_TRUE(mirror.add(there.journal));
    ASSERT_TRUE(mirror.hasBegun());
    EXPECT_FALSE(mirror.hasEnded());
    EXPECT_EQ(mirror.snapshot()->finished, 4U);
    EXPECT_EQ(mirror.snapshot()->ok, 3U);
    EXPECT_EQ(mirror.snapshot()->asked, 4U);
    EXPECT_EQ(mirror.snapshot()->elapsed, test::ms(130));
    // As any reader of a journal that grows sees it.
    const auto looked = loadResult(mirror.folder());
    ASSERT_TRUE(looked) << looked.error().message;
    EXPECT_EQ(looked.value().snapshot->finished, 4U);
    EXPECT_FALSE(looked.value().ended);
    // Nobody else takes it for a run whose program died.
    EXPECT_TRUE(recoverRuns(folder / "here").runs.empty());
}

TEST(RunMirror, OfARunThatDiedMakesWhatCame)
{
    const TempFolder folder;
    const std::string journal = runThere(folder / "there", false).journal;
    RunMirror mirror{askedIn(folder / "here")};
    ASSERT_TRUE(mirror.add(std::string_view{journal}.substr(0, journal.size() - 5)));  // within its second block
    const auto run = mirror.finish();
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run.value().summary.ok, 2U);
    EXPECT_EQ(run.value().facts.localFault.text(), "The program ended before the run did.");
}

TEST(RunMirror, LeavesToRecoveryWhatItCouldNotFinish)
{
    const TempFolder folder;
    {
        RunMirror mirror{askedIn(folder / "here")};
        ASSERT_TRUE(mirror.add(runThere(folder / "there", false).journal));
    }
    const RecoveredRuns recovered = recoverRuns(folder / "here");
    ASSERT_EQ(recovered.runs.size(), 1U);
    EXPECT_TRUE(recovered.runs[0].whole);
}

TEST(RunMirror, SaysWhenTheDiskHereIsFull)
{
    const TempFolder folder;
    const std::string journal = runThere(folder / "there").journal;
    RunMirror mirror{askedIn(folder / "here")};
    const std::size_t header = journal.find("\xFFJE\xFE", kJournalPreamble + 4);
    ASSERT_TRUE(mirror.add(std::string_view{journal}.substr(0, header)));
    ASSERT_TRUE(mirror.hasBegun());
    const test::FileSizeLimit limit{header};
    const Status full = mirror.add(std::string_view{journal}.substr(header));
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().code, Errc::Disk);
    EXPECT_NE(full.error().message.find(mirror.folder()), std::string::npos) << full.error().message;
}

// Killed before it could say where it keeps the run.
TEST(RunMirror, FindsThePartThatNobodyNoted)
{
    const TempFolder folder;
    const ThereRun there = runThere(folder / "there");
    std::filesystem::create_directories(folder / ("here/" + there.stem));  // another's, that is no run
    std::string part;
    {
        RunMirror mirror{askedIn(folder / "here")};
        ASSERT_TRUE(mirror.add(std::string_view{there.journal}.substr(0, there.journal.size() / 2)));
        part = mirror.folder();
        EXPECT_EQ(part, folder / ("here/" + there.stem + "-2"));
    }
    RunMirror mirror{askedIn(folder / "here"), ""};
    ASSERT_TRUE(mirror.add(there.journal));
    EXPECT_EQ(mirror.folder(), part);
    ASSERT_TRUE(mirror.finish());
    EXPECT_FALSE(std::filesystem::exists(folder / ("here/" + there.stem + "-3")));
    RunMirror first{askedIn(folder / "here")};
    ASSERT_TRUE(first.add(there.journal));
    EXPECT_EQ(first.folder(), folder / ("here/" + there.stem + "-3"));
}

// As when its machine fell down and lost what was not on its disk yet.
TEST(RunMirror, AShorterJournalWithoutAnEndReplacesNothing)
{
    for (const bool wasRecovered : {false, true}) {
        const TempFolder folder;
        const std::string journal = runThere(folder / "there", false).journal;
        std::string part;
        {
            RunMirror mirror{askedIn(folder / "here")};
            ASSERT_TRUE(mirror.add(journal));
            part = mirror.folder();
        }
        if (wasRecovered) {
            ASSERT_EQ(recoverRuns(folder / "here").runs.size(), 1U);
        }
        RunMirror mirror{askedIn(folder / "here"), part};
        ASSERT_TRUE(mirror.add(std::string_view{journal}.substr(0, journal.size() - 5)));
        const auto run = mirror.finish();
        ASSERT_TRUE(run) << run.error().message;
        EXPECT_EQ(run.value().folder, part);
        EXPECT_EQ(run.value().summary.started, 4U);
        EXPECT_TRUE(run.value().ended);
        EXPECT_FALSE(std::filesystem::exists(part + "/journal.part"));
        const auto kept = loadResult(part);
        ASSERT_TRUE(kept);
        EXPECT_EQ(kept.value().summary.started, 4U);
    }
}

// A machine that is not ours may say anything.
TEST(RunMirror, IsLedOutOfNoFolder)
{
    const TempFolder folder;
    RunHeader header = test::headerIn(folder / "there");
    header.stem = "../../evil";
    header.runId = "../../evil\n/x";
    header.model = "../evil";
    header.spec.keep.resultsDir = folder / "elsewhere";
    auto writer = JournalWriter::create(folder / "journal");
    ASSERT_TRUE(writer.value()->append(JournalKind::Header, toJson(header)));
    RunMirror mirror{askedIn(folder / "here")};
    ASSERT_TRUE(mirror.add(test::readFile(folder / "journal")));
    EXPECT_EQ(std::filesystem::path{mirror.folder()}.parent_path().string(), folder / "here");
    EXPECT_EQ(mirror.folder().find("evil/"), std::string::npos);
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{folder.path()})
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{"here", "journal"}));
}

TEST(RunMirror, RefusesWhatIsNoRun)
{
    const TempFolder folder;
    for (const std::string bytes : {"no journal at all", "INFRJRNL\x04\x00\x00\x00 and then nothing of the kind"}) {
        RunMirror mirror{askedIn(folder / "here")};
        EXPECT_FALSE(mirror.add(bytes + std::string(100, ' ')));
        EXPECT_FALSE(mirror.hasBegun());
    }
    auto writer = JournalWriter::create(folder / "journal");
    ASSERT_TRUE(writer.value()->append(JournalKind::Facts, "{}"));
    RunMirror mirror{askedIn(folder / "here")};
    const Status headless = mirror.add(test::readFile(folder / "journal"));
    ASSERT_FALSE(headless);
    EXPECT_EQ(
        headless.error().message,
        "The journal holds an entry of kind 3 that cannot be read here; another version of Inferometer wrote it.");
    EXPECT_FALSE(std::filesystem::exists(folder / "here"));
}

}  // namespace
}  // namespace inferometer
