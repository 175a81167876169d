// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_run.h"
#include "core/store/recovery.h"
#include "core/store/run_recorder.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <thread>

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

std::vector<std::string> foldersOf(const RecoveredRuns& recovered)
{
    for (const Error& failure : recovered.failures)
        ADD_FAILURE() << failure.message;
    std::vector<std::string> folders;
    for (const RecoveredRun& run : recovered.runs)
        folders.push_back(run.folder);
    return folders;
}

std::string summaryPath(const std::string& folder)
{
    return folder + "/" + std::filesystem::path{folder}.filename().string() + "_summary.json";
}

TEST(RecoverRuns, FinishesARunWhoseProgramDied)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    const RecoveredRuns recovered = recoverRuns(folder.path());
    EXPECT_EQ(foldersOf(recovered), std::vector<std::string>{dead});
    EXPECT_TRUE(recovered.runs.at(0).whole);
    EXPECT_EQ(recovered.runs.at(0).said.text(), "Recovered " + dead + ": 2 requests had ended and were saved.");
    EXPECT_FALSE(std::filesystem::exists(dead + "/journal.damaged"));
    EXPECT_TRUE(journalHasEnd(dead + "/journal"));
    const auto summary = nlohmann::json::parse(test::readFile(summaryPath(dead)));
    EXPECT_EQ(summary["results_num_requests_started"], 2);
    EXPECT_EQ(summary["never_sent"], 2);
    EXPECT_EQ(summary["verdict"], "suspect");
    EXPECT_FALSE(summary["local_fault"].is_null());
    EXPECT_EQ(summary["scope"], "network");
    EXPECT_EQ(summary["caps"], nlohmann::json({"streams: 2 over 1 load thread(s)"}));
}

TEST(RecoverRuns, LeavesFinishedRunsAlone)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    recoverRuns(folder.path());
    const std::string before = test::readFile(dead + "/journal");
    EXPECT_TRUE(foldersOf(recoverRuns(folder.path())).empty());
    EXPECT_EQ(test::readFile(dead + "/journal"), before);
}

TEST(RecoverRuns, LeavesARunAloneThatIsStillWritten)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    Fd writer = lockJournal(dead + "/journal");
    ASSERT_TRUE(writer.isOpen());
    EXPECT_TRUE(foldersOf(recoverRuns(folder.path())).empty());
    EXPECT_FALSE(std::filesystem::exists(summaryPath(dead)));
    writer.reset();
    EXPECT_EQ(foldersOf(recoverRuns(folder.path())).size(), 1U);
}

TEST(RecoverRuns, KeepsTheFactsOfARunThatHadEnded)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    {
        const std::uint64_t end = std::filesystem::file_size(dead + "/journal");
        const auto writer
            = JournalWriter::resume(lockJournal(dead + "/journal"), dead + "/journal", {kJournalVersion, end, 2});
        ASSERT_TRUE(writer->append(JournalKind::Facts, toJson(test::someFacts())));
    }
    EXPECT_EQ(foldersOf(recoverRuns(folder.path())).size(), 1U);
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
        const RecoveredRuns recovered = recoverRuns(folder.path());
        EXPECT_EQ(recovered.runs.size(), hasHeader ? 1U : 0U) << length;
        EXPECT_EQ(std::filesystem::exists(summaryPath(dead)), hasHeader) << length;
        if (!hasHeader) {
            EXPECT_EQ(test::readFile(dead + "/journal"), whole.substr(0, length)) << "it was touched";
        }
    }
}

TEST(RecoverRuns, KeepsAJournalWithATornTail)
{
    const TempFolder folder;
    const std::string dead = deadRun(folder);
    const std::string torn = test::readFile(dead + "/journal") + "half an entry";
    test::writeFile(dead + "/journal", torn);
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(foldersOf(recovered).size(), 1U);
    EXPECT_FALSE(recovered.runs[0].whole);
    EXPECT_EQ(recovered.runs[0].said.text(),
              "Recovered " + dead
                  + ": 2 requests were saved, and others may be missing, because the journal is damaged; "
                  + "it is kept as " + dead + "/journal.damaged.");
    EXPECT_EQ(test::readFile(dead + "/journal.damaged"), torn);
    EXPECT_TRUE(journalHasEnd(dead + "/journal"));
    const auto run = loadResult(dead);
    EXPECT_EQ(run.value().summary.ok, 1U);
    EXPECT_TRUE(run.value().ended);
    EXPECT_EQ(run.value().facts.verdict.reasons.back().id, "journal-tail");
    EXPECT_TRUE(foldersOf(recoverRuns(folder.path())).empty());
}

