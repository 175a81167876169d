// SPDX-License-Identifier: GPL-3.0-or-later
// Request bodies of the APIs beside OpenAI's older two and Ollama's, compared as JSON.
#include "core/api/dialect.h"

#include "tests/core/api/stream_text.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace inferometer {
namespace {

using Json = nlohmann::json;

Json bodyOf(std::string_view form, const BodyParts& parts)
{
    const BodyTemplate body = formNamed(form)->body(parts);
    return Json::parse(body.prefix + "Say \\\"hi\\\"" + body.suffix + (parts.image ? "iVBO" + body.tail : ""), nullptr,
                       false);
}

const BodyParts kPlain{.model = "m", .outputTokens = 7};
const BodyParts kFull{.model = "m",
                      .systemPrompt = "Be brief.",
                      .samplingParams = R"({"top_p": 0.5})",
                      .extraBody = R"({"user": "me"})",
                      .outputTokens = 7,
                      .exactOutput = true};
const BodyParts kWithImage{.model = "m", .outputTokens = 7, .image = true};

TEST(Bodies, OfSambaNovaCloudAskForTheLengthByIgnoreEosAlone)
{
    BodyParts parts = kPlain;
    parts.exactOutput = true;
    EXPECT_EQ(bodyOf("sncloud", parts), Json::parse(R"({"model": "m",
        "messages": [{"role": "user", "content": "Say \"hi\""}], "stream": true,
        "stream_options": {"include_usage": true}, "max_tokens": 7, "ignore_eos": true})"));
    EXPECT_FALSE(bodyOf("sncloud", kPlain).contains("ignore_eos"));
    EXPECT_EQ(bodyOf("sambastudio", parts), Json::parse(R"({"model": "m",
        "messages": [{"role": "user", "content": "Say \"hi\""}], "stream": true,
        "stream_options": {"include_usage": true}, "max_tokens": 7})"));
}

TEST(Bodies, OfSambaStudioGenericTypeTheirSettingsInVersion1)
{
    const BodyParts parts{.model = "m",
                          .samplingParams = R"({"do_sample": false, "temperature": 0.7, "stop": "x", "top_k": 40})",
                          .outputTokens = 7,
                          .exactOutput = true};
    EXPECT_EQ(bodyOf("sambastudio-v1", parts), Json::parse(R"({"instance": "Say \"hi\"", "params": {
        "max_tokens_to_generate": {"type": "int", "value": "7"}, "do_sample": {"type": "bool", "value": "False"},
        "temperature": {"type": "float", "value": "0.7"}, "stop": {"type": "str", "value": "x"},
        "top_k": {"type": "int", "value": "40"}}})"));
    EXPECT_EQ(bodyOf("sambastudio-v2", parts), Json::parse(R"({"items": [{"id": "item1", "value": "Say \"hi\""}],
        "params": {"max_tokens_to_generate": 7, "do_sample": false, "temperature": 0.7, "stop": "x", "top_k": 40}})"));
}

TEST(Bodies, OfSambaStudioGenericChooseTheExpertOfABundle)
{
    const BodyParts parts{.model = "Bundle/team/Llama-8B", .samplingParams = R"({"top_k": 40})", .outputTokens = 7};
    EXPECT_EQ(bodyOf("sambastudio-v2", parts)["params"], Json::parse(R"({"max_tokens_to_generate": 7, "top_k": 1,
        "select_expert": "Llama-8B", "process_prompt": false})"));
    EXPECT_EQ(bodyOf("sambastudio-v1", parts)["params"]["process_prompt"],
              Json::parse(R"({"type": "bool", "value": "False"})"));
}

TEST(Bodies, OfAnthropicMessages)
{
    EXPECT_EQ(bodyOf("anthropic-messages", kFull), Json::parse(R"({"model": "m", "max_tokens": 7, "stream": true,
        "system": "Be brief.", "messages": [{"role": "user", "content": "Say \"hi\""}], "top_p": 0.5, "user": "me"})"));
    EXPECT_EQ(bodyOf("anthropic-messages", kWithImage)["messages"][0]["content"][1], Json::parse(R"({"type": "image",
        "source": {"type": "base64", "media_type": "image/png", "data": "iVBO"}})"));
    EXPECT_EQ(bodyOf("anthropic-messages", {.samplingParams = R"({"max_tokens_to_generate": 9})"})["max_tokens"], 9);
}

TEST(Bodies, OfOpenAiResponses)
{
    EXPECT_EQ(bodyOf("openai-responses", kFull), Json::parse(R"({"model": "m", "max_output_tokens": 7, "stream": true,
        "store": false, "instructions": "Be brief.", "top_p": 0.5, "user": "me",
        "input": [{"role": "user", "content": [{"type": "input_text", "text": "Say \"hi\""}]}]})"));
    EXPECT_EQ(bodyOf("openai-responses", kWithImage)["input"][0]["content"][1],
              Json::parse(R"({"type": "input_image", "image_url": "data:image/png;base64,iVBO"})"));
}

TEST(Bodies, OfLlamaCppCompletion)
{
    EXPECT_EQ(bodyOf("llamacpp-completion", kFull), Json::parse(R"({"model": "m", "n_predict": 7, "stream": true,
        "prompt": "Be brief.\n\nSay \"hi\"", "return_tokens": true, "ignore_eos": true, "top_p": 0.5, "user": "me"})"));
    EXPECT_FALSE(bodyOf("llamacpp-completion", kPlain).contains("ignore_eos"));
}

