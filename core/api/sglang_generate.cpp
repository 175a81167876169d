// SPDX-License-Identifier: GPL-3.0-or-later
// SGLang's own /generate: a bare prompt; every event repeats the whole answer, unless the server
// was told to stream what is new. Source: SGLang's documentation of its
// native API.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/json_decoder.h"

namespace inferometer {

namespace {

class SglangDecoder final : public JsonDecoder<SglangDecoder>
{
    friend JsonDecoder;

    void begin()
    {
        m_ids = -1;
        m_text = {};
    }

    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "text")
            return textOf(value, m_text);
        if (name == "output_ids")
            return countOf(value, m_ids);
        if (name == "meta_info") {
            m_known = true;
            return eachMember(value, [&](std::string_view inner, ondemand::value& member) {
                return inner == "finish_reason" ? readReason(member, facts) : m_usage.readNumber(inner, member);
            });
        }
        return name == "error" ? readError(value, facts) : SUCCESS;
    }

    // {type: "length", length: 8}; versions before 0.4 had the word alone.
    static JsonError readReason(ondemand::value& value, EventFacts& facts)
    {
        if (typeOf(value) == ondemand::json_type::string)
            return readFinish(value, facts);
        return eachMember(value, [&facts](std::string_view name, ondemand::value& member) {
            return name == "type" ? readFinish(member, facts) : SUCCESS;
        });
    }

    // Servers may list the ids of what is new alone, and still count all. Some of them say the whole text again with
    // such ids, so these are but a hint.
    void settle(EventFacts& facts)
    {
        m_payload.add(ChunkKind::Content, m_text);
        JsonDecoder::settle(facts);
        facts.repeats = facts.payload && !(m_ids >= 0 && m_ids < facts.outputTokens);
        facts.guessed = m_text;
    }

    std::string_view m_text;
    std::int32_t m_ids = -1;
};

}  // namespace

BodyTemplate sglangGenerateBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"text", withSystemPrompt(parts, of)}};
        BodyJson& sampling = body["sampling_params"];
        sampling["max_new_tokens"] = parts.outputTokens;
        if (parts.exactOutput)
            sampling["ignore_eos"] = true;
        sampling.update(
            renamedParams(parts, {{"max_tokens_to_generate", "max_new_tokens"}, {"max_tokens", "max_new_tokens"}}));
        body["stream"] = true;
        mergeExtra(parts, "text", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeSglangGenerateDecoder() { return std::make_unique<SglangDecoder>(); }

}  // namespace inferometer
