// SPDX-License-Identifier: GPL-3.0-or-later
// What Oniguruma's names of classes of characters are to PCRE2: items between "[" and "]".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// Alphabetic letters that are symbols by their category are in it.
inline constexpr std::string_view kWord
    = R"(\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169})"
      R"(\x{1f170}-\x{1f189})";
// Where it is no item of a class, Oniguruma's \w and \b also take the fractions and raised digits of Latin-1.
inline constexpr std::string_view kLatinWord = R"(\x{b2}\x{b3}\x{b9}\x{bc}-\x{be})";
// What stands in a class for a name, and for the name negated where that can be said in a class (else empty).
struct ClassItems
{
    std::string in;
    std::string out;
};

// Of the name in "\p{...}" or "[:...:]". Nothing: it is no name.
std::optional<ClassItems> itemsOfProperty(std::string_view written);
// Of "\s", "\w", "\d" and "\h", by the letter. Nothing: the letter stands for no class.
std::optional<ClassItems> itemsOfEscape(char letter);

}  // namespace inferometer
