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
// header that carries a credential without ${NAME} (secret_names.h). The error never repeats a value.
Status checkHeader(std::string_view name, std::string_view value);

// The variable's value, or nothing when it is not set.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

// The value with every ${NAME} replaced. A missing variable, or one that holds a control character, is an error that
// names it and `setting`, of which the value is.
Result<std::string> expandVariables(std::string_view value, const VariableLookup& lookup,
                                    std::string_view setting = "headers");

}  // namespace inferometer
