// SPDX-License-Identifier: GPL-3.0-or-later
// A whole run: every request is accounted for exactly once, whatever ends it.
#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <set>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

RunSpec load(std::int64_t requests, std::int64_t streams)
{
    RunSpec spec;
    spec.arrivals.numRequests = requests;
    spec.arrivals.numConcurrentRequests = streams;
    spec.prompts.numOutputTokens = 5;
    return spec;
}

std::shared_ptr<Plan> planFor(const Simulator& simulator, const RunSpec& spec)
{
    auto plan = loadPlan(simulator.port(), spec);
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", spec.prompts.numOutputTokens, false}));
    return plan;
}

std::set<std::uint64_t> sequences(const Finished& run)
{
    std::set<std::uint64_t> seen;
    for (const RequestRecord& record : run.records)
        seen.insert(record.sequence);
    return seen;
}

TEST(Run, AccountsForEveryRequestOnce)
{
    const auto simulator = startSimulator(instantSpec());
    for (const std::int64_t workers : {1, 2}) {
        RunSpec spec = load(2000, 50);
        spec.arrivals.workers = workers;
        const Finished run = runPlan(planFor(*simulator, spec));
        EXPECT_EQ(run.records.size(), 2000U);
        EXPECT_EQ(sequences(run).size(), 2000U);
        EXPECT_EQ(run.snapshot->ok, 2000U);
        EXPECT_EQ(run.snapshot->state, RunState::Finished);
        EXPECT_EQ(run.facts.neverSent, 0U);
        EXPECT_EQ(run.facts.connections, 50U);
        EXPECT_EQ(run.snapshot->tokens, 10000U);
    }
}

TEST(Run, KeepsNoRoomThatItDoesNotUse)
{
    const auto simulator = startSimulator(instantSpec());
    const auto run = Run::start(planFor(*simulator, load(500, 20)), {}).value();
    run->wait();
    const SnapshotPtr last = run->snapshot();
    for (std::size_t i = 0; i < last->blocks; ++i) {
        const RecordBlock& block = *last->records->at(i);
        EXPECT_EQ(block.records.capacity(), block.records.size());
        EXPECT_EQ(block.chunkBytes.capacity(), block.chunkBytes.size());
    }
}

TEST(Run, KeepsAsManyInFlightAsAsked)
{
    SimSpec sim;
    sim.ttft = 0.05;
    sim.itl = 0.005;
    const auto simulator = startSimulator(sim);
    const Finished run = runPlan(planFor(*simulator, load(200, 20)));
    EXPECT_EQ(run.snapshot->ok, 200U);
    EXPECT_GT(run.facts.inFlightMean, 19.0);
    EXPECT_LE(run.facts.inFlightMean, 20.0);
}

TEST(Run, SharesWorkInsteadOfCuttingItIntoSlices)
{
    // With fixed slices the stream that meets slow answers would still hold requests when the others are done.
    SimSpec sim;
    sim.ttft = 0.02;
    sim.itl = 0;
    sim.ttftShape = DelayShape::Lognormal;
    sim.ttftDeviation = 2;
    const auto simulator = startSimulator(sim);
    const Finished run = runPlan(planFor(*simulator, load(300, 10)));
    std::array<int, 10> perStream{};
    for (const RequestRecord& record : run.records)
        ++perStream.at(record.stream);
    EXPECT_NE(*std::min_element(perStream.begin(), perStream.end()),
              *std::max_element(perStream.begin(), perStream.end()));
    EXPECT_EQ(sequences(run).size(), 300U);
}

TEST(Run, StopsAtOnceAndLetsRequestsInFlightEnd)
{
    SimSpec sim;
    sim.ttft = 0.3;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    auto run = Run::start(planFor(*simulator, load(1000, 10)), {}).value();
    std::this_thread::sleep_for(100ms);
    run->requestStop();
    const Finished result = finished(*run);
    EXPECT_EQ(result.snapshot->ok, 10U);
    EXPECT_EQ(result.snapshot->cancelled, 0U);
    EXPECT_EQ(result.facts.neverSent, 990U);
}

