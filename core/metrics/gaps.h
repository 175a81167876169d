// SPDX-License-Identifier: GPL-3.0-or-later
// The gaps between chunks (ICL) and between tokens (ITL) of a run.
#pragma once

#include "core/metrics/summary.h"

namespace inferometer {

// Values by the Stamp of their arrivals, and how far the worst of them may be off.
struct ArrivalTally
{
    std::array<std::uint64_t, 3> stamps{};
    double errorMax = 0;

    // `error`: how far a value is off at most when it is not exact.
    void add(Stamp stamp, double error, std::uint64_t samples = 1);
};

struct GapStatistics
{
    MetricStatistics icl;  // their `metric` is not set
    MetricStatistics itl;
};

// Of the requests that give values; every chunk is read twice (gap_distribution.h).
GapStatistics gapStatisticsOf(const Blocks& blocks);

}  // namespace inferometer
