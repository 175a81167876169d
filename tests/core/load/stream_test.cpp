// SPDX-License-Identifier: GPL-3.0-or-later
// One stream against scripted servers: every way in which an answer can come, or fail to.
#include "tests/support/answers.h"
#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
#include "tests/support/silent_address.h"
#include <gtest/gtest.h>

#include <sstream>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using Step = ServerStep;

using namespace answers;

TEST(Stream, MeasuresAWholeAnswer)
{
    const Finished run
        = serve({Step::expectRequest(), Step::send(std::string{kHead} + chunked(kRole)), Step::wait(30ms),
                 Step::send(chunked(content("Hel"))), Step::wait(20ms), Step::send(chunked(content("lo"))),
                 Step::send(chunked(kFinish) + chunked(kUsage) + chunked(kDone) + std::string{kEnd})});
    ASSERT_EQ(run.records.size(), 1U);
    const RequestRecord& record = run.records[0];
    EXPECT_EQ(record.outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(record.httpStatus, 200);
    EXPECT_GE(record.firstToken.at - record.sent, 30ms);  // the role-only delta is no token
    EXPECT_LT(record.firstEvent - record.sent, 30ms);
    EXPECT_GE(record.lastToken.at - record.firstToken.at, 19ms);
    EXPECT_EQ(record.firstToken.stamp, Stamp::Exact);
    EXPECT_EQ(record.chunkCount, 2U);
    EXPECT_EQ(record.serverInputTokens, 7);
    EXPECT_EQ(record.serverOutputTokens, 2);
    EXPECT_EQ(run.answer(0), "Hello");
    EXPECT_TRUE(record.complete);
}

TEST(Stream, OrdersTheMomentsOfARequest)
{
    const Finished run = serveBytes(answer({kRole, content("x"), kFinish, std::string{kDone}}));
    const RequestRecord& r = run.records.at(0);
    EXPECT_LE(r.scheduled, r.connectStart);
    EXPECT_LE(r.connectStart, r.connected);
    EXPECT_LE(r.connected, r.sent);
    EXPECT_LE(r.sent, r.written);
    EXPECT_LE(r.sent, r.firstByte);
    EXPECT_LE(r.firstByte, r.firstEvent);
    EXPECT_LE(r.firstEvent, r.firstToken.at);
    EXPECT_LE(r.firstToken.at, r.end);
    EXPECT_FALSE(isSet(r.secured));
}

TEST(Stream, CallsOnlyTheLastEventOfAReadExact)
{
    const Finished run = serve({Step::expectRequest(), Step::send(std::string{kHead}), Step::wait(20ms),
                                Step::send(chunked(content("a")) + chunked(content("b")) + chunked(content("c"))),
                                Step::wait(20ms), Step::send(chunked(content("d"))), Step::wait(20ms),
                                Step::send(chunked(std::string{kDone}) + std::string{kEnd})});
    const std::vector<Chunk> chunks = run.chunks(0);
    ASSERT_EQ(chunks.size(), 4U);
    EXPECT_EQ(chunks[0].arrival.stamp, Stamp::Bounded);
    EXPECT_GE(chunks[0].arrival.bound, 19ms);  // since the head
    EXPECT_EQ(chunks[1].arrival.stamp, Stamp::Bounded);
    EXPECT_EQ(chunks[2].arrival.stamp, Stamp::Exact);
    EXPECT_EQ(chunks[2].arrival.bound, Nanos{0});
    EXPECT_EQ(chunks[3].arrival.stamp, Stamp::Exact);
    EXPECT_EQ(run.records[0].firstToken.stamp, Stamp::Bounded);
    EXPECT_EQ(run.facts.stamps[0], 2U);
    EXPECT_EQ(run.facts.stamps[1], 2U);
    EXPECT_EQ(run.facts.firstStamps[1], 1U);
}

TEST(Stream, NeverCallsATokenExactThatOtherBytesFollow)
{
    for (const std::string& behind : {std::string{": ping\n\n"}, std::string{kUsage}, std::string{"data: {\"cho"}}) {
        const Finished run
            = serve({Step::expectRequest(), Step::send(std::string{kHead}), Step::wait(10ms),
                     Step::send(chunked(content("a")) + chunked(behind)), Step::wait(10ms), Step::close()});
        ASSERT_EQ(run.chunks(0).size(), 1U) << behind;
        EXPECT_EQ(run.chunks(0)[0].arrival.stamp, Stamp::Bounded) << behind;
    }
}

TEST(Stream, NeverCallsATokenExactThatTheNextChunkHeaderFollows)
{
    // A size line or the last chunk in a segment of its own is read with the token before it, under its own stamp.
    for (const std::string& behind : {std::string{"40\r\n"}, std::string{kEnd}}) {
        const Finished run = serve({Step::expectRequest(), Step::send(std::string{kHead}), Step::wait(10ms),
                                    Step::send(chunked(content("a")) + behind), Step::wait(10ms), Step::close()});
        ASSERT_EQ(run.chunks(0).size(), 1U) << behind;
        EXPECT_EQ(run.chunks(0)[0].arrival.stamp, Stamp::Bounded) << behind;
    }
}

TEST(Stream, ReadsAnswersCutAnywhere)
{
    const std::string bytes = answer({kRole, content("\xC3\xA9t\xC3\xA9"), kFinish, kUsage, std::string{kDone}});
    std::vector<std::size_t> cuts;
    for (std::size_t i = 1; i < bytes.size(); i += 3)
        cuts.push_back(i);
    const Finished run = serve({Step::expectRequest(), Step::sendCut(bytes, cuts, 300us), Step::close()});
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(run.answer(0), "\xC3\xA9t\xC3\xA9");
}

TEST(Stream, TakesAFinishReasonForTheEnd)
{
    EXPECT_EQ(serveBytes(answer({content("x"), kFinish})).records.at(0).outcome, Outcome::Ok);
    // The framing's end is missing, but the stream said all it had to say.
    EXPECT_EQ(serveBytes(std::string{kHead} + chunked(content("x")) + chunked(kFinish)).records.at(0).outcome,
              Outcome::Ok);
}

TEST(Stream, EndsABodyWithoutLengthAtTheClose)
{
    const Finished run
        = serveBytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + content("x") + std::string{kDone});
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
}

