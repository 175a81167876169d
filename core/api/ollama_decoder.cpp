// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/ollama_decoder.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

JsonError OllamaDecoder::readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
{
    if (name == "message")
        return m_shape == Shape::Chat ? readMessage(value) : SUCCESS;
    if (name == "response")
        return m_shape == Shape::Generate ? m_payload.addValue(ChunkKind::Content, value) : SUCCESS;
    if (name == "thinking")
        return m_shape == Shape::Generate ? m_payload.addValue(ChunkKind::Reasoning, value) : SUCCESS;
    if (name == "error")
        return readError(value, facts);
    if (name == "logprobs")
        return countOf(value, facts.chunkTokens);
    return name.starts_with("done") ? readDone(name, value, facts) : readTotal(name, value);
}

JsonError OllamaDecoder::readDone(std::string_view name, ondemand::value& value, EventFacts& facts)
{
    if (name == "done") {
        m_known = true;  // every line of an answer says it
        facts.endMark = isTrue(value);
        facts.finished |= facts.endMark;
    }
    return name == "done_reason" ? readFinish(value, facts, FinishWords::Ollama) : SUCCESS;
}

JsonError OllamaDecoder::readMessage(ondemand::value& message)
{
    return eachMember(message, [&](std::string_view name, ondemand::value& value) {
        if (name == "content")
            return m_payload.addValue(ChunkKind::Content, value);
        if (name == "thinking")
            return m_payload.addValue(ChunkKind::Reasoning, value);
        if (name == "tool_calls")
            return eachElement(value, [&](ondemand::value& call) { return m_payload.addToolCall(call); });
        return SUCCESS;
    });
}

JsonError OllamaDecoder::readTotal(std::string_view name, ondemand::value& value)
{
    if (name == "prompt_eval_count")
        return numberOf(value, m_totals.inputTokens);
    if (name == "eval_count")
        return numberOf(value, m_totals.outputTokens);
    if (name == "total_duration")
        return numberOf(value, m_totals.total);
    if (name == "prompt_eval_duration")
        return numberOf(value, m_totals.promptEval);
    if (name == "eval_duration")
        return numberOf(value, m_totals.eval);
    return SUCCESS;
}

// No server TTFT: the durations leave out the wait for a slot, and eval_duration leaves out sampling in newer versions,
// so no sum or difference of them is one. The rate is eval_count / eval_duration, as Ollama's API documentation says.
void OllamaDecoder::settle(EventFacts& facts) const
{
    m_payload.settle(facts);
    facts.inputTokens = asCount(m_totals.inputTokens);
    facts.outputTokens = asCount(m_totals.outputTokens);
    facts.tokensSoFar = facts.outputTokens;
    facts.usage = facts.inputTokens >= 0 || facts.outputTokens >= 0;
    auto& values = facts.serverMetrics.values;
    values[ServerMetrics::EndToEnd] = m_totals.total / 1e9;
    values[ServerMetrics::Prefill] = m_totals.promptEval / 1e9;
    if (m_totals.eval > 0)
        values[ServerMetrics::OutputRate] = m_totals.outputTokens / m_totals.eval * 1e9;
    facts.hasServerMetrics = std::any_of(values.begin(), values.end(), [](double value) { return !std::isnan(value); });
}

}  // namespace inferometer
