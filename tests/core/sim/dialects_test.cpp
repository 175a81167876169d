// SPDX-License-Identifier: GPL-3.0-or-later
// The dialects over a real connection, read as JSON.
#include "core/sim/tokens.h"
#include "core/sim/wording.h"

#include "tests/support/http_client.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

using nlohmann::json;

// Events as JSON; "[DONE]" as a string.
std::vector<json> eventsOf(const HttpReply& reply)
{
    std::vector<json> events;
    for (const std::string& event : reply.events())
        events.push_back(event == "[DONE]" ? json(event) : json::parse(event));
    return events;
}

HttpReply ask(const SimSpec& spec, std::string_view path, std::string_view body)
{
    const auto simulator = startSimulator(spec);
    HttpReply reply = HttpClient(simulator->port()).post(path, body);
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.end, HttpReply::End::Complete);
    return reply;
}

TEST(OpenAiChat, StreamsRoleTokensUsageAndDone)
{
    const HttpReply reply = ask(instantSpec(), kChatPath, chatBody(3));
    EXPECT_EQ(reply.header("Content-Type"), "text/event-stream; charset=utf-8");
    const std::vector<json> events = eventsOf(reply);
    ASSERT_EQ(events.size(), 6U);
    EXPECT_EQ(events[0]["choices"][0]["delta"], json::parse(R"({"role":"assistant","content":""})"));
    std::string text;
    for (std::size_t i = 1; i <= 3; ++i) {
        const json& choice = events[i]["choices"][0];
        text += choice["delta"]["content"].get<std::string>();
        EXPECT_EQ(choice["finish_reason"], i == 3 ? json("length") : json());
        EXPECT_EQ(events[i]["object"], "chat.completion.chunk");
        EXPECT_EQ(events[i]["model"], "simulated");
        EXPECT_EQ(events[i]["id"], events[0]["id"]);
        EXPECT_FALSE(events[i].contains("usage"));
    }
    EXPECT_EQ(countTokens(text), 3);
    EXPECT_EQ(events[4]["choices"], json::array());
    const json& usage = events[4]["usage"];
    EXPECT_EQ(usage["completion_tokens"], 3);
    EXPECT_EQ(usage["prompt_tokens"], countTokens("Say something.") + kTokensPerMessage + kTokensPerReply);
    EXPECT_EQ(usage["total_tokens"], usage["prompt_tokens"].get<int>() + 3);
    EXPECT_EQ(events[5], "[DONE]");
}

TEST(OpenAiChat, ReportsServerMetricsUnderTheKitsNames)
{
    SimSpec spec;
    spec.ttft = 0.02;
    spec.itl = 0.005;
    const json usage = eventsOf(ask(spec, kChatPath, chatBody(12))).at(13)["usage"];
    const double ttft = usage["time_to_first_token"];
    const double latency = usage["total_latency"];
    EXPECT_GE(ttft, 0.02);
    EXPECT_GE(latency, 0.02 + 11 * 0.005);
    EXPECT_NEAR(usage["completion_tokens_after_first_per_sec"].get<double>(), 11 / (latency - ttft), 1e-3);
    EXPECT_GT(usage["completion_tokens_after_first_per_sec_first_ten"].get<double>(), 0);
    EXPECT_NEAR(usage["completion_tokens_per_sec"].get<double>(), 12 / latency, 1e-3);
    EXPECT_NEAR(usage["total_tokens_per_sec"].get<double>(), usage["total_tokens"].get<double>() / latency, 1e-3);
    EXPECT_EQ(usage["batch_size_used"], 1);
    EXPECT_FALSE(usage.contains("acceptance_rate"));
    EXPECT_EQ(usage["is_last_response"], true);
}

TEST(OpenAiChat, TellsItsQueueAndPrefillAsVllmDoes)
{
    const std::vector<json> events = eventsOf(ask(instantSpec(), kChatPath, chatBody(3)));
    const json& last = events.at(4);
    EXPECT_NEAR(
        (last["metrics"]["queue_time_ms"].get<double>() + last["metrics"]["time_to_first_token_ms"].get<double>())
            / 1000,
        last["usage"]["time_to_first_token"].get<double>(), 1e-5);
    EXPECT_GE(last["metrics"]["generation_time_ms"].get<double>(), 0);
}

