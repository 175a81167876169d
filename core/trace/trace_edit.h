// SPDX-License-Identifier: GPL-3.0-or-later
// A trace as it is to be replayed: a window of it, without long pauses, faster or slower, again and again, and another
// one that is like it (trace_synthesis.h). In this order.
#pragma once

#include "core/trace/trace.h"

#include <cstdint>

namespace inferometer {

inline constexpr double kMostTraceFactor = 1000;

struct TraceEdit
{
    double from = 0;                // s since the trace's begin
    double to = kLongestTrace;      // s likewise; what comes then is no longer in it
    double maxGap = kLongestTrace;  // s: a longer pause between two requests becomes one of this length
    double speed = 1;               // 2: everything comes twice as fast
    std::int64_t loops = 1;         // so many times the same, one after the other
    double longer = 1;              // a trace like it of so many times its duration
    double denser = 1;              // and of so many times its rate
    std::uint64_t seed = 1;         // of the two above
};

// What was done is told by the trace's notes. The error names the setting by its key: "from", "max-gap", ...
Result<Trace> edited(Trace trace, const TraceEdit& edit);

}  // namespace inferometer
