// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/openai_decoder.h"

#include <algorithm>

namespace inferometer {

JsonError OpenAiDecoder::readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
{
    if (name == "choices")
        return readChoices(value, facts);
    if (name == "timings")
        return m_usage.readTimings(value);
    if (name == "metrics")
        return m_usage.readMetrics(value);
    if (name == "prompt_progress")
        return readProgress(value, facts);
    if (name == "obfuscation")
        facts.isPadded = true;
    if (name == "error")
        return readError(value, facts);
    return m_usage.readMember(name, value);
}

JsonError OpenAiDecoder::readChoices(ondemand::value& choices, EventFacts& facts)
{
    const ondemand::json_type type = typeOf(choices);
    m_known = true;
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
    if (name == "finish_reason")
        return readFinish(value, facts);
    if (name == "error")
        return readError(value, facts);
    return name == "usage" ? m_usage.readUsage(value) : SUCCESS;
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
    JsonDecoder::settle(facts);
    facts.finished |= facts.usage && m_choicesEmpty;
}

}  // namespace inferometer