TEST(Stream, CallsACutStreamTruncated)
{
    EXPECT_EQ(serveBytes(std::string{kHead} + chunked(content("x"))).records.at(0).outcome, Outcome::Truncated);
    EXPECT_EQ(serveBytes(answer({content("x")})).records.at(0).outcome, Outcome::Truncated);
}

TEST(Stream, CallsACutStreamTruncatedThoughUsageCame)
{
    const std::string usage = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}],"
                              "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1,\"total_tokens\":8}}\n\n";
    EXPECT_EQ(serveBytes(std::string{kHead} + chunked(usage)).records.at(0).outcome, Outcome::Truncated);
    EXPECT_EQ(serveBytes(answer({usage})).records.at(0).outcome, Outcome::Truncated);
}

TEST(Stream, CallsAnEventCutByTheCloseTruncated)
{
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    EXPECT_EQ(serveBytes(head + "data: {\"choi").records.at(0).outcome, Outcome::Truncated);
    EXPECT_EQ(serveBytes(head + content("x") + "data: {\"choi").records.at(0).outcome, Outcome::Truncated);
    EXPECT_EQ(serveBytes(head + content("x") + "data: {\"choices\":}").records.at(0).outcome, Outcome::Truncated);
}

TEST(Stream, CallsAResetAReset)
{
    const Finished run = serve({Step::expectRequest(), Step::send(std::string{kHead} + chunked(content("x"))),
                                Step::wait(20ms), Step::reset()});
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Reset);
    EXPECT_NE(run.error(0).find("reset"), std::string::npos) << run.error(0);
    EXPECT_EQ(run.chunks(0).size(), 1U);
}

TEST(Stream, CallsAnAnswerWithoutOutputEmpty)
{
    EXPECT_EQ(serveBytes(answer({kRole, kFinish, std::string{kDone}})).records.at(0).outcome, Outcome::Empty);
    EXPECT_EQ(serveBytes(answer({})).records.at(0).outcome, Outcome::Empty);
}

