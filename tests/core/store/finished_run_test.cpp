// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/finished_run.h"
#include "core/store/run_recorder.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <cmath>

namespace inferometer {
namespace {

using test::ms;
using test::records;
using test::TempFolder;

constexpr const char* kLines = "ok 0 0 100 190 10 out=10\nok 100 100 300 480 10 stamp=bounded\n"
                               "reset 150 150 250 250 1 end=350\ncancelled 200 200 - - 0 end=700\n"
                               "ok 0 0 50 60 2 phase=warmup";

SeriesSlot total(const Snapshot& snapshot)
{
    SeriesSlot sum;
    for (std::size_t i = 0; i < snapshot.sealedSlots; ++i) {
        const SeriesSlot& slot = snapshot.series->at(i);
        sum.tokens += slot.tokens;
        sum.chunks += slot.chunks;
        sum.started += slot.started;
        sum.completed += slot.completed;
        sum.failed += slot.failed;
    }
    return sum;
}

TEST(FindRun, TakesTheNewestOfAFolderOfResults)
{
    const TempFolder folder;
    EXPECT_EQ(findRun(folder / "nothing").error().code, Errc::NotFound);
    EXPECT_NE(findRun(folder.path()).error().message.find("holds no run"), std::string::npos);
    const auto hour = std::chrono::hours{1};
    for (const char* name : {"a", "b", "c", "empty"})
        std::filesystem::create_directory(folder / name);
    for (const char* name : {"a", "b", "c"})
        test::writeFile(folder / name + std::string{"/journal"}, "");
    std::filesystem::last_write_time(folder / "b/journal", std::filesystem::file_time_type::clock::now() + hour);
    EXPECT_EQ(findRun(folder.path()).value(), folder / "b");
    EXPECT_EQ(findRun(folder / "a").value(), folder / "a");
    EXPECT_EQ(findRun(folder / "a/journal").value(), folder / "a/journal");
    test::writeFile(folder / "export.zip", "PK\x03\x04...");
    EXPECT_EQ(findRun(folder / "export.zip").value(), folder / "export.zip");
    test::writeFile(folder / "letter.txt", "Dear all");
    EXPECT_TRUE(isArchive(folder / "export.zip"));
    EXPECT_NE(findRun(folder / "letter.txt").error().message.find("is no file of a run"), std::string::npos);
    EXPECT_NE(findRun(folder / "letter.txt").error().message.find("the zip that was exported"), std::string::npos);
    for (const char* other : {"letter.txt", "nothing", "a"})
        EXPECT_FALSE(isArchive(folder / other));
}

TEST(FinishedRun, CountsWhatTheRecordsSay)
{
    const SnapshotPtr snapshot = test::runOf(test::headerIn("r"), {records(kLines)}).snapshot;
    EXPECT_EQ(snapshot->state, RunState::Finished);
    EXPECT_EQ(snapshot->asked, 5U);  // one more than was planned: of a warm-up by time
    EXPECT_EQ(snapshot->warmup, 1U);
    EXPECT_EQ(snapshot->started, 5U);
    EXPECT_EQ(snapshot->finished, 5U);
    EXPECT_EQ(snapshot->ok, 3U);
    EXPECT_EQ(snapshot->failed, 1U);
    EXPECT_EQ(snapshot->cancelled, 1U);
    EXPECT_EQ(snapshot->tokens, 23U);
    EXPECT_EQ(snapshot->chunks, 23U);
    EXPECT_EQ(snapshot->stamps[1], 10U);
    EXPECT_EQ(snapshot->outcomes.at(static_cast<std::size_t>(Outcome::Reset)), 1U);
    EXPECT_EQ(snapshot->elapsed, ms(800));
    ASSERT_EQ(snapshot->blocks, 1U);
    EXPECT_EQ(snapshot->records->at(0)->records.size(), 5U);
    EXPECT_TRUE(snapshot->inFlight.empty());
    EXPECT_EQ(snapshot->userLag.count(), 3U);
    EXPECT_EQ(snapshot->verdict.level, VerdictLevel::Suspect);
}

TEST(FinishedRun, RebuildsTheSeries)
{
    const SnapshotPtr snapshot = test::runOf(test::headerIn("r"), {records(kLines)}).snapshot;
    EXPECT_EQ(snapshot->sealedSlots, 9U);  // 0 - 800 ms
    const SeriesSlot sum = total(*snapshot);
    EXPECT_EQ(sum.tokens, 23U);
    EXPECT_EQ(sum.started, 5U);
    EXPECT_EQ(sum.completed, 3U);
    EXPECT_EQ(sum.failed, 1U);  // cancelled ones have not failed
    EXPECT_EQ(snapshot->series->at(0).tokens, 2U);
    EXPECT_EQ(snapshot->series->at(1).tokens, 10U);
    EXPECT_EQ(snapshot->series->at(0).inFlight, 1U);
    EXPECT_EQ(snapshot->series->at(1).inFlight, 2U);
    EXPECT_EQ(snapshot->series->at(2).inFlight, 3U);
    EXPECT_EQ(snapshot->series->at(7).inFlight, 0U);
}

TEST(FinishedRun, FillsTheHistogramsAsALiveRunDoes)
{
    const SnapshotPtr snapshot = test::runOf(test::headerIn("r"), {records(kLines)}).snapshot;
    EXPECT_EQ(snapshot->ttft.count(), 2U);  // not that of the request that failed
    EXPECT_EQ(snapshot->e2e.count(), 2U);
    EXPECT_EQ(snapshot->itl.count(), 18U);
    EXPECT_NEAR(snapshot->e2e.quantile(1), 0.38, 0.38 / 64);
}

TEST(FinishedRun, SpreadsTokensWhoseChunksWereNotKept)
{
    const SnapshotPtr snapshot
        = test::runOf(test::headerIn("r"), {records("ok 0 0 50 450 5 nochunks=1\nok 0 0 50 50 1 nochunks=1")}).snapshot;
    EXPECT_EQ(snapshot->tokens, 6U);
    EXPECT_EQ(snapshot->series->at(0).tokens, 2U);
    for (std::size_t i = 1; i < 5; ++i)
        EXPECT_EQ(snapshot->series->at(i).tokens, 1U) << i;
}

TEST(LoadResult, ReadsWhatARunLeft)
{
    const TempFolder folder;
    auto recorder = RunRecorder::create(test::headerIn(folder.path()));
    ASSERT_TRUE(recorder);
    ASSERT_TRUE(recorder.value()->keep(records(kLines)));
    ASSERT_TRUE(recorder.value()->keep(records("ok 0 0 10 20 2", 5)));
    ASSERT_TRUE(recorder.value()->finish(test::someFacts()));
    for (const std::string& path : {recorder.value()->folder(), recorder.value()->folder() + "/records.csv"}) {
        const auto run = loadResult(path);
        ASSERT_TRUE(run) << run.error().message;
        EXPECT_TRUE(run.value().ended);
        EXPECT_EQ(run.value().blocks.size(), 2U);
        EXPECT_EQ(run.value().summary.ok, 3U);
        EXPECT_EQ(run.value().facts.scope, "loopback");
        EXPECT_EQ(run.value().header.spec.prompts.numInputTokens, 100);
        EXPECT_EQ(run.value().header.model, "org/model-1.5");
    }
}

TEST(LoadResult, NamesAFolderWithoutAJournal)
{
    const TempFolder folder;
    const auto run = loadResult(folder.path());
    ASSERT_FALSE(run);
    EXPECT_NE(run.error().message.find(folder.path()), std::string::npos);
}

TEST(LoadResult, OfARunThatGoesOnGivesWhatItHas)
{
    const TempFolder folder;
    auto recorder = RunRecorder::create(test::headerIn(folder.path()));
    ASSERT_TRUE(recorder);
    ASSERT_TRUE(recorder.value()->keep(records(kLines)));
    const auto run = loadResult(recorder.value()->folder());
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_FALSE(run.value().ended);
    EXPECT_EQ(run.value().summary.ok, 2U);
    EXPECT_EQ(run.value().facts.elapsed, ms(700));
}

TEST(LoadResult, WorksOutTheCoolDownFromTheRecords)
{
    const TempFolder folder;
    RunHeader header = test::headerIn(folder.path());
    header.spec.edges.cooldownSeconds = 0.1;
    auto recorder = RunRecorder::create(header);
    ASSERT_TRUE(recorder);
    ASSERT_TRUE(recorder.value()->keep(records("ok 0 0 10 100 10\nok 100 100 110 200 10\nok 200 200 210 300 10")));
    const auto run = loadResult(recorder.value()->folder());  // known until 300 ms
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run.value().summary.ok, 2U);
    EXPECT_EQ(run.value().summary.cooldown, 1U);
    EXPECT_EQ(run.value().summary.window.end, ms(200));
    const auto finished = recorder.value()->finish(run.value().facts);
    ASSERT_TRUE(finished);
    EXPECT_EQ(finished.value().summary.cooldown, 1U);
    EXPECT_NE(test::readFile(recorder.value()->folder() + "/records.csv").find(",cooldown,"), std::string::npos);
}

TEST(FactsFromRecords, TellWhatTheRecordsShow)
{
    RunHeader header = test::headerIn("r");
    header.requests = 10;
    header.warmup = 1;
    const RunFacts facts = factsFromRecords(header, {records(kLines)});
    EXPECT_EQ(facts.elapsed, ms(700));
    EXPECT_EQ(facts.loadEnd, ms(700));
    EXPECT_EQ(facts.neverSent, 5U);
    EXPECT_EQ(facts.startUtc, header.startUtc);
    EXPECT_EQ(facts.stamps, (std::array<std::uint64_t, 3>{13, 10, 0}));
    EXPECT_EQ(facts.firstStamps, (std::array<std::uint64_t, 3>{2, 1, 0}));
    EXPECT_NEAR(facts.inFlightMean, (190 + 380 + 200 + 500 + 60) / 700.0, 1e-9);
    EXPECT_FALSE(facts.localFault.empty());
    EXPECT_EQ(facts.verdict.reasons.back().id, "interrupted");
    EXPECT_NE(facts.verdict.reasons.back().text.find("5 requests"), std::string::npos);
    header.warmup = 0;  // then the one of the warm-up came on top, by time
    EXPECT_EQ(factsFromRecords(header, {records(kLines)}).neverSent, 6U);
    const auto kept
        = records("ok 0 0 10 20 2 connect=0:1:2\nok 20 20 30 40 2");  // the second by the first's connection
    EXPECT_EQ(factsFromRecords(header, {kept}).connections, 1U);
}

}  // namespace
}  // namespace inferometer
