// SPDX-License-Identifier: GPL-3.0-or-later
// Members of what a site answers, which may hold anything or nothing.
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <stop_token>
#include <string>
#include <string_view>

namespace inferometer {

class Rest;

// A null where it has none, or is no object.
const nlohmann::json& memberOf(const nlohmann::json& object, const char* name);
// Empty where it is no text.
std::string textOf(const nlohmann::json& object, const char* name);
// NaN where it is no number.
double numberOf(const nlohmann::json& object, const char* name);

// What is said of an answer that is not what the API of `label` documents.
Error unreadableAnswer(std::string_view label, std::string_view what);
// The list, or with `isObject` the object, that the site's answer at the path has by this name. Blocks.
Result<nlohmann::json> readList(Rest& rest, const std::string& path, const char* name, const std::stop_token& stop,
                                bool isObject = false);

// For a request; what is no UTF-8 in it is replaced.
std::string textOfBody(const nlohmann::json& body);

// Letters, digits, ".", "-" and ":", as names of hosts and addresses are.
bool isHostName(std::string_view text);

}  // namespace inferometer
