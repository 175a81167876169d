// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/exchange.h"

#include "tests/support/loopback_server.h"
#include "tests/support/route_server.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>

#include <map>
#include <thread>

namespace inferometer {
namespace {

const std::string kKey = "sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy0sAe3gJ";

RunSpec specTo(const std::string& url)
{
    RunSpec spec;
    spec.target.baseUrl = url;
    spec.target.modelNames = "simulated";
    spec.prompts.numInputTokens = 40;
    spec.prompts.numOutputTokens = 5;
    return spec;
}

Result<Exchange> asked(const RunSpec& spec, const Secret& key = {}, const std::stop_token& stop = {})
{
    return askOnce(spec, {}, stop, key);
}

std::map<std::string, std::string> textsOf(const Exchange& exchange)
{
    std::map<std::string, std::string> texts;
    for (const ExchangePart& part : exchange.parts)
        texts[part.id] = part.text;
    return texts;
}

std::map<std::string, std::string> valuesOf(const Exchange& exchange)
{
    std::map<std::string, std::string> values;
    for (const ExchangeFact& fact : exchange.facts) {
        if (const auto* text = std::get_if<std::string>(&fact.value))
            values[fact.label.text()] = *text;
        else if (const auto* count = std::get_if<std::int64_t>(&fact.value))
            values[fact.label.text()] = std::to_string(*count);
        else
            values[fact.label.text()] = std::to_string(std::get<double>(fact.value));
    }
    return values;
}

TEST(Exchange, OfAnAnswerShowsAllThatWentOverTheWire)
{
    SimSpec sim;
    sim.ttft = 0.02;
    sim.itl = 0.01;
    const auto simulator = startSimulator(sim);
    const auto exchange = asked(specTo("http://127.0.0.1:" + std::to_string(simulator->port())));
    ASSERT_TRUE(exchange) << exchange.error().message;
    EXPECT_EQ(exchange.value().record().outcome, Outcome::Ok);
    EXPECT_EQ(simulator->requestsSeen(), 1U);
    auto texts = textsOf(exchange.value());
    EXPECT_TRUE(texts["request"].starts_with("POST /v1/chat/completions HTTP/1.1\n")) << texts["request"];
    EXPECT_NE(texts["request"].find("\nx-request-id: " + exchange.value().plan->runId + "-0\n"), std::string::npos);
    EXPECT_NE(texts["body"].find("\n  \"model\": \"simulated\",\n"), std::string::npos) << texts["body"];
    EXPECT_TRUE(texts["response"].starts_with("HTTP/1.1 200")) << texts["response"];
    EXPECT_TRUE(texts["events"].starts_with("+")) << texts["events"];
    EXPECT_NE(texts["events"].find(" ms  data: {"), std::string::npos);
    EXPECT_NE(texts["events"].find("data: [DONE]"), std::string::npos);
    EXPECT_FALSE(texts["answer"].empty());
    EXPECT_FALSE(texts.contains("reasoning"));
    auto values = valuesOf(exchange.value());
    EXPECT_EQ(values["Address"], "127.0.0.1:" + std::to_string(simulator->port()));
    EXPECT_EQ(values["Output tokens, reported"], "5");
    EXPECT_EQ(values["Chunks"], "5");
    EXPECT_EQ(values["Finish reason"], "length");
    EXPECT_GT(std::stod(values["TTFT"]), 0.015);
    EXPECT_GT(std::stod(values["E2E"]), std::stod(values["TTFT"]));
    EXPECT_NEAR(std::stod(values["TPOT"]), 0.01, 0.01);
    EXPECT_TRUE(noteOf(exchange.value()).pattern.empty());
}

// The key, in whatever the endpoint makes of it, and controls of a terminal.
RouteAnswer echo(const RouteRequest& /*request*/)
{
    std::string body;
    for (const std::string& text : {"\\u001b[2J\\u202e " + kKey, std::string{"end"}})
        body += R"(data: {"choices":[{"index":0,"delta":{"content":")" + text + "\"}}]}\n\n";
    body += "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    return {200, body, "Content-Type: text/event-stream\r\nX-Echo: " + kKey + "\r\n"};
}

TEST(Exchange, HoldsNoKeyAndNothingThatSteersATerminal)
{
    const RouteServer server{echo};
    RunSpec spec = specTo(server.url());
    spec.target.headers = {{"X-Who", "me"}};
    const auto exchange = asked(spec, Secret{kKey});
    ASSERT_TRUE(exchange) << exchange.error().message;
    ASSERT_EQ(server.requests().size(), 1U) << "nothing is asked beside it";
    EXPECT_NE(server.requests()[0].head.find(kKey), std::string::npos) << "it was sent";
    std::string all;
    for (const auto& [id, text] : textsOf(exchange.value()))
        all += text;
    EXPECT_EQ(all.find(kKey.substr(0, 12)), std::string::npos) << all;
    EXPECT_EQ(all.find('\x1b'), std::string::npos);
    EXPECT_EQ(all.find(std::string{'\xE2', '\x80', '\xAE'}), std::string::npos);
    auto texts = textsOf(exchange.value());
    EXPECT_NE(texts["request"].find("Authorization: Bearer [secret]"), std::string::npos) << texts["request"];
    EXPECT_NE(texts["request"].find("X-Who: me"), std::string::npos);
    EXPECT_NE(texts["answer"].find("[secret]end"), std::string::npos) << texts["answer"];
}

TEST(Exchange, OfARefusalShowsItWhole)
{
    const RouteServer server{[](const RouteRequest&) {
        return RouteAnswer{401, R"({"error":{"message":"no such key"}})", "WWW-Authenticate: Bearer\r\n"};
    }};
    const auto exchange = asked(specTo(server.url()));
    ASSERT_TRUE(exchange) << exchange.error().message;
    EXPECT_EQ(exchange.value().record().httpStatus, 401);
    EXPECT_EQ(exchange.value().block->textOf(exchange.value().record().error), "no such key");
    auto texts = textsOf(exchange.value());
    EXPECT_NE(texts["response"].find("WWW-Authenticate: Bearer"), std::string::npos);
    EXPECT_NE(texts["events"].find("no such key"), std::string::npos);
    EXPECT_FALSE(texts.contains("answer"));
}

TEST(Exchange, SaysWhatARunWouldDoAboutARefusedLength)
{
    const RouteServer server{[](const RouteRequest&) { return RouteAnswer{400, R"({"error":"ignore_eos?"})"}; }};
    RunSpec spec = specTo(server.url());
    EXPECT_FALSE(noteOf(asked(spec).value()).pattern.empty());
    spec.prompts.outputLength = OutputLength::Cap;
    EXPECT_TRUE(noteOf(asked(spec).value()).pattern.empty());
}

TEST(Exchange, TellsReasoningApart)
{
    const RouteServer server{[](const RouteRequest&) {
        return RouteAnswer{200,
                           "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm, \"}}]}\n\n"
                           "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"well\"}}]}\n\n"
                           "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"yes\"},\"finish_reason\":"
                           "\"stop\"}]}\n\ndata: [DONE]\n\n",
                           "Content-Type: text/event-stream\r\n"};
    }};
    const auto exchange = asked(specTo(server.url()));
    ASSERT_TRUE(exchange) << exchange.error().message;
    auto texts = textsOf(exchange.value());
    EXPECT_EQ(texts["reasoning"], "hm, well");
    EXPECT_EQ(texts["answer"], "yes");
    EXPECT_EQ(valuesOf(exchange.value())["Finish reason"], "stop");
}

TEST(Exchange, WithADeadPortIsOneOfNoAnswer)
{
    const auto exchange = asked(specTo("http://127.0.0.1:1"));
    ASSERT_TRUE(exchange) << exchange.error().message;
    EXPECT_EQ(exchange.value().record().outcome, Outcome::ConnectRefused);
    EXPECT_TRUE(textsOf(exchange.value()).contains("request"));
    EXPECT_FALSE(textsOf(exchange.value()).contains("response"));
}

TEST(Exchange, IsRefusedForASettingThatIsWrong)
{
    RunSpec spec = specTo("http://127.0.0.1:1");
    spec.target.apiKeyEnv = "INFEROMETER_NO_SUCH_VARIABLE";
    const auto exchange = asked(spec);
    ASSERT_FALSE(exchange);
    EXPECT_EQ(exchange.error().field, "api-key-env");
}

TEST(Exchange, IsCutByStop)
{
    const LoopbackServer server{ServerScript{ServerStep::expectRequest(), ServerStep::stall()}};
    std::stop_source stop;
    const std::jthread onceSent{[&](const std::stop_token& over) {
        while (server.requests().empty() && !over.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        stop.request_stop();
    }};
    const auto exchange = asked(specTo(server.url()), {}, stop.get_token());
    ASSERT_TRUE(exchange) << exchange.error().message;
    EXPECT_EQ(exchange.value().record().outcome, Outcome::Cancelled);
}

TEST(Exchange, SendsNoPromptThatARunWouldSend)
{
    const RouteServer server{[](const RouteRequest&) { return RouteAnswer{500, "no"}; }};
    RunSpec spec = specTo(server.url());
    spec.seed = 7;
    EXPECT_TRUE(asked(spec));
    EXPECT_TRUE(asked(spec));
    ASSERT_EQ(server.requests().size(), 2U);
    EXPECT_NE(server.requests()[0].body, server.requests()[1].body);
}

}  // namespace
}  // namespace inferometer
