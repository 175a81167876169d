// SPDX-License-Identifier: GPL-3.0-or-later
// Unicode's normal forms (UAX #15) by utf8proc, with the characters of Unicode 9: the reference's tables are of that,
// so that younger characters keep their form there, and here (young_characters.h).
#pragma once

#include <cstdint>
#include <string>

namespace inferometer {

enum class NormalForm : std::uint8_t { Nfc, Nfd, Nfkc, Nfkd };

// In place; most text is in its form already and costs one look at each character. REQUIRES: valid UTF-8.
void normalize(NormalForm form, std::string& text);

}  // namespace inferometer
