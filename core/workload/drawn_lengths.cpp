// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/drawn_lengths.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

// Streams of the seed, one a request; prompts have others (prompt_book.cpp).
constexpr std::uint64_t kInputStreams = std::uint64_t{1} << 41U;
constexpr std::uint64_t kOutputStreams = std::uint64_t{1} << 42U;
constexpr std::uint64_t kWarmupStreams = std::uint64_t{1} << 39U;  // behind each of them
constexpr std::uint64_t kMostLooked = 1'000'000;

Random randomOf(std::uint64_t seed, std::uint64_t streams, std::uint64_t number, bool warmup)
{
    return Random{seed, streams + (warmup ? kWarmupStreams : 0) + number};
}

DrawnLengths::Length kept(double drawn, std::int64_t least)
{
    const double within = std::clamp(drawn, static_cast<double>(least), static_cast<double>(kLongestTokens));
    return {static_cast<std::int32_t>(within), within != drawn};
}

}  // namespace

double drawnLength(const LengthDistribution& lengths, Random& random)
{
    const double low = std::ceil(lengths.mean - lengths.spread);
    const double high = std::floor(lengths.mean + lengths.spread);
    switch (lengths.shape) {
    case LengthShape::Uniform:
        return low + static_cast<double>(random.below(static_cast<std::uint64_t>(std::max(high - low, 0.0)) + 1));
    case LengthShape::Normal:
        return std::round(random.normal(lengths.mean, lengths.spread));
    case LengthShape::Lognormal:
        return std::round(random.lognormal(lengths.mean, lengths.spread / lengths.mean));
    case LengthShape::Constant:
        break;
    }
    return std::round(lengths.mean);
}

DrawnLengths::Length DrawnLengths::input(std::uint64_t number, bool warmup) const
{
    Random random = randomOf(m_seed, kInputStreams, number, warmup);
    return kept(drawnLength(m_lengths.input, random), kShortestInput);
}

DrawnLengths::Length DrawnLengths::output(std::uint64_t number, bool warmup) const
{
    Random random = randomOf(m_seed, kOutputStreams, number, warmup);
    return kept(drawnLength(m_lengths.output, random), kShortestOutput);
}

LengthRange rangeOf(const DrawnLengths& lengths, std::uint64_t requests, std::uint64_t warmup, std::int64_t shortest)
{
    LengthRange range;
    range.requests = std::min(requests, kMostLooked);
    for (std::uint64_t i = 0; i < range.requests; ++i) {
        const bool warms = i < warmup;
        const DrawnLengths::Length input = lengths.input(warms ? i : i - warmup, warms);
        const DrawnLengths::Length output = lengths.output(warms ? i : i - warmup, warms);
        range.longestInput = std::max(range.longestInput, input.tokens);
        range.clampedInputs += input.clamped || input.tokens < shortest ? 1U : 0U;
        range.clampedOutputs += output.clamped ? 1U : 0U;
    }
    return range;
}

}  // namespace inferometer
