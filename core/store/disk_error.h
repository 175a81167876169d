// SPDX-License-Identifier: GPL-3.0-or-later
// Failures of the disk as sentences.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace inferometer {

// What cannot be done to a path.
enum class DiskAction : std::uint8_t { Create, Lock, Read, Write, CreateFolder, ReadFolder, WriteFolder };

// "Cannot write results/x/journal: No space left on device; free some space ..." for an errno.
Error diskError(DiskAction action, const std::string& path, int error);

// Refuses a folder in which nothing can be written, or that cannot be made. Makes nothing.
Status checkFolderPath(const std::string& folder);

// Refuses a folder that is not there and cannot be made, cannot be written to, or has less than `needed` bytes free.
Status checkFolder(const std::string& folder, double needed);

}  // namespace inferometer
