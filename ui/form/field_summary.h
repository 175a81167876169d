// SPDX-License-Identifier: GPL-3.0-or-later
// What fields hold, in one line, for where they cannot be seen.
#pragma once

#include "core/config/run_spec.h"

#include <QString>

#include <vector>

namespace inferometer::ui {

// "2,000 requests, 64 streams, Input tokens 250": first what differs from its default, then what else the form's
// first rows hold. "Default values" when there is nothing to say.
QString fieldSummary(const RunSpec& spec, const std::vector<const RunField*>& rows);

}  // namespace inferometer::ui