TEST(OpenAiChat, AnswersWhole)
{
    const json body = json::parse(ask(instantSpec(), kChatPath, chatBody(4, false)).body);
    EXPECT_EQ(body["object"], "chat.completion");
    EXPECT_EQ(body["choices"][0]["message"]["role"], "assistant");
    EXPECT_EQ(countTokens(body["choices"][0]["message"]["content"].get<std::string>()), 4);
    EXPECT_EQ(body["choices"][0]["finish_reason"], "length");
    EXPECT_EQ(body["usage"]["completion_tokens"], 4);
}

TEST(OpenAiChat, SendsReasoningFirst)
{
    SimSpec spec = instantSpec();
    spec.reasoningShare = 0.4;
    spec.tokensPerChunk = 3;
    const std::vector<json> events = eventsOf(ask(spec, kChatPath, chatBody(10)));
    std::string shape;
    for (std::size_t i = 1; i + 2 < events.size(); ++i) {
        const json& delta = events[i]["choices"][0]["delta"];
        const bool reasoning = delta.contains("reasoning_content");
        EXPECT_NE(reasoning, delta.contains("content"));
        const std::string text = delta[reasoning ? "reasoning_content" : "content"];
        shape += (reasoning ? "r" : "c") + std::to_string(countTokens(text));
    }
    EXPECT_EQ(shape, "r3r1c3c3");
    EXPECT_EQ(events[events.size() - 2]["usage"]["completion_tokens_details"]["reasoning_tokens"], 4);
    const json whole = json::parse(ask(spec, kChatPath, chatBody(10, false)).body);
    EXPECT_EQ(countTokens(whole["choices"][0]["message"]["reasoning_content"].get<std::string>()), 4);
    EXPECT_EQ(countTokens(whole["choices"][0]["message"]["content"].get<std::string>()), 6);
}

TEST(OpenAiChat, GivesUsageAsTold)
{
    SimSpec spec = instantSpec();
    spec.usage = UsageMode::None;
    for (const json& event : eventsOf(ask(spec, kChatPath, chatBody(3))))
        EXPECT_FALSE(event.is_object() && event.contains("usage"));
    EXPECT_FALSE(json::parse(ask(spec, kChatPath, chatBody(3, false)).body).contains("usage"));
    spec.usage = UsageMode::Each;
    spec.tokensPerChunk = 2;
    const std::vector<json> events = eventsOf(ask(spec, kChatPath, chatBody(5)));
    ASSERT_EQ(events.size(), 6U);
    std::string counts;
    for (std::size_t i = 0; i < 5; ++i)
        counts += std::to_string(events[i]["usage"]["completion_tokens"].get<int>()) + " ";
    EXPECT_EQ(counts, "0 2 4 5 5 ");
}

TEST(OpenAiChat, LeavesTheRoleChunkOut)
{
    SimSpec spec = instantSpec();
    spec.roleChunk = false;
    EXPECT_TRUE(eventsOf(ask(spec, kChatPath, chatBody(1)))[0]["choices"][0]["delta"].contains("content"));
    EXPECT_FALSE(eventsOf(ask(spec, kChatPath, chatBody(1)))[0]["choices"][0]["delta"].contains("role"));
}

TEST(OpenAiCompletions, StreamsTextAndAnswersWhole)
{
    const std::vector<json> events = eventsOf(ask(instantSpec(), kCompletionsPath, completionsBody(2)));
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(events[0]["object"], "text_completion");
    EXPECT_EQ(countTokens(events[0]["choices"][0]["text"].get<std::string>()), 1);
    EXPECT_EQ(events[1]["choices"][0]["finish_reason"], "length");
    EXPECT_EQ(events[2]["usage"]["prompt_tokens"], countTokens("Say something."));
    const json whole = json::parse(ask(instantSpec(), kCompletionsPath, completionsBody(6, false)).body);
    EXPECT_EQ(countTokens(whole["choices"][0]["text"].get<std::string>()), 6);
}

