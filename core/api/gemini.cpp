// SPDX-License-Identifier: GPL-3.0-or-later
// Google's :streamGenerateContent: server-sent events with alt=sse, else one JSON array. The model stands in the URL.
// Source: the Gemini API reference.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/json_decoder.h"

#include <array>
#include <utility>

namespace inferometer {

namespace {

BodyJson worded(const Spoken& message)
{
    BodyJson content = BodyJson::array({{{"text", message.of.prompt}}});
    if (!message.of.image.empty())
        content.push_back({{"inlineData", {{"mimeType", message.imageType}, {"data", message.of.image}}}});
    return {{"role", message.isAnswer ? "model" : "user"}, {"parts", content}};
}

class GeminiDecoder final : public JsonDecoder<GeminiDecoder>
{
    friend JsonDecoder;
    static constexpr bool kHasDone = false;

    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "candidates") {
            m_known = true;
            return eachElement(value, [&](ondemand::value& candidate) { return readCandidate(candidate, facts); });
        }
        if (name == "promptFeedback")
            return eachMember(value, [&](std::string_view inner, ondemand::value& member) {
                return inner == "blockReason" ? readFinish(member, facts) : SUCCESS;
            });
        return name == "error" ? readError(value, facts) : m_usage.readMember(name, value);
    }

    JsonError readCandidate(ondemand::value& candidate, EventFacts& facts)
    {
        return eachMember(candidate, [&](std::string_view name, ondemand::value& value) {
            if (name == "finishReason")
                return readFinish(value, facts);
            if (name != "content")
                return SUCCESS;
            return eachMember(value, [this](std::string_view inner, ondemand::value& parts) {
                const auto onPart = [this](ondemand::value& part) { return readPart(part); };
                return inner == "parts" ? eachElement(parts, onPart) : SUCCESS;
            });
        });
    }

    // {executableCode: {language, code}}, {codeExecutionResult: {outcome, output}}: an outcome may have no output.
    JsonError addCode(ondemand::value& code)
    {
        return eachMember(code, [this](std::string_view name, ondemand::value& value) {
            if (name == "code" || name == "output")
                return m_payload.addValue(ChunkKind::ToolCall, value);
            std::string_view word;
            if (name != "outcome")
                return SUCCESS;
            const JsonError error = textOf(value, word);
            m_payload.addBytes(ChunkKind::ToolCall, word.size());
            return error;
        });
    }

    // {text, thought}, {functionCall: {name, args}}, {inlineData: {mimeType, data}} or code; `thought` may come last.
    JsonError readPart(ondemand::value& part)
    {
        std::string_view text;
        bool isThought = false;
        const JsonError error = eachMember(part, [&](std::string_view name, ondemand::value& value) {
            if (name == "thought")
                isThought = isTrue(value);
            if (name == "functionCall")
                return m_payload.addFunction(value);
            if (name == "executableCode" || name == "codeExecutionResult")
                return addCode(value);
            if (name == "inlineData")
                return m_payload.addAudio(value);
            return name == "text" ? textOf(value, text) : SUCCESS;
        });
        m_payload.add(isThought ? ChunkKind::Reasoning : ChunkKind::Content, text);
        return error;
    }
};

}  // namespace

BodyTemplate geminiBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"contents", conversation(parts, of, worded)}};
        if (!parts.systemPrompt.empty())
            body["systemInstruction"] = {{"parts", BodyJson::array({{{"text", parts.systemPrompt}}})}};
        BodyJson& config = body["generationConfig"];
        config["maxOutputTokens"] = parts.outputTokens;
        config.update(renamedParams(parts,
                                    {{"max_tokens_to_generate", "maxOutputTokens"},
                                     {"max_tokens", "maxOutputTokens"},
                                     {"top_p", "topP"},
                                     {"top_k", "topK"},
                                     {"stop", "stopSequences"}}));
        mergeExtra(parts, "contents", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeGeminiDecoder() { return std::make_unique<GeminiDecoder>(); }

Result<DialectAt> geminiAt(const Dialect& row, const Url& base)
{
    static const Dialect kArray = [&row] {
        Dialect array = row;
        array.framing = Framing::JsonArray;
        return array;
    }();
    const bool isWhole = base.path.find(":streamGenerateContent") != std::string::npos;
    const bool isArray = isWhole && base.path.find("alt=sse") == std::string::npos;
    return DialectAt{isArray ? &kArray : &row, isWhole ? base : joinPath(base, row.path)};
}

}  // namespace inferometer
