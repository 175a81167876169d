// SPDX-License-Identifier: GPL-3.0-or-later
// Text from outside for a terminal, or for a file that is looked at in one: what would steer it, or change the order or
// place of what is shown, is spelled out instead (ESC is \x1b, U+202E is \u202e). Valid UTF-8 comes out; all other text
// stays as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

// The beginning of a foreign key or name, for a sentence that quotes it. Valid UTF-8, not made visible: that is done
// where the sentence is shown. REQUIRES: `most`, in bytes, is above 3.
std::string shownName(std::string_view name, std::size_t most = 60);

// On one line: line breaks and tabs are spelled out too.
std::string visibleText(std::string_view text);

// The same for a text of lines: line feeds stay.
std::string visibleLines(std::string_view text);

// The same in the words of a format that has an escape of its own: `spell` appends that of a character.
std::string visibleBy(std::string_view text, void (*spell)(std::uint32_t code, std::string& out));

}  // namespace inferometer