TEST(OllamaChat, StreamsLinesAndEndsWithCounts)
{
    const std::string body
        = R"({"model":"simulated","messages":[{"role":"user","content":"hello"}],"options":{"num_predict":3}})";
    SimSpec spec = instantSpec();
    spec.itl = 0.002;
    spec.reasoningShare = 0.34;
    const HttpReply reply = ask(spec, "/api/chat", body);
    EXPECT_EQ(reply.header("Content-Type"), "application/x-ndjson");
    const std::vector<json> events = eventsOf(reply);
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(events[0]["message"]["content"], "");
    EXPECT_EQ(countTokens(events[0]["message"]["thinking"].get<std::string>()), 1);
    EXPECT_EQ(countTokens(events[1]["message"]["content"].get<std::string>()), 1);
    EXPECT_EQ(events[1]["done"], false);
    EXPECT_EQ(events[3]["done"], true);
    EXPECT_EQ(events[3]["done_reason"], "length");
    EXPECT_EQ(events[3]["eval_count"], 3);
    EXPECT_EQ(events[3]["prompt_eval_count"], 1 + kTokensPerMessage + kTokensPerReply);
    EXPECT_GT(events[3]["eval_duration"].get<std::int64_t>(), 0);
    EXPECT_GE(events[3]["total_duration"].get<std::int64_t>(), 2 * 2'000'000) << "two gaps after the arrival";
    EXPECT_GE(events[3]["total_duration"].get<std::int64_t>(),
              events[3]["eval_duration"].get<std::int64_t>() + events[3]["prompt_eval_duration"].get<std::int64_t>());
    EXPECT_EQ(events[3]["load_duration"], 0);
}

TEST(OllamaGenerate, StreamsLinesAndAnswersWhole)
{
    const std::string head = R"({"model":"simulated","prompt":"hello there","options":{"num_predict":2})";
    const std::vector<json> events = eventsOf(ask(instantSpec(), "/api/generate", head + "}"));
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(countTokens(events[0]["response"].get<std::string>()), 1);
    EXPECT_EQ(events[2]["response"], "");
    EXPECT_EQ(events[2]["prompt_eval_count"], 2);
    const json whole = json::parse(ask(instantSpec(), "/api/generate", head + R"(,"stream":false})").body);
    EXPECT_EQ(countTokens(whole["response"].get<std::string>()), 2);
    EXPECT_EQ(whole["done"], true);
    EXPECT_EQ(whole["eval_count"], 2);
}

TEST(AnthropicMessages, NamesItsEventsAndLeavesTheCacheOutOfTheInput)
{
    SimSpec spec = instantSpec();
    spec.reasoningShare = 0.5;
    const HttpReply reply = ask(spec, "/v1/messages",
                                R"({"model":"simulated","max_tokens":2,"stream":true,
                                    "messages":[{"role":"user","content":"hello"}]})");
    std::string shape;
    for (const json& event : eventsOf(reply))
        shape += event["type"].get<std::string>() + " ";
    EXPECT_EQ(shape,
              "message_start ping content_block_start content_block_delta content_block_stop content_block_start "
              "content_block_delta content_block_stop message_delta message_stop ");
    EXPECT_NE(reply.body.find("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"), std::string::npos);
    const json whole = json::parse(
        ask(spec, "/v1/messages", R"({"model":"simulated","max_tokens":4,"messages":[{"role":"user","content":"x"}]})")
            .body);
    EXPECT_EQ(countTokens(whole["content"][1]["text"].get<std::string>()), 2);
    EXPECT_EQ(whole["stop_reason"], "max_tokens");
    EXPECT_EQ(whole["usage"]["output_tokens"], 4);
}

