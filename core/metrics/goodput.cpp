// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/summary.h"

#include <algorithm>
#include <limits>

namespace inferometer {

namespace {

double valueOf(std::string_view metric, const RequestRecord& record)
{
    return findMetric(metric)->of(record).value_or(std::numeric_limits<double>::quiet_NaN());
}

// An undefined value breaks no limit.
bool keeps(std::optional<double> limit, double value) { return !limit || !(value > *limit); }

bool keepsGap(const RecordBlock& block, const RequestRecord& record, double limit)
{
    std::vector<double> gaps;
    appendGaps(block, record, false, gaps);
    return std::all_of(gaps.begin(), gaps.end(), [&](double gap) { return gap <= limit; });
}

enum class Judgement : std::uint8_t { Good, Bad, Unjudged };

Judgement judgementOf(const RecordBlock& block, const RequestRecord& record, const Slo& slo)
{
    if (record.outcome != Outcome::Ok || !keeps(slo.ttft, valueOf("ttft_s", record))
        || !keeps(slo.tpot, valueOf("tpot_s", record)) || !keeps(slo.e2e, valueOf("e2e_s", record)))
        return Judgement::Bad;
    if (slo.gap && record.chunkCount > 1 && record.chunks.length == 0)
        return Judgement::Unjudged;
    return !slo.gap || keepsGap(block, record, *slo.gap) ? Judgement::Good : Judgement::Bad;
}

}  // namespace

Goodput goodputOf(const Blocks& blocks, const Slo& slo, Nanos loadEnd)
{
    const Window window = windowOf(blocks, loadEnd);
    Goodput goodput;
    std::uint64_t within = 0;
    for (const auto& block : blocks) {
        for (const RequestRecord& record : block->records) {
            if (record.phase != Phase::Measured)
                continue;
            ++goodput.scheduled;
            const Judgement judgement = judgementOf(*block, record, slo);
            goodput.unjudged += judgement == Judgement::Unjudged ? 1U : 0U;
            goodput.good += judgement == Judgement::Good ? 1U : 0U;
            within += judgement == Judgement::Good && window.has(record.end) ? 1U : 0U;
        }
    }
    if (goodput.scheduled > 0)
        goodput.share = static_cast<double>(goodput.good) / static_cast<double>(goodput.scheduled);
    goodput.rate = window.length() > 0 ? static_cast<double>(within) / window.length() : 0;
    return goodput;
}

}  // namespace inferometer
