// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault as a client sees it, and as often as the seeded draws say.
#include "core/sim/draws.h"

#include "tests/support/http_client.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>

namespace inferometer {
namespace {

using nlohmann::json;
using End = HttpReply::End;

constexpr std::chrono::milliseconds kShort{300};

HttpReply askWith(double SimSpec::*rate, std::string_view body, std::string_view path = kChatPath)
{
    SimSpec spec = instantSpec();
    spec.*rate = 1;
    const auto simulator = startSimulator(spec);
    HttpClient client(simulator->port());
    client.send(HttpClient::postText(path, body));
    return client.receive(rate == &SimSpec::stallRate ? kShort : std::chrono::seconds{10});
}

TEST(Faults, AnswerWithAStatus)
{
    const HttpReply reply = askWith(&SimSpec::errorRate, chatBody(5));
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(json::parse(reply.body)["error"]["code"], 500);
    const HttpReply ollama = askWith(&SimSpec::errorRate, R"({"prompt":"x"})", "/api/generate");
    EXPECT_TRUE(json::parse(ollama.body)["error"].is_string());
}

TEST(Faults, DrawAmongSeveralStatuses)
{
    SimSpec spec = instantSpec();
    spec.errorRate = 1;
    spec.errorStatus = "500 404 503";
    const auto simulator = startSimulator(spec);
    HttpClient client(simulator->port());
    std::map<int, int> seen;
    for (int i = 0; i < 90; ++i)
        ++seen[client.post(kChatPath, chatBody(1)).status];
    EXPECT_EQ(seen.size(), 3U);
    for (const int status : {500, 404, 503})
        EXPECT_GT(seen[status], 10) << status;
}

TEST(Faults, LimitTheRateAndSayWhenToRetry)
{
    const HttpReply reply = askWith(&SimSpec::rateLimitRate, chatBody(5));
    EXPECT_EQ(reply.status, 429);
    EXPECT_EQ(reply.header("Retry-After"), "1");
    EXPECT_EQ(reply.end, End::Complete);
}

TEST(Faults, StallSilently)
{
    const HttpReply reply = askWith(&SimSpec::stallRate, chatBody(5));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.end, End::Silent);
    EXPECT_GE(reply.chunks.size(), 2U) << "the role and a token at least";
    EXPECT_LE(reply.chunks.size(), 5U);
    EXPECT_EQ(reply.body.find("\"length\""), std::string::npos);
    EXPECT_EQ(askWith(&SimSpec::stallRate, chatBody(5, false)).status, 0) << "a whole answer never comes";
}

TEST(Faults, ResetAndTruncateMidStream)
{
    for (const bool reset : {true, false}) {
        const HttpReply reply = askWith(reset ? &SimSpec::resetRate : &SimSpec::truncateRate, chatBody(5));
        EXPECT_EQ(reply.end, reset ? End::Reset : End::Closed);
        EXPECT_GE(reply.chunks.size(), 2U);
        EXPECT_EQ(reply.body.find("finish_reason\":\"length"), std::string::npos);
        EXPECT_EQ(reply.body.find("[DONE]"), std::string::npos);
        const HttpReply whole = askWith(reset ? &SimSpec::resetRate : &SimSpec::truncateRate, chatBody(5, false));
        EXPECT_EQ(whole.end, reset ? End::Reset : End::Closed);
        EXPECT_LT(whole.body.size(), std::stoul(whole.header("Content-Length")));
    }
}

TEST(Faults, PutOneEventThatIsNotJsonInTheStream)
{
    const HttpReply reply = askWith(&SimSpec::malformedRate, chatBody(5));
    EXPECT_EQ(reply.end, End::Complete);
    int broken = 0;
    for (const std::string& event : reply.events())
        broken += event != "[DONE]" && !json::accept(event) ? 1 : 0;
    EXPECT_EQ(broken, 1);
    EXPECT_EQ(reply.events().size(), 5U + 4U);
    const HttpReply whole = askWith(&SimSpec::malformedRate, chatBody(5, false));
    EXPECT_EQ(whole.end, End::Complete);
    EXPECT_FALSE(json::accept(whole.body));
}

TEST(Faults, EndTheStreamWithAnErrorObject)
{
    const HttpReply reply = askWith(&SimSpec::streamErrorRate, chatBody(5));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.end, End::Complete);
    const std::vector<std::string> events = reply.events();
    ASSERT_GE(events.size(), 4U);
    EXPECT_TRUE(json::parse(events[events.size() - 2])["error"]["message"].is_string());
    EXPECT_EQ(askWith(&SimSpec::streamErrorRate, chatBody(5, false)).status, 500);
    const HttpReply ollama = askWith(&SimSpec::streamErrorRate, R"({"prompt":"x"})", "/api/generate");
    EXPECT_TRUE(json::parse(ollama.events().back())["error"].is_string());
}

