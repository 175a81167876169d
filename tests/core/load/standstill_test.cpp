// SPDX-License-Identifier: GPL-3.0-or-later
// This program's own misfortunes: it is stopped for a while, or runs out of memory on one of its threads.
#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

// Asks as another source does; at one request of the run something happens to the load thread.
class Misfortune : public RequestSource
{
public:
    Misfortune(std::shared_ptr<RequestSource> source, std::uint64_t at, void (*happens)())
        : m_source(std::move(source))
        , m_at(at)
        , m_happens(happens)
    {}
    Shape next(const Slot& slot, std::string& body) override
    {
        if (slot.sequence == m_at)
            m_happens();
        return m_source->next(slot, body);
    }

private:
    std::shared_ptr<RequestSource> m_source;
    std::uint64_t m_at;
    void (*m_happens)();
};

std::shared_ptr<Plan> planWith(const Simulator& simulator, RunSpec spec, std::uint64_t at, void (*happens)())
{
    spec.prompts.numOutputTokens = 10;
    auto plan = loadPlan(simulator.port(), spec);
    const auto book = setPrompts(*plan, {{"test", "Say something.", 0, 2}},
                                 plan->target.dialect->body({"simulated", "", "", "", 10, false}));
    plan->source = std::make_shared<Misfortune>(book, at, happens);
    return plan;
}

bool hasReason(const Finished& run, std::string_view id)
{
    const auto& reasons = run.facts.verdict.reasons;
    return std::any_of(reasons.begin(), reasons.end(), [id](const auto& reason) { return reason.id == id; });
}

TEST(Standstill, AnswersThatCameMeanwhileAreNotTooLate)
{
    SimSpec sim;
    sim.ttft = 0.3;
    sim.ttftShape = DelayShape::Lognormal;  // so that requests are at different points of their lives
    sim.ttftDeviation = 0.3;
    sim.itl = 0.05;
    const auto simulator = startSimulator(sim);
    RunSpec spec;
    spec.arrivals.numRequests = 40;
    spec.arrivals.numConcurrentRequests = 16;
    spec.limits.idleTimeout = 1.5;
    spec.limits.requestTimeout = 2.5;
    // As after SIGSTOP: the load thread goes on where it was, with the clock three seconds further.
    const Finished run = runPlan(planWith(*simulator, spec, 17, [] { std::this_thread::sleep_for(3s); }));
    EXPECT_EQ(run.snapshot->ok, 40U) << run.snapshot->outcomes[static_cast<std::size_t>(Outcome::Timeout)];
    EXPECT_EQ(run.facts.gaps, 1U);
    EXPECT_NEAR(seconds(run.facts.longestGap), 3, 0.6);
    EXPECT_TRUE(hasReason(run, "gap"));
    EXPECT_EQ(run.facts.verdict.level, VerdictLevel::ClientBound);
}

TEST(Standstill, PatienceWithASilentEndpointIsLongerByTheGapAlone)
{
    SimSpec sim = instantSpec();
    sim.stallRate = 0.5;
    const auto simulator = startSimulator(sim);
    RunSpec spec;
    spec.arrivals.numRequests = 30;
    spec.arrivals.numConcurrentRequests = 8;
    spec.limits.idleTimeout = 0.4;
    const Finished run = runPlan(planWith(*simulator, spec, 9, [] { std::this_thread::sleep_for(1500ms); }));
    const std::uint64_t timeouts = run.snapshot->outcomes[static_cast<std::size_t>(Outcome::Timeout)];
    EXPECT_GT(timeouts, 3U);
    EXPECT_EQ(run.snapshot->ok + timeouts, 30U);
}

TEST(OutOfMemory, OnALoadThreadEndsTheRunAndKeepsWhatWasMeasured)
{
    const auto simulator = startSimulator(instantSpec());
    for (const std::int64_t workers : {1, 2}) {
        RunSpec spec;
        spec.arrivals.numRequests = 100'000;
        spec.arrivals.numConcurrentRequests = 4;
        spec.arrivals.workers = workers;
        const Finished run = runPlan(planWith(*simulator, spec, 60, [] { throw std::bad_alloc{}; }));
        EXPECT_NE(run.facts.localFault.find("no more memory"), std::string::npos) << run.facts.localFault;
        EXPECT_GE(run.snapshot->ok, 50U);
        EXPECT_EQ(run.snapshot->state, RunState::Finished);
        EXPECT_GT(run.facts.neverSent, 0U);
    }
}

TEST(OutOfMemory, OnTheCollectorsThreadEndsTheRunToo)
{
    const auto simulator = startSimulator(instantSpec());
    RunSpec spec;
    spec.arrivals.numRequests = 10'000'000;
    spec.arrivals.numConcurrentRequests = 4;
    const Finished run
        = runPlan(planWith(*simulator, spec, ~0ULL, [] {}), [](const auto&) -> Status { throw std::bad_alloc{}; });
    EXPECT_NE(run.facts.localFault.find("no more memory"), std::string::npos) << run.facts.localFault;
    EXPECT_GT(run.facts.neverSent, 0U);
}

}  // namespace
}  // namespace inferometer
