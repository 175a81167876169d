// SPDX-License-Identifier: GPL-3.0-or-later
// A machine over SSH: scripts, and ports of it as ports of this machine. What was lost is connected anew by the next
// call.
#pragma once

#include "core/host/host.h"
#include "core/host/ssh_login.h"

#include <memory>

namespace inferometer {

// Connects at once, through the jumps in their order. `trust` is asked now alone: what is connected anew must be known.
// Blocks.
Result<std::unique_ptr<Host>> sshHost(SshAsk ask, const HostKeyTrust& trust = {}, const std::stop_token& stop = {});

}  // namespace inferometer
