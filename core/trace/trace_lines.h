// SPDX-License-Identifier: GPL-3.0-or-later
// A trace as a file that this and other programs read: Mooncake's lines with what AIPerf added to them.
#pragma once

#include "core/trace/trace.h"

#include <functional>
#include <string_view>
#include <vector>

namespace inferometer {

// What such lines do not hold of the trace, a sentence each. The error: branches without times, which only wait.
Result<std::vector<Sentence>> lossesInLines(const Trace& trace);

// Line by line. Where a request has a text, its length is left to that: a line has one of them.
void writeTraceLines(const Trace& trace, const std::function<void(std::string_view line)>& write);

}  // namespace inferometer
