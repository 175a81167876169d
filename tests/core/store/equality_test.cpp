// SPDX-License-Identifier: GPL-3.0-or-later
// One run, four ways to see it: at its end, read back, recovered after its program died while it wrote the files, and
// recovered from a journal that ends in the middle of the load. Whatever two of them can know is equal, for every fault
// of the simulator and for every way to leave out the edges.
#include "core/store/journal_run.h"
#include "core/store/recovery.h"
#include "core/store/run_range.h"
#include "core/store/summary_json.h"

#include "tests/support/fault_matrix.h"
#include "tests/support/run_description.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace inferometer {
namespace {

using test::Description;
using test::TempFolder;

// Every value of a JSON document by its path.
Description flat(const std::string& path)
{
    Description all;
    const nlohmann::json document = nlohmann::json::parse(test::readFile(path)).flatten();
    for (const auto& [key, value] : document.items())
        all[key] = value.dump();
    return all;
}

Description summaryOf(const FinishedRun& run) { return flat(run.folder + "/" + run.header.stem + "_summary.json"); }
Description factsOf(const RunFacts& facts)
{
    Description all;
    const nlohmann::json document = nlohmann::json::parse(toJson(facts)).flatten();
    for (const auto& [key, value] : document.items())
        all[key] = value.dump();
    return all;
}

// Equal in every value but those whose name begins with one of `unknown`.
void expectEqual(const Description& a, const Description& b, const std::vector<std::string>& unknown = {})
{
    std::set<std::string> names;
    for (const Description* one : {&a, &b})
        for (const auto& [name, value] : *one)
            names.insert(name);
    for (const std::string& name : names) {
        const bool left = std::any_of(unknown.begin(), unknown.end(),
                                      [&](const std::string& start) { return name.starts_with(start); });
        if (left)
            continue;
        const auto in = [&](const Description& one) { return one.contains(name) ? one.at(name) : "(missing)"; };
        EXPECT_EQ(in(a), in(b)) << name;
    }
}

class Equality : public testing::TestWithParam<test::FaultCase>
{
protected:
    void SetUp() override
    {
        m_simulator = test::simulatorFor(GetParam());
        auto started
            = test::startedRun(GetParam(), test::planFor(*m_simulator, test::specOf(GetParam(), m_folder.path())));
        ASSERT_TRUE(started) << started.error().message;
        m_run = std::move(started).value();
        auto finished = m_run->finish();
        ASSERT_TRUE(finished) << finished.error().message;
        m_live = finished.value();
    }

    // The same journal as kill -9 left it, before the program could say how the run ended.
    std::string killed(const std::string& in)
    {
        auto journal = readJournal(m_live->folder + "/journal");
        EXPECT_TRUE(journal);
        RunHeader header = journal.value().run.header;
        header.spec.keep.resultsDir = in;
        auto recorder = RunRecorder::create(header);
        EXPECT_TRUE(recorder);
        for (const auto& block : journal.value().run.blocks)
            EXPECT_TRUE(recorder.value()->keep(block));
        return recorder.value()->folder();
    }

