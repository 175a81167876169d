// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/payload.h"

#include <algorithm>
#include <limits>

namespace inferometer {

void Payload::clear()
{
    m_text.clear();
    m_reasoningText.clear();
    m_visibleText.clear();
    m_bytes = 0;
    m_content = m_reasoning = m_toolCall = false;
}

void Payload::count(ChunkKind kind, std::size_t bytes)
{
    if (bytes == 0)
        return;
    m_bytes += bytes;
    m_content |= kind == ChunkKind::Content;
    m_reasoning |= kind == ChunkKind::Reasoning;
    m_toolCall |= kind == ChunkKind::ToolCall;
}

void Payload::add(ChunkKind kind, std::string_view text)
{
    count(kind, text.size());
    if (!m_keepText)
        return;
    m_text += text;
    (kind == ChunkKind::Reasoning ? m_reasoningText : m_visibleText) += text;
}

JsonError Payload::addValue(ChunkKind kind, ondemand::value& value)
{
    if (typeOf(value) == ondemand::json_type::array)
        return addParts(kind, value);
    std::string_view text;
    const JsonError error = textOf(value, text);
    add(kind, text);
    return error;
}

JsonError Payload::addParts(ChunkKind kind, ondemand::value& parts)
{
    return eachElement(parts, [&](ondemand::value& part) { return addPart(kind, part); });
}

// {type: text, text} or {type: thinking, thinking: [{type: text, text}]}: parts nest once, so this cannot run deep.
JsonError Payload::addPart(ChunkKind kind, ondemand::value& part)
{
    return eachMember(part, [&](std::string_view name, ondemand::value& value) {
        if (name == "thinking" && kind != ChunkKind::Reasoning)
            return addValue(ChunkKind::Reasoning, value);
        std::string_view text;
        if (name != "text")
            return SUCCESS;
        const JsonError error = textOf(value, text);
        add(kind, text);
        return error;
    });
}

JsonError Payload::addToolCall(ondemand::value& call)
{
    return eachMember(call, [&](std::string_view name, ondemand::value& value) {
        return name == "function" || name == "custom" ? addFunction(value) : SUCCESS;
    });
}

JsonError Payload::addFunction(ondemand::value& function)
{
    return eachMember(function, [&](std::string_view name, ondemand::value& value) {
        if (name != "name" && name != "arguments" && name != "input" && name != "args")
            return SUCCESS;
        if (typeOf(value) != ondemand::json_type::object)
            return addValue(ChunkKind::ToolCall, value);
        std::string_view json;
        const JsonError error = simdjson::to_json_string(value).get(json);
        add(ChunkKind::ToolCall, json);
        return error;
    });
}

JsonError Payload::addAudio(ondemand::value& audio)
{
    return eachMember(audio, [&](std::string_view name, ondemand::value& value) {
        if (name == "transcript")
            return addValue(ChunkKind::Content, value);
        std::string_view data;
        if (name != "data")
            return SUCCESS;
        const JsonError error = textOf(value, data);
        count(ChunkKind::Content, data.size());
        return error;
    });
}

void Payload::settle(EventFacts& facts) const
{
    facts.payload = m_bytes > 0;
    facts.reasoning = m_reasoning;
    facts.visible = m_content || m_toolCall;
    facts.bytes = static_cast<std::uint32_t>(std::min<std::size_t>(m_bytes, std::numeric_limits<std::uint32_t>::max()));
    if (m_content)
        facts.kind = ChunkKind::Content;
    else if (m_toolCall)
        facts.kind = ChunkKind::ToolCall;
    else if (m_reasoning)
        facts.kind = ChunkKind::Reasoning;
    facts.text = m_text;
    facts.visibleText = m_visibleText;
    facts.reasoningText = m_reasoningText;
}

}  // namespace inferometer
