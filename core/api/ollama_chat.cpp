// SPDX-License-Identifier: GPL-3.0-or-later
// Ollama's own /api/chat.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/ollama_decoder.h"

namespace inferometer {

BodyTemplate ollamaChatBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson user{{"role", "user"}, {"content", of.prompt}};
        if (parts.image)
            user["images"] = BodyJson::array({of.image});
        BodyJson body{{"model", parts.model}, {"messages", chatMessages(parts, user)}};
        addOllamaSettings(parts, "messages", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOllamaChatDecoder()
{
    return std::make_unique<OllamaDecoder>(OllamaDecoder::Shape::Chat);
}

}  // namespace inferometer
