// SPDX-License-Identifier: GPL-3.0-or-later
// A file of the user's own settings, written.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace inferometer {

// Makes the folder if need be and replaces the file whole or not at all. A new one is for its owner alone; one that is
// there keeps its mode, and a link to a file elsewhere stays a link. Blocks: on the disk.
Status replaceUserFile(const std::string& path, std::string_view text);

}  // namespace inferometer