TEST(Run, CutsWhatIsInFlightAtTheSecondStop)
{
    SimSpec sim;
    sim.ttft = 30;
    const auto simulator = startSimulator(sim);
    auto run = Run::start(planFor(*simulator, load(1000, 10)), {}).value();
    std::this_thread::sleep_for(100ms);
    run->requestStop();
    run->requestStop();
    const Finished result = finished(*run);
    EXPECT_EQ(result.snapshot->cancelled, 10U);
    EXPECT_EQ(result.records.size(), 10U);
    EXPECT_EQ(result.facts.neverSent, 990U);
    EXPECT_LT(result.facts.elapsed, 5s);
}

TEST(Run, EndsAtItsTimeoutAfterTheGracePeriod)
{
    SimSpec sim;
    sim.ttft = 30;
    const auto simulator = startSimulator(sim);
    RunSpec spec = load(100, 5);
    spec.limits.timeout = 0.2;
    spec.limits.gracePeriod = 0.2;
    const Finished run = runPlan(planFor(*simulator, spec));
    EXPECT_EQ(run.snapshot->cancelled, 5U);
    EXPECT_NEAR(seconds(run.facts.elapsed), 0.4, 0.2);
}

TEST(Run, MarksWarmUpByCount)
{
    const auto simulator = startSimulator(instantSpec());
    RunSpec spec = load(50, 5);
    spec.edges.warmupRequests = 20;
    const Finished run = runPlan(planFor(*simulator, spec));
    EXPECT_EQ(run.records.size(), 70U);
    const auto warm
        = std::count_if(run.records.begin(), run.records.end(), [](const auto& r) { return r.phase == Phase::Warmup; });
    EXPECT_EQ(warm, 20);
    EXPECT_EQ(run.snapshot->ttft.count(), 50U);
}

TEST(Run, MarksWarmUpByTime)
{
    SimSpec sim;
    sim.ttft = 0.02;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    RunSpec spec = load(30, 5);
    spec.edges.warmupSeconds = 0.2;
    const auto live = Run::start(planFor(*simulator, spec), {}).value();
    for (SnapshotPtr now = live->snapshot(); now->state != RunState::Finished; now = live->snapshot()) {
        EXPECT_LE(now->finished, now->asked);
        std::this_thread::sleep_for(5ms);
    }
    const Finished run = finished(*live);
    EXPECT_EQ(run.snapshot->asked, run.records.size());
    EXPECT_EQ(run.snapshot->warmup, run.records.size() - 30);
    const auto measured = std::count_if(run.records.begin(), run.records.end(),
                                        [](const auto& r) { return r.phase == Phase::Measured; });
    EXPECT_EQ(measured, 30);
    EXPECT_GT(run.records.size(), 60U);
    EXPECT_EQ(sequences(run).size(), run.records.size());
    // Densely numbered, the warm-up first.
    const auto warm = static_cast<std::uint64_t>(run.records.size()) - 30;
    for (const RequestRecord& record : run.records) {
        EXPECT_LT(record.sequence, run.records.size());
        EXPECT_EQ(record.phase == Phase::Warmup, record.sequence < warm) << record.sequence;
        EXPECT_TRUE(record.phase != Phase::Warmup || record.scheduled < 200ms) << record.sequence;
    }
}

