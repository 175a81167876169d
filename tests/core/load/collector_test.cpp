// SPDX-License-Identifier: GPL-3.0-or-later
// The collector by hand: buffers as workers leave them, and what is told of the run.
#include "core/load/collector.h"

#include "tests/support/load_plan.h"
#include <gtest/gtest.h>

#include <array>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

RequestRecord ended(std::uint64_t sequence, Outcome outcome, Nanos end)
{
    RequestRecord record;
    record.sequence = sequence;
    record.outcome = outcome;
    record.sent = end - 1s;
    record.firstToken = record.lastToken = {end, Nanos{0}, Stamp::Exact};
    record.end = end;
    return record;
}

struct Collecting
{
    std::shared_ptr<Plan> plan;
    Collector collector;
    RunFacts facts;

    explicit Collecting(std::int64_t requests = 10) : plan(planOf(requests)), collector(plan, {}) {}

    static std::shared_ptr<Plan> planOf(std::int64_t requests)
    {
        RunSpec spec;
        spec.arrivals.numRequests = requests;
        return loadPlan(1, spec);
    }
    void take(const RequestRecord& record, std::string_view error = {})
    {
        TickBuffer tick;
        tick.block->records.push_back(record);
        tick.block->records.back().error = {0, static_cast<std::uint32_t>(error.size())};
        tick.block->text = error;
        EXPECT_TRUE(collector.take(tick, 0));
    }
    void publish(Nanos now) { collector.publish(RunState::Running, now, {plan->requests, plan->warmup}); }
    void finish() { collector.finish(facts, kUnset); }
    bool hasReason(std::string_view id) const
    {
        const auto& reasons = facts.verdict.reasons;
        return std::any_of(reasons.begin(), reasons.end(), [id](const auto& reason) { return reason.id == id; });
    }
};

TEST(Collector, EndsARunWhoseLastRequestIsLongPast)
{
    // The journal stalled: slots up to a minute are sealed when the run turns out to have ended at 1 s.
    Collecting run;
    run.publish(60s);
    run.take(ended(0, Outcome::Ok, 1s));
    run.finish();
    EXPECT_EQ(run.collector.snapshot()->elapsed, 1s);
    EXPECT_EQ(run.collector.snapshot()->state, RunState::Finished);
}

TEST(Collector, CountsWarmUpByTimeBesideThePlan)
{
    Collecting run{10};
    for (std::uint64_t i = 0; i < 4; ++i) {
        RequestRecord warm = ended(i, Outcome::Ok, 1s);
        warm.phase = Phase::Warmup;
        run.take(warm);
    }
    run.collector.publish(RunState::Running, 1s, {14, 4});
    EXPECT_EQ(run.collector.snapshot()->asked, 14U);
    EXPECT_EQ(run.collector.snapshot()->warmup, 4U);
    run.take(ended(4, Outcome::Ok, 2s));
    run.finish();
    EXPECT_EQ(run.facts.neverSent, 9U);
    EXPECT_EQ(run.collector.snapshot()->asked, 14U);
    EXPECT_EQ(run.collector.snapshot()->warmup, 4U);
}

// The one cap that a run names in which so many connections met a limit of this machine.
VerdictReason boundBy(std::array<std::uint64_t, 3> machineFaults)
{
    Collecting run;
    TickBuffer tick;
    tick.machineFaults = machineFaults;
    EXPECT_TRUE(run.collector.take(tick, 0));
    run.finish();
    EXPECT_EQ(run.facts.verdict.level, VerdictLevel::ClientBound);
    EXPECT_EQ(run.facts.capsThatBound.size(), 1U);
    EXPECT_TRUE(run.hasReason(run.facts.capsThatBound.at(0).id));
    return run.facts.capsThatBound.at(0);
}

TEST(Collector, NamesTheCapThatBound)
{
    const VerdictReason descriptors = boundBy({3, 0, 0});
    EXPECT_EQ(descriptors.id, "descriptors");
    EXPECT_EQ(descriptors.figures, std::vector<std::string>{"3"});
    EXPECT_EQ(descriptors.text, "3 requests found no free descriptor; raise the hard limit (ulimit -Hn).");
    EXPECT_EQ(boundBy({0, 1, 0}).id, "local-ports");
    EXPECT_EQ(boundBy({0, 0, 1}).id, "memory");
}

TEST(Collector, TellsHowLateItRead)
{
    Collecting run;
    TickBuffer tick;
    tick.userLag.add(5ms);
    EXPECT_TRUE(run.collector.take(tick, 0));
    run.finish();
    EXPECT_EQ(run.facts.userLag.count(), 1U);
    EXPECT_EQ(run.collector.snapshot()->userLag.max(), 5ms);
}

TEST(Collector, JudgesWhatTheWorkersSaw)
{
    Collecting fine;
    fine.take(ended(0, Outcome::Ok, 1s));
    fine.finish();
    EXPECT_FALSE(fine.hasReason("busy") || fine.hasReason("first-tokens") || fine.hasReason("turnaround"));

    Collecting run;
    RequestRecord late = ended(0, Outcome::Ok, 1s);
    late.scheduled = late.sent - 50ms;  // of a request of 1 s
    late.firstToken.stamp = Stamp::Bounded;
    late.firstToken.bound = 50ms;
    run.take(late);
    TickBuffer tick;
    tick.busy = 0.95;
    EXPECT_TRUE(run.collector.take(tick, 0));
    run.finish();
    EXPECT_TRUE(run.hasReason("busy"));
    EXPECT_TRUE(run.hasReason("first-tokens"));
    EXPECT_TRUE(run.hasReason("turnaround"));
    EXPECT_EQ(run.facts.verdict.level, VerdictLevel::ClientBound);
}

