// SPDX-License-Identifier: GPL-3.0-or-later
// One stream against networks and servers that are no textbook: odd heads, compressed bodies, other
// protocols, kernels that lack a call.
#include "tests/support/answers.h"
#include "tests/support/compressed.h"
#include "tests/support/few_ports.h"
#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
#include "tests/support/without_call.h"
#include <gtest/gtest.h>
#include <sys/syscall.h>

#include <array>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using namespace answers;
using Step = ServerStep;

// An event stream as its server flushes it, event by event.
std::vector<std::string> compressedEvents(int form)
{
    Compressor server{form};
    return {server.flushed(kRole), server.flushed(content("a")), server.flushed(content("b")),
            server.finished(kFinish + kUsage + std::string{kDone})};
}

std::string labelled(std::string_view label)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: " + std::string{label}
    + "\r\nTransfer-Encoding: chunked\r\n\r\n";
}

TEST(Stream, ReadsACompressedStreamWithTheTimesOfItsReads)
{
    for (const auto& [label, form] : {std::pair{"gzip", kGzipForm}, std::pair{"deflate", kZlibForm}}) {
        const std::vector<std::string> events = compressedEvents(form);
        const Finished run
            = serve({Step::expectRequest(), Step::send(labelled(label) + chunked(events[0])), Step::wait(20ms),
                     Step::send(chunked(events[1])), Step::wait(20ms), Step::send(chunked(events[2])), Step::wait(20ms),
                     Step::send(chunked(events[3]) + std::string{kEnd})});
        ASSERT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
        EXPECT_EQ(run.answer(0), "ab");
        const std::vector<Chunk> chunks = run.chunks(0);
        ASSERT_EQ(chunks.size(), 2U);
        EXPECT_EQ(chunks[0].arrival.stamp, Stamp::Exact);
        EXPECT_EQ(chunks[1].arrival.stamp, Stamp::Exact);
        EXPECT_GE(chunks[1].arrival.at - chunks[0].arrival.at, 18ms);
    }
}

TEST(Stream, ReadsPlainTextUnderAStaleLabel)
{
    const Finished run
        = serve({Step::expectRequest(),
                 Step::send(labelled("gzip") + chunked(content("x")) + chunked(kFinish) + std::string{kEnd})});
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(run.answer(0), "x");
}

TEST(Stream, ReadsTheCompressedTextOfAnError)
{
    const std::string body = compressed("{\"error\":{\"message\":\"the model is asleep\"}}", kGzipForm);
    const Finished run = serveBytes("HTTP/1.1 503 No\r\nContent-Encoding: gzip\r\nContent-Length: "
                                    + std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::HttpError);
    EXPECT_NE(run.error(0).find("the model is asleep"), std::string::npos) << run.error(0);
}

TEST(Stream, NamesACompressionThatItCannotRead)
{
    for (const char* status : {"200 OK", "502 Bad Gateway"}) {
        const Finished run = serveBytes("HTTP/1.1 " + std::string{status}
                                        + "\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\n\x1b\x2a\x01");
        EXPECT_EQ(run.records.at(0).outcome, status[0] == '2' ? Outcome::Malformed : Outcome::HttpError);
        EXPECT_NE(run.error(0).find("br-compressed though not asked for"), std::string::npos) << run.error(0);
    }
}

TEST(Stream, ReadsHeadsThatUsualClientsRead)
{
    const std::string body = "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunked(content("x")) + chunked(kFinish) + std::string{kEnd};
    for (const char* head : {"HTTP/1.1 200\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n"})
    {
        const Finished run = serveBytes(head + body);
        EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << head << run.error(0);
        EXPECT_EQ(run.answer(0), "x");
    }
}

TEST(Stream, SaysThatAPortSpeaksHttp2Alone)
{
    const Finished run = serveBytes(std::string{"\0\0\0\x04\0\0\0\0\0", 9});
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Malformed);
    EXPECT_NE(run.error(0).find("give the port that speaks HTTP/1.1"), std::string::npos) << run.error(0);
}

TEST(Stream, RunsWhereTheCallForDeadlinesIsMissing)
{
    Finished run;
    const LoopbackServer server{
        ServerScript{Step::expectRequest(), Step::wait(30ms), Step::send(answer({content("x"), kFinish}))}};
    const bool could = withoutCall(SYS_epoll_pwait2, [&] { run = runPlan(loadPlan(server.port(), one())); });
    if (!could)
        GTEST_SKIP() << "needs the right to filter system calls";
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
    EXPECT_LT(run.facts.workerCpu, 20ms);
}

// Two streams and three local ports, two of which somebody else holds.
Finished runShortOfPorts()
{
    ServerScript busy;
    for (int i = 0; i < 60; ++i) {
        busy.push_back(Step::expectRequest());
        busy.push_back(Step::wait(10ms));
        busy.push_back(Step::send(answer({content("x"), kFinish})));
    }
    const LoopbackServer server{std::vector<ServerScript>{{Step::stall()}, {Step::stall()}, busy}};
    RunSpec spec = one();
    spec.arrivals.numRequests = 40;
    spec.arrivals.numConcurrentRequests = 2;
    const auto plan = loadPlan(server.port(), spec);
    const std::array others{startConnect(plan->target.addresses.front()), startConnect(plan->target.addresses.front())};
    std::this_thread::sleep_for(20ms);
    return runPlan(plan);
}

TEST(Stream, SlowsDownWhereThisMachineIsShortOfPorts)
{
    Finished run;
    const bool could = withFewPorts([&run](auto&& limit) {
        limit(40000, 40003);  // one is the server's
        run = runShortOfPorts();
    });
    if (!could)
        GTEST_SKIP() << "needs the right to make a network of its own";
    const auto local = run.snapshot->outcomes[static_cast<std::size_t>(Outcome::Local)];
    EXPECT_GE(local, 1U);
    EXPECT_LE(local, 8U);
    EXPECT_EQ(run.snapshot->ok, 40U - local);
    EXPECT_NE(run.facts.localFault.text().find("of this machine"), std::string::npos) << run.facts.localFault.text();
}

}  // namespace
}  // namespace inferometer
