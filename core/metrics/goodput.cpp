// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/goodput.h"

#include "core/metrics/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace inferometer {

namespace {

double valueOf(std::string_view metric, const RecordBlock& block, const RequestRecord& record)
{
    return findMetric(metric)->of(block, record).value_or(std::numeric_limits<double>::quiet_NaN());
}

// An undefined value breaks no limit.
bool keeps(std::optional<double> limit, double value) { return !limit || !(value > *limit); }

bool keepsGap(const RecordBlock& block, const RequestRecord& record, double limit)
{
    std::vector<double> gaps;
    appendGaps(block, record, false, gaps);
    return std::all_of(gaps.begin(), gaps.end(), [&](double gap) { return gap <= limit; });
}

enum class Judgement : std::uint8_t { Good, Bad, Undefined, Unjudged };
constexpr std::size_t kJudgements = 4;

bool onlyTpotBinds(const Slo& slo) { return slo.tpot && !slo.ttft && !slo.gap && !slo.e2e; }

Judgement judgementOf(const RecordBlock& block, const RequestRecord& record, const Slo& slo)
{
    if (record.outcome != Outcome::Ok || !keeps(slo.ttft, valueOf("ttft_s", block, record))
        || !keeps(slo.tpot, valueOf("tpot_s", block, record)) || !keeps(slo.e2e, valueOf("e2e_s", block, record)))
        return Judgement::Bad;
    if (onlyTpotBinds(slo) && std::isnan(valueOf("tpot_s", block, record)))
        return Judgement::Undefined;
    if (slo.gap && record.chunkCount > 1 && record.chunks.length == 0)
        return Judgement::Unjudged;
    return !slo.gap || keepsGap(block, record, *slo.gap) ? Judgement::Good : Judgement::Bad;
}

}  // namespace

Slo sloOf(const RunSpec& spec)
{
    const auto limit = [](double value) { return value > 0 ? std::optional{value} : std::nullopt; };
    return {limit(spec.slo.ttft), limit(spec.slo.tpot), limit(spec.slo.gap), limit(spec.slo.e2e)};
}

Goodput goodputOf(const Blocks& blocks, const Slo& slo, double requestRate)
{
    std::array<std::uint64_t, kJudgements> counts{};
    Goodput goodput;
    std::uint64_t ok = 0;
    for (const auto& block : blocks) {
        for (const RequestRecord& record : block->records) {
            if (record.phase != Phase::Measured)
                continue;
            ++goodput.scheduled;
            const Judgement judgement = judgementOf(*block, record, slo);
            ++counts.at(static_cast<std::size_t>(judgement));
            ok += record.outcome == Outcome::Ok ? 1U : 0U;
        }
    }
    goodput.good = counts[static_cast<std::size_t>(Judgement::Good)];
    goodput.undefined = counts[static_cast<std::size_t>(Judgement::Undefined)];
    goodput.unjudged = counts[static_cast<std::size_t>(Judgement::Unjudged)];
    if (const std::uint64_t judged = goodput.scheduled - goodput.undefined; judged > 0)
        goodput.share = static_cast<double>(goodput.good) / static_cast<double>(judged);
    if (ok > 0)
        goodput.rate = requestRate * static_cast<double>(goodput.good) / static_cast<double>(ok);
    return goodput;
}

}  // namespace inferometer
