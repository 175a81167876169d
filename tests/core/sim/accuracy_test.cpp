// SPDX-License-Identifier: GPL-3.0-or-later
// The whole path at low load: what the run calls exact is exact, and no bound is broken.
#include "core/sim/accuracy.h"

#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>

namespace inferometer {
namespace {

// One request of two chunks by hand: sent at 1 ms, tokens at 11 and 21 ms.
struct ByHand
{
    std::shared_ptr<RecordBlock> block = std::make_shared<RecordBlock>();
    Snapshot snapshot;
    TruthRecord truth;

    explicit ByHand(Stamp stamp, Nanos bound)
    {
        using namespace std::chrono_literals;
        RequestRecord record;
        record.outcome = Outcome::Ok;
        record.sent = 1ms;
        ChunkWriter writer;
        writer.begin(record.sent);
        writer.add({{11ms, bound, stamp}, 1, 4, ChunkKind::Content});
        writer.add({{21ms, Nanos{0}, Stamp::Exact}, 1, 4, ChunkKind::Content});
        block->chunkBytes.assign(writer.bytes().begin(), writer.bytes().end());
        record.chunkCount = 2;
        record.chunks = {0, static_cast<std::uint32_t>(block->chunkBytes.size())};
        block->records.push_back(record);
        auto log = std::make_shared<RecordLog>();
        log->append(block);
        snapshot.records = log;
        snapshot.blocks = 1;
        truth = {"run-0", 1s + 1ms, 1s + 1ms, {}};
        truth.sends
            = {{1s + 10'990us, 1s + 11'010us, TruthKind::First}, {1s + 20'990us, 1s + 21'010us, TruthKind::Token}};
    }
    Accuracy compare() const { return compareWithTruth(snapshot, std::chrono::seconds{1}, "run", {truth}); }
};

TEST(Accuracy, IsZeroInsideTheBracket)
{
    const Accuracy accuracy = ByHand{Stamp::Exact, Nanos{0}}.compare();
    EXPECT_EQ(accuracy.first.exact, std::vector<double>{0});
    EXPECT_EQ(accuracy.ttft.exact, std::vector<double>{0});
    EXPECT_EQ(accuracy.later.exact, std::vector<double>{0});
    EXPECT_EQ(accuracy.gaps, std::vector<double>{0});
    EXPECT_EQ(accuracy.unmatched, 0U);
}

TEST(Accuracy, IsTheDistanceToTheBracketOutside)
{
    ByHand run{Stamp::Exact, Nanos{0}};
    run.truth.sends[0].before -= std::chrono::microseconds{100};
    run.truth.sends[0].after -= std::chrono::microseconds{100};
    const Accuracy accuracy = run.compare();
    ASSERT_EQ(accuracy.first.exact.size(), 1U);
    EXPECT_NEAR(accuracy.first.exact[0], 90e-6, 1e-9);
    EXPECT_NEAR(accuracy.ttft.exact.at(0), 90e-6, 1e-9);
    EXPECT_NEAR(accuracy.gaps.at(0), 80e-6, 1e-9);
}

TEST(Accuracy, HoldsABoundToItsWord)
{
    using namespace std::chrono_literals;
    ByHand run{Stamp::Bounded, 1ms};
    run.truth.sends[0] = {1s + 10'400us, 1s + 10'420us, TruthKind::First};
    EXPECT_EQ(run.compare().first.brokenBounds, 0U);
    EXPECT_NEAR(run.compare().first.bounded.at(0), 580e-6, 1e-9);
    run.truth.sends[0] = {1s + 9'900us, 1s + 9'920us, TruthKind::First};
    EXPECT_EQ(run.compare().first.brokenBounds, 1U);
    run.truth.sends[0] = {1s + 11'100us, 1s + 11'120us, TruthKind::First};
    EXPECT_EQ(run.compare().first.brokenBounds, 1U);
}

TEST(Accuracy, LeavesOutWideBracketsAndCountsWhatTheLogLacks)
{
    ByHand run{Stamp::Exact, Nanos{0}};
    run.truth.sends[1].after += std::chrono::milliseconds{1};
    Accuracy accuracy = run.compare();
    EXPECT_EQ(accuracy.later.wide, 1U);
    EXPECT_TRUE(accuracy.later.exact.empty());
    EXPECT_TRUE(accuracy.gaps.empty());
    run.truth.id = "another";
    EXPECT_EQ(run.compare().unmatched, 1U);
    run.truth.id = "run-0";
    run.truth.sends.pop_back();
    EXPECT_EQ(run.compare().unmatched, 1U);
}

TEST(Accuracy, HoldsAtLowLoad)
{
    const test::TempFolder folder;
    SimSpec sim;
    sim.ttft = 0.05;
    sim.itl = 0.01;
    sim.truthLog = folder / "truth.jsonl";
    auto simulator = startSimulator(sim);
    RunSpec spec;
    spec.arrivals.numRequests = 40;
    spec.arrivals.numConcurrentRequests = 8;
    spec.prompts.numOutputTokens = 20;
    auto plan = loadPlan(simulator->port(), spec);
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", spec.prompts.numOutputTokens, false}));
    const Finished run = runPlan(plan);
    simulator.reset();  // the log is whole now
    const Accuracy accuracy
        = compareWithTruth(*run.snapshot, run.facts.startMonotonic, "test", readTruthLog(sim.truthLog).value());
    EXPECT_EQ(accuracy.unmatched, 0U);
    EXPECT_EQ(accuracy.first.brokenBounds + accuracy.later.brokenBounds, 0U);
    EXPECT_EQ(accuracy.first.user + accuracy.later.user, 0U);
    ASSERT_GT(accuracy.later.exact.size(), 100U);  // of 760: sanitizers widen the brackets
    // The kernel's stamp is taken inside send() on loopback: no scheduler can come between.
    EXPECT_LE(*std::max_element(accuracy.later.exact.begin(), accuracy.later.exact.end()), 100e-6);
    // `sent` is taken by us: it may be early by a time slice, but not as a rule.
    std::vector<double> ttft = accuracy.ttft.exact;
    std::sort(ttft.begin(), ttft.end());
    ASSERT_FALSE(ttft.empty());
    EXPECT_LE(ttft[ttft.size() / 2], 50e-6);
    EXPECT_LE(*std::max_element(accuracy.first.exact.begin(), accuracy.first.exact.end()), 100e-6);
}

}  // namespace
}  // namespace inferometer
