// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_reader.h"
#include "core/store/run_recorder.h"
#include "core/store/stem.h"

#include "store_fixture.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using test::records;
using test::TempFolder;

std::unique_ptr<RunRecorder> recorderIn(const std::string& folder)
{
    auto recorder = RunRecorder::create(test::headerIn(folder));
    EXPECT_TRUE(recorder) << recorder.error().message;
    return std::move(recorder).value();
}

TEST(RunRecorder, KeepsTheRunWhileItGoesOn)
{
    const TempFolder folder;
    const auto recorder = recorderIn(folder / "new/results");
    EXPECT_EQ(recorder->folder(), folder / "new/results/" + runStem(recorder->header()));
    EXPECT_TRUE(std::filesystem::exists(recorder->folder() + "/journal"));
    EXPECT_TRUE(std::filesystem::exists(recorder->folder() + "/run.yaml"));
    EXPECT_FALSE(lockJournal(recorder->folder() + "/journal").isOpen());
    ASSERT_TRUE(recorder->keep(records("ok 0 0 10 110 11")));
    EXPECT_EQ(loadResult(recorder->folder()).value().blocks.size(), 1U);
}

TEST(RunRecorder, EndsWithItsFilesAndAnEndEntry)
{
    const TempFolder folder;
    const auto recorder = recorderIn(folder.path());
    ASSERT_TRUE(recorder->keep(records("ok 0 0 10 110 11")));
    const auto run = recorder->finish(test::someFacts());
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run.value().summary.ok, 1U);
    EXPECT_TRUE(journalHasEnd(recorder->folder() + "/journal"));
    EXPECT_TRUE(std::filesystem::exists(recorder->folder() + "/" + recorder->header().stem + "_summary.json"));
    EXPECT_TRUE(lockJournal(recorder->folder() + "/journal").isOpen());
}

TEST(RunRecorder, NeverOverwritesAResultOfTheSameName)
{
    const TempFolder folder;
    const auto first = recorderIn(folder.path());
    ASSERT_TRUE(first->keep(records("ok 0 0 10 110 11")));
    ASSERT_TRUE(first->finish(test::someFacts()));
    const std::string before = test::readFile(first->folder() + "/journal");
    const auto second = recorderIn(folder.path());
    ASSERT_TRUE(second->finish(test::someFacts()));
    EXPECT_EQ(second->folder(), first->folder() + "-2");
    EXPECT_EQ(second->header().stem, first->header().stem + "-2");
    EXPECT_TRUE(std::filesystem::exists(second->folder() + "/" + second->header().stem + "_summary.json"));
    EXPECT_EQ(test::readFile(first->folder() + "/journal"), before);
}

TEST(RunRecorder, RefusesAFolderBeforeTheRun)
{
    const TempFolder folder;
    test::writeFile(folder / "file", "");
    const auto recorder = RunRecorder::create(test::headerIn(folder / "file/results"));
    ASSERT_FALSE(recorder);
    EXPECT_EQ(recorder.error().field, "results-dir");
    EXPECT_NE(recorder.error().message.find(folder / "file/results"), std::string::npos);
}

TEST(RunRecorder, LeavesNothingOfARunThatNeverBegan)
{
    const TempFolder folder;
    recorderIn(folder.path())->discard();
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(RunRecorder, AsksForTheSpaceOfTheRunButNeverForMoreThanAGigabyte)
{
    RunHeader header = test::headerIn("r");
    const double small = spaceNeeded(header);
    EXPECT_GT(small, 1e6);
    EXPECT_LT(small, 1e8);
    header.requests = 10'000;
    header.spec.prompts.numOutputTokens = 1000;
    EXPECT_GT(spaceNeeded(header), 10'000 * 1000 * 30.0);
    header.spec.keep.saveChunks = false;
    EXPECT_LT(spaceNeeded(header), 10'000 * 1000 * 15.0);
    EXPECT_GT(spaceNeeded(header), 10'000 * 1000 * 6.0) << "the journal has them";
    header.spec.keep.saveChunks = true;
    header.requests = 1'000'000'000;
    EXPECT_EQ(spaceNeeded(header), 1e9);
}

TEST(RunRecorder, SavesTheResultElsewhereAgainWhenItsFolderVanished)
{
    const TempFolder folder;
    const auto recorder = recorderIn(folder.path());
    ASSERT_TRUE(recorder->keep(records("ok 0 0 10 110 11")));
    std::filesystem::remove_all(recorder->folder());
    ASSERT_TRUE(recorder->keep(records("ok 0 0 10 110 11", 1)));
    const auto run = recorder->finish(test::someFacts());
    ASSERT_TRUE(run) << run.error().message;
    const auto loaded = loadResult(recorder->folder());
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded.value().summary.ok, 2U);
    EXPECT_TRUE(loaded.value().ended);
}

// A journal that stopped growing: the disk is full, then there is room again.
TEST(RunRecorder, KeepsWhatWasMeasuredWhenTheDiskFills)
{
    const TempFolder folder;
    const auto recorder = recorderIn(folder.path());
    ASSERT_TRUE(recorder->keep(records("ok 0 0 10 110 11")));
    Status kept;
    Status later;
    {
        const test::FileSizeLimit full{std::filesystem::file_size(recorder->folder() + "/journal") + 20};
        kept = recorder->keep(records("ok 0 0 10 110 11", 1));
        later = recorder->keep(records("ok 0 0 10 110 11", 2));
    }
    ASSERT_FALSE(kept);
    EXPECT_NE(kept.error().message.find(recorder->folder() + "/journal"), std::string::npos);
    EXPECT_NE(kept.error().message.find("what was measured so far is kept"), std::string::npos);
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().message, kept.error().message);
    EXPECT_EQ(loadResult(recorder->folder()).value().blocks.size(), 1U);
    ASSERT_TRUE(recorder->finish(test::someFacts()));
    EXPECT_EQ(loadResult(recorder->folder()).value().blocks.size(), 3U);
}

TEST(RunRecorder, LeavesTheJournalWhenTheFilesCannotBeWritten)
{
    const TempFolder folder;
    const auto recorder = recorderIn(folder.path());
    ASSERT_TRUE(recorder->keep(records("ok 0 0 10 110 11")));
    std::filesystem::create_directories(recorder->folder() + "/records.csv/in the way");
    const auto run = recorder->finish(test::someFacts());
    ASSERT_FALSE(run);
    EXPECT_NE(run.error().message.find("records.csv"), std::string::npos);
    EXPECT_FALSE(journalHasEnd(recorder->folder() + "/journal"));
    EXPECT_EQ(loadResult(recorder->folder()).value().summary.ok, 1U);
}

}  // namespace
}  // namespace inferometer
