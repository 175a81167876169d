// SPDX-License-Identifier: GPL-3.0-or-later
// Moments as ISO 8601 and RFC 3339 write them.
#pragma once

#include "core/base/time.h"

#include <optional>
#include <string_view>

namespace inferometer {

// Since the Unix epoch: "2026-11-22T14:03:59.1234567+01:00", a blank for the T, any number of decimals (those beyond
// nanoseconds are cut), no zone for UTC. Years 1970 to 2254.
std::optional<Nanos> parseIsoTime(std::string_view text);

}  // namespace inferometer