TEST(OpenAiResponses, EndsWithAnIncompleteResponse)
{
    const std::string body = R"({"model":"simulated","max_output_tokens":3,"input":"hello")";
    const std::vector<json> events = eventsOf(ask(instantSpec(), "/v1/responses", body + R"(,"stream":true})"));
    EXPECT_EQ(events.front()["type"], "response.created");
    EXPECT_EQ(events.back()["type"], "response.incomplete");
    EXPECT_EQ(events.back()["response"]["incomplete_details"]["reason"], "max_output_tokens");
    EXPECT_EQ(events.back()["response"]["usage"]["output_tokens"], 3);
    std::int64_t last = -1;
    for (const json& event : events) {
        EXPECT_GT(event["sequence_number"].get<std::int64_t>(), last) << event;
        last = event["sequence_number"];
    }
    const json whole = json::parse(ask(instantSpec(), "/v1/responses", body + "}").body);
    EXPECT_EQ(countTokens(whole["output"][0]["content"][0]["text"].get<std::string>()), 3);
    EXPECT_EQ(whole["usage"]["total_tokens"], 3 + 1 + kTokensPerMessage + kTokensPerReply);
}

TEST(Gemini, IsOneArrayWithoutAltSse)
{
    const std::string body = R"({"contents":[{"parts":[{"text":"hello"}]}],"generationConfig":{"maxOutputTokens":3}})";
    const std::string path = "/v1beta/models/simulated:streamGenerateContent";
    const json array = json::parse(ask(instantSpec(), path, body).body);
    ASSERT_EQ(array.size(), 3U);
    EXPECT_EQ(array[2]["usageMetadata"]["candidatesTokenCount"], 3);
    EXPECT_EQ(array[2]["candidates"][0]["finishReason"], "MAX_TOKENS");
    EXPECT_EQ(eventsOf(ask(instantSpec(), path + "?alt=sse", body)).size(), 3U);
    const auto simulator = startSimulator(instantSpec());
    const HttpReply other
        = HttpClient(simulator->port()).post("/v1beta/models/other:streamGenerateContent?alt=sse", body);
    EXPECT_EQ(other.status, 404) << "the model stands in the path";
}

TEST(Sglang, SaysTheWholeAnswerInEveryEvent)
{
    const HttpReply reply
        = ask(instantSpec(), "/generate", R"({"text":"hello","stream":true,"sampling_params":{"max_new_tokens":3}})");
    const std::vector<json> events = eventsOf(reply);
    ASSERT_EQ(events.size(), 4U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(countTokens(events[i]["text"].get<std::string>()), static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(events[i]["output_ids"].size(), i + 1);
        EXPECT_EQ(events[i]["meta_info"]["completion_tokens"], i + 1);
    }
    EXPECT_EQ(events[2]["meta_info"]["finish_reason"], json::parse(R"({"type":"length","length":3})"));
    EXPECT_FALSE(events[1]["meta_info"].contains("queue_time"));
    const json& last = events[2]["meta_info"];
    EXPECT_GE(last["queue_time"].get<double>(), 0);
    EXPECT_NEAR(last["queue_time"].get<double>() + last["prefill_finished_time"].get<double>()
                    - last["forward_entry_time"].get<double>(),
                last["first_token_latency"].get<double>(), 1e-5);
}

TEST(Tgi, SendsOneTokenAnEvent)
{
    SimSpec spec = instantSpec();
    spec.tokensPerChunk = 2;
    const std::vector<json> events
        = eventsOf(ask(spec, "/generate_stream", R"({"inputs":"hello","parameters":{"max_new_tokens":3}})"));
    ASSERT_EQ(events.size(), 3U);
    EXPECT_TRUE(events[1]["generated_text"].is_null());
    EXPECT_EQ(countTokens(events[2]["generated_text"].get<std::string>()), 3);
    EXPECT_EQ(events[2]["details"]["generated_tokens"], 3);
    EXPECT_EQ(events[2]["details"]["finish_reason"], "length");
}

TEST(LlamaCpp, EndsWithItsTimings)
{
    const std::vector<json> events
        = eventsOf(ask(instantSpec(), "/completion", R"({"prompt":"hello","n_predict":2,"stream":true})"));
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[0]["tokens"].size(), 1U);
    EXPECT_EQ(events[2]["stop_type"], "limit");
    EXPECT_EQ(events[2]["timings"]["predicted_n"], 2);
}

