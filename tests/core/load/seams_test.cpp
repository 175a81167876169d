// SPDX-License-Identifier: GPL-3.0-or-later
// A second arrival process and a second source, made for nothing but to prove that a run needs to know neither.
#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <set>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

// One request every so often, whether a stream is free or not; the first ones warm up.
class ConstantGaps : public Arrivals
{
public:
    ConstantGaps(std::uint64_t requests, std::uint64_t warmup, Nanos gap)
        : m_requests(requests)
        , m_warmup(warmup)
        , m_gap(gap)
    {}

    Due next(Nanos now, Nanos /*freeSince*/) override
    {
        if (m_taken == m_requests)
            return Due::done();
        const Nanos due = m_gap * static_cast<std::int64_t>(m_taken);
        if (due > now)
            return Due::at(due);
        return Due::now(due, m_taken++ < m_warmup ? Phase::Warmup : Phase::Measured);
    }
    Planned progress() const override { return {m_requests, m_warmup}; }
    Nanos loadEnd() const override
    {
        return m_taken == m_requests ? m_gap * static_cast<std::int64_t>(m_requests - 1) : kUnset;
    }

private:
    const std::uint64_t m_requests;
    const std::uint64_t m_warmup;
    const Nanos m_gap;
    std::uint64_t m_taken = 0;
};

std::shared_ptr<Plan> scheduled(const Simulator& simulator, std::int64_t streams, std::uint64_t requests, Nanos gap,
                                std::int64_t workers = 1)
{
    RunSpec spec;
    spec.arrivals.numConcurrentRequests = streams;
    spec.arrivals.numRequests = static_cast<std::int64_t>(requests) - 5;
    spec.edges.warmupRequests = 5;
    spec.prompts.numOutputTokens = 3;
    spec.arrivals.workers = workers;
    auto plan = loadPlan(simulator.port(), spec);
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", spec.prompts.numOutputTokens, false}));
    plan->arrivals = [requests, gap] { return std::make_unique<ConstantGaps>(requests, 5, gap); };
    return plan;
}

TEST(Schedule, SendsWhenRequestsAreDueAndNotWhenStreamsAreFree)
{
    SimSpec sim;
    sim.ttft = 0.03;  // each answer lasts longer than the gap
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    for (const std::int64_t workers : {1, 2}) {
        const Finished run = runPlan(scheduled(*simulator, 20, 60, 5ms, workers));
        ASSERT_EQ(run.records.size(), 60U);
        EXPECT_EQ(run.snapshot->ok, 60U) << run.error(0);
        std::set<Nanos> due;
        std::vector<Nanos> late;
        for (const RequestRecord& record : run.records) {
            due.insert(record.scheduled);
            late.push_back(record.sent - record.scheduled);
            EXPECT_EQ(record.scheduled, 5ms * static_cast<std::int64_t>(record.sequence));
            EXPECT_GE(late.back(), 0ms);
            EXPECT_EQ(record.phase == Phase::Warmup, record.sequence < 5);
        }
        EXPECT_EQ(due.size(), 60U);
        std::sort(late.begin(), late.end());
        EXPECT_LT(late[late.size() / 2], 5ms);
        EXPECT_EQ(run.facts.loadEnd, 295ms);
        EXPECT_EQ(run.facts.neverSent, 0U);
    }
}

TEST(Schedule, IsLateWhereNoStreamIsFreeAndKeepsTheMoment)
{
    SimSpec sim;
    sim.ttft = 0.03;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    const Finished run = runPlan(scheduled(*simulator, 1, 20, 5ms));
    ASSERT_EQ(run.records.size(), 20U);
    const RequestRecord& last = run.records.back();
    EXPECT_EQ(last.scheduled, 95ms);
    EXPECT_GT(last.sent - last.scheduled, 19 * 25ms - 50ms);  // 30 ms each, 5 ms apart
}

