// SPDX-License-Identifier: GPL-3.0-or-later
// llama.cpp's own /completion: a bare prompt, so a system prompt goes in front of it. Source: its server's README.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/json_decoder.h"

namespace inferometer {

namespace {

class LlamaCppDecoder final : public JsonDecoder<LlamaCppDecoder>
{
    friend JsonDecoder;

    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "content")
            return m_payload.addValue(ChunkKind::Content, value);
        if (name == "tokens")
            return readTokens(value, facts);
        if (name == "stop") {
            m_known = true;
            facts.endMark = isTrue(value);
            facts.finished |= facts.endMark;
            return SUCCESS;
        }
        if (name == "stop_type")
            return readStopType(value, facts);
        if (name == "timings")
            return m_usage.readTimings(value);
        if (name == "prompt_progress")
            return readProgress(value, facts);
        if (name == "error")
            return readError(value, facts);
        const bool isCount = name == "tokens_predicted" || name == "tokens_evaluated";
        return isCount ? m_usage.readNumber(name, value) : SUCCESS;
    }

    // Older servers list none: then the running count tells.
    static JsonError readTokens(ondemand::value& value, EventFacts& facts)
    {
        std::int32_t tokens = -1;
        const JsonError error = countOf(value, tokens);
        facts.chunkTokens = tokens > 0 ? tokens : -1;
        return error;
    }

    static JsonError readStopType(ondemand::value& value, EventFacts& facts)
    {
        std::string_view type;
        const JsonError error = textOf(value, type);
        if (type != "none")
            takeFinish(type, facts);
        return error;
    }
};

}  // namespace

BodyTemplate llamaCppCompletionBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"model", parts.model}, {"prompt", withSystemPrompt(parts, of)}};
        body["n_predict"] = parts.outputTokens;
        body["stream"] = body["return_tokens"] = true;
        if (parts.wishes.progress)
            body["return_progress"] = true;
        if (parts.exactOutput)
            body["ignore_eos"] = true;
        addSampling(parts, "n_predict", "prompt", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeLlamaCppCompletionDecoder() { return std::make_unique<LlamaCppDecoder>(); }

}  // namespace inferometer
