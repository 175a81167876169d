// SPDX-License-Identifier: GPL-3.0-or-later
// Every chart of a result as picture files, without a window.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <vector>

namespace inferometer::workbench {

// Reads `result`, writes FOLDER/<chart id>.<format> for each chart and format ("png", "svg"), making the folder if need
// be, and prints the name of each file. The first error ends it.
Status renderPlots(const QString& result, const QString& folder, const std::vector<QString>& formats);

}  // namespace inferometer::workbench
