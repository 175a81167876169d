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

void judgeRequest(const RecordBlock& block, const RequestRecord& record, const Slo& slo, Goodput& goodput)
{
    if (record.outcome != Outcome::Ok || !keeps(slo.ttft, valueOf("ttft_s", record))
        || !keeps(slo.tpot, valueOf("tpot_s", record)) || !keeps(slo.e2e, valueOf("e2e_s", record)))
        return;
    if (slo.gap && record.chunkCount > 1 && record.chunks.length == 0) {
        ++goodput.unjudged;
        return;
    }
    if (!slo.gap || keepsGap(block, record, *slo.gap))
        ++goodput.good;
}

}  // namespace

Goodput goodputOf(const Blocks& blocks, const Slo& slo)
{
    Goodput goodput;
    for (const auto& block : blocks) {
        for (const RequestRecord& record : block->records) {
            if (record.phase != Phase::Measured)
                continue;
            ++goodput.scheduled;
            judgeRequest(*block, record, slo, goodput);
        }
    }
    const Window window = windowOf(blocks);
    const double length = seconds(window.end - window.start);
    const auto good = static_cast<double>(goodput.good);
    goodput.share = goodput.scheduled == 0 ? std::numeric_limits<double>::quiet_NaN()
                                           : good / static_cast<double>(goodput.scheduled);
    goodput.rate = length > 0 ? good / length : 0;
    return goodput;
}

}  // namespace inferometer
