// SPDX-License-Identifier: GPL-3.0-or-later
// /v1/chat/completions as OpenAI, vLLM, SGLang, llama.cpp, SambaNova and others speak it.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/openai_decoder.h"

namespace inferometer {

namespace {

// The prompt as a text, or with its image as a list of two parts.
BodyJson contentOf(const StandIns& of)
{
    if (of.image.empty())
        return of.prompt;
    const BodyJson text{{"type", "text"}, {"text", of.prompt}};
    const BodyJson url{{"url", "data:image/png;base64," + of.image}};
    const BodyJson image{{"type", "image_url"}, {"image_url", url}};
    return BodyJson::array({text, image});
}

}  // namespace

BodyTemplate openAiChatBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        const BodyJson user{{"role", "user"}, {"content", contentOf(of)}};
        BodyJson body{{"model", parts.model}, {"messages", chatMessages(parts, user)}};
        addOpenAiSettings(parts, "messages", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOpenAiChatDecoder()
{
    return std::make_unique<OpenAiDecoder>(OpenAiDecoder::Shape::Chat);
}

}  // namespace inferometer