// A run of three blocks of two requests, without its end, and where they stand.
std::vector<JournalEntry> longerDeadRun(const TempFolder& folder, std::string& dead)
{
    auto recorder = RunRecorder::create(test::headerIn(folder.path()));
    for (std::uint64_t i = 0; i < 3; ++i)
        EXPECT_TRUE(recorder.value()->keep(records("ok 0 0 10 110 11\nreset 0 0 10 20 2", 2 * i)));
    dead = recorder.value()->folder();
    recorder.value().reset();
    std::vector<JournalEntry> entries;
    auto reader = JournalReader::open(dead + "/journal");
    while (const auto entry = reader.value().next())
        entries.push_back(*entry);
    return entries;
}

TEST(RecoverRuns, SavesWhatStandsBehindADamagedBlockAndTells)
{
    const TempFolder folder;
    std::string dead;
    const auto entries = longerDeadRun(folder, dead);
    std::string broken = test::readFile(dead + "/journal");
    broken.at(static_cast<std::size_t>(entries.at(2).at) + 20) ^= 1;
    test::writeFile(dead + "/journal", broken);
    test::writeFile(dead + "/journal.damaged", "of another time");
    test::writeFile(dead + "/journal.part", "left by a recovery that was killed");
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(foldersOf(recovered).size(), 1U);
    EXPECT_EQ(recovered.runs[0].said.text(),
              "Recovered " + dead + ": 4 requests were saved, and 2 could not be read, because the journal is damaged; "
                  + "it is kept as " + dead + "/journal.damaged-2.");
    EXPECT_EQ(test::readFile(dead + "/journal.damaged-2"), broken);
    EXPECT_EQ(test::readFile(dead + "/journal.damaged"), "of another time");
    EXPECT_FALSE(std::filesystem::exists(dead + "/journal.part"));
    const auto summary = nlohmann::json::parse(test::readFile(summaryPath(dead)));
    EXPECT_EQ(summary["outcomes"], nlohmann::json::parse(R"({"ok": 2, "reset": 2})"));
    EXPECT_NE(summary["verdict_reasons"].dump().find("2 requests of the journal could not be read"), std::string::npos);
    const auto run = loadResult(dead);
    ASSERT_TRUE(run);
    EXPECT_EQ(run.value().blocks.size(), 2U);
    EXPECT_EQ(std::ranges::count_if(run.value().facts.verdict.reasons,
                                    [](const VerdictReason& reason) { return reason.id == "journal-requests"; }),
              1);
}

TEST(RecoverRuns, CountsABlockThatStandsTwiceOnce)
{
    const TempFolder folder;
    std::string dead;
    const auto entries = longerDeadRun(folder, dead);
    std::string twice = test::readFile(dead + "/journal");
    twice += twice.substr(static_cast<std::size_t>(entries.at(2).at), static_cast<std::size_t>(entries.at(2).length));
    test::writeFile(dead + "/journal", twice);
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(foldersOf(recovered).size(), 1U);
    EXPECT_NE(recovered.runs[0].said.text().find("6 requests had ended and were saved; pieces"), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(test::readFile(summaryPath(dead)))["results_num_requests_started"], 6);
    EXPECT_EQ(test::readFile(dead + "/journal.damaged"), twice);
    EXPECT_EQ(readJournal(dead + "/journal").value().damage.repeated, 0U);
}

TEST(RecoverRuns, FinishesARunOfVersionThree)
{
    const TempFolder folder;
    std::filesystem::create_directory(folder / "old");
    std::filesystem::copy_file(INFEROMETER_TEST_DATA "/journal/v3-killed.journal", folder / "old/journal");
    const std::string before = test::readFile(folder / "old/journal");
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(foldersOf(recovered), std::vector<std::string>{folder / "old"});
    EXPECT_TRUE(recovered.runs[0].whole);
    EXPECT_TRUE(journalHasEnd(folder / "old/journal"));
    EXPECT_TRUE(test::readFile(folder / "old/journal").starts_with(before)) << "only added to";
    const auto run = loadResult(folder / "old");
    ASSERT_TRUE(run);
    EXPECT_TRUE(run.value().ended);
    EXPECT_EQ(run.value().summary.ok, 24U);
    EXPECT_FALSE(run.value().facts.localFault.empty());
}

TEST(RecoverRuns, WritesNothingOutsideTheRunsFolder)
{
    const TempFolder folder;
    const std::string results = folder / "a/b/results";
    std::filesystem::create_directories(results + "/run");
    RunHeader header = test::headerIn(results);
    header.stem = "../../ESCAPED";
    {
        auto writer = JournalWriter::create(results + "/run/journal");
        EXPECT_TRUE(writer.value()->append(JournalKind::Header, toJson(header)));
        EXPECT_TRUE(writer.value()->append(*records("ok 0 0 10 110 11")));
    }
    ASSERT_EQ(foldersOf(recoverRuns(results)).size(), 1U);
    EXPECT_TRUE(std::filesystem::exists(results + "/run/run_summary.json"));
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder.path()})
        EXPECT_TRUE(entry.is_directory() || entry.path().parent_path() == results + "/run") << entry.path();
}

