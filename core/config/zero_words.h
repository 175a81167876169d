// SPDX-License-Identifier: GPL-3.0-or-later
// What 0 says in a setting where it is no quantity.
#pragma once

#include <string_view>

namespace inferometer {

// "no limit", as a form shows it in the unit's place; empty: 0 is a number like any other.
std::string_view zeroWords(std::string_view key);

}  // namespace inferometer
