// SPDX-License-Identifier: GPL-3.0-or-later
// How fast requests were served.
//
// Requests, like tokens, count by the share of their life that lies inside the window: the time in flight within it,
// divided by how long a request is in flight on average. That is Little's law (L = lambda W; Little, "A Proof for the
// Queuing Formula", Operations Research 9, 1961), so it asks neither that a request ends inside the window nor which
// one happens to end first. Where all requests lie inside, it comes down to their number over the window.
#pragma once

#include "core/metrics/window.h"

#include <limits>

namespace inferometer {

// A rate of fewer waves rests on the edges of the run more than on its middle (tests/bench/README.md has the errors).
inline constexpr double kSteadyWaves = 3;

struct Pace
{
    double rate = 0;  // requests that end ok, a second
    // Mean, while every stream was meant to have one (inFlightWhileBusy()), else over the window.
    double atOnce = 0;
    // Mean time from sending to the end, s, of the measured requests sent inside the window, whatever their outcome; by
    // Kaplan & Meier where some were cut. NaN: none was sent.
    double life = std::numeric_limits<double>::quiet_NaN();
    double waves = 0;  // of those requests, how many ended for each that was in flight at once, and 0 where none was

    bool steady() const { return waves >= kSteadyWaves; }
};

// The pace of what `ended` (cut ones aside; `ok` of them well) while `inFlight` were in flight on average, each for
// `life` s. A run that goes on is told by the same formula as one that is over.
Pace paceOf(double inFlight, double life, double ok, double ended);

// `blocks` have their edges marked.
Pace paceOf(const Blocks& blocks, const FigureWindows& windows);

}  // namespace inferometer
