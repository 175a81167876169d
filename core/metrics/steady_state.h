// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the latencies of a run settled, and from when on.
//
// The end of the transient is placed by MSER-5 (White, "An Effective Truncation Heuristic for Bias Reduction in
// Simulation Output", Simulation 69, 1997; Franklin and White, "Stationarity Tests and MSER-5", WSC 2008): the rest of
// the series, in means of five, whose mean has the smallest standard error. What is left is steady only when its trend
// is shown to be small: by the least squares line through the means of sixteen equal parts, so that neighbours that are
// alike do not count as many, the change over the whole series lies within a tenth of the mean with 99 % confidence
// (two one-sided tests; Schuirmann, 1987). The words are those of MLPerf Endpoints. steady_state_test.cpp measures how
// often each is right.
#pragma once

#include "core/metrics/window.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace inferometer {

// NotFound: neither is shown; there are too few values, or they scatter too much.
enum class Steadiness : std::uint8_t { Plateau, DriftingUp, DriftingDown, NotFound };
std::string_view steadinessName(Steadiness steadiness);  // "plateau", "drifting_up", ...
std::optional<Steadiness> steadinessFromName(std::string_view name);

inline constexpr std::size_t kMserBatch = 5;
inline constexpr double kSteadyDrift = 0.1;  // of the mean, over the whole series

struct Trend
{
    Steadiness steadiness = Steadiness::NotFound;
    std::size_t start = 0;  // the first value behind the transient; of a plateau alone
    // Change over the length of the whole series, as a share of the mean behind the transient, and the bounds between
    // which it lies with 99 % confidence. NaN: too few values.
    double drift = std::numeric_limits<double>::quiet_NaN();
    double least = drift;
    double most = drift;
};

// Of values in the order of time, none of them negative; `batch` of them make one of the means that MSER sees.
Trend trendOf(std::span<const double> series, std::size_t batch = kMserBatch);

// Of a run: its TTFT and its TPOT, request by request in the order of sending.
struct SteadyState
{
    Trend ttft;
    Trend tpot;  // NaN where answers have one token

    // The moment when the last of both had settled: a plateau each. kUnset: there is none.
    Nanos start = kUnset;
};
// Of the requests that give values; `blocks` have their edges marked.
SteadyState steadyStateOf(const Blocks& blocks);

}  // namespace inferometer
