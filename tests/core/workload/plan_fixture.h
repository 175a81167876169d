// SPDX-License-Identifier: GPL-3.0-or-later
// An endpoint for tests of what happens before the load: how it answers is a struct of wishes.
#pragma once

#include "core/workload/plan.h"

#include "tests/core/workload/fake_tokenizers.h"
#include "tests/support/route_server.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

using Json = nlohmann::json;

inline constexpr std::size_t kBytesPerToken = 4;
inline constexpr std::int64_t kTemplateTokens = 9;
inline constexpr std::int64_t kImageTokens = 333;

// What an endpoint has beside its API.
struct Pages
{
    bool models = true;
    int listStatus = 200;
    std::string listed = R"({"data":[{"id":"tiny"}]})";
    bool tokenize = true;
    std::size_t longestTokenized = 1'000'000;
    bool usage = true;
    bool streamedUsage = true;                   // false: only a whole answer has it
    std::int64_t constantUsage = 0;              // not 0: whatever the prompt
    std::size_t bytesPerToken = kBytesPerToken;  // of the counts of answers; 0: each byte is a token, blanks too
    std::int64_t contextTokens = 0;              // 0: without end
    int status = 200;                            // of answers
    int failures = 1'000'000;                    // so many answers have that status, the next are good
    std::string words = R"({"error":{"message":"no such thing"}})";  // of answers with that status
    std::string said{};                                              // not empty: the whole of each answer
    std::vector<std::string> refused{};                              // arguments that are answered with 400
    std::string location{};
    int imageStatus = 200;    // of answers to a prompt with an image
    bool padded = false;      // OpenAI's obfuscation, unless it is told to leave it
    std::string counts{};     // "return_token_ids" or "continuous_usage_stats": tells tokens when asked by that
    std::string onlyModel{};  // not empty: any other is answered with 404
};

inline RouteAnswer refusal(int status, const std::string& message)
{
    return {status, Json{{"error", {{"message", message}}}}.dump()};
}

inline RouteAnswer completion(const Pages& pages, const Json& body, std::int64_t tokens)
{
    const Json usage{{"prompt_tokens", tokens}, {"completion_tokens", 1}};
    if (!body.value("stream", true))
        return {200,
                (pages.usage ? Json{{"choices", Json::array()}, {"usage", usage}} : Json{{"choices", Json::array()}})
                    .dump()};
    const Json options = body.value("stream_options", Json::object());
    Json first = Json::parse(R"({"choices":[{"delta":{"content":" a"},"finish_reason":"length"}]})");
    if (pages.padded && options.value("include_obfuscation", true))
        first["obfuscation"] = "x7Q";
    if (pages.counts == "return_token_ids" && body.value(pages.counts, false))
        first["choices"][0]["token_ids"] = {5};
    if (pages.counts == "continuous_usage_stats" && options.value(pages.counts, false))
        first["usage"] = usage;
    std::string events = "data: " + first.dump() + "\n\n";
    if (pages.usage && pages.streamedUsage)
        events += "data: " + Json{{"choices", Json::array()}, {"usage", usage}}.dump() + "\n\n";
    return {200, events + "data: [DONE]\n\n", "Content-Type: text/event-stream\r\n"};
}

// What this endpoint does not take, whatever the prompt.
inline std::optional<RouteAnswer> refusalOf(const Pages& pages, const Json& body)
{
    if (!pages.onlyModel.empty() && body["model"] != pages.onlyModel)
        return refusal(404, "The model " + body["model"].dump() + " does not exist.");
    for (const std::string& name : pages.refused) {
        if (body.contains(name))
            return refusal(400, "Unrecognized request argument supplied: " + name);
    }
    if (body["messages"].back()["content"].is_array() && pages.imageStatus != 200)
        return refusal(pages.imageStatus, "tiny is not a multimodal model");
    return std::nullopt;
}

inline RouteAnswer completionOf(Pages& pages, const Json& body)
{
    if (pages.status != 200 && pages.failures-- > 0)
        return {pages.status, pages.words, pages.location.empty() ? "" : "Location: " + pages.location + "\r\n"};
    if (!pages.said.empty())
        return {200, pages.said};
    if (const auto refused = refusalOf(pages, body))
        return *refused;
    const Json& content = body["messages"].back()["content"];
    const bool image = content.is_array();
    const auto text = (image ? content[0]["text"] : content).get<std::string>();
    const auto ofText
        = pages.bytesPerToken == 0 ? static_cast<std::int64_t>(text.size()) : pieces(text, pages.bytesPerToken);
    const auto tokens = ofText + (image ? kImageTokens : 0);
    if (pages.contextTokens != 0 && tokens + kTemplateTokens + 1 > pages.contextTokens)
        return refusal(400,
                       "request (" + std::to_string(tokens + kTemplateTokens)
                           + " tokens) exceeds the available context size");
    return completion(pages, body, pages.constantUsage != 0 ? pages.constantUsage : tokens + kTemplateTokens);
}

inline RouteAnswer answerOf(Pages& pages, const RouteRequest& request)
{
    if (request.line.starts_with("GET /v1/models") && pages.models)
        return {pages.listStatus, pages.listed};
    const Json body = Json::parse(request.body, nullptr, false);
    if (request.line == "POST /tokenize" && pages.tokenize && request.body.size() <= pages.longestTokenized) {
        const auto tokens = pieces(body["content"].get<std::string>(), kBytesPerToken);
        return {200, Json{{"tokens", std::vector<int>(static_cast<std::size_t>(tokens), 1)}}.dump()};
    }
    if (request.line == "POST /v1/chat/completions")
        return completionOf(pages, body);
    return {};
}

inline constexpr const char* kAsk = "POST /v1/chat/completions";

class MakePlan : public testing::Test
{
protected:
    MakePlan() : m_server([this](const RouteRequest& request) { return answerOf(m_pages, request); })
    {
        m_spec.target.baseUrl = m_server.url();
        m_spec.prompts.numInputTokens = 200;
        m_spec.prompts.numOutputTokens = 30;
        m_spec.arrivals.numRequests = 10'000;
        m_spec.edges.warmupRequests = 5;
    }

    std::shared_ptr<const Plan> plan()
    {
        const auto made = makePlan(m_spec, [this](const Sentence& step) { m_said += step.text() + "\n"; }, {});
        EXPECT_TRUE(made) << made.error().message;
        return made ? made.value() : nullptr;
    }
    Error error() { return makePlan(m_spec, {}, {}).error(); }

    static Json bodyOf(const Plan& plan, std::uint64_t sequence)
    {
        std::string body;
        const bool warmsUp = sequence < plan.warmup;
        plan.source->next(
            {sequence, warmsUp ? sequence : sequence - plan.warmup, warmsUp ? Phase::Warmup : Phase::Measured}, body);
        return Json::parse(body);
    }
    static std::string promptOf(const Plan& plan, std::uint64_t sequence)
    {
        return bodyOf(plan, sequence)["messages"].back()["content"].get<std::string>();
    }

    Pages m_pages;
    RouteServer m_server;
    RunSpec m_spec;
    std::string m_said;  // the steps told
};

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace inferometer
