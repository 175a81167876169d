// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_run.h"
#include "core/store/recorded_run.h"
#include "core/store/run_recorder.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

using test::records;
using test::TempFolder;

// The folder of a run whose program died after two requests.
std::string deadRun(const TempFolder& folder)
{
    auto recorder = RunRecorder::create(test::headerIn(folder.path()));
    EXPECT_TRUE(recorder);
    EXPECT_TRUE(recorder.value()->keep(records("ok 0 0 10 110 11\nreset 0 0 10 20 2 stream=1")));
    return recorder.value()->folder();
}

std::string summaryPath(const std::string& folder)
{
    return folder + "/" + std::filesystem::path{folder}.filename().string() + "_summary.json";
}

TEST(RecoverRuns, FinishesARunWhoseProgramDied)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    const auto recovered = recoverRuns(folder.path());
    ASSERT_TRUE(recovered) << recovered.error().message;
    EXPECT_EQ(recovered.value(), std::vector<std::string>{dead});
    EXPECT_TRUE(journalHasEnd(dead + "/journal"));
    const auto summary = nlohmann::json::parse(test::readFile(summaryPath(dead)));
    EXPECT_EQ(summary["results_num_requests_started"], 2);
    EXPECT_EQ(summary["never_sent"], 2);
    EXPECT_EQ(summary["verdict"], "suspect");
    EXPECT_FALSE(summary["local_fault"].is_null());
    EXPECT_EQ(summary["scope"], "network");
    EXPECT_EQ(summary["caps"], nlohmann::json({"streams: 2"}));
}

TEST(RecoverRuns, LeavesFinishedRunsAlone)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    ASSERT_TRUE(recoverRuns(folder.path()));
    const std::string before = test::readFile(dead + "/journal");
    const auto again = recoverRuns(folder.path());
    ASSERT_TRUE(again);
    EXPECT_TRUE(again.value().empty());
    EXPECT_EQ(test::readFile(dead + "/journal"), before);
}

TEST(RecoverRuns, LeavesARunAloneThatIsStillWritten)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    Fd writer = lockJournal(dead + "/journal");
    ASSERT_TRUE(writer.isOpen());
    auto recovered = recoverRuns(folder.path());
    ASSERT_TRUE(recovered);
    EXPECT_TRUE(recovered.value().empty());
    EXPECT_FALSE(std::filesystem::exists(summaryPath(dead)));
    writer.reset();
    recovered = recoverRuns(folder.path());
    ASSERT_TRUE(recovered);
    EXPECT_EQ(recovered.value().size(), 1U);
}

TEST(RecoverRuns, KeepsTheFactsOfARunThatHadEnded)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    {
        auto writer = JournalWriter::resume(lockJournal(dead + "/journal"), dead + "/journal",
                                            std::filesystem::file_size(dead + "/journal"));
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer.value()->append(JournalKind::Facts, toJson(test::someFacts())));
    }
    ASSERT_TRUE(recoverRuns(folder.path()));
    const auto run = loadResult(dead);
    ASSERT_TRUE(run);
    EXPECT_EQ(run.value().facts.scope, "loopback");
    EXPECT_TRUE(run.value().facts.localFault.empty());
}

// As kill -9 may leave it: whatever stands after the cut is lost, nothing before it is, and recovery always ends.
TEST(RecoverRuns, FinishesAJournalCutAnywhere)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    const std::string whole = test::readFile(dead + "/journal");
    for (std::size_t length = whole.size(); length > 0; length -= std::min<std::size_t>(length, 37)) {
        test::writeFile(dead + "/journal", whole.substr(0, length));
        std::filesystem::remove(summaryPath(dead));
        const bool hasHeader = readJournal(dead + "/journal").ok();
        const auto recovered = recoverRuns(folder.path());
        ASSERT_TRUE(recovered) << recovered.error().message;
        EXPECT_EQ(recovered.value().size(), hasHeader ? 1U : 0U) << length;
        EXPECT_EQ(std::filesystem::exists(summaryPath(dead)), hasHeader) << length;
    }
}

TEST(RecoverRuns, DropsATornTail)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    test::writeFile(dead + "/journal", test::readFile(dead + "/journal") + "half an entry");
    ASSERT_EQ(recoverRuns(folder.path()).value().size(), 1U);
    EXPECT_TRUE(journalHasEnd(dead + "/journal"));
    EXPECT_EQ(loadResult(dead).value().summary.ok, 1U);
    EXPECT_TRUE(loadResult(dead).value().ended);
}

TEST(RecoverRuns, PassesOverWhatIsNoRun)
{
    const TempFolder folder;
    std::filesystem::create_directories(folder / "notes/journal");
    std::filesystem::create_directories(folder / "other");
    test::writeFile(folder / "other/journal", "dear diary");
    test::writeFile(folder / "file", "");
    const auto recovered = recoverRuns(folder.path());
    ASSERT_TRUE(recovered);
    EXPECT_TRUE(recovered.value().empty());
    EXPECT_EQ(test::readFile(folder / "other/journal"), "dear diary");
    EXPECT_TRUE(recoverRuns(folder / "missing").value().empty());
}

TEST(RecoverRuns, SaysWhatItCannotWriteAndFinishesTheOthers)
{
    const TempFolder folder;
    const std::string blocked = deadRun(folder);
    const std::string other = deadRun(folder);
    std::filesystem::create_directories(blocked + "/records.csv/in the way");
    const auto recovered = recoverRuns(folder.path());
    ASSERT_FALSE(recovered);
    EXPECT_NE(recovered.error().message.find(blocked + "/records.csv"), std::string::npos);
    EXPECT_TRUE(journalHasEnd(other + "/journal"));
    std::filesystem::remove_all(blocked + "/records.csv");
    EXPECT_EQ(recoverRuns(folder.path()).value(), std::vector<std::string>{blocked});
}

}  // namespace
}  // namespace inferometer