TEST(Stream, BlotsOutTheKeyThatAnErrorRepeats)
{
    const std::string body = "{\"error\":{\"message\":\"Incorrect API key provided: sk-secret-1\"}}";
    LoopbackServer server{
        {Step::expectRequest(),
         Step::send("HTTP/1.1 401 Unauthorized\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body),
         Step::close()}};
    auto plan = std::make_shared<Plan>(*loadPlan(server.port(), {}));
    plan->target.secrets = {Secret{"sk-secret-1"}};
    const Finished run = runPlan(plan);
    EXPECT_NE(run.error(0).find("Incorrect API key provided: [secret]"), std::string::npos) << run.error(0);
}

TEST(Stream, KeepsTheHeadersOfAFailureAndOfAKeptAnswer)
{
    const std::string limited = "HTTP/1.1 429 Slow Down\r\nX-Key: sk-secret-1\r\nContent-Length: 0\r\n\r\n";
    const std::string whole = answer({content("x"), kFinish, std::string{kDone}});
    RunSpec spec = one();
    spec.arrivals.numRequests = 2;
    for (const bool saved : {true, false}) {
        const LoopbackServer server{
            {Step::expectRequest(), Step::send(limited), Step::expectRequest(), Step::send(whole)}};
        spec.keep.saveLlmResponses = saved;
        auto plan = std::make_shared<Plan>(*loadPlan(server.port(), spec));
        plan->target.secrets = {Secret{"sk-secret-1"}};
        const Finished run = runPlan(plan);
        EXPECT_EQ(run.headers(0), "HTTP/1.1 429 Slow Down\nX-Key: [secret]\nContent-Length: 0\n");
        EXPECT_EQ(run.headers(1),
                  saved ? "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n" : "");
    }
}

TEST(Stream, KeepsTheErrorOfAStatus)
{
    Finished run = serveBytes("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 46\r\n\r\n"
                              "{\"error\":{\"message\":\"max_tokens is too large\"}}");
    EXPECT_EQ(run.records.at(0).outcome, Outcome::HttpError);
    EXPECT_EQ(run.records[0].httpStatus, 400);
    EXPECT_NE(run.error(0).find("max_tokens is too large"), std::string::npos);
    run = serveBytes("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html><head><title>502 Bad "
                     "Gateway</title></head><body><h1>nginx</h1></body></html>");
    EXPECT_EQ(run.records.at(0).outcome, Outcome::HttpError);
    EXPECT_NE(run.error(0).find("502 Bad Gateway"), std::string::npos) << run.error(0);
    EXPECT_FALSE(isSet(run.records[0].firstToken.at));
}

TEST(Stream, NamesTheWayOutOfARefusalAsTheProbeDoes)
{
    const auto refused = [](const std::string& status, const std::string& body) {
        return serveBytes("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                          + std::to_string(body.size()) + "\r\n\r\n" + body)
            .error(0);
    };
    EXPECT_EQ(refused("422 Unprocessable", R"({"error":{"message":"ignore_eos is not allowed."}})"),
              "ignore_eos is not allowed; give --output-length cap.");
    EXPECT_EQ(refused("400 Bad Request", R"({"error":{"message":"a field","param":"stream_options"}})"),
              R"(stream_options: a field; give --extra-body '{"stream_options":null}'.)");
    EXPECT_EQ(refused("413 Too Large", R"({"error":"Request too large"})"),
              "Request too large; ask for less with --num-input-tokens or --num-output-tokens.");
    // Not about the request, whatever the words.
    EXPECT_EQ(refused("429 Slow Down", R"({"error":"too many tokens a minute"})"), "too many tokens a minute");
    EXPECT_EQ(refused("500 Fault", R"({"error":"context lost"})"), "context lost");
    const Finished inside
        = serveBytes(answer({"data: {\"error\":{\"message\":\"max_tokens: use max_completion_tokens\"}}\n\n"}));
    EXPECT_EQ(inside.error(0),
              "max_tokens: use max_completion_tokens; give --output-length cap and --extra-body "
              R"('{"max_tokens":null,"max_completion_tokens":2}'.)");
}

TEST(Stream, FindsAnErrorInsideAGoodStream)
{
    const Finished run = serveBytes(answer(
        {content("x"), "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n", std::string{kDone}}));
    EXPECT_EQ(run.records.at(0).outcome, Outcome::StreamError);
    EXPECT_NE(run.error(0).find("out of memory"), std::string::npos);
}

TEST(Stream, CallsWhatCannotBeReadMalformed)
{
    EXPECT_EQ(
        serveBytes(answer({content("x"), "data: {\"choices\": oops\n\n", std::string{kDone}})).records.at(0).outcome,
        Outcome::Malformed);
    EXPECT_EQ(serveBytes("SSH-2.0-OpenSSH_9.2\r\n\r\n").records.at(0).outcome, Outcome::Malformed);
    const Finished run
        = serveBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"choices\":[]}");
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Malformed);
    EXPECT_NE(run.error(0).find("instead of a stream"), std::string::npos);
}

