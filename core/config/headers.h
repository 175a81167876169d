// SPDX-License-Identifier: GPL-3.0-or-later
// Custom request headers: what is allowed, and ${NAME} in their values, which names an environment variable so that a
// secret never stands in a file.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// What use-debugging-mode sends, as the SambaNova AI Starter Kit's benchmark does.
inline constexpr std::string_view kDebuggingHeader = "ss-sn-options";
inline constexpr std::string_view kDebuggingValue = "accuracy_debug";

// Refuses names that are no tokens or that we set ourselves, values with control characters, a broken ${NAME}, and a
// header that carries a credential without ${NAME}. The error never repeats a value.
Status checkHeader(std::string_view name, std::string_view value);

// The name of an environment variable: letters, digits and underscores, no digit first.
bool isVariableName(std::string_view text);

// Long and mixed like a key rather than a name, or not a name at all.
bool looksLikeKey(std::string_view text);

// The variable's value, or nothing when it is not set.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

// The value with every ${NAME} replaced. A missing variable is an error that names it.
Result<std::string> expandVariables(std::string_view value, const VariableLookup& lookup);

}  // namespace inferometer
