// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns of tokenizer.json are written for Oniguruma with Ruby's syntax; PCRE2 reads most of them alike. This words
// the rest of it for PCRE2, by these rules (Oniguruma's doc/RE, doc/UNICODE_PROPERTIES):
//   \s is White_Space (PCRE2's has U+180E too); \w has marks and connectors; \h is a hexadecimal digit; \v is U+000B;
//   [[:punct:]] has symbols; (?i) knows no pairs of letters: "ss" matches no sharp s, which it does there;
//   (?m) lets the dot match a line break; (?i) up to the end of its group reaches over "|"; {n,m}+ repeats, it is not
//   possessive; {,m} begins at 0; \p{Han} is the script, not its extensions.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace inferometer {

inline constexpr std::size_t kMostPatternBytes = 16'384;

// The pattern for pcre2_compile() with UTF, UCP and MULTILINE. What cannot be worded (nested classes, "&&", (?x),
// back references, calls of groups, callouts) is an error whose message is the few characters that are at fault.
Result<std::string> pcrePattern(std::string_view oniguruma);

}  // namespace inferometer
