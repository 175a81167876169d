// SPDX-License-Identifier: GPL-3.0-or-later
// What is counted by adding up the requests that ended: the same function live, at the end and on reading, so that no
// two places can disagree on what succeeded or failed.
#pragma once

#include "core/metrics/token_counts.h"

#include <array>
#include <cstdint>

namespace inferometer {

// Of measured requests, but for `warmup` and `cooldown`. Warm-up by time and cool-down are told apart once the run is
// over (window.h); until then those requests count as measured.
struct RequestCounts
{
    std::uint64_t started = 0;  // that ended, in any way: ok + failed + cancelled
    std::uint64_t ok = 0;
    std::uint64_t failed = 0;  // ended in any other way, cancelled not counted
    std::uint64_t cancelled = 0;
    std::array<std::uint64_t, kOutcomes> outcomes{};
    std::uint64_t inputTokens = 0;  // of requests that ended ok, as all tokens here
    std::uint64_t outputTokens = 0;
    std::uint64_t cachedTokens = 0;
    std::uint64_t hiddenTokens = 0;                           // reasoning that never showed, among outputTokens
    std::array<std::uint64_t, kTokenSources> tokenSources{};  // ok requests by TokenSource
    std::array<std::uint64_t, 3> tokenBases{};                // ok requests by TokenBasis
    std::uint64_t warmup = 0;                                 // requests that enter no figure
    std::uint64_t cooldown = 0;                               // likewise

    void take(const RequestRecord& record);
};

}  // namespace inferometer