TEST(Bodies, OfGemini)
{
    EXPECT_EQ(bodyOf("gemini", kFull), Json::parse(R"({"user": "me",
        "contents": [{"role": "user", "parts": [{"text": "Say \"hi\""}]}],
        "systemInstruction": {"parts": [{"text": "Be brief."}]},
        "generationConfig": {"maxOutputTokens": 7, "topP": 0.5}})"));
    EXPECT_EQ(bodyOf("gemini-array", kWithImage)["contents"][0]["parts"][1],
              Json::parse(R"({"inlineData": {"mimeType": "image/png", "data": "iVBO"}})"));
}

TEST(Bodies, OfSglangAndTgi)
{
    EXPECT_EQ(bodyOf("sglang-generate", kFull), Json::parse(R"({"text": "Be brief.\n\nSay \"hi\"", "stream": true,
        "sampling_params": {"max_new_tokens": 7, "ignore_eos": true, "top_p": 0.5}, "user": "me"})"));
    EXPECT_EQ(bodyOf("tgi-generate", kFull), Json::parse(R"({"inputs": "Be brief.\n\nSay \"hi\"", "user": "me",
        "parameters": {"max_new_tokens": 7, "details": true, "top_p": 0.5}})"));
}

std::string at(std::string_view id, std::string_view base)
{
    const Result<DialectAt> found = dialectAt(*findDialect(id), parseUrl(base).value());
    return found ? std::string{found.value().form->label} + " " + found.value().url.path : found.error().message;
}

TEST(Dialects, OfSambaStudioAreChosenByTheAddress)
{
    EXPECT_EQ(at("sambastudio", "https://h/openai/v1/p/e/chat/completions"),
              "SambaStudio /openai/v1/p/e/chat/completions");
    EXPECT_EQ(at("sambastudio", "https://h/api/predict/generic/p/e"),
              "SambaStudio generic v1 /api/predict/generic/stream/p/e");
    EXPECT_EQ(at("sambastudio", "https://h/api/v2/predict/generic/p/e"),
              "SambaStudio generic v2 /api/v2/predict/generic/stream/p/e");
    EXPECT_EQ(at("sambastudio", "https://h/api/predict/nlp/stream/p/e"),
              "SambaStudio generic v1 /api/predict/nlp/stream/p/e");
    EXPECT_EQ(at("sambastudio", "https://h/api"),
              "base-url must hold chat/completions, generic or stream with sambastudio; give the whole address of the "
              "endpoint as SambaStudio shows it, or export it as SAMBASTUDIO_URL.");
}

TEST(Dialects, OfGeminiAreChosenByTheAddress)
{
    EXPECT_EQ(at("gemini", "https://h"), "Gemini /v1beta/models/{model}:streamGenerateContent?alt=sse");
    EXPECT_EQ(at("gemini", "https://h/v1beta"), "Gemini /v1beta/models/{model}:streamGenerateContent?alt=sse");
    EXPECT_EQ(at("gemini", "https://h/v1/models/x:streamGenerateContent?alt=sse"),
              "Gemini /v1/models/x:streamGenerateContent?alt=sse");
    EXPECT_EQ(dialectAt(*findDialect("gemini"), parseUrl("https://h/v1/models/x:streamGenerateContent").value())
                  .value()
                  .form->framing,
              Framing::JsonArray);
}

// What the rows say, the bodies keep.
TEST(Dialects, HaveTheWishesThatTheirBodiesHaveAPlaceFor)
{
    using Wish = bool OpenAiWishes::*;
    constexpr std::array<std::pair<Wish, const char*>, 6> kWishes{{{&OpenAiWishes::usage, "usage"},
                                                                   {&OpenAiWishes::completionLimit, "completionLimit"},
                                                                   {&OpenAiWishes::noObfuscation, "noObfuscation"},
                                                                   {&OpenAiWishes::runningUsage, "runningUsage"},
                                                                   {&OpenAiWishes::tokenIds, "tokenIds"},
                                                                   {&OpenAiWishes::progress, "progress"}}};
    const auto whole = [](const BodyTemplate& body) { return body.prefix + body.suffix + body.tail; };
    for (const Dialect* form : allForms()) {
        for (const auto& [wish, name] : kWishes) {
            BodyParts with = kPlain;
            BodyParts without = kPlain;
            with.wishes.*wish = true;
            without.wishes.*wish = false;
            EXPECT_EQ(whole(form->body(with)) != whole(form->body(without)), form->wishes.*wish)
                << form->label << " " << name;
        }
    }
}

TEST(Dialects, TakeMessagesWhereTheirBodiesHaveThem)
{
    for (const Dialect* form : allForms()) {
        const BodyTemplate body = form->body(kPlain);
        const Json json = Json::parse(body.prefix + "Hi" + body.suffix);
        EXPECT_TRUE(!form->takesMessages || json.contains("messages")) << form->label;
    }
    EXPECT_TRUE(formNamed("sambastudio")->takesMessages);
}

}  // namespace
}  // namespace inferometer
