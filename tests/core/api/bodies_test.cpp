// SPDX-License-Identifier: GPL-3.0-or-later
// Request bodies, compared as JSON so that the order of members does not matter.
#include "core/api/dialect.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

using Json = nlohmann::json;

std::string textOf(const char* dialect, const BodyParts& parts, std::string_view prompt)
{
    const BodyTemplate body = findDialect(dialect)->body(parts);
    std::string text = body.prefix;
    appendJsonEscaped(prompt, text);
    text += body.suffix;
    return parts.image ? text + "iVBO" + body.tail : text;
}

Json bodyOf(const char* dialect, const BodyParts& parts)
{
    return Json::parse(textOf(dialect, parts, "Say \"hi\"\nnow"), nullptr, false);
}

TEST(Bodies, OfOpenAiChat)
{
    EXPECT_EQ(bodyOf("openai-chat", {.model = "m", .systemPrompt = "Be brief.", .outputTokens = 100}), Json::parse(R"({
        "model": "m", "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Say \"hi\"\nnow"}],
        "stream": true, "stream_options": {"include_usage": true}, "max_tokens": 100})"));
    EXPECT_EQ(bodyOf("openai-chat", {.model = "m", .outputTokens = 7, .exactOutput = true}), Json::parse(R"({
        "model": "m", "messages": [{"role": "user", "content": "Say \"hi\"\nnow"}], "stream": true,
        "stream_options": {"include_usage": true}, "max_tokens": 7, "ignore_eos": true, "min_tokens": 7})"));
}

TEST(Bodies, AnImageIsCalledWhatItIs)
{
    const Json body = bodyOf("openai-chat", {.model = "m", .image = true, .imageType = "image/webp"});
    EXPECT_EQ(body["messages"][0]["content"][1]["image_url"]["url"], "data:image/webp;base64,iVBO");
}

TEST(Bodies, OfOpenAiCompletions)
{
    EXPECT_EQ(bodyOf("openai-completions", {.model = "m", .outputTokens = 5, .exactOutput = true}), Json::parse(R"({
        "model": "m", "prompt": "Say \"hi\"\nnow", "stream": true, "stream_options": {"include_usage": true},
        "max_tokens": 5, "ignore_eos": true, "min_tokens": 5})"));
    EXPECT_EQ(bodyOf("openai-completions", {.model = "m", .systemPrompt = "Be brief.", .outputTokens = 5})["prompt"],
              "Be brief.\n\nSay \"hi\"\nnow");
}

TEST(Bodies, OfOllamaChat)
{
    EXPECT_EQ(bodyOf("ollama-chat",
                     {.model = "m",
                      .systemPrompt = "Be brief.",
                      .samplingParams = R"({"temperature": 0})",
                      .outputTokens = 9,
                      .exactOutput = true}),
              Json::parse(R"({
        "model": "m", "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Say \"hi\"\nnow"}],
        "stream": true, "options": {"num_predict": 9, "temperature": 0}})"))
        << "Ollama has no exact output";
}

TEST(Bodies, OfOllamaGenerate)
{
    EXPECT_EQ(bodyOf("ollama-generate", {.model = "m", .systemPrompt = "Be brief.", .outputTokens = 9}),
              Json::parse(R"({
        "model": "m", "prompt": "Say \"hi\"\nnow", "system": "Be brief.", "stream": true, "options": {"num_predict": 9}})"));
    EXPECT_FALSE(bodyOf("ollama-generate", {.model = "m", .outputTokens = 9}).contains("system"));
}

