// SPDX-License-Identifier: GPL-3.0-or-later
// A client whose every read comes 20 ms late: what it calls exact is exact all the same, and it says what it is.
#include "core/sim/accuracy.h"

#include "tests/support/few_ports.h"
#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
#include "tests/support/moments.h"
#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <thread>

namespace {

bool onLoadThread()
{
    std::array<char, 16> name{};
    pthread_getname_np(pthread_self(), name.data(), name.size());
    return std::strncmp(name.data(), "load-", 5) == 0;
}

}  // namespace

// In place of the C library's.
extern "C" ssize_t recvmsg(int fd, msghdr* message, int flags)
{
    if (onLoadThread())
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    return syscall(SYS_recvmsg, fd, message, flags);
}

namespace inferometer {
namespace {

using namespace std::chrono_literals;

TEST(SlowClient, IsNeverWronglyExactAndIsCalledClientBound)
{
    const test::TempFolder folder;
    SimSpec sim;
    sim.ttft = 0.05;
    sim.itl = 0.005;
    sim.truthLog = folder / "truth.jsonl";
    auto simulator = startSimulator(sim);
    RunSpec spec;
    spec.arrivals.numRequests = 8;
    spec.arrivals.numConcurrentRequests = 2;
    spec.prompts.numOutputTokens = 40;
    auto plan = loadPlan(simulator->port(), spec);
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", spec.prompts.numOutputTokens, false}));
    const Finished run = runPlan(plan);
    simulator.reset();
    const Accuracy accuracy
        = compareWithTruth(*run.snapshot, run.facts.startMonotonic, "test", readTruthLog(sim.truthLog).value());
    ASSERT_FALSE(accuracy.later.exact.empty());
    EXPECT_LE(*std::max_element(accuracy.later.exact.begin(), accuracy.later.exact.end()), 100e-6);
    EXPECT_GT(accuracy.later.bounded.size(), accuracy.later.exact.size());
    EXPECT_EQ(accuracy.first.brokenBounds + accuracy.later.brokenBounds, 0U);
    EXPECT_GE(run.facts.turnaround.quantile(0.99), 0.019);  // the lag is ours, so it counts
    EXPECT_EQ(run.facts.verdict.level, VerdictLevel::ClientBound);
}

// A read that its buffer was too small for has no stamp of its own; the next one's is older than that reading.
TEST(SlowClient, LetsNoChunkArriveBeforeTheOneBeforeIt)
{
    SimSpec sim;
    sim.ttft = 0;
    sim.itl = 0;
    const auto simulator = startSimulator(sim);
    RunSpec spec;
    spec.arrivals.numRequests = 8;
    const auto plan = loadPlan(simulator->port(), spec);
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", 6'000, false}));
    const Finished run = runPlan(plan);
    ASSERT_EQ(run.snapshot->ok, 8U);
    std::size_t older = 0;
    for (std::size_t i = 0; i < run.records.size(); ++i) {
        Nanos before = run.records[i].sent;
        for (const Chunk& chunk : run.chunks(i)) {
            older += chunk.arrival.at < before ? 1U : 0U;
            before = chunk.arrival.at;
        }
        EXPECT_LE(run.records[i].firstToken.at, run.records[i].lastToken.at);
    }
    EXPECT_EQ(older, 0U);
}

TEST(SlowClient, DistrustsTheStampOfBytesThatTheCloseFollowed)
{
    // The end of a connection moves the stamp of what waits unread.
    const std::string event
        = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}]}\n\n";
    const LoopbackServer server{ServerScript{
        ServerStep::expectRequest(), ServerStep::send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
        ServerStep::wait(60ms), ServerStep::send(event), ServerStep::wait(5ms), ServerStep::close()}};
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    const Finished run = runPlan(loadPlan(server.port(), spec));
    ASSERT_EQ(run.chunks(0).size(), 1U);
    EXPECT_EQ(run.chunks(0)[0].arrival.stamp, Stamp::Bounded);
}

// Two streams are there from the beginning. At 300 ms one of them takes a request; what is due at 310 ms meets a client
// that is just reading, till that request's end (313 ms) has come as well, and the other stream free all the while.
Finished runLateBesideAFreeStream(std::uint32_t mostInFlight)
{
    SimSpec sim;
    sim.ttft = 0.001;
    sim.itl = 0.012;
    const auto simulator = startSimulator(sim);
    const auto plan = loadPlan(simulator->port());
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", 2, false}));
    setMoments(*plan, {0ms, 0ms, 300ms, 310ms}, mostInFlight);
    Finished run = runPlan(plan);
    std::sort(run.records.begin(), run.records.end(),
              [](const RequestRecord& a, const RequestRecord& b) { return a.sequence < b.sequence; });
    return run;
}

// That end came behind what was due, and before what was late with it.
bool cameAsPlanned(const Finished& run)
{
    return run.records[2].end > run.records[3].scheduled && run.records[2].end < run.records[3].sent;
}

TEST(SlowClient, IsLateWhereAnotherStreamWasFree)
{
    const Finished run = runLateBesideAFreeStream(2);
    ASSERT_EQ(run.snapshot->ok, 4U);
    if (!cameAsPlanned(run))
        GTEST_SKIP() << "this machine is too busy";
    const RequestRecord& last = run.records.back();
    EXPECT_EQ(last.ready, last.scheduled);
    EXPECT_GE(*latenessOf(last), 10ms);
}

TEST(SlowClient, DoesNotBlameTheLimitsOfThisMachineForIt)
{
    Finished run;
    const bool could = withFewPorts([&run](auto&& limit) {
        limit(40000, 40001);
        run = runLateBesideAFreeStream(0);
    });
    if (!could)
        GTEST_SKIP() << "needs the right to make a network of its own";
    ASSERT_EQ(run.records.size(), 4U);
    for (const VerdictReason& reason : run.facts.verdict.reasons)
        EXPECT_NE(reason.id, "streams");
}

}  // namespace
}  // namespace inferometer
