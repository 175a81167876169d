// SPDX-License-Identifier: GPL-3.0-or-later
// How long prompts and answers are: the same for all, or drawn for each request.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

enum class LengthShape : std::uint8_t { Constant, Uniform, Normal, Lognormal };

// In tokens. Uniform: every whole number of [mean - spread, mean + spread] alike. Normal, lognormal: mean and standard
// deviation of the lengths themselves, before they are rounded and kept within the limits.
struct LengthDistribution
{
    LengthShape shape = LengthShape::Constant;
    double mean = 0;
    double spread = 0;

    bool varies() const { return shape != LengthShape::Constant && spread > 0; }
    bool operator==(const LengthDistribution&) const = default;
};

struct TokenLengths
{
    LengthDistribution input;
    LengthDistribution output;
};

// No prompt and no answer is asked for beyond these.
inline constexpr std::int64_t kShortestInput = 16;
inline constexpr std::int64_t kShortestOutput = 1;
inline constexpr std::int64_t kLongestTokens = 1'000'000;

// "N(480,240)/(300,150)": input and output, normal, with mean and deviation. "U(50,100)/(200,250)": uniform from the
// one to the other. L is lognormal, with mean and deviation, and D(480) constant; a letter before the second pair makes
// that of another kind: "N(480,240)/D(300)". The error is of setting `key` and says which half is wrong.
Result<TokenLengths> parseLengths(std::string_view text, std::string_view key);

// "N(480,240)", as parseLengths() reads it.
std::string lengthText(const LengthDistribution& lengths);

}  // namespace inferometer
