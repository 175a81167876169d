// SPDX-License-Identifier: GPL-3.0-or-later
// /v1/completions: a bare prompt, so a system prompt goes in front of it.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/openai_decoder.h"

#include <cassert>

namespace inferometer {

BodyTemplate openAiCompletionsBody(const BodyParts& parts)
{
    assert(!parts.image);
    BodyParts known = parts;
    known.wishes.completionLimit = false;
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"model", parts.model}, {"prompt", withSystemPrompt(parts, of)}};
        addOpenAiSettings(known, "prompt", ExactBy::IgnoreEosAndMinTokens, body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOpenAiCompletionsDecoder()
{
    return std::make_unique<OpenAiDecoder>(OpenAiDecoder::Shape::Completions);
}

}  // namespace inferometer
