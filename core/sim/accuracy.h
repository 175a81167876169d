// SPDX-License-Identifier: GPL-3.0-or-later
// How far a run's arrivals are from the truth log of the simulator that answered it.
//
// A true arrival lies between the moments just before and just after the simulator's send(): what a figure is outside
// of that bracket is its error.
#pragma once

#include "core/load/run.h"
#include "core/sim/truth_log.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace inferometer {

// A send whose bracket is wider than this says too little: the simulator was preempted in it.
inline constexpr Nanos kWidestBracket = std::chrono::microseconds{50};

// Errors of one kind of figure.
struct ErrorSet
{
    std::vector<double> exact;       // seconds outside the bracket, 0 inside; what claims to be exact
    std::vector<double> bounded;     // the same of what came with a bound
    std::uint64_t brokenBounds = 0;  // bounded, and the truth lies outside of the bound
    std::uint64_t user = 0;          // without a kernel stamp
    std::uint64_t wide = 0;          // left out: the bracket is wider than kWidestBracket
};

struct Accuracy
{
    ErrorSet first;            // arrival of the first token
    ErrorSet later;            // arrival of every other chunk
    ErrorSet ttft;             // our arrival - sent, against the simulator's send - its arrival stamp of the request
    std::vector<double> gaps;  // seconds off, between two exact chunks that follow each other

    std::uint64_t unmatched = 0;  // ok requests that the log does not have chunk by chunk
};

// REQUIRES: the snapshot's state is Finished, chunks were kept.
Accuracy compareWithTruth(const Snapshot& snapshot, Nanos runStart, std::string_view runId,
                          const std::vector<TruthRecord>& truth);

}  // namespace inferometer
