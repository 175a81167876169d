// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/answer_doubts.h"

#include "core/metrics/summary.h"

#include <algorithm>
#include <limits>

namespace inferometer {

namespace {

double meanOf(double sum, std::uint64_t count)
{
    return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

// Cached tokens of the prompt itself: what the chat template and the system prompt add around it is shared by every
// request, so it is taken to be the cached part first.
std::int64_t cachedOfPrompt(const RequestRecord& record)
{
    const bool isKnown = record.serverInputTokens >= 0 && record.promptTokens >= 0;
    const std::int32_t around = isKnown ? std::max(record.serverInputTokens - record.promptTokens, 0) : 0;
    return std::max(record.serverCachedTokens - around, 0);
}

}  // namespace

void AnswerDoubts::take(const RecordBlock& block, const RequestRecord& record)
{
    if (!givesValues(record))
        return;
    ++m_answers;
    m_keptOpen += record.keptOpen ? 1U : 0U;
    m_hasGaps |= record.chunkCount > 1;
    m_inputTokens += static_cast<std::uint64_t>(inputTokensOf(record).value_or(0));
    m_cachedTokens += static_cast<std::uint64_t>(cachedOfPrompt(record));
    if (record.finishReason.length > 0 && ++m_unknownEnds == 1)
        m_unknownEnd = block.textOf(record.finishReason);
    if (record.disbelievedTokens >= 0 && ++m_disbelieved == 1) {
        m_disbelievedTokens = record.disbelievedTokens;
        m_disbelievedChunks = record.chunkCount;
    }
    if (record.firstToken.stamp != Stamp::Exact) {
        ++m_bounded;
        m_bounds += seconds(record.firstToken.bound);
    }
}

void AnswerDoubts::fill(VerdictInput& input) const
{
    input.unknownEnds = m_unknownEnds;
    input.unknownEnd = m_unknownEnd;
    input.disbelieved = m_disbelieved;
    input.disbelievedTokens = m_disbelievedTokens;
    input.disbelievedChunks = m_disbelievedChunks;
    input.keptOpen = m_keptOpen;
    input.hasGaps = m_hasGaps;
    input.cachedShare = meanOf(static_cast<double>(m_cachedTokens), m_inputTokens);
    input.firstTokenBound = meanOf(m_bounds, m_bounded);
}

}  // namespace inferometer
