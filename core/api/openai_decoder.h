// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the events of OpenAI's two dialects, with what vLLM, SGLang, llama.cpp and SambaNova add to them.
#pragma once

#include "core/api/json_decoder.h"

namespace inferometer {

class OpenAiDecoder final : public JsonDecoder<OpenAiDecoder>
{
public:
    // Where generated text stands: choices[].delta or choices[].text. Some servers send both, with the same text.
    enum class Shape : std::uint8_t { Chat, Completions };

    explicit OpenAiDecoder(Shape shape) : m_shape(shape) {}

private:
    friend JsonDecoder;

    void begin() { m_choicesEmpty = false; }
    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readChoices(ondemand::value& choices, EventFacts& facts);
    JsonError readChoice(ondemand::value& choice, EventFacts& facts);
    JsonError readChoiceMember(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readDelta(ondemand::value& delta);
    JsonError readDeltaMember(std::string_view name, ondemand::value& value);
    JsonError readReasoning(ondemand::value& reasoning);
    JsonError readLogprobs(ondemand::value& logprobs);
    void settle(EventFacts& facts);

    Shape m_shape;
    // Of the event being read.
    bool m_choicesEmpty = false;
    // Of the choice being read: token ids and log probabilities both list its tokens.
    bool m_reasoningRead = false;
    std::int32_t m_tokenIds = -1;
    std::int32_t m_logprobs = -1;
};

}  // namespace inferometer
