// SPDX-License-Identifier: GPL-3.0-or-later
// /v1/chat/completions as OpenAI, vLLM, SGLang, llama.cpp, SambaNova and others speak it.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/openai_decoder.h"

namespace inferometer {

BodyTemplate openAiChatBody(const BodyParts& parts)
{
    return cutAtPrompt([&](const std::string& prompt) {
        BodyJson body{{"model", parts.model}, {"messages", chatMessages(parts, prompt)}};
        addOpenAiSettings(parts, "messages", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOpenAiChatDecoder()
{
    return std::make_unique<OpenAiDecoder>(OpenAiDecoder::Shape::Chat);
}

}  // namespace inferometer