TEST(Bodies, CarryAnImageAsEachDialectHasIt)
{
    const BodyParts parts{.model = "m", .systemPrompt = "Be brief.", .outputTokens = 9, .image = true};
    const Json system = Json::parse(R"({"role": "system", "content": "Be brief."})");
    EXPECT_EQ(bodyOf("openai-chat", parts)["messages"], Json({system, Json::parse(R"({"role": "user", "content": [
        {"type": "text", "text": "Say \"hi\"\nnow"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}]})")}));
    EXPECT_EQ(bodyOf("ollama-chat", parts)["messages"],
              Json({system, Json::parse(R"({"role": "user", "content": "Say \"hi\"\nnow", "images": ["iVBO"]})")}));
    const Json generate = bodyOf("ollama-generate", parts);
    EXPECT_EQ(generate["prompt"], "Say \"hi\"\nnow");
    EXPECT_EQ(generate["images"], Json({"iVBO"}));
    EXPECT_EQ(generate["system"], "Be brief.");
}

TEST(Bodies, KeepThePlaceOfTheImageWhateverTheSettingsHold)
{
    const char* lookalike = "@image@ @prompt@ @image@@ @image@@@";
    for (const Dialect& dialect : dialects()) {
        if (!dialect.takesImages)
            continue;
        const std::string id{dialect.id};
        const Json json = bodyOf(id.c_str(),
                                 {.model = lookalike,
                                  .systemPrompt = lookalike,
                                  .extraBody = R"({"user": "@image@@@@", "images": ["other"]})",
                                  .image = true});
        ASSERT_TRUE(json.is_object()) << id;
        EXPECT_EQ(json.value("model", lookalike), lookalike);
        EXPECT_EQ(json["user"], "@image@@@@");
        EXPECT_NE(json.dump().find("iVBO\""), std::string::npos) << id;
    }
}

TEST(Bodies, RenameTheTokensToGenerate)
{
    const BodyParts parts{
        .model = "m", .samplingParams = R"({"max_tokens_to_generate": 50, "top_p": 0.5})", .outputTokens = 9};
    const Json chat = bodyOf("openai-chat", parts);
    EXPECT_EQ(chat["max_tokens"], 50);
    EXPECT_EQ(chat["top_p"], 0.5);
    EXPECT_FALSE(chat.contains("max_tokens_to_generate"));
    EXPECT_EQ(bodyOf("ollama-chat", parts)["options"], Json::parse(R"({"num_predict": 50, "top_p": 0.5})"));
    EXPECT_EQ(bodyOf("ollama-generate", {.model = "m", .samplingParams = R"({"max_tokens": 51})"})["options"],
              Json::parse(R"({"num_predict": 51})"));
}

TEST(Bodies, LetSamplingParametersChooseTheExactLength)
{
    const Json body = bodyOf("openai-chat",
                             {.model = "m",
                              .samplingParams = R"({"max_tokens": 50, "ignore_eos": false})",
                              .outputTokens = 9,
                              .exactOutput = true});
    EXPECT_EQ(body["min_tokens"], 50);
    EXPECT_EQ(body["ignore_eos"], false);
}

TEST(Bodies, LetTheExtraBodyWin)
{
    const Json body = bodyOf(
        "openai-chat",
        {.model = "m",
         .samplingParams = R"({"temperature": 1})",
         .extraBody = R"({"temperature": 0.25, "max_tokens": null, "max_completion_tokens": 8, "model": "other",
               "stream_options": {"continuous_usage_stats": true}, "chat_template_kwargs": {"thinking": false}})",
         .outputTokens = 9});
    EXPECT_EQ(body["temperature"], 0.25);
    EXPECT_EQ(body["model"], "other");
    EXPECT_FALSE(body.contains("max_tokens")) << "null removes";
    EXPECT_EQ(body["max_completion_tokens"], 8);
    EXPECT_EQ(body["stream_options"], Json::parse(R"({"include_usage": true, "continuous_usage_stats": true})"));
    EXPECT_EQ(body["chat_template_kwargs"], Json::parse(R"({"thinking": false})"));
    EXPECT_EQ(bodyOf("ollama-chat",
                     {.model = "m", .extraBody = R"({"options": {"num_ctx": 8192}})", .outputTokens = 9})["options"],
              Json::parse(R"({"num_predict": 9, "num_ctx": 8192})"));
}

TEST(Bodies, KeepThePlaceOfThePrompt)
{
    for (const Dialect& dialect : dialects()) {
        const std::string id{dialect.id};
        const std::string text = textOf(id.c_str(),
                                        {.model = "m",
                                         .samplingParams = R"({"prompt": "x", "messages": []})",
                                         .extraBody = R"({"prompt": "x", "messages": []})",
                                         .outputTokens = 9},
                                        "the prompt itself");
        EXPECT_TRUE(Json::accept(text)) << text;
        EXPECT_NE(text.find("the prompt itself"), std::string::npos) << text;
    }
}

TEST(Bodies, AreCutAtThePromptWhateverTheSettingsHold)
{
    const char* lookalike = "@prompt@ @prompt@@ @prompt@@@";
    for (const Dialect& dialect : dialects()) {
        const BodyTemplate body
            = dialect.body({.model = lookalike, .systemPrompt = lookalike, .extraBody = R"({"user": "@prompt@@@@"})"});
        const Json json = Json::parse(body.prefix + "the prompt" + body.suffix, nullptr, false);
        ASSERT_TRUE(json.is_object()) << dialect.id;
        EXPECT_EQ(json.value("model", lookalike), lookalike);
        EXPECT_EQ(json["user"], "@prompt@@@@");
        EXPECT_NE(json.dump().find("the prompt\""), std::string::npos) << dialect.id;
    }
}

TEST(Bodies, AreJsonWhateverTheTexts)
{
    const std::string odd = "\"\\\n\t\x01\x7F\xFF\xC3 \xE2\x82\xAC";
    for (const Dialect& dialect : dialects()) {
        const std::string id{dialect.id};
        const std::string text
            = textOf(id.c_str(), {.model = odd, .systemPrompt = odd, .samplingParams = "[1", .extraBody = "7"}, odd);
        EXPECT_TRUE(Json::accept(text)) << text;
    }
}

TEST(Dialects, AreFoundByName)
{
    for (const Dialect& dialect : dialects())
        EXPECT_EQ(findDialect(dialect.id), &dialect);
    EXPECT_EQ(findDialect("openai"), nullptr);
    EXPECT_EQ(findDialect("openai-chat")->path, "/v1/chat/completions");
    EXPECT_EQ(findDialect("openai-completions")->path, "/v1/completions");
    EXPECT_EQ(findDialect("ollama-chat")->path, "/api/chat");
    EXPECT_EQ(findDialect("ollama-generate")->path, "/api/generate");
    EXPECT_TRUE(findDialect("openai-chat")->takesExactOutput);
    EXPECT_FALSE(findDialect("ollama-chat")->takesExactOutput);
}

}  // namespace
}  // namespace inferometer
