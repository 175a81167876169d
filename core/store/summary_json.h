// SPDX-License-Identifier: GPL-3.0-or-later
// A summary as it stands in run.json, every member in full: what a run was said to be is read again, not worked out
// anew by a program that may be another one.
#pragma once

#include "core/metrics/summary.h"

#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

std::string toJson(const Summary& summary);

// nullopt when it is no summary of this program: a key is missing or of the wrong type, or the metrics are others.
std::optional<Summary> summaryFromJson(std::string_view text);

}  // namespace inferometer
