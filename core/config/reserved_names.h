// SPDX-License-Identifier: GPL-3.0-or-later
// Names that the summary file uses itself, so that a person's own metadata may not.
#pragma once

#include <string_view>

namespace inferometer {

bool isReservedName(std::string_view name);

}  // namespace inferometer
