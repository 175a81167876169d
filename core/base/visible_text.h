// SPDX-License-Identifier: GPL-3.0-or-later
// Text from outside for a terminal: what would steer it, or change the order or place of what is shown, is spelled out
// instead (ESC is \x1b, U+202E is \u202e). Valid UTF-8 comes out; all other text stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace inferometer {

// On one line: line breaks and tabs are spelled out too.
std::string visibleText(std::string_view text);

// The same for a text of lines: line feeds stay.
std::string visibleLines(std::string_view text);

}  // namespace inferometer
