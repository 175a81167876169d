// SPDX-License-Identifier: GPL-3.0-or-later
// Ollama's own /api/chat.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/ollama_decoder.h"

namespace inferometer {

BodyTemplate ollamaChatBody(const BodyParts& parts)
{
    return cutAtPrompt([&](const std::string& prompt) {
        BodyJson body{{"model", parts.model}, {"messages", chatMessages(parts, prompt)}};
        addOllamaSettings(parts, "messages", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOllamaChatDecoder()
{
    return std::make_unique<OllamaDecoder>(OllamaDecoder::Shape::Chat);
}

}  // namespace inferometer
