// SPDX-License-Identifier: GPL-3.0-or-later
// Text Generation Inference's own /generate_stream: a bare prompt, one token an event. Source: its API reference.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/json_decoder.h"

namespace inferometer {

namespace {

class TgiDecoder final : public JsonDecoder<TgiDecoder>
{
    friend JsonDecoder;
    static constexpr bool kHasDone = false;

    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "token")
            return readToken(value, facts);
        if (name == "details")
            return eachMember(value, [&](std::string_view inner, ondemand::value& member) {
                return inner == "finish_reason" ? readFinish(member, facts) : m_usage.readNumber(inner, member);
            });
        if (name == "generated_text" && typeOf(value) == ondemand::json_type::string)
            facts.finished = facts.endMark = true;
        return name == "error" ? readError(value, facts) : SUCCESS;
    }

    // A special token, such as the one that ends an answer, counts but is no text.
    JsonError readToken(ondemand::value& token, EventFacts& facts)
    {
        m_known = true;
        facts.chunkTokens = 1;
        std::string_view text;
        bool isSpecial = false;
        const JsonError error = eachMember(token, [&](std::string_view name, ondemand::value& value) {
            if (name == "special")
                isSpecial = isTrue(value);
            return name == "text" ? textOf(value, text) : SUCCESS;
        });
        if (!isSpecial)
            m_payload.add(ChunkKind::Content, text);
        return error;
    }
};

}  // namespace

BodyTemplate tgiGenerateBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"inputs", withSystemPrompt(parts, of)}};
        BodyJson& settings = body["parameters"];
        settings["max_new_tokens"] = parts.outputTokens;
        settings["details"] = true;
        settings.update(
            renamedParams(parts, {{"max_tokens_to_generate", "max_new_tokens"}, {"max_tokens", "max_new_tokens"}}));
        mergeExtra(parts, "inputs", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeTgiGenerateDecoder() { return std::make_unique<TgiDecoder>(); }

}  // namespace inferometer
