// SPDX-License-Identifier: GPL-3.0-or-later
// /v1/chat/completions as OpenAI, vLLM, SGLang, llama.cpp, SambaNova and others speak it.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/openai_decoder.h"

namespace inferometer {

namespace {

// The text alone, or with its image as a list of two parts.
BodyJson contentOf(const Spoken& message)
{
    if (message.of.image.empty())
        return message.of.prompt;
    const BodyJson text{{"type", "text"}, {"text", message.of.prompt}};
    const BodyJson url{{"url", "data:" + std::string{message.imageType} + ";base64," + message.of.image}};
    const BodyJson image{{"type", "image_url"}, {"image_url", url}};
    return BodyJson::array({text, image});
}

BodyJson worded(const Spoken& message)
{
    return {{"role", message.isAnswer ? "assistant" : "user"}, {"content", contentOf(message)}};
}

}  // namespace

BodyTemplate chatCompletionsBody(const BodyParts& parts, ExactBy exact)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"model", parts.model}, {"messages", chatMessages(parts, of, worded)}};
        addOpenAiSettings(parts, "messages", exact, body);
        return body;
    });
}

BodyTemplate openAiChatBody(const BodyParts& parts)
{
    return chatCompletionsBody(parts, ExactBy::IgnoreEosAndMinTokens);
}

std::unique_ptr<EventDecoder> makeOpenAiChatDecoder()
{
    return std::make_unique<OpenAiDecoder>(OpenAiDecoder::Shape::Chat);
}

}  // namespace inferometer