TEST(Run, PublishesWhatIsInFlight)
{
    SimSpec sim;
    sim.ttft = 0.5;
    sim.itl = 0.01;
    const auto simulator = startSimulator(sim);
    auto run = Run::start(planFor(*simulator, load(8, 8)), {}).value();
    const auto until = std::chrono::steady_clock::now() + 2s;
    while (run->snapshot()->inFlight.size() < 8 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(20ms);
    const SnapshotPtr during = run->snapshot();
    EXPECT_EQ(during->inFlight.size(), 8U);
    EXPECT_EQ(during->state, RunState::Running);
    const Finished result = finished(*run);
    EXPECT_GT(result.snapshot->revision, during->revision);
    EXPECT_TRUE(result.snapshot->inFlight.empty());
}

TEST(Run, GivesEveryRecordToTheSinkOnce)
{
    const auto simulator = startSimulator(instantSpec());
    std::multiset<std::uint64_t> sunk;
    const Finished run = runPlan(planFor(*simulator, load(500, 10)), [&sunk](const auto& block) {
        for (const RequestRecord& record : block->records)
            sunk.insert(record.sequence);
        return Status{};
    });
    EXPECT_EQ(sunk.size(), 500U);
    EXPECT_EQ(run.records.size(), 500U);
}

TEST(Run, EndsWithALocalFaultWhenTheSinkFails)
{
    SimSpec sim;
    sim.ttft = 0.05;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    const Finished run = runPlan(planFor(*simulator, load(100000, 10)),
                                 [](const auto&) { return Status{Error::verbatim(Errc::Disk, "The disk is full.")}; });
    EXPECT_EQ(run.facts.localFault.text(), "The disk is full.");
    EXPECT_GT(run.facts.neverSent, 90000U);
}

TEST(Run, AddsUpUnderEveryFaultAtOnce)
{
    SimSpec sim = instantSpec();
    sim.ttft = 0.002;
    sim.errorRate = sim.rateLimitRate = sim.resetRate = sim.truncateRate = 0.1;
    sim.malformedRate = sim.streamErrorRate = sim.emptyRate = sim.stallRate = 0.1;
    const auto simulator = startSimulator(sim);
    RunSpec spec = load(1000, 100);
    spec.limits.idleTimeout = 0.3;
    const Finished run = runPlan(planFor(*simulator, spec));
    EXPECT_EQ(sequences(run).size(), 1000U);
    std::uint64_t total = 0;
    for (const std::uint64_t count : run.snapshot->outcomes)
        total += count;
    EXPECT_EQ(total, 1000U);
    for (const Outcome outcome :
         {Outcome::Ok, Outcome::HttpError, Outcome::RateLimited, Outcome::Reset, Outcome::Truncated, Outcome::Malformed,
          Outcome::StreamError, Outcome::Empty, Outcome::Timeout})
        EXPECT_GT(run.snapshot->outcomes[static_cast<std::size_t>(outcome)], 50U) << outcomeName(outcome);
}

TEST(Run, StampsThroughTls)
{
    SimSpec sim;
    sim.ttft = 0.03;
    sim.itl = 0.01;
    sim.tls = true;
    const auto simulator = startSimulator(sim);
    const std::string caFile = testing::TempDir() + "inferometer-run-" + std::to_string(::getpid()) + ".pem";
    std::ofstream{caFile} << simulator->certificatePem();
    auto plan = planFor(*simulator, load(40, 4));
    plan->target.tls = TlsContext::client(caFile, false).value();
    plan->target.tlsName = "localhost";
    const Finished run = runPlan(plan);
    EXPECT_EQ(run.snapshot->ok, 40U) << run.error(0);
    EXPECT_TRUE(isSet(run.records.at(0).secured));
    EXPECT_GT(run.facts.stamps[0], 120U);  // of 200: most are exact, for the stamp is of the ciphertext

    plan->target.tlsName = "example.org";
    const Finished wrong = runPlan(plan);
    EXPECT_EQ(wrong.records.at(0).outcome, Outcome::Tls);
    EXPECT_NE(wrong.error(0).find("another host"), std::string::npos) << wrong.error(0);
    std::remove(caFile.c_str());
}

TEST(Run, RefusesMoreStreamsThanTheMachineHasPortsFor)
{
    auto plan = loadPlan(1, load(100000, 90000));
    const auto run = Run::start(plan, {});
    ASSERT_FALSE(run.ok());
    EXPECT_EQ(run.error().field, "num-concurrent-requests");
}

}  // namespace
}  // namespace inferometer
