// SPDX-License-Identifier: GPL-3.0-or-later
// How far a run's arrivals are from the truth log of the simulator that answered it.
#pragma once

#include "core/load/run.h"
#include "core/sim/truth_log.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace inferometer::cli {

// A send whose bracket is wider than this says too little: the simulator was preempted in it.
inline constexpr Nanos kWidestBracket = std::chrono::microseconds{50};

struct Accuracy
{
    // Seconds outside the bracket of the send(s); 0 inside. Exact arrivals only.
    std::vector<double> firstTokens;
    std::vector<double> gaps;  // between two chunks that follow each other

    std::uint64_t bounded = 0;       // arrivals given with a bound
    std::uint64_t brokenBounds = 0;  // of these: the truth lies outside the bound
    std::uint64_t user = 0;          // arrivals without a kernel stamp
    std::uint64_t wide = 0;          // left out: the bracket is wider than kWidestBracket
    std::uint64_t unmatched = 0;     // ok requests that the log does not have chunk by chunk
};

// REQUIRES: the snapshot's state is Finished, chunks were kept.
Accuracy compareWithTruth(const Snapshot& snapshot, const RunFacts& facts, std::string_view runId,
                          const std::vector<TruthRecord>& truth);

}  // namespace inferometer::cli
