// SPDX-License-Identifier: GPL-3.0-or-later
// What was sent against what a schedule made due: lateness, rates, and whether requests came as their process says.
//
// Both sets of moments, due and sent, are first seen through the integrated rate of the schedule, where the wanted rate
// is 1 however it changes (time change by the integrated rate); so a ramp does not look like a burst.
#pragma once

#include "core/config/run_spec.h"
#include "core/metrics/window.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace inferometer {

inline constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

// A value, and the range in which it lies for 95 of 100 runs of a process. NaN: not known.
struct Expected
{
    double value = kNoFigure;
    double low = kNoFigure;
    double high = kNoFigure;
};

// Windows that are meant to have so many requests each; fewer windows say nothing.
inline constexpr double kRequestsPerWindow = 10;
inline constexpr std::size_t kFewestWindows = 10;

// Index of dispersion: variance (ddof 1) to mean of the requests in windows of kRequestsPerWindow (Cox & Lewis, "The
// Statistical Analysis of Series of Events", 1966, 6.3). 1 for a Poisson process, 0 for a constant one, above 1 in
// bursts. The range is that of a Poisson process: (windows - 1) times the index is chi-squared with as many degrees of
// freedom. `counts` are moments of a process of rate 1, ascending, the windows lie from `from` to `to`.
Expected dispersionOf(const std::vector<double>& counts, double from, double to);

// Autocorrelation of each gap with the next. The range is that of independent gaps of any shape: -1/n +- 1.96/sqrt(n)
// (Bartlett, "On the Theoretical Specification and Sampling Properties of Autocorrelated Time-Series", 1946). NaN where
// all gaps are alike, and for fewer than 30.
Expected autocorrelationOf(const std::vector<double>& counts);

// Of measured requests.
struct ArrivalFigures
{
    std::uint64_t due = 0;   // that were taken up in any way
    std::uint64_t sent = 0;  // of them, see wasSent(); moments below are those of first attempts
    // Requests less one over the time from the first to the last; NaN for fewer than two.
    double dueRate = kNoFigure;
    double sentRate = kNoFigure;
    // latenessOf(), in s; exact quantiles, type 7. NaN: none was sent.
    double latenessP50 = kNoFigure;
    double latenessP99 = kNoFigure;
    double latenessMax = kNoFigure;
    Expected dueDispersion;
    Expected sentDispersion;
    // NaN of constant gaps: each that is late makes one longer and the next shorter, and rounding to nanoseconds does
    // so with those that are due, which says nothing of the process.
    Expected dueAutocorrelation;
    Expected sentAutocorrelation;
};

// latenessOf() of every measured request that has one, in s, ascending: what the figures and the verdict are of.
std::vector<double> latenessesOf(const Blocks& blocks);

// Nothing: no measured request came by a schedule. `blocks` have their edges marked. A spec whose stages cannot be read
// has no dispersion and no autocorrelation.
std::optional<ArrivalFigures> arrivalFiguresOf(const Blocks& blocks, const RunSpec& spec);

// The end of the load of an open loop whose program died, so that what was in flight left no record: until then every
// request that was due is known. Requests are numbered without a gap.
Nanos dueUntil(const Blocks& blocks);

}  // namespace inferometer
