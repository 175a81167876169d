// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace inferometer {

// "Connection refused": an errno in words, without locale.
std::string_view errnoText(int error);

}  // namespace inferometer
