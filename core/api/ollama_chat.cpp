// SPDX-License-Identifier: GPL-3.0-or-later
// Ollama's own /api/chat.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/ollama_decoder.h"

namespace inferometer {

namespace {

BodyJson worded(const Spoken& message)
{
    BodyJson worded{{"role", message.isAnswer ? "assistant" : "user"}, {"content", message.of.prompt}};
    if (!message.of.image.empty())
        worded["images"] = BodyJson::array({message.of.image});
    return worded;
}

}  // namespace

BodyTemplate ollamaChatBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"model", parts.model}, {"messages", chatMessages(parts, of, worded)}};
        addOllamaSettings(parts, "messages", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOllamaChatDecoder()
{
    return std::make_unique<OllamaDecoder>(OllamaDecoder::Shape::Chat);
}

}  // namespace inferometer
