// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the events of OpenAI's two dialects, with what vLLM, SGLang, llama.cpp and SambaNova add to them.
#pragma once

#include "core/api/payload.h"
#include "core/api/usage.h"

namespace inferometer {

class OpenAiDecoder final : public EventDecoder
{
public:
    // Where generated text stands: choices[].delta or choices[].text. Some servers send both, with the same text.
    enum class Shape : std::uint8_t { Chat, Completions };

    explicit OpenAiDecoder(Shape shape) : m_shape(shape) {}

    DecodeStatus decode(std::string_view event, EventFacts& facts) override;
    void keepText(bool keep) override { m_payload.keepText(keep); }

private:
    JsonError readEvent(std::string_view event, EventFacts& facts);
    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readChoices(ondemand::value& choices, EventFacts& facts);
    JsonError readChoice(ondemand::value& choice, EventFacts& facts);
    JsonError readChoiceMember(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readFinishReason(ondemand::value& value, EventFacts& facts);
    JsonError readDelta(ondemand::value& delta);
    JsonError readDeltaMember(std::string_view name, ondemand::value& value);
    JsonError readReasoning(ondemand::value& reasoning);
    JsonError readLogprobs(ondemand::value& logprobs);
    void settle(EventFacts& facts);

    Shape m_shape;
    JsonEvent m_json;
    Payload m_payload;
    Usage m_usage;

    // Of the event being read.
    bool m_choicesSeen = false;
    bool m_choicesEmpty = false;
    // Of the choice being read: token ids and log probabilities both list its tokens.
    bool m_reasoningRead = false;
    std::int32_t m_tokenIds = -1;
    std::int32_t m_logprobs = -1;
};

}  // namespace inferometer
