// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine allows a load generator: cores, limits, how late it wakes.
#pragma once

#include "core/metrics/histogram.h"

#include <cstdint>
#include <string>

namespace inferometer::cli {

struct MachineCheck
{
    unsigned cores = 0;
    std::string governor;  // of the first CPU; empty when the system does not say
    std::uint64_t descriptors = 0;
    std::uint64_t localPorts = 0;
    Histogram wakeUp;  // lateness of absolute deadlines
};

// Blocks: for about half a second. Raises the limit of descriptors.
MachineCheck checkMachine();

}  // namespace inferometer::cli
