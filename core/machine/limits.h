// SPDX-License-Identifier: GPL-3.0-or-later
// How much of the machine this process may use: descriptors and local ports.
#pragma once

#include <cstdint>

namespace inferometer {

// Descriptors: raises the soft limit to the hard one (or to `wanted` where allowed). Returns what may be open at once.
std::uint64_t raiseDescriptorLimit(std::uint64_t wanted);

// Descriptors that this process has open.
std::uint64_t openDescriptors();

// Local ports towards one destination (net.ipv4.ip_local_port_range).
std::uint64_t localPortCount();

}  // namespace inferometer