TEST(Stream, PassesOverContinueExtensionsAndTrailers)
{
    const std::string event = content("x") + std::string{kDone};
    std::ostringstream bytes;
    bytes << "HTTP/1.1 100 Continue\r\n\r\n"
          << kHead << std::hex << event.size() << ";ext=1\r\n"
          << event << "\r\n0\r\nX-Took: 3\r\n\r\n";
    EXPECT_EQ(serveBytes(bytes.str()).records.at(0).outcome, Outcome::Ok);
}

TEST(Stream, TimesOutOnASilentStall)
{
    RunSpec spec = one();
    spec.limits.idleTimeout = 0.2;
    Finished run
        = serve({Step::expectRequest(), Step::send(std::string{kHead} + chunked(content("x"))), Step::stall()}, spec);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Timeout);
    EXPECT_NEAR(seconds(run.records[0].end - run.records[0].sent), 0.2, 0.1);
    spec.limits.idleTimeout = 0;
    spec.limits.requestTimeout = 0.15;
    run = serve({Step::expectRequest(), Step::stall()}, spec);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Timeout);
    EXPECT_NEAR(seconds(run.records[0].end - run.records[0].sent), 0.15, 0.1);
}

TEST(Stream, SendsAgainWhenTheKeptConnectionWasClosed)
{
    const std::string whole = answer({content("x"), kFinish, std::string{kDone}});
    RunSpec spec = one();
    spec.arrivals.numRequests = 2;
    const LoopbackServer server{
        std::vector<ServerScript>{{Step::expectRequest(), Step::send(whole), Step::expectRequest(), Step::close()},
                                  {Step::expectRequest(), Step::send(whole), Step::close()}}};
    const Finished run = runPlan(loadPlan(server.port(), spec));
    ASSERT_EQ(run.records.size(), 2U);
    EXPECT_EQ(run.records[1].outcome, Outcome::Ok) << run.error(1);
    EXPECT_TRUE(run.records[1].staleRetry);
    EXPECT_EQ(run.facts.staleConnections, 1U);
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(Stream, ReusesItsConnection)
{
    const std::string whole = answer({content("x"), kFinish, std::string{kDone}});
    RunSpec spec = one();
    spec.arrivals.numRequests = 3;
    ServerScript script;
    for (int i = 0; i < 3; ++i) {
        script.push_back(Step::expectRequest());
        script.push_back(Step::send(whole));
    }
    const LoopbackServer server{script};
    const Finished run = runPlan(loadPlan(server.port(), spec));
    EXPECT_EQ(run.snapshot->ok, 3U);
    EXPECT_EQ(run.facts.connections, 1U);
    EXPECT_FALSE(isSet(run.records[1].connectStart));
    // Free is a stream from the end of its answer on, however late we come to see it.
    EXPECT_EQ(run.records[1].scheduled, run.records[0].end);
    EXPECT_GT(run.records[1].sent, run.records[1].scheduled);

    spec.arrivals.newConnections = true;
    const LoopbackServer fresh{ServerScript{Step::expectRequest(), Step::send(whole), Step::close()}};
    EXPECT_EQ(runPlan(loadPlan(fresh.port(), spec)).facts.connections, 3U);
}

TEST(Stream, RetriesARateLimitOnlyWhenAsked)
{
    const std::string limited = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0.05\r\nContent-Length: 0\r\n\r\n";
    const std::string whole = answer({content("x"), kFinish, std::string{kDone}});
    const ServerScript script{Step::expectRequest(), Step::send(limited), Step::expectRequest(), Step::send(whole)};
    Finished run = serve(script);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::RateLimited);

    RunSpec spec = one();
    spec.limits.retry429 = 1;
    const LoopbackServer server{script};
    run = runPlan(loadPlan(server.port(), spec));
    ASSERT_EQ(run.records.size(), 1U);
    EXPECT_EQ(run.records[0].outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(run.records[0].attempt, 1);
    EXPECT_EQ(run.records[0].retryAfterMs, 50);
    EXPECT_GE(run.records[0].sent - run.records[0].scheduled, 50ms);
    EXPECT_EQ(run.facts.retries, 1U);
    ASSERT_EQ(server.requests().size(), 2U);
    EXPECT_NE(server.requests()[0].find("x-request-id: test-0\r\n"), std::string::npos);
    EXPECT_NE(server.requests()[1].find("x-request-id: test-0\r\n"), std::string::npos);
}

TEST(Stream, SendsNoRetryOnceTheRunIsStopped)
{
    const std::string limited = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0.3\r\nContent-Length: 0\r\n\r\n";
    RunSpec spec = one();
    spec.limits.retry429 = 5;
    spec.limits.timeout = 0.1;
    const LoopbackServer server{ServerScript{Step::expectRequest(), Step::send(limited), Step::stall()}};
    const Finished run = runPlan(loadPlan(server.port(), spec));
    ASSERT_EQ(run.records.size(), 1U);
    EXPECT_EQ(run.records[0].outcome, Outcome::RateLimited);
    EXPECT_EQ(run.records[0].httpStatus, 429);
    EXPECT_EQ(run.facts.retries, 0U);
    EXPECT_EQ(server.requests().size(), 1U);
    EXPECT_LT(run.records[0].end, 100ms);
}

// A prompt that no socket takes at once.
Finished runLargePrompt(const LoopbackServer& server, std::int64_t requests)
{
    RunSpec spec = one();
    spec.arrivals.numRequests = requests;
    auto plan = loadPlan(server.port(), spec);
    setPrompts(*plan, {{"large", std::string(16U << 20U, 'x'), 0, 2}}, BodyTemplate{"{\"prompt\":\"", "\"}"});
    return runPlan(plan);
}

TEST(Stream, SendsALargePromptWhole)
{
    const std::string whole = answer({content("x"), kFinish, std::string{kDone}});
    const LoopbackServer server{ServerScript{Step::wait(50ms), Step::expectRequest(), Step::send(whole)}};
    const Finished run = runLargePrompt(server, 1);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
    EXPECT_GE(run.records[0].written - run.records[0].sent, 40ms);
    EXPECT_GT(server.requests().at(0).size(), 16U << 20U);
}

TEST(Stream, ReadsAnAnswerThatComesBeforeTheRequestIsWhole)
{
    const std::string large = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 9\r\n\r\ntoo large";
    const std::string whole = answer({content("x"), kFinish, std::string{kDone}});
    // Unread, and open: the connection is out of step and must not carry the next request.
    const LoopbackServer open{std::vector<ServerScript>{{Step::wait(20ms), Step::send(large), Step::stall()},
                                                        {Step::expectRequest(), Step::send(whole)}}};
    Finished run = runLargePrompt(open, 2);
    ASSERT_EQ(run.records.size(), 2U);
    EXPECT_EQ(run.records[0].outcome, Outcome::HttpError);
    EXPECT_EQ(run.records[0].httpStatus, 413);
    EXPECT_EQ(run.records[1].outcome, Outcome::Ok) << run.error(1);
    EXPECT_EQ(run.facts.connections, 2U);
    // Unread, and closed: the kernel resets the connection, but what was said counts.
    const LoopbackServer closed{ServerScript{Step::wait(20ms), Step::send(large), Step::wait(20ms), Step::close()}};
    run = runLargePrompt(closed, 1);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::HttpError) << run.error(0);
}

