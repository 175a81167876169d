// SPDX-License-Identifier: GPL-3.0-or-later
// What a server did not say and its first tokens let guess, by the rules of the SambaNova AI Starter Kit's benchmark
// (performance_evaluation.py; synthetic_performance_eval_script.py). Guesses: wherever they stand, they are called so.
#pragma once

#include "core/metrics/window.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace inferometer {

// The extra time of the first request, as when a server first had to load its model: among the ok ones in the order of
// sending, all with a server TTFT, the first is more than mean + 3 sample deviations of the others above their mean.
struct SwitchingTime
{
    const RequestRecord* record = nullptr;
    double value = 0;  // s
};
std::optional<SwitchingTime> switchingTimeOf(const Blocks& blocks);

// Ok requests that were answered together, in the order in which they ended: those that follow each other with the very
// same server TTFT. Empty where the server says batch sizes itself, or not every TTFT.
std::vector<std::uint64_t> requestGroupsOf(const Blocks& blocks);

// The batch a group ran in: the next power of two. REQUIRES: size > 0.
std::uint64_t batchOfGroup(std::uint64_t size);

// The batch size of more than half of all the places in the batches; nullopt: there is none. REQUIRES: powers of two.
std::optional<std::uint64_t> prevailingBatch(const std::vector<std::uint64_t>& batches);

struct Inferred
{
    double switchingTime = std::numeric_limits<double>::quiet_NaN();  // s; NaN: nothing tells one
    double batchSize = std::numeric_limits<double>::quiet_NaN();      // the one that prevails; NaN likewise
};
Inferred inferredOf(const Blocks& blocks);

}  // namespace inferometer
