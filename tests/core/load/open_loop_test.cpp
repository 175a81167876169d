// SPDX-License-Identifier: GPL-3.0-or-later
// A run by a schedule: when requests leave, who is to blame when they leave late, and what is kept of it.
#include "core/metrics/summary.h"

#include "tests/support/load_plan.h"
#include "tests/support/moments.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <map>
#include <set>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

RunSpec open(double qps, std::int64_t requests, GapShape gaps = GapShape::Exponential)
{
    RunSpec spec;
    spec.evaluation = Evaluation::RealWorkload;
    spec.seed = 11;
    spec.arrivals.qps = qps;
    spec.arrivals.numRequests = requests;
    spec.arrivals.gaps = gaps;
    spec.prompts.numOutputTokens = 3;
    return spec;
}

std::shared_ptr<Plan> planFor(const Simulator& simulator, const RunSpec& spec)
{
    auto plan = loadPlan(simulator.port(), spec);
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", spec.prompts.numOutputTokens, false}));
    plan->setSchedule(sizeOf(spec).value());
    return plan;
}

std::map<std::uint64_t, Nanos> scheduleOf(const Finished& run)
{
    std::map<std::uint64_t, Nanos> due;
    for (const RequestRecord& record : run.records)
        due.emplace(record.sequence, record.scheduled);
    return due;
}

bool hasReason(const Finished& run, std::string_view id)
{
    const auto& reasons = run.facts.verdict.reasons;
    return std::any_of(reasons.begin(), reasons.end(), [id](const auto& reason) { return reason.id == id; });
}

const Cap* findCap(const Finished& run, std::string_view id)
{
    const auto found
        = std::find_if(run.facts.caps.begin(), run.facts.caps.end(), [id](const Cap& cap) { return cap.id == id; });
    return found == run.facts.caps.end() ? nullptr : &*found;
}

TEST(OpenLoop, SendsTheSameScheduleOnAnyNumberOfWorkers)
{
    SimSpec sim;
    sim.ttft = 0.02;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    std::map<std::uint64_t, Nanos> first;
    for (const std::int64_t workers : {1, 2, 4}) {
        RunSpec spec = open(1000, 300);
        spec.arrivals.workers = workers;
        const Finished run = runPlan(planFor(*simulator, spec));
        EXPECT_EQ(run.snapshot->ok, 300U) << run.error(0);
        EXPECT_EQ(run.facts.neverSent, 0U);
        const auto due = scheduleOf(run);
        ASSERT_EQ(due.size(), 300U);
        EXPECT_EQ(due.begin()->second, 0ms);
        first = first.empty() ? due : first;
        EXPECT_EQ(due, first);
        EXPECT_EQ(run.facts.loadEnd, due.rbegin()->second);
        std::set<std::uint16_t> used;
        for (const RequestRecord& record : run.records) {
            used.insert(record.worker);
            EXPECT_EQ(record.ready, record.scheduled);
            EXPECT_GE(record.sent, record.scheduled);
        }
        EXPECT_LE(used.size(), static_cast<std::size_t>(workers));
    }
}

TEST(OpenLoop, MakesStreamsOnlyAsTheyAreNeeded)
{
    SimSpec sim;
    sim.ttft = 0.05;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    const Finished run = runPlan(planFor(*simulator, open(100, 100, GapShape::Constant)));
    EXPECT_EQ(run.snapshot->ok, 100U);
    std::set<std::uint32_t> streams;
    for (const RequestRecord& record : run.records)
        streams.insert(record.stream);
    EXPECT_GE(streams.size(), 5U);   // 50 ms, one every 10
    EXPECT_LE(streams.size(), 50U);  // and more only where this machine is busy
    EXPECT_EQ(*streams.rbegin(), streams.size() - 1);
    EXPECT_EQ(run.facts.connections, streams.size());
    ASSERT_NE(findCap(run, "open-streams"), nullptr);
    EXPECT_EQ(findCap(run, "waited-in-flight"), nullptr);
}

