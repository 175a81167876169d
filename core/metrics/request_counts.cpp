// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/request_counts.h"

#include <algorithm>

namespace inferometer {

void RequestCounts::take(const RequestRecord& record)
{
    warmup += record.phase == Phase::Warmup ? 1U : 0U;
    cooldown += record.phase == Phase::Cooldown ? 1U : 0U;
    if (record.phase != Phase::Measured)
        return;
    ++started;
    ++outcomes.at(static_cast<std::size_t>(record.outcome));
    ++(record.outcome == Outcome::Ok ? ok : record.outcome == Outcome::Cancelled ? cancelled : failed);
    if (record.outcome != Outcome::Ok)
        return;
    inputTokens += static_cast<std::uint64_t>(inputTokensOf(record).value_or(0));
    outputTokens += static_cast<std::uint64_t>(outputTokensOf(record).value_or(0));
    cachedTokens += static_cast<std::uint64_t>(std::max(0, record.serverCachedTokens));
    hiddenTokens += static_cast<std::uint64_t>(hiddenTokensOf(record));
    ++tokenSources.at(static_cast<std::size_t>(record.tokenSource));
    ++tokenBases.at(static_cast<std::size_t>(tokenBasisOf(record)));
}

}  // namespace inferometer