TEST(Faults, AnswerWithoutOutput)
{
    const HttpReply reply = askWith(&SimSpec::emptyRate, chatBody(5));
    EXPECT_EQ(reply.end, End::Complete);
    const std::vector<std::string> events = reply.events();
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(json::parse(events[1])["choices"][0]["delta"], json::object());
    EXPECT_EQ(json::parse(events[1])["choices"][0]["finish_reason"], "stop");
    EXPECT_EQ(json::parse(events[2])["usage"]["completion_tokens"], 0);
    EXPECT_EQ(askWith(&SimSpec::emptyRate, R"({"prompt":"x"})", "/api/generate").events().size(), 1U);
    const HttpReply whole = askWith(&SimSpec::emptyRate, chatBody(5, false));
    EXPECT_EQ(json::parse(whole.body)["choices"][0]["message"]["content"], "");
}

TEST(Faults, SendHeadersByteByByte)
{
    for (const bool stream : {true, false}) {
        const Nanos start = monotonicNow();
        const HttpReply reply = askWith(&SimSpec::slowHeaderRate, chatBody(3, stream));
        EXPECT_EQ(reply.end, End::Complete);
        EXPECT_EQ(reply.status, 200);
        // At 200 us a byte, and at least 80 bytes.
        EXPECT_GE(reply.headersAt - start, std::chrono::milliseconds{15});
        EXPECT_EQ(reply.events().size(), stream ? 6U : 1U);
    }
}

TEST(Faults, CloseAUsedConnectionSilently)
{
    SimSpec spec = instantSpec();
    spec.silentCloseRate = 1;
    const auto simulator = startSimulator(spec);
    HttpClient client(simulator->port());
    EXPECT_EQ(client.post(kChatPath, chatBody(1)).end, End::Complete) << "a fresh connection is served";
    const HttpReply second = client.post(kChatPath, chatBody(1));
    EXPECT_EQ(second.status, 0);
    EXPECT_NE(second.end, End::Complete);
}

// What a client could name the outcome.
std::string outcomeOf(const HttpReply& reply)
{
    if (reply.status != 200)
        return std::to_string(reply.status);
    if (reply.end == End::Silent)
        return "stall";
    if (reply.end == End::Reset)
        return "reset";
    if (reply.end == End::Closed)
        return "truncate";
    for (const std::string& event : reply.events()) {
        if (event != "[DONE]" && !json::accept(event))
            return "malformed";
        if (event.find("\"error\"") != std::string::npos)
            return "stream_error";
    }
    return reply.body.find("\"completion_tokens\":0") != std::string::npos ? "empty" : "ok";
}

TEST(Faults, StrikeExactlyAsTheSeedSays)
{
    SimSpec spec = instantSpec();
    spec.seed = 42;
    for (double SimSpec::*rate :
         {&SimSpec::errorRate, &SimSpec::rateLimitRate, &SimSpec::resetRate, &SimSpec::truncateRate,
          &SimSpec::malformedRate, &SimSpec::streamErrorRate, &SimSpec::emptyRate})
        spec.*rate = 0.1;
    const std::map<Fault, std::string> names{{Fault::None, "ok"},
                                             {Fault::ErrorStatus, "500"},
                                             {Fault::RateLimit, "429"},
                                             {Fault::Reset, "reset"},
                                             {Fault::Truncate, "truncate"},
                                             {Fault::Malformed, "malformed"},
                                             {Fault::StreamError, "stream_error"},
                                             {Fault::Empty, "empty"}};
    const auto simulator = startSimulator(spec);
    std::string expected;
    std::string seen;
    auto client = std::make_unique<HttpClient>(simulator->port());
    for (std::uint64_t i = 0; i < 300; ++i) {
        expected += names.at(Draws(spec, i).fault()) + " ";
        const HttpReply reply = client->post(kChatPath, chatBody(4));
        seen += outcomeOf(reply) + " ";
        if (reply.end != End::Complete)
            client = std::make_unique<HttpClient>(simulator->port());
    }
    EXPECT_EQ(seen, expected);
    EXPECT_EQ(simulator->requestsSeen(), 300U);
}

}  // namespace
}  // namespace inferometer