    const TempFolder m_folder;
    std::unique_ptr<Simulator> m_simulator;
    std::unique_ptr<RecordedRun> m_run;
    std::shared_ptr<const FinishedRun> m_live;
};

TEST_P(Equality, LiveIsReopened)
{
    const auto read = loadResult(m_live->folder);
    ASSERT_TRUE(read) << read.error().message;
    expectEqual(test::describe(*m_run->run().snapshot()), test::describe(*m_live->snapshot));
    expectEqual(test::describe(*read.value().snapshot), test::describe(*m_live->snapshot));
    expectEqual(factsOf(read.value().facts), factsOf(m_live->facts));
    const std::string path = m_folder / "again.json";
    ASSERT_TRUE(writeSummaryFile(path, read.value()));
    expectEqual(flat(path), summaryOf(*m_live));
    EXPECT_EQ(m_live->facts.retries > 0, m_live->header.spec.limits.retry429 > 0);
    EXPECT_EQ(m_live->snapshot->asked, m_live->snapshot->finished + m_live->facts.neverSent);
    EXPECT_EQ(m_live->snapshot->finished,
              m_live->snapshot->ok + m_live->snapshot->failed + m_live->snapshot->cancelled);
    const RequestCounts& counts = m_live->snapshot->counts;
    EXPECT_EQ(m_live->snapshot->finished, counts.started + counts.warmup + counts.cooldown);
    EXPECT_EQ(counts.failed, m_live->summary.failed);
    EXPECT_EQ(counts.outcomes, m_live->summary.outcomes);
    // The range that holds all of it; what was never sent belongs to none.
    const FinishedRun range = rangeOf(*m_live, {});
    EXPECT_EQ(toJson(range.summary), toJson(m_live->summary));
    expectEqual(factsOf(range.facts), factsOf(m_live->facts));
    expectEqual(test::describe(*range.snapshot), test::describe(*m_live->snapshot), {"asked", "warmup"});
}

TEST_P(Equality, AFinishedJournalWithoutItsEndIsRecoveredWhole)
{
    const std::string journal = test::readFile(m_live->folder + "/journal");
    std::uint64_t endLength = 0;
    for (auto reader = JournalReader::open(m_live->folder + "/journal"); const auto entry = reader.value().next();)
        endLength = entry->length;
    const Description before = summaryOf(*m_live);
    const std::string records = test::readFile(m_live->folder + "/records.csv");
    for (const auto& entry : std::filesystem::directory_iterator{m_live->folder})
        std::filesystem::remove(entry.path());
    test::writeFile(m_live->folder + "/journal", journal.substr(0, journal.size() - endLength));
    ASSERT_EQ(recoverRuns(m_folder.path()).runs.size(), 1U);
    expectEqual(summaryOf(*m_live), before);
    EXPECT_EQ(test::readFile(m_live->folder + "/records.csv"), records);
}

TEST_P(Equality, AKilledRunIsRecoveredAsFarAsItsRecordsGo)
{
    const TempFolder other;
    const std::string folder = killed(other.path());
    ASSERT_EQ(recoverRuns(other.path()).runs.size(), 1U);
    const auto read = loadResult(folder);
    ASSERT_TRUE(read) << read.error().message;
    // When the load ended is not known to the nanosecond, nor what no record holds; so a cool-down by time, and what is
    // of the window, is near and not equal.
    std::vector<std::string> ofSnapshot{"user lag", "verdict", "in flight, mean"};
    if (m_live->header.spec.edges.cooldownSeconds > 0)
        return;
    expectEqual(test::describe(*read.value().snapshot), test::describe(*m_live->snapshot), ofSnapshot);
    // What waited for the cap of a schedule is told when the run ends.
    const std::string_view caps = isOpenLoop(m_live->header.spec) ? "/caps/" : "/caps_that_bound";
    expectEqual(factsOf(read.value().facts), factsOf(m_live->facts),
                {std::string{caps}, "/start_", "/load_end_ns", "/user_lag", "/busiest_second", "/worker_cpu_ns",
                 "/steal_share", "/throttled_s", "/stale_connections", "/connections", "/retransmits", "/min_rtt_ns",
                 "/caps_that_bound", "/local_fault", "/in_flight_mean", "/verdict"});
    expectEqual(summaryOf(read.value()), summaryOf(*m_live),
                {std::string{caps},
                 "/name",
                 "/timestamp",
                 "/run_started_at",
                 "/run_start_monotonic_ns",
                 "/user_lag_s",
                 "/min_rtt_s",
                 "/retransmits",
                 "/stale_connections",
                 "/connections",
                 "/local_fault",
                 "/verdict",
                 "/window",
                 "/request_rate",
                 "/input_rate",
                 "/output_rate",
                 "/total_rate",
                 "/in_flight_mean",
                 "/waves",
                 "/steady",
                 "/rate",
                 "/goodput/rate",
                 "/goodput_rate"});
    EXPECT_EQ(read.value().facts.verdict.reasons.back().id, "interrupted");
}

INSTANTIATE_TEST_SUITE_P(Store, Equality, testing::ValuesIn(test::kFaultMatrix),
                         [](const auto& instance) { return std::string{instance.param.name}; });

}  // namespace
}  // namespace inferometer
