// SPDX-License-Identifier: GPL-3.0-or-later
// Characters of UTF-8 text, and the classes of them that tokenizers ask for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

struct CodePoint
{
    std::uint32_t value = 0;
    std::size_t length = 1;  // in bytes
};

// The character at `at`. Meant for valid UTF-8; of anything else some value, never a byte behind the end.
// REQUIRES: at < text.size().
inline CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[at + i])}; };
    const std::uint32_t lead = byte(0);
    const std::size_t left = text.size() - at;
    if (lead < 0xC0 || left < 2)
        return {lead, 1};
    if (lead < 0xE0 || left < 3)
        return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if (lead < 0xF0 || left < 4)
        return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU), 4};
}

// REQUIRES: a value below 0x110000.
void appendUtf8(std::uint32_t value, std::string& out);

// Unicode's White_Space, which has not changed for ten years and is what Rust and Oniguruma mean by a space.
bool isWhiteSpace(std::uint32_t value);
// General category N, and P or one of ASCII's symbols, as the reference's Digits and Punctuation have them.
bool isNumeric(std::uint32_t value);
bool isPunctuation(std::uint32_t value);
// What Rust's patterns take for \w.
bool isWordCharacter(std::uint32_t value);

// Text without white space in front and behind: how many bytes to leave out there.
std::size_t whiteSpaceInFront(std::string_view text);
std::size_t whiteSpaceBehind(std::string_view text);

// The character that ends at the end of a text. REQUIRES: !text.empty().
CodePoint lastCodePoint(std::string_view text);

// The character that stands for a byte in byte-level vocabularies: itself where it can be seen, else one from U+0100
// on.
std::uint32_t characterOfByte(std::uint8_t byte);

}  // namespace inferometer