TEST(SambaStudio, EndsWithTheWholeAnswer)
{
    for (const char* version : {"", "/v2"}) {
        const std::string path = std::string{"/api"} + version + "/predict/generic/stream/p/e";
        const std::string body = *version == 0
            ? R"({"instance":"hello","params":{"max_tokens_to_generate":{"type":"int","value":"2"}}})"
            : R"({"items":[{"id":"item1","value":"hello"}],"params":{"max_tokens_to_generate":2}})";
        const std::vector<json> events = eventsOf(ask(instantSpec(), path, body));
        ASSERT_EQ(events.size(), 3U) << path;
        const json& last
            = *version == 0 ? events[2]["result"]["responses"][0] : events[2]["result"]["items"][0]["value"];
        EXPECT_EQ(last["is_last_response"], true);
        EXPECT_EQ(countTokens(last["completion"].get<std::string>()), 2);
        EXPECT_EQ(last["completion_tokens_count"], 2);
        EXPECT_TRUE(last.contains("time_to_first_token"));
    }
}

TEST(Answers, HaveTheLengthThatIsSet)
{
    SimSpec spec = instantSpec();
    const std::string noLimit = R"({"messages":[{"role":"user","content":"x"}]})";
    json whole = json::parse(ask(spec, kChatPath, noLimit).body);
    EXPECT_EQ(whole["usage"]["completion_tokens"], 128);
    EXPECT_EQ(whole["choices"][0]["finish_reason"], "stop");
    spec.outputTokens = 7;
    whole = json::parse(ask(spec, kChatPath, chatBody(50, false)).body);
    EXPECT_EQ(whole["usage"]["completion_tokens"], 7);
    EXPECT_EQ(whole["choices"][0]["finish_reason"], "stop");
}

TEST(Answers, CountAnImageAsTheSettingSaysAndPayItsPrefill)
{
    SimSpec spec = instantSpec();
    spec.imageTokens = 50;
    spec.prefillPerToken = 0.002;
    const auto simulator = startSimulator(spec);
    HttpClient client(simulator->port());
    const auto usage = [&client](const char* image) {
        const std::string body
            = std::string{R"({"messages":[{"role":"user","content":[{"type":"text","text":"one two"})"} + image
            + R"(]}],"max_tokens":1})";
        return json::parse(client.post(kChatPath, body).body)["usage"];
    };
    const json without = usage("");
    const json with = usage(R"(,{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}})");
    EXPECT_EQ(with["prompt_tokens"].get<int>() - without["prompt_tokens"].get<int>(), 50);
    EXPECT_GE(with["time_to_first_token"].get<double>(), 50 * 0.002);
}

TEST(Answers, ReportCachedTokensAndSkipTheirPrefill)
{
    SimSpec spec = instantSpec();
    spec.prefixCache = true;
    spec.prefillPerToken = 0.005;
    const auto simulator = startSimulator(spec);
    HttpClient client(simulator->port());
    std::string prompt;
    for (int i = 0; i < 41; ++i)
        prompt += "w" + std::to_string(i) + " ";
    const json cold = json::parse(client.post(kCompletionsPath, completionsBody(1, false, prompt)).body)["usage"];
    const json warm = json::parse(client.post(kCompletionsPath, completionsBody(1, false, prompt)).body)["usage"];
    EXPECT_EQ(cold["prompt_tokens_details"]["cached_tokens"], 0);
    EXPECT_EQ(warm["prompt_tokens_details"]["cached_tokens"], 32);
    EXPECT_GE(cold["time_to_first_token"].get<double>(), 41 * 0.005);
    EXPECT_GE(warm["time_to_first_token"].get<double>(), 9 * 0.005);
    EXPECT_LT(warm["time_to_first_token"].get<double>(), cold["time_to_first_token"].get<double>());
}

TEST(Wordings, SayInTheSameWordsThatTheEngineFailed)
{
    const SimSpec sim;
    for (const Wording* wording : wordings()) {
        ApiRequest request;
        request.dialect = wording->dialect;
        Generation generation{request, Draws{sim, 0}};
        wording->begin(generation);
        std::string event;
        wording->streamError(generation, event);
        EXPECT_NE(event.find("The simulated engine failed in this answer."), std::string::npos) << wording->path;
        EXPECT_EQ(&wordingOf(wording->dialect), wording);
    }
    EXPECT_EQ(statusPhrase(500), "Internal Server Error");
}

}  // namespace
}  // namespace inferometer
