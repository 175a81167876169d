// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run stands, as a person names it on the command line.
#pragma once

#include "core/base/result.h"

#include <string>

namespace inferometer::cli {

inline constexpr const char* kRunPlaceHelp
    = "The folder of a run, the zip exported from one, or a folder of results: its newest run";

// The run that the path means (findRun()); says on standard error which one it took out of a folder of results.
Result<std::string> runAt(const std::string& path);

}  // namespace inferometer::cli
