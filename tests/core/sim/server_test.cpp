// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/http_client.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

using nlohmann::json;

struct ServerTest : testing::Test
{
    std::unique_ptr<Simulator> simulator = startSimulator(instantSpec());
    HttpClient client{simulator->port()};
};

TEST_F(ServerTest, ListsItsModel)
{
    EXPECT_EQ(json::parse(client.get("/v1/models").body)["data"][0]["id"], "simulated");
    EXPECT_EQ(json::parse(client.get("/api/tags").body)["models"][0]["name"], "simulated");
    EXPECT_EQ(json::parse(client.get("/health").body)["status"], "ok");
    EXPECT_EQ(simulator->url(), "http://127.0.0.1:" + std::to_string(simulator->port()));
}

TEST_F(ServerTest, TokenizesInBothStyles)
{
    const json llama = json::parse(client.post("/tokenize", R"({"content":"one extraordinary"})").body);
    EXPECT_EQ(llama["tokens"].size(), 4U);
    EXPECT_FALSE(llama.contains("count"));
    const json vllm = json::parse(client.post("/tokenize", R"({"prompt":"one extraordinary"})").body);
    EXPECT_EQ(vllm["tokens"], llama["tokens"]);
    EXPECT_EQ(vllm["count"], 4);
    EXPECT_EQ(vllm["max_model_len"], 131072);
}

TEST_F(ServerTest, SaysWhatIsWrongInJson)
{
    EXPECT_EQ(client.get("/nope").status, 404);
    EXPECT_EQ(json::parse(client.get("/v1/nope?x=1").body)["error"]["message"], "There is nothing at /v1/nope.");
    const HttpReply wrongMethod = client.get(kChatPath);
    EXPECT_EQ(wrongMethod.status, 405);
    EXPECT_EQ(wrongMethod.header("Allow"), "POST");
    EXPECT_EQ(client.post("/health", "{}").status, 405);
    EXPECT_EQ(client.post(kChatPath, "{").status, 400);
    EXPECT_EQ(client.post(kChatPath, R"({"model":"other","messages":[{"role":"user","content":"x"}]})").status, 404);
    EXPECT_TRUE(json::parse(client.post("/api/chat", "{}").body)["error"].is_string()) << "Ollama's own form";
    EXPECT_EQ(simulator->requestsSeen(), 3U) << "only requests for an answer count";
}

TEST_F(ServerTest, ClosesAfterWhatIsNotHttp)
{
    client.send("\x16\x03\x01\x02\r\n\r\n");
    const HttpReply reply = client.receive();
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.header("Connection"), "close");
    EXPECT_EQ(client.receive().end, HttpReply::End::Closed);
}