TEST(Stream, TellsKindsOfPayloadApart)
{
    const Finished run = serve({Step::expectRequest(), Step::send(std::string{kHead} + chunked(kRole)),
                                Step::wait(20ms), Step::send(chunked(delta("\"reasoning_content\":\"hm\""))),
                                Step::wait(20ms), Step::send(chunked(content("x"))), Step::wait(20ms),
                                Step::send(chunked(kFinish) + chunked(std::string{kDone}) + std::string{kEnd})});
    const RequestRecord& record = run.records.at(0);
    EXPECT_EQ(record.outcome, Outcome::Ok);
    EXPECT_EQ(record.firstToken.at, record.firstReasoning);
    EXPECT_GE(record.firstVisible - record.firstReasoning, 19ms);
    ASSERT_EQ(run.chunks(0).size(), 2U);
    EXPECT_EQ(run.chunks(0)[0].kind, ChunkKind::Reasoning);
    EXPECT_EQ(run.chunks(0)[1].kind, ChunkKind::Content);
    const Finished tool
        = serveBytes(answer({kRole, delta("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\"}}]"), kFinish,
                             std::string{kDone}}));
    ASSERT_EQ(tool.chunks(0).size(), 1U);
    EXPECT_EQ(tool.chunks(0)[0].kind, ChunkKind::ToolCall);
    EXPECT_EQ(tool.records[0].firstVisible, tool.records[0].firstToken.at);
}

