// SPDX-License-Identifier: GPL-3.0-or-later
// What the answers of a run give the verdict to think about, counted record by record: live and from a journal alike.
#pragma once

#include "core/metrics/request_record.h"
#include "core/metrics/verdict.h"

#include <cstdint>
#include <string>

namespace inferometer {

class AnswerDoubts
{
public:
    // Warm-up, cool-down and failed requests are passed over.
    void take(const RecordBlock& block, const RequestRecord& record);

    // Sets what VerdictInput says of answers, hasGaps, cachedShare and firstTokenBound.
    void fill(VerdictInput& input) const;

private:
    std::uint64_t m_answers = 0;
    std::uint64_t m_unknownEnds = 0;
    std::string m_unknownEnd;  // the first of them
    std::uint64_t m_disbelieved = 0;
    std::int32_t m_disbelievedTokens = 0;  // of the first of them
    std::uint32_t m_disbelievedChunks = 0;
    std::uint64_t m_keptOpen = 0;
    std::uint64_t m_inputTokens = 0;
    std::uint64_t m_cachedTokens = 0;
    bool m_hasGaps = false;
    std::uint64_t m_bounded = 0;  // first tokens
    double m_bounds = 0;          // s, their sum
};

}  // namespace inferometer
