// SPDX-License-Identifier: GPL-3.0-or-later
// Log-linear histogram of durations: 64 sub-buckets an octave, so a quantile is within 1/64 of the true one.
// For live figures; final ones are exact, from the records (summary.h).
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace inferometer {

class Histogram
{
public:
    Histogram();

    // Values below 0 count as 0, above 73 hours as 73 hours.
    void add(Nanos value, std::uint64_t times = 1);
    // Takes back what was added once. max() is then at or above the largest value left.
    void remove(Nanos value);
    void merge(const Histogram& other);
    void clear();

    std::uint64_t count() const { return m_count; }
    Nanos max() const { return m_max; }
    double meanSeconds() const;

    // Quantile q in [0, 1] in seconds; NaN when empty.
    double quantile(double q) const;
    // The same for many in one pass. REQUIRES: ascending.
    std::vector<double> quantiles(std::span<const double> qs) const;

    // Share of values at or below `limit`, of a whole number of them; NaN when empty.
    double shareBelow(Nanos limit) const;
    // The same for many limits in one pass. REQUIRES: ascending.
    std::vector<double> sharesBelow(std::span<const Nanos> limits) const;

    // For files: the buckets that are not empty, and the histogram they came from; nullopt when they fit none.
    using Parts = std::vector<std::pair<std::size_t, std::uint64_t>>;
    Parts parts() const;
    double sumNanos() const { return m_sum; }
    static std::optional<Histogram> fromParts(const Parts& parts, double sumNanos, Nanos max);

private:
    std::vector<std::uint64_t> m_buckets;
    std::uint64_t m_count = 0;
    double m_sum = 0;
    Nanos m_max{0};
};

}  // namespace inferometer
