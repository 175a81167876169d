// SPDX-License-Identifier: GPL-3.0-or-later
// A client whose every read comes 20 ms late: what it calls exact is exact all the same, and it says what it is.
#include "core/sim/accuracy.h"

#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
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

}  // namespace
}  // namespace inferometer
