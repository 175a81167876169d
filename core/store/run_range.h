// SPDX-License-Identifier: GPL-3.0-or-later
// A range of a run, counted as a run of its own by the run's ledger and the run's formulas (core/metrics/time_range.h
// says what belongs to it). The range that holds all requests has exactly the figures of the run.
//
// What nobody can know of a part stays that of the whole run: its header, label and facts (user lag, processor time,
// ...) and its verdict. Of the facts only `inFlightMean` is of the range, and requests that were never sent
// belong to no part of the run.
#pragma once

#include "core/metrics/time_range.h"
#include "core/store/finished_run.h"

namespace inferometer {

// Its snapshot shows the requests that belong to the range, Finished. A figure that has no value there is NaN: rates
// where the range has no part in the run's window, the rate of requests where none belongs to it. Cost: of the blocks
// that reach into the range; whole ones are shared.
FinishedRun rangeOf(const FinishedRun& run, const TimeRange& range);

// Of a run that goes on, as far as it is known: the window reaches to now, warm-up by time and cool-down count as
// measured. Requests in flight count in rates by what came of them; those that belong are snapshot->inFlight.
FinishedRun rangeOf(const Snapshot& live, const RunSpec& spec, const TimeRange& range);

// Whether nothing that the run still does changes the figures of the range, but for the edges that its end brings.
bool isSettled(const Snapshot& snapshot, const TimeRange& range);

}  // namespace inferometer
