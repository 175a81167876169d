// SPDX-License-Identifier: GPL-3.0-or-later
// Anthropic's /v1/messages, which vLLM, SGLang, llama.cpp, Ollama and SambaNova serve too. Source: its API reference.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/json_decoder.h"

namespace inferometer {

namespace {

BodyJson contentOf(const Spoken& message)
{
    if (message.of.image.empty())
        return message.of.prompt;
    const BodyJson text{{"type", "text"}, {"text", message.of.prompt}};
    const BodyJson source{{"type", "base64"}, {"media_type", message.imageType}, {"data", message.of.image}};
    const BodyJson image{{"type", "image"}, {"source", source}};
    return BodyJson::array({text, image});
}

BodyJson worded(const Spoken& message)
{
    return {{"role", message.isAnswer ? "assistant" : "user"}, {"content", contentOf(message)}};
}

class AnthropicDecoder final : public JsonDecoder<AnthropicDecoder>
{
    friend JsonDecoder;

    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "type")
            return readType(value, facts);
        if (name == "message")
            return readStart(value);
        if (name == "delta" || name == "content_block")
            return eachMember(value, [&](std::string_view inner, ondemand::value& member) {
                return readDelta(inner, member, facts);
            });
        return name == "error" ? readError(value, facts) : m_usage.readMember(name, value);
    }

    JsonError readType(ondemand::value& value, EventFacts& facts)
    {
        std::string_view type;
        const JsonError error = textOf(value, type);
        m_known = type.starts_with("message_") || type.starts_with("content_block_") || type == "ping";
        facts.endMark = type == "message_stop";
        facts.finished |= facts.endMark;
        return error;
    }

    // Its output tokens are those of no text yet.
    JsonError readStart(ondemand::value& message)
    {
        const JsonError error = eachMember(
            message, [this](std::string_view name, ondemand::value& value) { return m_usage.readMember(name, value); });
        m_usage.dropOutput();
        return error;
    }

    // Signatures and citations are no generated text; a block begins with the name of its tool.
    JsonError readDelta(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "text")
            return m_payload.addValue(ChunkKind::Content, value);
        if (name == "thinking")
            return m_payload.addValue(ChunkKind::Reasoning, value);
        if (name == "partial_json" || name == "name")
            return m_payload.addValue(ChunkKind::ToolCall, value);
        return name == "stop_reason" ? readFinish(value, facts) : SUCCESS;
    }
};

}  // namespace

BodyTemplate anthropicMessagesBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"model", parts.model}, {"max_tokens", parts.outputTokens}, {"stream", true}};
        if (!parts.systemPrompt.empty())
            body["system"] = parts.systemPrompt;
        body["messages"] = conversation(parts, of, worded);
        addSampling(parts, "max_tokens", "messages", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeAnthropicMessagesDecoder() { return std::make_unique<AnthropicDecoder>(); }

}  // namespace inferometer
