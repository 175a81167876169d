// SPDX-License-Identifier: GPL-3.0-or-later
// The generated payload of one event, gathered over its choices and kinds.
#pragma once

#include "core/api/json_event.h"

#include <string>

namespace inferometer {

class Payload
{
public:
    void keepText(bool keep) { m_keepText = keep; }

    // Starts a new event. Keeps capacity.
    void clear();

    // Empty text never counts.
    void add(ChunkKind kind, std::string_view text);

    // What is no text, such as audio.
    void addBytes(ChunkKind kind, std::size_t bytes) { count(kind, bytes); }

    // A string, or an array of typed parts as Mistral's reasoning models stream them. Anything else does not count.
    JsonError addValue(ChunkKind kind, ondemand::value& value);

    // A tool call: {function: {name, arguments}} or {custom: {name, input}}; arguments may be an object (Ollama).
    JsonError addToolCall(ondemand::value& call);

    // {name, arguments | input | args}
    JsonError addFunction(ondemand::value& function);

    // {data, transcript}: both are bytes, the transcript is text.
    JsonError addAudio(ondemand::value& audio);

    std::size_t bytes() const { return m_bytes; }

    // Fills what EventFacts says of the payload.
    void settle(EventFacts& facts) const;

private:
    void count(ChunkKind kind, std::size_t bytes);
    JsonError addParts(ChunkKind kind, ondemand::value& parts);
    JsonError addPart(ChunkKind kind, ondemand::value& part);

    std::string m_text;
    std::string m_reasoningText;
    std::string m_visibleText;
    std::size_t m_bytes = 0;
    bool m_keepText = false;
    bool m_content = false;
    bool m_reasoning = false;
    bool m_toolCall = false;
};

}  // namespace inferometer
