// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of a metric are distributed over a run, by the formulas of its Statistics: the curve goes through
// every quantile that the summary tells.
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/summary.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace inferometer {

// What a request gives to a metric: its value, or how long it had waited for one when it was cut.
struct Observed
{
    double value = 0;
    bool waited = false;
};
std::optional<Observed> observed(const Metric& metric, const RecordBlock& block, const RequestRecord& record);

// What the server said of a request that gives values; nullopt: nothing.
std::optional<double> serverValueOf(const RecordBlock& block, const RequestRecord& record, ServerMetrics::Field field);

inline constexpr std::size_t kDistributionSteps = 1000;

struct Distribution
{
    // Value i is the quantile i / kDistributionSteps, ascending, in the metric's unit; empty: there are no values.
    std::vector<double> values;
    std::size_t reached = 0;  // so many are known; those behind them are lower limits, for requests were cut

    // Share of the values at or below this one, linear between two. NaN: there are none.
    double shareBelow(double value) const;
};

Distribution distributionOf(const Blocks& blocks, const Metric& metric);
Distribution distributionOf(const Blocks& blocks, ServerMetrics::Field field);
// Of a run that goes on: within 1/64.
Distribution distributionOf(const Histogram& histogram);

}  // namespace inferometer