TEST(Stream, EndsTheLatencyAtTheLastTokenNotAtUsage)
{
    const Finished run = serve({Step::expectRequest(), Step::send(std::string{kHead} + chunked(content("x"))),
                                Step::wait(30ms), Step::send(chunked(kFinish) + chunked(kUsage)),
                                Step::send(chunked(std::string{kDone}) + std::string{kEnd})});
    EXPECT_EQ(run.records.at(0).lastToken.at, run.records[0].firstToken.at);
    EXPECT_GE(run.records[0].end - run.records[0].lastToken.at, 29ms);
}

TEST(Stream, RecordsARefusedConnection)
{
    std::uint16_t port = 0;
    {
        const LoopbackServer gone{ServerScript{Step::close()}};
        port = gone.port();
    }
    const Finished run = runPlan(loadPlan(port, one()));
    EXPECT_EQ(run.records.at(0).outcome, Outcome::ConnectRefused);
    EXPECT_FALSE(isSet(run.records[0].sent));
}

TEST(Stream, PassesOverASilentAddress)
{
    const SilentAddress silent;
    const LoopbackServer server{
        ServerScript{Step::expectRequest(), Step::send(answer({content("x"), kFinish, std::string{kDone}}))}};
    auto plan = loadPlan(server.port(), one());
    plan->target.addresses.insert(plan->target.addresses.begin(), silent.address());
    const Finished run = runPlan(plan);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
    EXPECT_GE(run.records[0].connected - run.records[0].connectStart, 250ms);
    EXPECT_LT(run.records[0].connected, 2s);
}

TEST(Stream, TunnelsThroughAProxy)
{
    const std::string whole = answer({content("x"), kFinish, std::string{kDone}});
    const LoopbackServer server{ServerScript{Step::expectRequest(),
                                             Step::send("HTTP/1.1 200 Connection established\r\n\r\n"),
                                             Step::expectRequest(), Step::send(whole)}};
    auto plan = loadPlan(server.port(), one());
    plan->target.proxyHead = "CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n\r\n";
    const Finished run = runPlan(plan);
    EXPECT_EQ(run.records.at(0).outcome, Outcome::Ok) << run.error(0);
    EXPECT_EQ(run.facts.scope, "proxy");
    EXPECT_EQ(server.requests().at(0).substr(0, 23), "CONNECT api.example:443");

    const LoopbackServer refusing{
        ServerScript{Step::expectRequest(), Step::send("HTTP/1.1 403 Forbidden\r\n\r\n"), Step::close()}};
    auto refused = loadPlan(refusing.port(), one());
    refused->target.proxyHead = plan->target.proxyHead;
    const Finished no = runPlan(refused);
    EXPECT_EQ(no.records.at(0).outcome, Outcome::ConnectRefused);
    EXPECT_NE(no.error(0).find("403"), std::string::npos) << no.error(0);
}

}  // namespace
}  // namespace inferometer
