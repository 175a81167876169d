// SPDX-License-Identifier: GPL-3.0-or-later
// This program's own misfortunes: it is stopped for a while, or runs out of memory on one of its threads.
#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>

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

constexpr Nanos kStood = 1500ms;
constexpr Nanos kPatience = 400ms;

// Asks as another source does; the load thread stands still when some requests have timed out, with others under way.
class StandsStill : public RequestSource
{
public:
    explicit StandsStill(std::shared_ptr<RequestSource> source) : m_source(std::move(source)) {}

    Shape next(const Slot& slot, std::string& body) override { return m_source->next(slot, body); }
    void ended(const Slot& /*slot*/, const RequestRecord& record, std::string_view /*answer*/) override
    {
        if (record.outcome != Outcome::Timeout || ++m_timeouts != 4)
            return;
        stopped = monotonicNow();
        std::this_thread::sleep_for(kStood);
        woke = monotonicNow();
    }

    Nanos stopped{0};
    Nanos woke{0};

private:
    std::shared_ptr<RequestSource> m_source;
    int m_timeouts = 0;
};

// How many requests that timed out were silent since before it stopped, since a moment within the gap, and since later.
struct Silent
{
    int before = 0;
    int within = 0;
    int behind = 0;
};

// An endpoint that falls silent within every other answer. `since`: what the patience with a request counts from.
Silent expectPatience(double idleTimeout, double requestTimeout, Nanos (*since)(const RequestRecord&))
{
    SimSpec sim;
    sim.stallRate = 0.5;
    sim.ttft = 0.1;
    sim.ttftShape = DelayShape::Lognormal;
    sim.ttftDeviation = 0.5;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    RunSpec spec;
    spec.arrivals.numRequests = 60;
    spec.arrivals.numConcurrentRequests = 16;
    spec.limits.idleTimeout = idleTimeout;
    spec.limits.requestTimeout = requestTimeout;
    auto plan = planWith(*simulator, spec, ~0ULL, [] {});
    const auto source = std::make_shared<StandsStill>(plan->source);
    plan->source = source;
    const Finished run = runPlan(plan);
    const Nanos stopped = source->stopped - run.facts.startMonotonic;
    const Nanos woke = source->woke - run.facts.startMonotonic;
    Silent silent;
    for (const RequestRecord& record : run.records) {
        if (record.outcome == Outcome::Ok || record.end < woke)
            continue;
        EXPECT_EQ(record.outcome, Outcome::Timeout) << record.sequence;
        const Nanos from = since(record);
        const bool isBefore = from < stopped;
        const Nanos waited = record.end - (isBefore ? from : std::max(from, woke));  // it was read when it woke
        EXPECT_GE(waited, kPatience + (isBefore ? kStood - 150ms : -5ms)) << record.sequence;
        EXPECT_LT(waited, kPatience + (isBefore ? kStood : 0ms) + 800ms) << record.sequence;
        ++(isBefore ? silent.before : from < woke ? silent.within : silent.behind);
    }
    return silent;
}

TEST(Standstill, PatienceWithASilentEndpointIsLongerByTheGapAlone)
{
    const Silent idle = expectPatience(
        seconds(kPatience), 0, [](const RequestRecord& record) { return std::max(record.sent, record.lastToken.at); });
    EXPECT_GT(idle.before, 0);
    EXPECT_GT(idle.within, 0);
    EXPECT_GT(idle.behind, 0);
    const Silent whole = expectPatience(0, seconds(kPatience), [](const RequestRecord& record) { return record.sent; });
    EXPECT_GT(whole.before, 0);
    EXPECT_GT(whole.behind, 0);
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
        EXPECT_NE(run.facts.localFault.text().find("no more memory"), std::string::npos) << run.facts.localFault.text();
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
    EXPECT_NE(run.facts.localFault.text().find("no more memory"), std::string::npos) << run.facts.localFault.text();
    EXPECT_GT(run.facts.neverSent, 0U);
}

}  // namespace
}  // namespace inferometer
