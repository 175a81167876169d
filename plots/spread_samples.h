// SPDX-License-Identifier: GPL-3.0-or-later
// The p5, median and p95 of values that keep coming.
//
// While a run goes on they are exact up to kExactLive values and from then on a histogram's, which takes in only what
// is new (within 1/64 of the value). Of a finished run they are exact: type 7, from every value.
#pragma once

#include "core/metrics/histogram.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace inferometer::plots {

struct Spread
{
    std::size_t n = 0;
    double p5 = 0;  // undefined when n == 0, as are the others
    double median = 0;
    double p95 = 0;
    bool isExact = true;  // else within 1/64
};
Spread spreadOf(const Histogram& histogram);

class SpreadSamples
{
public:
    static constexpr std::size_t kExactLive = 2048;

    // In the value's own unit, up to 262,800. Live, with more than kExactLive of them, less than 0 counts as 0.
    void add(double value);
    // `final`: exact, however many there are. Costs nothing when no value came since the last call.
    const Spread& spread(bool final);

private:
    std::vector<double> m_values;            // in any order
    std::unique_ptr<Histogram> m_histogram;  // of all values, once there are more than kExactLive
    Spread m_spread;
};

// Type 7 quantile of values in any order, as quantileOf() of the sorted ones; reorders them.
// REQUIRES: not empty, q in [0, 1].
double quantileIn(std::vector<double>& values, double q);

}  // namespace inferometer::plots
