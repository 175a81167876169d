// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace inferometer {

namespace {

__extension__ using Wide = unsigned __int128;

// SplitMix64's output function.
std::uint64_t mixed(std::uint64_t z)
{
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream)
{
    // The stream is mixed before it meets the seed, so that (1, 2) and (2, 1) or neighbours share nothing.
    std::uint64_t state = seed ^ mixed(stream * kGolden);
    for (std::uint64_t& word : m_state) {
        state += kGolden;
        word = mixed(state);
    }
}

std::uint64_t Random::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17U;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

std::uint64_t Random::below(std::uint64_t bound)
{
    assert(bound > 0);
    // Lemire, "Fast Random Integer Generation in an Interval", 2019: unbiased, rarely a division.
    Wide product = Wide{next()} * bound;
    if (static_cast<std::uint64_t>(product) < bound) {
        const std::uint64_t threshold = (0 - bound) % bound;
        while (static_cast<std::uint64_t>(product) < threshold)
            product = Wide{next()} * bound;
    }
    return static_cast<std::uint64_t>(product >> 64U);
}

double Random::normal(double mean, double deviation)
{
    // 1 - u lies in (0, 1], where the logarithm is finite. Two draws always, so the sequence does not depend on values.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return mean + deviation * radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Random::lognormal(double mean, double cv)
{
    const double variance = std::log1p(cv * cv);
    return mean * std::exp(normal(-variance / 2.0, std::sqrt(variance)));
}

double Random::exponential(double mean) { return -mean * std::log(1.0 - uniform()); }

double Random::gamma(double shape, double mean)
{
    assert(shape > 0 && mean > 0);
    const bool boosted = shape < 1;
    const double d = (boosted ? shape + 1 : shape) - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal(0, 1);
        const double root = 1 + c * x;
        const double u = 1.0 - uniform();  // in (0, 1]
        if (root <= 0)
            continue;
        const double v = root * root * root;
        if (std::log(u) >= x * x / 2 + d - d * v + d * std::log(v))
            continue;
        const double boost = boosted ? std::pow(1.0 - uniform(), 1 / shape) : 1;
        return mean / shape * d * v * boost;
    }
}

}  // namespace inferometer
