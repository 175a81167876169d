// SPDX-License-Identifier: GPL-3.0-or-later
// The one named generator, with transforms of our own: the standard library's distributions differ between
// implementations, so a seed would not reproduce a run everywhere.
#pragma once

#include <array>
#include <cstdint>

namespace inferometer {

// xoshiro256** 1.0 (Blackman, Vigna: "Scrambled Linear Pseudorandom Number Generators", 2021), seeded by SplitMix64.
class Random
{
public:
    // Streams of one seed are independent: one for prompts, one for arrivals, and so on.
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

    std::uint64_t next();

    // Uniform in [0, 1), 53 bits.
    double uniform();

    // Uniform in [0, bound). REQUIRES: bound > 0.
    std::uint64_t below(std::uint64_t bound);

    // Normal by Box-Muller, one value a call.
    double normal(double mean, double deviation);

    // Lognormal whose own mean is `mean` and whose coefficient of variation is `cv`.
    double lognormal(double mean, double cv);

    // Exponential with this mean, by inversion.
    double exponential(double mean);

    // Gamma with this shape and mean (Marsaglia, Tsang: "A Simple Method for Generating Gamma Variables", ACM TOMS 26,
    // 2000; below shape 1 by their boost). The number of draws varies. REQUIRES: both > 0.
    double gamma(double shape, double mean);

private:
    std::array<std::uint64_t, 4> m_state{};
};

}  // namespace inferometer
