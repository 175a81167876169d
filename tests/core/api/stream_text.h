// SPDX-License-Identifier: GPL-3.0-or-later
// A whole stream as text, one line an event: what golden files hold and what every way of cutting reads must give.
#pragma once

#include "core/api/dialect.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// `content 5 "Hello" chunk-tokens=2 so-far=3 finished usage in=1 out=3 cached=- reasoning=-`, or `nothing`.
std::string factsText(const EventFacts& facts);

// Every event decoded, then `end`, or `end: mid-event` when bytes were left over. `cuts` are the offsets, in ascending
// order, at which the body is cut into reads; each read lies in memory of its own with just the padding it must have.
std::string streamText(const Dialect& dialect, std::string_view body, std::span<const std::size_t> cuts = {});

// A cut before every byte but the first.
std::vector<std::size_t> everyByte(std::string_view body);

}  // namespace inferometer
