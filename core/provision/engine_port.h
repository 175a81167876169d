// SPDX-License-Identifier: GPL-3.0-or-later
// The port of a machine's loopback that an engine listens on.
#pragma once

#include "core/host/host.h"

#include <stop_token>

namespace inferometer {

// The one that was asked for, which nobody may have; for 0 a free one below those that systems give to clients. Blocks.
Result<int> choosePort(Host& host, int asked, const std::stop_token& stop = {});

}  // namespace inferometer