TEST(RecoverRuns, FinishesNoJournalThatIsALinkToAnother)
{
    const TempFolder folder;
    const TempFolder other;
    const std::string dead = deadRun(other);
    const std::string before = test::readFile(dead + "/journal");
    std::filesystem::create_directory(folder / "run");
    std::filesystem::create_symlink(dead + "/journal", folder / "run/journal");
    EXPECT_TRUE(foldersOf(recoverRuns(folder.path())).empty());
    EXPECT_EQ(test::readFile(dead + "/journal"), before);
}

TEST(RecoverRuns, SaysWhichRunHasNoHeader)
{
    const TempFolder folder;
    std::string dead;
    const auto entries = longerDeadRun(folder, dead);
    std::string broken = test::readFile(dead + "/journal");
    broken.at(static_cast<std::size_t>(entries.at(0).at) + 20) ^= 1;
    test::writeFile(dead + "/journal", broken);
    const RecoveredRuns recovered = recoverRuns(folder.path());
    EXPECT_TRUE(recovered.runs.empty());
    ASSERT_EQ(recovered.failures.size(), 1U);
    EXPECT_NE(recovered.failures[0].message.find(dead + "/journal has no header"), std::string::npos);
    EXPECT_EQ(test::readFile(dead + "/journal"), broken);
}

TEST(RecoverRuns, TwoProgramsAtOnceFinishEachRunOnce)
{
    const TempFolder folder;
    std::string torn;
    for (int i = 0; i < 6; ++i) {
        const std::string dead = deadRun(folder);
        if (i % 2 == 0) {
            torn = test::readFile(dead + "/journal") + "torn";
            test::writeFile(dead + "/journal", torn);
        }
    }
    std::vector<RecoveredRuns> recovered(4);
    {
        std::vector<std::jthread> programs;
        for (RecoveredRuns& mine : recovered)
            programs.emplace_back([&mine, &folder] { mine = recoverRuns(folder.path()); });
    }
    std::size_t finished = 0;
    for (const RecoveredRuns& mine : recovered)
        finished += foldersOf(mine).size();
    EXPECT_EQ(finished, 6U);
    for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
        EXPECT_TRUE(journalHasEnd(entry.path() / "journal"));
        EXPECT_FALSE(std::filesystem::exists(entry.path() / "journal.damaged-2"));
        EXPECT_FALSE(std::filesystem::exists(entry.path() / "journal.part"));
    }
}

TEST(RecoverRuns, PassesOverWhatIsNoRun)
{
    const TempFolder folder;
    std::filesystem::create_directories(folder / "notes/journal");
    std::filesystem::create_directories(folder / "other");
    test::writeFile(folder / "other/journal", "dear diary");
    test::writeFile(folder / "file", "");
    EXPECT_TRUE(foldersOf(recoverRuns(folder.path())).empty());
    EXPECT_EQ(test::readFile(folder / "other/journal"), "dear diary");
    EXPECT_TRUE(foldersOf(recoverRuns(folder / "missing")).empty());
}

TEST(RecoverRuns, SaysWhatItCannotWriteAndFinishesTheOthers)
{
    const TempFolder folder;
    const std::string blocked = deadRun(folder);
    const std::string torn = deadRun(folder);
    const std::string other = deadRun(folder);
    test::writeFile(torn + "/journal", test::readFile(torn + "/journal") + "torn");
    for (const std::string& run : {blocked, torn})
        std::filesystem::create_directories(run + "/records.csv/in the way");
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(recovered.failures.size(), 2U);
    EXPECT_NE(recovered.failures[0].message.find(blocked + "/records.csv"), std::string::npos);
    EXPECT_NE(recovered.failures[1].message.find(torn + "/records.csv"), std::string::npos);
    EXPECT_TRUE(journalHasEnd(other + "/journal"));
    EXPECT_FALSE(std::filesystem::exists(torn + "/journal.damaged"));
    EXPECT_FALSE(std::filesystem::exists(torn + "/journal.part"));
    for (const std::string& run : {blocked, torn})
        std::filesystem::remove_all(run + "/records.csv");
    EXPECT_EQ(foldersOf(recoverRuns(folder.path())), (std::vector<std::string>{blocked, torn}));
}

}  // namespace
}  // namespace inferometer
