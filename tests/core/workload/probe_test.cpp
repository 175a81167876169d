// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/model_list.h"
#include "core/workload/probe.h"

#include "tests/support/loopback_server.h"
#include "tests/support/route_server.h"
#include <gtest/gtest.h>

#include <map>

namespace inferometer {
namespace {

using Pages = std::map<std::string, RouteAnswer>;

RouteServer::Route pages(Pages answers)
{
    return [answers = std::move(answers)](const RouteRequest& request) {
        const auto found = answers.find(request.line);
        return found == answers.end() ? RouteAnswer{} : found->second;
    };
}

RunSpec specFor(const RouteServer& server, const char* api = "openai-chat")
{
    RunSpec spec;
    spec.target.baseUrl = server.url();
    spec.target.llmApi = api;
    return spec;
}

EndpointProbe probeOf(const RunSpec& spec) { return EndpointProbe{accessOf(spec).value(), {}}; }

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(ListModels, ReadsOpenAiAndOllama)
{
    const RouteServer server{
        pages({{"GET /v1/models", {200, R"({"object":"list","data":[{"id":"big"},{"id":"small"}]})"}},
               {"GET /api/tags", {200, R"({"models":[{"name":"llama3:latest"}]})"}}})};
    EXPECT_EQ(listModels(specFor(server)).value(), (std::vector<std::string>{"big", "small"}));
    EXPECT_EQ(listModels(specFor(server, "ollama-chat")).value(), (std::vector<std::string>{"llama3:latest"}));
}

TEST(ListModels, SaysWhatTheEndpointAnswered)
{
    const RouteServer missing{pages({})};
    EXPECT_TRUE(has(listModels(specFor(missing)).error().message, "HTTP 404"));
    const RouteServer refused{pages({{"GET /v1/models", {401, "{}"}}})};
    EXPECT_EQ(listModels(specFor(refused)).error().code, Errc::Auth);
    const RouteServer page{pages({{"GET /v1/models", {200, "<html>hello</html>"}}})};
    EXPECT_TRUE(has(listModels(specFor(page)).error().message, "lists no models"));
    const RouteServer strange{pages({{"GET /v1/models", {200, R"({"data":[{"id":3},4,{"nom":"x"}],"models":5})"}}})};
    EXPECT_FALSE(listModels(specFor(strange)));
    const RouteServer hangsUp{pages({{"GET /v1/models", {0, ""}}})};
    EXPECT_TRUE(has(listModels(specFor(hangsUp)).error().message, "no whole answer"));
}

TEST(ListModels, AnEndpointThatIsNotThereIsNamed)
{
    RunSpec spec;
    {
        const RouteServer gone{pages({})};
        spec = specFor(gone);
    }
    const auto models = listModels(spec);
    ASSERT_FALSE(models);
    EXPECT_TRUE(has(models.error().message, "refused the connection"));
}

TEST(ChooseModel, TakesWhatIsServed)
{
    EXPECT_EQ(chooseModel("big", {"big", "small"}, "h:1").value(), "big");
    EXPECT_EQ(chooseModel("any", {}, "h:1").value(), "any");
    EXPECT_EQ(chooseModel("", {"only"}, "h:1").value(), "only");
    EXPECT_EQ(chooseModel("llama3", {"llama3:latest"}, "h:1").value(), "llama3");
}

TEST(ChooseModel, NamesWhatThereIs)
{
    EXPECT_EQ(notListed("bigg", {"big", "small"}, "h:1").text(),
              "h:1 does not list the model \"bigg\"; did you mean \"big\"? It lists big, small.");
    EXPECT_TRUE(has(chooseModel("", {"big", "small"}, "h:1").error().message, "big, small"));
    EXPECT_TRUE(has(chooseModel("", {}, "h:1").error().message, "--model-names"));
    const std::vector<std::string> many(20, "m");
    EXPECT_TRUE(has(notListed("x", many, "h:1").text(), "and 12 more"));
    EXPECT_EQ(chooseModel("", many, "h:1").error().field, "model-names");
}

TEST(Tokenizer, SpeaksToLlamaCpp)
{
    const RouteServer server{[](const RouteRequest& request) -> RouteAnswer {
        if (request.line != "POST /tokenize")
            return {};
        return {200, has(request.body, R"("content":"a b")") ? R"({"tokens":[5,6]})" : R"({"tokens":[1]})"};
    }};
    const auto found = probeOf(specFor(server)).tokenizer("m").value();
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)("a b").value(), 2);
    EXPECT_TRUE(has(server.requests().back().body, R"("add_special":false)"));
}

