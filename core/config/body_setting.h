// SPDX-License-Identifier: GPL-3.0-or-later
// Settings that are JSON merged into a request's body: they may add to it, not turn the run into another one.
#pragma once

#include "core/base/result.h"
#include "core/config/headers.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// Empty, or an object without a key twice and without what another setting says; the error names that setting. What
// limits an answer may be null (servers that know the limit by another name) or repeat `outputTokens`; where there is
// no one number, since each answer has its own, it may not stand there at all. Refuses as well what nests too deep, and
// a text in plain sight under a name that says secret (secret_names.h), without repeating it.
Status checkBodySetting(std::string_view key, const std::string& text, std::optional<std::int64_t> outputTokens);

// The setting as it is sent: under names that say secret, ${NAME} is the variable's value. Elsewhere it stays as it is.
// REQUIRES: checkBodySetting().
Result<std::string> expandBodySetting(std::string_view key, const std::string& text, const VariableLookup& lookup);

}  // namespace inferometer