TEST(Collector, SuspectsARunInWhichOnlyTheWarmUpSucceeded)
{
    Collecting run;
    RequestRecord warm = ended(0, Outcome::Ok, 1s);
    warm.phase = Phase::Warmup;
    run.take(warm);
    run.take(ended(1, Outcome::HttpError, 2s));
    run.finish();
    EXPECT_TRUE(run.hasReason("failures"));
    EXPECT_EQ(run.facts.verdict.level, VerdictLevel::Suspect);
}

// Four streams asked for, one request at a time seen.
bool blamesItsStreams(std::uint16_t retries, bool newConnections)
{
    Collecting run;
    run.plan->spec.arrivals.numConcurrentRequests = 4;
    run.plan->spec.arrivals.newConnections = newConnections;
    for (int i = 0; i < 5; ++i) {
        RequestRecord record = ended(static_cast<std::uint64_t>(i), Outcome::Ok, 1s * (i + 1));
        record.scheduled = record.sent;
        record.attempt = retries;
        run.take(record);
    }
    run.collector.finish(run.facts, 5s);
    return run.hasReason("in-flight");
}

TEST(Collector, DoesNotBlameStreamsThatWaitForTheEndpoint)
{
    EXPECT_TRUE(blamesItsStreams(0, false));
    EXPECT_FALSE(blamesItsStreams(3, false));
    EXPECT_FALSE(blamesItsStreams(0, true));
}

TEST(Collector, AddsUpSlotsThatComeLate)
{
    Collecting run;
    run.publish(1s);
    TickBuffer tick;
    tick.upTo = 8s;
    tick.slotAt(250ms).tokens += 3;
    tick.slotAt(950ms).tokens += 4;
    EXPECT_TRUE(run.collector.take(tick, 0));
    run.publish(10s);
    const SnapshotPtr snapshot = run.collector.snapshot();
    EXPECT_EQ(snapshot->series->at(2).tokens, 3U);
    EXPECT_EQ(snapshot->series->at(9).tokens, 4U);
    std::uint64_t tokens = 0;
    for (std::size_t i = 0; i < snapshot->sealedSlots; ++i)
        tokens += snapshot->series->at(i).tokens;
    EXPECT_EQ(tokens, 7U);
}

TEST(Collector, SealsNothingThatAWorkerHasYetToTell)
{
    // The journal stalled for a minute: what the worker saw meanwhile is still to come.
    Collecting run;
    TickBuffer first;
    first.upTo = 100ms;
    EXPECT_TRUE(run.collector.take(first, 0));
    run.publish(60s);
    EXPECT_EQ(run.collector.snapshot()->sealedSlots, 0U);
    TickBuffer second;
    second.upTo = 60s;
    second.sent(20s, true);
    EXPECT_TRUE(run.collector.take(second, 0));
    run.publish(60s);
    ASSERT_EQ(run.collector.snapshot()->sealedSlots, 570U);
    EXPECT_EQ(run.collector.snapshot()->series->at(199).inFlight, 0U);
    EXPECT_EQ(run.collector.snapshot()->series->at(200).inFlight, 1U);
    EXPECT_EQ(run.collector.snapshot()->series->at(200).started, 1U);
}

TEST(Collector, SaysWhatTheServerTookFromItsCache)
{
    Collecting run;
    RequestRecord record = ended(0, Outcome::Ok, 1s);
    record.promptTokens = 1000;
    record.serverInputTokens = 100;
    record.serverCachedTokens = 6;
    run.take(record);
    run.finish();
    ASSERT_TRUE(run.hasReason("cached"));  // 6 % of what the server counted, 0.6 % of what we did
}

TEST(Collector, ShowsAtItsEndWhatItsFiguresAreOf)
{
    Collecting run;
    run.plan->spec.edges.warmupShare = 25;
    run.plan->spec.edges.cooldownShare = 25;
    for (std::uint64_t i = 0; i < 8; ++i) {
        TickBuffer tick;
        tick.block->records.push_back(ended(i, Outcome::Ok, 1s * (i + 1)));
        tick.firstToken(tick.block->records.back());
        EXPECT_TRUE(run.collector.take(tick, 0));
    }
    run.publish(8s);
    EXPECT_EQ(run.collector.snapshot()->ttft.count(), 8U);
    run.finish();
    const SnapshotPtr last = run.collector.snapshot();
    EXPECT_EQ(last->ttft.count(), 4U);
    EXPECT_EQ(last->e2e.count(), 4U);
    std::array<int, 3> phases{};
    for (std::size_t i = 0; i < last->blocks; ++i)
        ++phases.at(static_cast<std::size_t>(last->records->at(i)->records.front().phase));
    EXPECT_EQ(phases, (std::array{2, 4, 2}));
    EXPECT_EQ(run.facts.firstStamps[0], 4U);
}

TEST(Mailbox, KeepsWhatWaitsUntilItIsTaken)
{
    Mailbox mailbox;
    auto full = std::make_unique<TickBuffer>();
    full->tokens = 1;
    ASSERT_TRUE(mailbox.leave(full));
    full->tokens = 2;
    EXPECT_FALSE(mailbox.leave(full));
    EXPECT_EQ(full->tokens, 2U);
    auto taken = std::make_unique<TickBuffer>();
    ASSERT_TRUE(mailbox.take(taken));
    EXPECT_EQ(taken->tokens, 1U);
    EXPECT_TRUE(mailbox.leave(full));
    ASSERT_TRUE(mailbox.take(taken));
    EXPECT_EQ(taken->tokens, 2U);
    EXPECT_FALSE(mailbox.take(taken));
}

}  // namespace
}  // namespace inferometer
