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

// The form of a dialect that has the name of its folder of streams: the id of a dialect, or of one that has several
// forms "gemini-array", "sambastudio-v1". Null: there is none.
const Dialect* formNamed(std::string_view name);

// The names of the forms that are no dialects of their own.
std::span<const std::string_view> otherForms();

// Of every dialect, and every other form.
std::vector<const Dialect*> allForms();

// A cut before every byte but the first.
std::vector<std::size_t> everyByte(std::string_view body);

}  // namespace inferometer