TEST(Schedule, StopsWhileItWaits)
{
    const auto simulator = startSimulator(instantSpec());
    auto run = Run::start(scheduled(*simulator, 4, 1000, 100ms), {}).value();
    std::this_thread::sleep_for(250ms);
    run->requestStop();
    const Finished result = finished(*run);
    EXPECT_LT(result.facts.elapsed, 5s);
    EXPECT_GE(result.records.size(), 1U);
    EXPECT_EQ(result.facts.neverSent, 1000 - result.records.size());
    EXPECT_GT(result.facts.loadEnd, 200ms);
    EXPECT_LT(result.facts.loadEnd, 5s);
}

// Two turns a conversation: the second repeats the first one's answer, and asks for one more token.
class TwoTurns : public RequestSource
{
public:
    explicit TwoTurns(const Dialect& dialect) : m_dialect(dialect) {}

    Shape next(const Slot& slot, std::string& body) override
    {
        const std::lock_guard lock{m_mutex};
        const auto [at, isNew] = m_turns.try_emplace(slot.sequence, Turn{++m_conversations, 0, "Tell me."});
        if (isNew && !m_waiting.empty()) {
            at->second = m_waiting.extract(m_waiting.begin()).mapped();
            --m_conversations;
        }
        const Turn& turn = at->second;
        Shape shape;
        shape.conversation = turn.conversation;
        shape.turn = turn.turn;
        shape.outputTokens = static_cast<std::int32_t>(2 + turn.turn);
        const BodyTemplate around = m_dialect.body({"simulated", "", "", "", shape.outputTokens, false});
        body += around.prefix;
        appendJsonEscaped(turn.text, body);
        body += around.suffix;
        bodies.insert(body);
        return shape;
    }
    void ended(const Slot& slot, const RequestRecord& record, std::string_view answer) override
    {
        const std::lock_guard lock{m_mutex};
        const Turn& turn = m_turns.at(slot.sequence);
        ++endings;
        if (record.outcome == Outcome::Ok && turn.turn == 0)
            m_waiting.emplace(turn.conversation, Turn{turn.conversation, 1, "You said: " + std::string{answer}});
    }
    bool needsAnswers() const override { return true; }

    std::set<std::string> bodies;
    int endings = 0;

private:
    struct Turn
    {
        std::uint32_t conversation = 0;
        std::uint32_t turn = 0;
        std::string text;
    };
    const Dialect& m_dialect;
    std::mutex m_mutex;
    std::map<std::uint64_t, Turn> m_turns;    // by sequence
    std::map<std::uint32_t, Turn> m_waiting;  // second turns, by conversation
    std::uint32_t m_conversations = 0;
};

TEST(Source, AsksWithWhatWasAnsweredBefore)
{
    SimSpec sim = instantSpec();
    const auto simulator = startSimulator(sim);
    RunSpec spec;
    spec.arrivals.numRequests = 40;
    spec.arrivals.numConcurrentRequests = 4;
    auto plan = loadPlan(simulator->port(), spec);
    const auto source = std::make_shared<TwoTurns>(*plan->target.dialect);
    plan->source = source;
    const Finished run = runPlan(plan);
    EXPECT_EQ(run.snapshot->ok, 40U) << run.error(0);
    EXPECT_EQ(source->endings, 40);
    int second = 0;
    std::set<std::pair<std::uint32_t, std::uint32_t>> turns;
    for (std::size_t i = 0; i < run.records.size(); ++i) {
        const RequestRecord& record = run.records[i];
        EXPECT_EQ(record.chunkCount, static_cast<std::uint32_t>(record.tokensRequested));
        EXPECT_EQ(run.answer(i), "");  // for the source alone: nobody asked to keep it
        second += record.tokensRequested == 3 ? 1 : 0;
        EXPECT_GE(record.conversation, 1U);
        EXPECT_EQ(record.turn, record.tokensRequested == 3 ? 1U : 0U);
        EXPECT_TRUE(turns.emplace(record.conversation, record.turn).second) << "a turn is asked once";
    }
    EXPECT_GE(second, 16);
    const auto repeats = [](const std::string& body) { return body.find("You said: ") != std::string::npos; };
    const auto said = std::find_if(source->bodies.begin(), source->bodies.end(), repeats);
    ASSERT_NE(said, source->bodies.end());
    EXPECT_EQ(said->find("You said: \""), std::string::npos) << "an answer follows: " << *said;
}

}  // namespace
}  // namespace inferometer
