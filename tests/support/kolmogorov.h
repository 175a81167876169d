// SPDX-License-Identifier: GPL-3.0-or-later
// Whether draws are of a distribution, by Kolmogorov & Smirnov.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace inferometer {

// The largest distance between the draws' step function and `cumulative`, times the root of their number: beyond 1.63
// in 1 of 100 sets of draws of that distribution (Smirnov, 1948).
template <typename Cumulative>
double kolmogorovDistance(std::vector<double> draws, Cumulative&& cumulative)
{
    std::sort(draws.begin(), draws.end());
    const auto n = static_cast<double>(draws.size());
    double most = 0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const double share = cumulative(draws[i]);
        const auto below = static_cast<double>(i);
        most = std::max({most, share - below / n, (below + 1) / n - share});
    }
    return most * std::sqrt(n);
}
inline constexpr double kKolmogorovLimit = 1.63;

}  // namespace inferometer
