// SPDX-License-Identifier: GPL-3.0-or-later
// A range of a run's time, as one more pair of edges. A request belongs to the range in which it was scheduled,
// whenever it was sent or ended: that decides what is counted and which requests give values. Rates, requests in flight
// and their peak are of the part of the range that lies within the run's own window, by when tokens arrived, whichever
// request they are of. What warm-up and cool-down keep out stays out.
#pragma once

#include "core/metrics/window.h"

namespace inferometer {

// From `begin` on, up to `end`, which is in the next one. The default holds every request.
struct TimeRange
{
    Nanos begin = Nanos::min();
    Nanos end = Nanos::max();

    bool has(Nanos moment) const { return moment >= begin && moment < end; }
    bool has(const RequestRecord& record) const { return has(beginOf(record)); }
    bool operator==(const TimeRange&) const = default;
};

// The windows of a run, cut to a range of it.
FigureWindows windowsIn(const TimeRange& range, const FigureWindows& whole);

struct RangeBlocks
{
    Blocks belonging;  // as they are; blocks that belong whole are shared
    Blocks beside;     // the others that were in flight during the range, in no figure by their phase, without texts
};
// `blocks` have their edges marked.
RangeBlocks blocksIn(const TimeRange& range, const Blocks& blocks);

}  // namespace inferometer
