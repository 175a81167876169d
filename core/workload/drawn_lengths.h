// SPDX-License-Identifier: GPL-3.0-or-later
// How long the prompt and the answer of each request are: drawn from the seed and its number alone, so that any thread
// may draw those of any request, and the same seed draws the same.
#pragma once

#include "core/base/random.h"
#include "core/config/token_lengths.h"

#include <cstdint>

namespace inferometer {

// A draw before it is kept within limits, in whole tokens.
double drawnLength(const LengthDistribution& lengths, Random& random);

class DrawnLengths
{
public:
    DrawnLengths(const TokenLengths& lengths, std::uint64_t seed) : m_lengths(lengths), m_seed(seed) {}

    struct Length
    {
        std::int32_t tokens = 0;
        bool clamped = false;  // it was drawn beyond the limits
    };
    Length input(std::uint64_t number, bool warmup) const;
    Length output(std::uint64_t number, bool warmup) const;

    const TokenLengths& lengths() const { return m_lengths; }

private:
    TokenLengths m_lengths;
    std::uint64_t m_seed;
};

// What the requests of a run come to.
struct LengthRange
{
    std::int32_t longestInput = 0;
    std::uint64_t requests = 0;        // that were looked at: the first ones
    std::uint64_t clampedInputs = 0;   // to the limits, or to the shortest prompt that there is
    std::uint64_t clampedOutputs = 0;  // to the limits
};
// Of so many requests, a million at most, the warm-up's among them. `shortest`: prompts of fewer tokens cannot be made.
LengthRange rangeOf(const DrawnLengths& lengths, std::uint64_t requests, std::uint64_t warmup,
                    std::int64_t shortest = kShortestInput);

}  // namespace inferometer
