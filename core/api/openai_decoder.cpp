// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/openai_decoder.h"

#include "core/api/stream_error.h"
#include "core/base/text.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kLongestDone = 16;  // with blanks around it

}  // namespace

DecodeStatus OpenAiDecoder::decode(std::string_view event, EventFacts& facts)
{
    facts = {};
    if (isBlank(event))
        return DecodeStatus::Ok;
    if (event.size() < kLongestDone && trimmed(event) == "[DONE]") {
        facts.finished = true;
        return DecodeStatus::Ok;
    }
    m_payload.clear();
    m_usage.clear();
    m_choicesEmpty = m_isErrorObject = false;
    m_topMessage = {};
    const JsonError error = m_json.read(
        event, [&](std::string_view name, ondemand::value& value) { return readMember(name, value, facts); });
    if (error) {
        facts = {};
        return DecodeStatus::Malformed;
    }
    settle(facts);
    return DecodeStatus::Ok;
}

JsonError OpenAiDecoder::readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
{
    if (name == "choices")
        return readChoices(value, facts);
    if (name == "usage")
        return m_usage.readUsage(value);
    if (name == "timings")
        return m_usage.readTimings(value);
    if (name == "error")
        return readError(value, facts);
    if (name == "object")
        return readObjectName(value);
    if (name == "message")
        return textOf(value, m_topMessage);
    return SUCCESS;
}

// {"object": "error", "message": ...}: SGLang and older vLLM.
JsonError OpenAiDecoder::readObjectName(ondemand::value& value)
{
    std::string_view object;
    const JsonError error = textOf(value, object);
    m_isErrorObject = object == "error";
    return error;
}

JsonError OpenAiDecoder::readChoices(ondemand::value& choices, EventFacts& facts)
{
    const ondemand::json_type type = typeOf(choices);
    m_choicesEmpty = type == ondemand::json_type::array;
    return eachElement(choices, [&](ondemand::value& choice) {
        m_choicesEmpty = false;
        return readChoice(choice, facts);
    });
}

JsonError OpenAiDecoder::readChoice(ondemand::value& choice, EventFacts& facts)
{
    m_tokenIds = m_logprobs = -1;
    const JsonError error = eachMember(
        choice, [&](std::string_view name, ondemand::value& value) { return readChoiceMember(name, value, facts); });
    const std::int32_t tokens = m_tokenIds >= 0 ? m_tokenIds : m_logprobs;
    if (tokens >= 0)
        facts.chunkTokens = std::max(facts.chunkTokens, 0) + tokens;
    return error;
}

JsonError OpenAiDecoder::readChoiceMember(std::string_view name, ondemand::value& value, EventFacts& facts)
{
    if (name == "delta")
        return m_shape == Shape::Chat ? readDelta(value) : SUCCESS;
    if (name == "text")
        return m_shape == Shape::Completions ? m_payload.addValue(ChunkKind::Content, value) : SUCCESS;
    if (name == "token_ids")
        return countOf(value, m_tokenIds);
    if (name == "logprobs")
        return readLogprobs(value);
    if (name != "finish_reason")
        return SUCCESS;
    std::string_view reason;
    const JsonError error = textOf(value, reason);
    facts.finished |= !reason.empty();
    return error;
}

JsonError OpenAiDecoder::readDelta(ondemand::value& delta)
{
    m_reasoningRead = false;
    return eachMember(delta,
                      [&](std::string_view name, ondemand::value& value) { return readDeltaMember(name, value); });
}

JsonError OpenAiDecoder::readDeltaMember(std::string_view name, ondemand::value& value)
{
    if (name == "content" || name == "refusal")
        return m_payload.addValue(ChunkKind::Content, value);
    if (name == "reasoning_content" || name == "reasoning")
        return readReasoning(value);
    if (name == "tool_calls")
        return eachElement(value, [&](ondemand::value& call) { return m_payload.addToolCall(call); });
    if (name == "function_call")
        return m_payload.addFunction(value);
    if (name == "audio")
        return m_payload.addAudio(value);
    if (name == "token_ids")
        return countOf(value, m_tokenIds);
    return SUCCESS;
}

// `reasoning` (OpenRouter, vLLM now) and `reasoning_content` (DeepSeek, SGLang, llama.cpp, vLLM before) are two names
// of one thing. Some vLLM versions send both with the same text: the first that has any counts.
JsonError OpenAiDecoder::readReasoning(ondemand::value& reasoning)
{
    if (m_reasoningRead)
        return SUCCESS;
    const std::size_t before = m_payload.bytes();
    const JsonError error = m_payload.addValue(ChunkKind::Reasoning, reasoning);
    m_reasoningRead = m_payload.bytes() > before;
    return error;
}

// {content: [...], refusal: [...]} of chats, {tokens: [...]} of completions.
JsonError OpenAiDecoder::readLogprobs(ondemand::value& logprobs)
{
    return eachMember(logprobs, [&](std::string_view name, ondemand::value& value) {
        if (name != "content" && name != "refusal" && name != "tokens")
            return SUCCESS;
        std::int32_t count = -1;
        const JsonError error = countOf(value, count);
        m_logprobs = count < 0 ? m_logprobs : std::max(m_logprobs, 0) + count;
        return error;
    });
}

void OpenAiDecoder::settle(EventFacts& facts)
{
    m_payload.settle(facts);
    m_usage.settle(facts);
    facts.finished |= facts.usage && m_choicesEmpty;
    if (m_isErrorObject) {
        facts.error = true;
        facts.errorText = m_topMessage;
    }
}

}  // namespace inferometer
