// SPDX-License-Identifier: GPL-3.0-or-later
// One program at a time is at a deployment.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"

#include <string>

namespace inferometer {

// Held as long as the descriptor is open. Makes FOLDER/NAME where there is none. Unsupported: another program has it.
Result<Fd> lockDeployment(const std::string& folder, const std::string& name);

// The same of any file, which is made where there is none, its folder not.
Result<Fd> lockFile(const std::string& path);

}  // namespace inferometer
