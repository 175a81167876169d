// SPDX-License-Identifier: GPL-3.0-or-later
// The one reader of the environment's values, and what a target takes from there when it is not told.
//
// Behind the environment stands a file .env in the working folder, for the variables of the dialects' rows
// (DialectVariables) and no others: NAME=VALUE lines, with or without `export`, quotes and # comments.
#pragma once

#include "core/config/run_spec.h"

#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// Not thread-safe against a change of the environment. Reads the file each time.
std::optional<std::string> environmentValue(const std::string& name);
// What the file alone says.
std::optional<std::string> dotenvValue(const std::string& name);

// The value of `name` in the text of such a file; of several lines the last one.
std::optional<std::string> valueInDotenv(std::string_view text, std::string_view name);

// Whether the base URL is a variable that the file alone says. Whoever wrote the file chose that address, so nothing of
// the environment may be sent there.
bool hasDotenvUrl(const TargetSpec& target);

// Where no base URL is given: ${NAME} of the dialect's variable for it if that is set, else usualUrl(). Where the base
// URL is the dialect's variable or its vendor's address, the key is that of the other variable if it is set and no key
// is named: no other address is ever sent it, and one that the file says is sent the file's alone. Doing so twice
// changes nothing more.
TargetSpec withVariables(TargetSpec target);

}  // namespace inferometer
