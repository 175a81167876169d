// SPDX-License-Identifier: GPL-3.0-or-later
// The one clock: CLOCK_MONOTONIC in nanoseconds. Inside a run, moments count from the run's start.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

using Nanos = std::chrono::nanoseconds;  // int64; a duration, or a moment since run start

// A moment that never came (a failed request has no first token).
inline constexpr Nanos kUnset = Nanos::min();

constexpr bool isSet(Nanos moment) { return moment != kUnset; }

// Seconds as a double, for display and files.
constexpr double seconds(Nanos duration) { return static_cast<double>(duration.count()) / 1e9; }

constexpr Nanos fromSeconds(double value) { return Nanos{static_cast<std::int64_t>(value * 1e9)}; }

// CLOCK_MONOTONIC now. Thread-safe: yes.
Nanos monotonicNow();

// How long the machine has slept since it was started: CLOCK_MONOTONIC stands still meanwhile.
Nanos timeAsleep();

// CLOCK_REALTIME now, since the Unix epoch. For labels and for converting kernel stamps only.
Nanos realtimeNow();

// "2026-11-22T14:03:59.123Z" for a moment since the Unix epoch.
std::string utcText(Nanos sinceEpoch);

// A date as HTTP servers write it (RFC 9110, IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT"), since the Unix epoch. The
// weekday is not looked at; a year that no clock of ours can hold is the last it can, one before 1970 is the epoch.
std::optional<Nanos> parseHttpDate(std::string_view text);

// "14:03:59.123456" in the local zone: the wall clock string of the SambaNova kit's files.
std::string localTimeOfDay(Nanos sinceEpoch);

}  // namespace inferometer
