// SPDX-License-Identifier: GPL-3.0-or-later
// A key pair of a deployment's own, for machines that are made for it.
#pragma once

#include "core/base/result.h"

#include <string>

namespace inferometer {

// The public line ("ssh-ed25519 AAAA... inferometer") of the Ed25519 key at `path`, which is made where there is none,
// for its owner alone.
Result<std::string> ensureSshKey(const std::string& path);

}  // namespace inferometer
