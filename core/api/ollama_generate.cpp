// SPDX-License-Identifier: GPL-3.0-or-later
// Ollama's own /api/generate.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/ollama_decoder.h"

namespace inferometer {

BodyTemplate ollamaGenerateBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"model", parts.model}, {"prompt", withHistory(parts, of)}};
        if (parts.image)
            body["images"] = BodyJson::array({of.image});
        if (!parts.systemPrompt.empty())
            body["system"] = parts.systemPrompt;
        addOllamaSettings(parts, "prompt", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOllamaGenerateDecoder()
{
    return std::make_unique<OllamaDecoder>(OllamaDecoder::Shape::Generate);
}

}  // namespace inferometer
