// SPDX-License-Identifier: GPL-3.0-or-later
// What was said before a prompt, as each API is told it.
#include "core/api/dialect.h"

#include "tests/core/api/stream_text.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <vector>

namespace inferometer {
namespace {

using Json = nlohmann::json;

const std::vector<Message> kHistory{{false, "One?", "iVBO", "image/png"}, {true, "1 \"is\" it."}};

Json bodyOf(std::string_view form, std::string_view system = "Be brief.")
{
    const BodyParts parts{.model = "m", .systemPrompt = system, .outputTokens = 7, .history = kHistory};
    const BodyTemplate body = formNamed(form)->body(parts);
    return Json::parse(body.prefix + "Two?" + body.suffix, nullptr, false);
}

TEST(History, OfMessagesStandsBetweenSystemAndQuestion)
{
    const Json url{{"url", "data:image/png;base64,iVBO"}};
    const Json wanted{
        {{"role", "system"}, {"content", "Be brief."}},
        {{"role", "user"},
         {"content", {{{"type", "text"}, {"text", "One?"}}, {{"type", "image_url"}, {"image_url", url}}}}},
        {{"role", "assistant"}, {"content", "1 \"is\" it."}},
        {{"role", "user"}, {"content", "Two?"}}};
    for (const char* form : {"openai-chat", "sncloud", "sambastudio"})
        EXPECT_EQ(bodyOf(form)["messages"], wanted) << form;
    EXPECT_EQ(bodyOf("openai-chat", {})["messages"].size(), 3U);
}

TEST(History, OfOllamaHasItsImagesBesideTheText)
{
    EXPECT_EQ(bodyOf("ollama-chat")["messages"], Json::parse(R"([{"role": "system", "content": "Be brief."},
                  {"role": "user", "content": "One?", "images": ["iVBO"]},
                  {"role": "assistant", "content": "1 \"is\" it."}, {"role": "user", "content": "Two?"}])"));
}

TEST(History, OfAnthropicIsOfItsBlocks)
{
    const Json body = bodyOf("anthropic-messages");
    EXPECT_EQ(body["system"], "Be brief.");
    EXPECT_EQ(body["messages"], Json::parse(R"([{"role": "user", "content": [{"type": "text", "text": "One?"},
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBO"}}]},
        {"role": "assistant", "content": "1 \"is\" it."}, {"role": "user", "content": "Two?"}])"));
}

TEST(History, OfResponsesIsInputAndOutput)
{
    const Json body = bodyOf("openai-responses");
    EXPECT_EQ(body["store"], false);
    EXPECT_FALSE(body.contains("previous_response_id"));
    EXPECT_EQ(body["input"], Json::parse(R"([{"role": "user", "content": [{"type": "input_text", "text": "One?"},
        {"type": "input_image", "image_url": "data:image/png;base64,iVBO"}]},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "1 \"is\" it."}]},
        {"role": "user", "content": [{"type": "input_text", "text": "Two?"}]}])"));
}

TEST(History, OfResponsesIsLeftToTheServer)
{
    const BodyParts parts{.model = "m", .outputTokens = 7, .isStored = true, .previousResponse = "resp_1"};
    const BodyTemplate body = findDialect("openai-responses")->body(parts);
    const Json json = Json::parse(body.prefix + "Two?" + body.suffix, nullptr, false);
    EXPECT_EQ(json["store"], true);
    EXPECT_EQ(json["previous_response_id"], "resp_1");
    EXPECT_EQ(json["input"].size(), 1U);
}

TEST(History, OfGeminiIsOfItsModel)
{
    EXPECT_EQ(bodyOf("gemini")["contents"], Json::parse(R"([{"role": "user", "parts": [{"text": "One?"},
        {"inlineData": {"mimeType": "image/png", "data": "iVBO"}}]},
        {"role": "model", "parts": [{"text": "1 \"is\" it."}]}, {"role": "user", "parts": [{"text": "Two?"}]}])"));
}

TEST(History, OfOneTextNamesItsSpeakers)
{
    const std::string told = "User: One?\n\nAssistant: 1 \"is\" it.\n\nUser: Two?\n\nAssistant:";
    EXPECT_EQ(bodyOf("ollama-generate")["prompt"], told);
    EXPECT_EQ(bodyOf("openai-completions")["prompt"], "Be brief.\n\n" + told);
    EXPECT_EQ(bodyOf("llamacpp-completion")["prompt"], "Be brief.\n\n" + told);
    EXPECT_EQ(bodyOf("sglang-generate")["text"], "Be brief.\n\n" + told);
    EXPECT_EQ(bodyOf("tgi-generate")["inputs"], "Be brief.\n\n" + told);
    EXPECT_EQ(bodyOf("sambastudio-v1")["instance"], "Be brief.\n\n" + told);
}

}  // namespace
}  // namespace inferometer
