// SPDX-License-Identifier: GPL-3.0-or-later
// One JSON object from outside, or what is wrong with its text.
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace inferometer {

// The object with its keys in their order, within the limits of foreign_json.h and without a key twice. The error says
// what else the text is, without its place.
Result<nlohmann::ordered_json> parseForeignObject(std::string_view text);

}  // namespace inferometer