TEST(OpenLoop, UnderACapKeepsTheMomentAndBlamesNobody)
{
    SimSpec sim;
    sim.ttft = 0.05;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    for (const std::int64_t workers : {1, 2}) {
        RunSpec spec = open(200, 40, GapShape::Constant);  // 40 a second can be served
        spec.arrivals.maxInFlight = 2;
        spec.arrivals.workers = workers;
        const Finished run = runPlan(planFor(*simulator, spec));
        EXPECT_EQ(run.snapshot->ok, 40U);
        std::vector<std::pair<Nanos, Nanos>> inFlight;
        for (const RequestRecord& record : run.records)
            inFlight.emplace_back(record.sent, record.end);
        EXPECT_LE(concurrencyOf(inFlight, spanOf(run.blocks)).peak, 2U);
        const RequestRecord& last = run.records.back();
        EXPECT_GT(last.sent - last.scheduled, 500ms);  // 40 of 50 ms, two at once; due within 195 ms
        EXPECT_GT(last.ready, last.scheduled);
        EXPECT_LT(*latenessOf(last), 200ms);
        const Summary summary = summaryOf(run.blocks, windowsOf(run.blocks, run.facts.loadEnd), spec);
        EXPECT_LT(summary.arrivals->latenessP50, 0.05);
        EXPECT_LT(summary.arrivals->sentRate, 80);
        EXPECT_NEAR(summary.arrivals->dueRate, 200, 1e-6);
        const Cap* const waited = findCap(run, "waited-in-flight");
        ASSERT_NE(waited, nullptr);
        EXPECT_EQ(waited->figures.at(0), "38");
        EXPECT_EQ(waited->figures.at(2), "2");
        EXPECT_FALSE(hasReason(run, "streams"));
        EXPECT_FALSE(hasReason(run, "in-flight"));
        EXPECT_FALSE(hasReason(run, "turnaround"));
    }
}

TEST(OpenLoop, TellsWhenThisClientIsLate)
{
    // More than any client sends: most requests leave long after they were due.
    const auto simulator = startSimulator(instantSpec());
    RunSpec spec = open(1e6, 5000, GapShape::Constant);
    spec.arrivals.workers = 1;
    const Finished run = runPlan(planFor(*simulator, spec));
    EXPECT_EQ(run.snapshot->finished, 5000U);
    EXPECT_TRUE(hasReason(run, "lateness"));
    EXPECT_EQ(run.facts.verdict.level, VerdictLevel::ClientBound);
    EXPECT_EQ(run.facts.turnaround.count(), 0U);
}

TEST(OpenLoop, AsksTheScheduleOnlyWhenSomethingIsDue)
{
    SimSpec sim;
    sim.ttft = 0.01;
    sim.itl = 0.001;
    const auto simulator = startSimulator(sim);
    RunSpec spec = open(1, 2);
    spec.prompts.numOutputTokens = 200;
    const auto plan = planFor(*simulator, spec);
    const auto asked = setMoments(*plan, {0ms, 300ms}, 2);
    const Finished run = runPlan(plan);
    EXPECT_EQ(run.snapshot->ok, 2U) << run.error(0);
    EXPECT_LT(*asked, 20U);  // not at each of the turns in which chunks came
}

TEST(OpenLoop, EndsWhereTheRunIsStopped)
{
    const auto simulator = startSimulator(instantSpec());
    auto run = Run::start(planFor(*simulator, open(20, 1000)), {}).value();
    std::this_thread::sleep_for(300ms);
    run->requestStop();
    const Finished result = finished(*run);
    EXPECT_LT(result.facts.elapsed, 10s);
    EXPECT_GE(result.records.size(), 1U);
    EXPECT_EQ(result.facts.neverSent, 1000 - result.records.size());
}

TEST(OpenLoop, WarmsUpWithTheFirstOfTheSchedule)
{
    const auto simulator = startSimulator(instantSpec());
    RunSpec spec = open(200, 20);
    spec.edges.warmupRequests = 5;
    const Finished run = runPlan(planFor(*simulator, spec));
    EXPECT_EQ(run.records.size(), 25U);
    for (const RequestRecord& record : run.records)
        EXPECT_EQ(record.phase == Phase::Warmup, record.sequence < 5);
    EXPECT_EQ(run.snapshot->warmup, 5U);
}

TEST(OpenLoop, SendsNothingAnewWhileThisMachineHasNoDescriptors)
{
    const auto simulator = startSimulator(instantSpec());
    // The sanitizer opens a pipe when it first meets a type of a library, and takes it for a wrong one where it cannot.
    runPlan(planFor(*simulator, open(200, 5)));
    auto plan = planFor(*simulator, open(200, 60, GapShape::Constant));
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    auto run = Run::start(plan, {}).value();
    rlimit none = before;
    none.rlim_cur = 3;
    setrlimit(RLIMIT_NOFILE, &none);
    std::this_thread::sleep_for(150ms);
    setrlimit(RLIMIT_NOFILE, &before);
    const Finished result = finished(*run);
    EXPECT_EQ(result.records.size(), 60U);
    // Streams at rest are not got round by making others.
    EXPECT_LT(result.snapshot->outcomes[static_cast<std::size_t>(Outcome::Local)], 20U);
}

}  // namespace
}  // namespace inferometer