TEST(Tokenizer, SpeaksToVllm)
{
    // Answers the other shape as llama.cpp would: with no tokens at all.
    const RouteServer server{[](const RouteRequest& request) -> RouteAnswer {
        if (request.line != "POST /tokenize" || !has(request.body, "\"prompt\""))
            return {200, R"({"tokens":[]})"};
        return {200, R"({"count":7,"max_model_len":4096,"tokens":[1,2,3,4,5,6,7]})"};
    }};
    const auto found = probeOf(specFor(server)).tokenizer("my/model").value();
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)("anything").value(), 7);
    EXPECT_TRUE(has(server.requests().back().body, R"("model":"my/model")"));
    EXPECT_TRUE(has(server.requests().back().body, R"("add_special_tokens":false)"));
}

TEST(Tokenizer, LooksBesideTheApiToo)
{
    const RouteServer server{pages({{"POST /v1/tokenize", {200, R"({"tokens":[1,2]})"}}})};
    EXPECT_TRUE(probeOf(specFor(server)).tokenizer("m").value());
}

TEST(Tokenizer, IsNothingWhereThereIsNone)
{
    const RouteServer server{pages({{"POST /tokenize", {200, "not JSON"}}})};
    EXPECT_FALSE(probeOf(specFor(server)).tokenizer("m").value());
}

TEST(Tokenizer, ACountThatCannotBeIsNone)
{
    for (const std::string count : {"-1", "1e300", "2.5", "28", "9223372036854775807", "18446744073709551615", "\"2\""})
    {
        const RouteServer server{pages({{"POST /tokenize", {200, "{\"count\":" + count + "}"}}})};
        EXPECT_FALSE(probeOf(specFor(server)).tokenizer("m").value()) << count << " of \"Hello world\"";
    }
    const RouteServer server{pages({{"POST /tokenize", {200, "{\"count\":27}"}}})};
    const auto found = probeOf(specFor(server)).tokenizer("m").value();
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)("x").error().code, Errc::Protocol) << "a later one";
}

TEST(Tokenizer, ALaterFailureIsAnError)
{
    const RouteServer server{[](const RouteRequest& request) -> RouteAnswer {
        return request.body.size() > 100 ? RouteAnswer{413, "too long"} : RouteAnswer{200, R"({"tokens":[1,2]})"};
    }};
    const auto found = probeOf(specFor(server)).tokenizer("m").value();
    const Result<std::int64_t> counted = (*found)(std::string(200, 'x'));
    ASSERT_FALSE(counted);
    EXPECT_EQ(counted.error().code, Errc::Protocol);
    EXPECT_TRUE(has(counted.error().message, "HTTP 413"));
}

TEST(ListModels, SaysWhereTheListWasLookedForAndWhereItMoved)
{
    RunSpec spec;
    const RouteServer server{pages({})};
    spec.target.baseUrl = server.url() + "/wrong/path";
    EXPECT_TRUE(has(listModels(spec).error().message, "HTTP 404 at /wrong/path/v1/models"));
    EXPECT_EQ(listModels(spec).error().field, "base-url");
    RouteAnswer moved{301, ""};
    moved.headers = "Location: https://elsewhere.example/v1/models\r\n";
    const RouteServer redirecting{pages({{"GET /v1/models", moved}})};
    EXPECT_TRUE(has(listModels(specFor(redirecting)).error().message, "https://elsewhere.example/v1/models"));
}

using Kind = EndpointProbe::Answer::Kind;

BodyParts oneToken() { return {.model = "m", .outputTokens = 1}; }

EndpointProbe::Answer asked(const RunSpec& spec, std::string_view text = "x")
{
    const BodyParts parts = oneToken();
    return probeOf(spec).ask({parts, text}).value();
}

