// SPDX-License-Identifier: GPL-3.0-or-later
// What an endpoint says in an error body, or instead of a stream, made fit for one line of text.
#pragma once

#include "core/api/dialect.h"

#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// Valid UTF-8 on one line, blanks and control characters folded into single spaces, at most `most` characters.
std::string oneLine(std::string_view text, std::size_t most = 300);

// What a person reads first on a web page, by oneLine(): its title, else its text without tags. nullopt: no web page.
std::optional<std::string> webPageTitle(std::string_view body);

}  // namespace inferometer
