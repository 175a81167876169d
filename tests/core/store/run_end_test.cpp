// SPDX-License-Identifier: GPL-3.0-or-later
// Runs against the simulator that end in every way there is, and what is said of them: at once, and when read back.
#include "core/store/recorded_run.h"
#include "core/store/recovery.h"
#include "core/store/run_end.h"

#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <regex>

namespace inferometer {
namespace {

using Kind = RunEnd::Kind;

const BodyTemplate kBody{"{\"model\":\"simulated\",\"stream\":true,\"max_tokens\":5,"
                         "\"messages\":[{\"role\":\"user\",\"content\":\"",
                         "\"}]}"};

void expectEnd(const RunEnd& end, Kind kind, const std::string& pattern)
{
    EXPECT_EQ(end.kind, kind) << end.said.text();
    EXPECT_TRUE(std::regex_match(end.said.text(), std::regex{pattern})) << end.said.text();
}

class RunEndTest : public testing::Test
{
protected:
    RunEndTest()
    {
        spec.keep.resultsDir = folder.path();
        spec.target.modelNames = "simulated";
        spec.arrivals.numRequests = 20;
        spec.arrivals.numConcurrentRequests = 4;
        spec.prompts.numOutputTokens = 5;
        sim = instantSpec();
    }
    std::unique_ptr<RecordedRun> start()
    {
        simulator = startSimulator(sim);
        std::shared_ptr<Plan> plan = loadPlan(simulator->port(), spec);
        setPrompts(*plan, {{"default", "Say something.", 0, 2}}, kBody);
        return RecordedRun::start(plan).value();
    }
    // Until so many ended.
    static void await(RecordedRun& run, std::uint64_t requests)
    {
        while (run.run().snapshot()->finished < requests)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    static void awaitInFlight(RecordedRun& run)
    {
        while (run.run().snapshot()->inFlight.empty())
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    static void expect(RecordedRun& run, Kind kind, const std::string& pattern)
    {
        const auto saved = run.finish();
        ASSERT_TRUE(saved) << saved.error().message;
        expectEnd(endOf(*saved.value()), kind, pattern);
        expectEnd(endOf(readRunCard(run.folder()).value()), kind, pattern);
        expectEnd(endOf(loadResult(run.folder()).value()), kind, pattern);
    }

    const test::TempFolder folder;
    RunSpec spec;
    SimSpec sim;
    std::unique_ptr<Simulator> simulator;
};

TEST_F(RunEndTest, Whole) { expect(*start(), Kind::Whole, "whole"); }

TEST_F(RunEndTest, StoppedByTheTimeout)
{
    spec.limits.timeout = 0.3;
    spec.arrivals.numRequests = 100'000;
    sim.ttft = 0.05;
    expect(*start(), Kind::Cut, "stopped by the timeout, 99[0-9]{3} never sent");
}

TEST_F(RunEndTest, CutByTheTimeout)
{
    spec.limits.timeout = 0.2;
    spec.limits.gracePeriod = 0.1;
    sim.ttft = 100;
    expect(*start(), Kind::Cut, "stopped by the timeout, 16 never sent, 4 cut");
    spec.arrivals.numRequests = 4;
    expect(*start(), Kind::Cut, "stopped by the timeout, 4 cut");
}

TEST_F(RunEndTest, StoppedByHand)
{
    spec.arrivals.numRequests = 100'000;
    sim.ttft = 0.02;
    const auto run = start();
    await(*run, 4);
    run->run().requestStop();
    expect(*run, Kind::Cut, "stopped by hand, 99[0-9]{3} never sent");
}

TEST_F(RunEndTest, CutByHand)
{
    sim.ttft = 100;
    const auto run = start();
    awaitInFlight(*run);
    run->run().requestStop();
    run->run().requestStop();
    expect(*run, Kind::Cut, "stopped by hand, 16 never sent, 4 cut");
    spec.arrivals.numRequests = 4;
    const auto sent = start();
    awaitInFlight(*sent);
    sent->run().requestStop();
    sent->run().requestStop();
    expect(*sent, Kind::Cut, "stopped by hand, 4 cut");
}

TEST_F(RunEndTest, EveryRequestFailed)
{
    sim.errorRate = 1;
    expect(*start(), Kind::AllFailed, "all requests failed");
}

TEST_F(RunEndTest, SomeRequestsFailed)
{
    sim.errorRate = 0.3;
    spec.arrivals.numRequests = 100;
    expect(*start(), Kind::SomeFailed, "[1-5][0-9] of 100 requests failed");
}

TEST_F(RunEndTest, StoppedAndFailing)
{
    sim.errorRate = 0.5;
    sim.ttft = 0.02;
    spec.arrivals.numRequests = 100'000;
    const auto run = start();
    await(*run, 100);
    run->run().requestStop();
    expect(*run, Kind::SomeFailed, "stopped by hand, 99[0-9]{3} never sent, [0-9]+ of [0-9]+ requests failed");
}

TEST_F(RunEndTest, DiedAndRecovered)
{
    sim.ttft = 0.02;
    spec.arrivals.numRequests = 100'000;
    {
        const auto run = start();
        await(*run, 8);
    }
    const RecoveredRuns recovered = recoverRuns(folder.path());
    ASSERT_EQ(recovered.runs.size(), 1U);
    expectEnd(endOf(readRunCard(recovered.runs[0].folder).value()), Kind::Broken,
              "interrupted when its program ended, 99[0-9]{3} never sent.*");
}

TEST(RunEnd, NeverRoundsWhatFailedAway)
{
    RequestCounts counts;
    counts.ok = 999;
    counts.failed = 1;
    expectEnd(endOf({}, {}, counts), Kind::SomeFailed, "1 of 1000 requests failed");
    counts.ok = 1;
    counts.failed = 999;
    expectEnd(endOf({}, {}, counts), Kind::SomeFailed, "999 of 1000 requests failed");
    counts = {};
    counts.cancelled = 3;
    expectEnd(endOf({}, {}, counts), Kind::Cut, "stopped by hand, 3 cut");
}

TEST(RunEnd, NamesAFaultOfThisMachineFirst)
{
    RunFacts facts;
    facts.localFault = LocalFault{"Cannot write the journal: No space left on device."};
    facts.neverSent = 7;
    facts.loadEnd = fromSeconds(600);
    RequestCounts counts;
    counts.ok = 1;
    expectEnd(endOf({}, facts, counts), Kind::Broken, "ended by a fault of this machine, 7 never sent");
}

}  // namespace
}  // namespace inferometer