TEST(Ask, AsksAsTheLoadDoes)
{
    const RouteServer server{pages(
        {{"POST /v1/chat/completions",
          {200, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":42,\"completion_tokens\":1}}\n\ndata: [DONE]\n\n"}},
         {"POST /api/generate", {200, R"({"response":"a","done":true,"prompt_eval_count":17,"eval_count":1})"}}})};
    EXPECT_EQ(asked(specFor(server), "say \"hi\"").promptTokens, 42);
    const RouteRequest sent = server.requests().at(0);
    EXPECT_TRUE(has(sent.head, "Accept: text/event-stream\r\n")) << sent.head;
    EXPECT_TRUE(has(sent.body, R"("stream":true,"stream_options":{"include_usage":true},"max_tokens":1)")) << sent.body;
    EXPECT_TRUE(has(sent.body, R"(say \"hi\")"));
    EXPECT_EQ(asked(specFor(server, "ollama-generate")).promptTokens, 17);
}

TEST(Ask, CountsAWholeAnswerToo)
{
    const RouteServer server{pages({{"POST /v1/chat/completions", {200, R"({"usage":{"prompt_tokens":42}})"}},
                                    {"POST /api/generate", {200, R"({"done":true,"prompt_eval_count":17})"}}})};
    const BodyParts parts = oneToken();
    EXPECT_EQ(probeOf(specFor(server)).countOfWhole({parts, "x"}).value(), 42);
    EXPECT_TRUE(has(server.requests().at(0).body, R"("stream":false)"));
    EXPECT_FALSE(has(server.requests().at(0).body, "stream_options"));
    EXPECT_EQ(probeOf(specFor(server, "ollama-generate")).countOfWhole({parts, "x"}).value(), 17);
}

TEST(Ask, SaysWhatWasAnswered)
{
    const auto answerOf = [&](const RouteAnswer& answer) {
        const RouteServer server{pages({{"POST /v1/chat/completions", answer}})};
        return asked(specFor(server));
    };
    const auto silent = answerOf({200, "data: {\"choices\":[]}\n\n"});
    EXPECT_EQ(silent.kind, Kind::Stream);
    EXPECT_EQ(silent.promptTokens, 0) << "the endpoint does not say";
    const auto failed = answerOf({500, R"({"error":"full","usage":{"prompt_tokens":42}})"});
    EXPECT_EQ(failed.kind, Kind::Refused);
    EXPECT_EQ(failed.status, 500);
    EXPECT_EQ(failed.errorText, "full");
    EXPECT_EQ(failed.promptTokens, 0);
    EXPECT_EQ(answerOf({0, ""}).kind, Kind::None) << "hangs up";
    EXPECT_EQ(answerOf({200, ""}).kind, Kind::Other);
    EXPECT_EQ(answerOf({200, "{\"choices\":[]}"}).kind, Kind::Document);
    EXPECT_EQ(answerOf({200, "\n <html></html>"}).kind, Kind::Page);
    const auto inStream = answerOf({200, "data: {\"error\":{\"message\":\"gone\"}}\n\n"});
    EXPECT_EQ(inStream.kind, Kind::Failed);
    EXPECT_EQ(inStream.errorText, "gone");
}

TEST(Ask, AnEndedAnswerNeedNotEndItsBody)
{
    for (const char* end :
         {"data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}\n\n", "data: [DONE]\n\n"})
    {
        const LoopbackServer server{ServerScript{
            ServerStep::expectRequest(),
            ServerStep::send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                             "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"
                             + std::string{end}),
            ServerStep::stall()}};
        RunSpec spec;
        spec.target.baseUrl = server.url();
        const Nanos begun = monotonicNow();
        EXPECT_EQ(asked(spec).kind, Kind::Stream);
        EXPECT_LT(monotonicNow() - begun, std::chrono::seconds{20}) << "it has 30 s";
    }
}

TEST(Ask, AnAnswerThatNestsWithoutEndIsNoAnswer)
{
    const std::string deep = "{\"usage\":" + std::string(500'000, '[') + std::string(500'000, ']') + "}";
    const RouteServer server{[&](const RouteRequest& request) -> RouteAnswer {
        return {request.line == "GET /v1/models" ? 500 : 200, deep};
    }};
    EXPECT_EQ(asked(specFor(server)).promptTokens, 0);
    const BodyParts parts = oneToken();
    EXPECT_EQ(probeOf(specFor(server)).countOfWhole({parts, "x"}).value(), 0);
    EXPECT_FALSE(probeOf(specFor(server)).tokenizer("m").value());
    EXPECT_FALSE(listModels(specFor(server)));
}

}  // namespace
}  // namespace inferometer
