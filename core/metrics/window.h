// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a run counts: the requests that warm-up and cool-down leave, and the window that rates are of.
#pragma once

#include "core/config/run_spec.h"
#include "core/metrics/request_record.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace inferometer {

using Blocks = std::vector<std::shared_ptr<const RecordBlock>>;

// Moments since run start.
struct Window
{
    Nanos start{0};
    Nanos end{0};

    double length() const { return seconds(end - start); }  // s
    bool has(Nanos moment) const { return moment >= start && moment <= end; }
};
// What lies in both; without length where nothing does.
Window overlapOf(const Window& a, const Window& b);

// When a request was due; of one that had no such moment, when it was sent.
Nanos beginOf(const RequestRecord& record);

// The blocks with the requests that the spec's warm-up and cool-down shares, counts and times keep out marked so by
// their phase: a request belongs where its number or its scheduled moment is. Only blocks that change are copied.
// `loadEnd` is when the load ended (RunFacts::loadEnd); cool-down by time counts back from it.
Blocks withEdgesMarked(Blocks blocks, const RunSpec& spec, Nanos loadEnd);

// All that measured requests cover: from the first one's `scheduled` to the last moment of any.
Window spanOf(const Blocks& blocks);

// What rates are of: from the first measured request's `scheduled` to the end of the load. That is `loadEnd` (closed
// loop: when the first stream found no more work), or when the first request of the cool-down was due; what follows is
// the drain. Not before the first success, or runs of fewer requests than streams would have no window. kUnset: the
// load lasted as long as the span.
Window windowOf(const Blocks& blocks, Nanos loadEnd = kUnset);

// Time-weighted mean and peak of overlapping [start, end) intervals by sweep line.
struct Concurrency
{
    double mean = 0;
    std::uint64_t peak = 0;
};
Concurrency concurrencyOf(const std::vector<std::pair<Nanos, Nanos>>& intervals, Window window);

// What the figures of a run, or of a range of it, are of (time_range.h).
struct FigureWindows
{
    Window rates;
    // While every stream was meant to have a request: from the moment each had sent its first, or one had ended before
    // that, to the end of the load. Without length: there was no such time, as where requests fail before all were
    // sent.
    Window busy;
    Window peak{Nanos::min(), Nanos::max()};  // where the most requests in flight are looked for
};
// Of a run: `rates` is windowOf(), or the one given. `loadEnd` as windowOf() takes it.
FigureWindows windowsOf(const Blocks& blocks, Nanos loadEnd = kUnset);
FigureWindows windowsOf(const Blocks& blocks, Window rates, Nanos loadEnd);

// The mean number of requests in flight, sent to ended, over `windows.busy`; NaN when there was no such time.
double inFlightWhileBusy(const Blocks& blocks, const FigureWindows& windows);

// The end of the load of a closed loop whose program died, so that what was in flight left no record: until then every
// request of every stream is known.
Nanos knownUntil(const Blocks& blocks);

}  // namespace inferometer
