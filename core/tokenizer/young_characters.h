// SPDX-License-Identifier: GPL-3.0-or-later
// Characters on which libraries of different age do not agree. Ids shall not depend on this machine's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

// Whether a normal form would change or move the character by a newer Unicode than 9, the reference's.
bool isYoungToNormalForms(std::uint32_t value);

// Whether the character is punctuation, but not yet to the reference's Punctuation.
bool isYoungPunctuation(std::uint32_t value);

// Whether the text has characters that Unicode got between 14, of the oldest PCRE2 we build with, and 16, of the
// reference's patterns.
bool hasYoungCharacters(std::string_view text);
// Each of these becomes one of its category and length that Unicode has had for long: to find matches in, not to read.
void replaceYoungCharacters(std::string& text);

}  // namespace inferometer