TEST_F(ServerTest, RefusesHttp10)
{
    client.send("GET /health HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.receive().status, 505);
}

TEST_F(ServerTest, KeepsConnectionsAliveUnlessAskedNotTo)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(client.post(kChatPath, chatBody(2)).end, HttpReply::End::Complete);
    const HttpReply last = client.post(kChatPath, chatBody(2), "Connection: close\r\n");
    EXPECT_EQ(last.end, HttpReply::End::Complete);
    EXPECT_EQ(last.header("Connection"), "close");
    EXPECT_EQ(client.receive().end, HttpReply::End::Closed);
    EXPECT_EQ(simulator->requestsSeen(), 6U);
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder)
{
    client.send(HttpClient::postText(kChatPath, chatBody(1)) + HttpClient::postText(kChatPath, chatBody(2, false))
                + "GET /health HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.receive().events().size(), 4U);
    EXPECT_EQ(json::parse(client.receive().body)["usage"]["completion_tokens"], 2);
    EXPECT_EQ(json::parse(client.receive().body)["status"], "ok");
}

TEST_F(ServerTest, AnswersExpectContinue)
{
    const std::string body = chatBody(1, false);
    client.send("POST /v1/chat/completions HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: "
                + std::to_string(body.size()) + "\r\n\r\n");
    const Nanos limit = monotonicNow() + std::chrono::seconds{5};
    while (client.continues() == 0 && monotonicNow() < limit)
        EXPECT_EQ(client.receive(std::chrono::milliseconds{20}).end, HttpReply::End::Silent) << "no answer yet";
    EXPECT_EQ(client.continues(), 1);
    client.send(body);
    EXPECT_EQ(client.receive().status, 200);
}

TEST_F(ServerTest, EchoesTheRequestId)
{
    EXPECT_EQ(client.post(kChatPath, chatBody(1), "x-request-id: run-5\r\n").header("x-request-id"), "run-5");
    EXPECT_EQ(client.post(kChatPath, chatBody(1)).header("x-request-id").substr(0, 9), "chatcmpl-");
}

TEST_F(ServerTest, KeepsOutputForAClientThatDoesNotRead)
{
    constexpr int kTokens = 100000;  // some 20 MB, far more than the sockets hold
    client.send(HttpClient::postText(kChatPath, chatBody(kTokens)));
    HttpClient other(simulator->port());
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(other.post(kChatPath, chatBody(1)).end, HttpReply::End::Complete) << "others are served meanwhile";
    const HttpReply reply = client.receive();
    EXPECT_EQ(reply.end, HttpReply::End::Complete);
    EXPECT_EQ(reply.events().size(), kTokens + 3U);
}

TEST_F(ServerTest, TellsMetrics)
{
    client.post(kChatPath, chatBody(5));
    client.post(kChatPath, chatBody(5, false));
    const std::string page = client.get("/metrics").body;
    const auto has = [&](const std::string& line) { return page.find(line + "\n") != std::string::npos; };
    EXPECT_TRUE(has("vllm:generation_tokens_total{model_name=\"simulated\"} 10")) << page;
    EXPECT_TRUE(has("vllm:request_success_total{model_name=\"simulated\",finished_reason=\"length\"} 2"));
    EXPECT_TRUE(has("vllm:num_requests_running{model_name=\"simulated\"} 0"));
    EXPECT_TRUE(has("vllm:time_to_first_token_seconds_count{model_name=\"simulated\"} 2"));
    EXPECT_TRUE(has("vllm:inter_token_latency_seconds_count{model_name=\"simulated\"} 8"));
    EXPECT_TRUE(has("inferometer:http_requests_total{model_name=\"simulated\"} 3"));
}

TEST_F(ServerTest, SurvivesClientsThatLeaveMidStream)
{
    SimSpec spec;
    spec.ttft = 0.001;
    spec.itl = 0.001;
    spec.maxBatch = 4;
    simulator = startSimulator(spec);
    for (int i = 0; i < 20; ++i) {
        HttpClient leaver(simulator->port());
        leaver.send(HttpClient::postText(kChatPath, chatBody(100000)));
    }
    HttpClient stayer(simulator->port());
    EXPECT_EQ(stayer.post(kChatPath, chatBody(3)).end, HttpReply::End::Complete) << "their places are free again";
    const std::string page = stayer.get("/metrics").body;
    EXPECT_NE(page.find("finished_reason=\"abort\"} 20\n"), std::string::npos) << page;
}

TEST(Simulator, RefusesSettingsItCannotServe)
{
    SimSpec spec;
    spec.maxBatch = -1;
    const auto negative = Simulator::start(spec);
    ASSERT_FALSE(negative);
    EXPECT_EQ(negative.error().field, "max-batch");
    spec = {};
    spec.truthLog = "/nonexistent/folder/truth.jsonl";
    const auto unwritable = Simulator::start(spec);
    ASSERT_FALSE(unwritable);
    EXPECT_EQ(unwritable.error().field, "truth-log");
    const auto first = startSimulator({});
    spec = {};
    spec.port = first->port();
    const auto taken = Simulator::start(spec);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().field, "port");
}

}  // namespace
}  // namespace inferometer
