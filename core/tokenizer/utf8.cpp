// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/utf8.h"

#include "core/tokenizer/young_characters.h"

#include <utf8proc.h>

#include <array>

namespace inferometer {

namespace {

utf8proc_category_t categoryOf(std::uint32_t value) { return utf8proc_category(static_cast<utf8proc_int32_t>(value)); }

bool isAsciiPunctuation(std::uint32_t value)
{
    return (value >= '!' && value <= '/') || (value >= ':' && value <= '@') || (value >= '[' && value <= '`')
        || (value >= '{' && value <= '~');
}

std::array<std::uint32_t, 256> charactersOfBytes()
{
    std::array<std::uint32_t, 256> characters{};
    std::uint32_t next = 256;
    for (std::uint32_t byte = 0; byte < characters.size(); ++byte) {
        const bool shows = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte != 0xAD);
        characters.at(byte) = shows ? byte : next++;
    }
    return characters;
}

}  // namespace

void appendUtf8(std::uint32_t value, std::string& out)
{
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (value < 0x80)
        return add(value);
    if (value < 0x800) {
        add(0xC0U | value >> 6U);
    } else if (value < 0x10000) {
        add(0xE0U | value >> 12U);
        add(0x80U | (value >> 6U & 0x3FU));
    } else {
        add(0xF0U | value >> 18U);
        add(0x80U | (value >> 12U & 0x3FU));
        add(0x80U | (value >> 6U & 0x3FU));
    }
    add(0x80U | (value & 0x3FU));
}

bool isWhiteSpace(std::uint32_t value)
{
    return (value >= 0x09 && value <= 0x0D) || value == 0x20 || value == 0x85 || value == 0xA0 || value == 0x1680
        || (value >= 0x2000 && value <= 0x200A) || value == 0x2028 || value == 0x2029 || value == 0x202F
        || value == 0x205F || value == 0x3000;
}

bool isNumeric(std::uint32_t value)
{
    const utf8proc_category_t category = categoryOf(value);
    return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

bool isPunctuation(std::uint32_t value)
{
    const utf8proc_category_t category = categoryOf(value);
    const bool isPart = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
    // The last two were punctuation once.
    return isAsciiPunctuation(value) || (isPart && !isYoungPunctuation(value)) || value == 0x166D || value == 0x111C9;
}

bool isWordCharacter(std::uint32_t value)
{
    const utf8proc_category_t category = categoryOf(value);
    const bool letterOrMark = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
    const bool joinControl = value == 0x200C || value == 0x200D;
    // Letters in circles and squares, which are symbols by their category.
    const bool otherAlphabetic = (value >= 0x24B6 && value <= 0x24E9) || (value >= 0x1F130 && value <= 0x1F149)
        || (value >= 0x1F150 && value <= 0x1F169) || (value >= 0x1F170 && value <= 0x1F189);
    return letterOrMark || category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL
        || category == UTF8PROC_CATEGORY_PC || joinControl || otherAlphabetic;
}

std::size_t whiteSpaceInFront(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const CodePoint c = codePointAt(text, at);
        if (!isWhiteSpace(c.value))
            break;
        at += c.length;
    }
    return at;
}

std::size_t whiteSpaceBehind(std::string_view text)
{
    std::string_view kept = text;
    while (!kept.empty()) {
        const CodePoint last = lastCodePoint(kept);
        if (!isWhiteSpace(last.value))
            break;
        kept.remove_suffix(last.length);
    }
    return text.size() - kept.size();
}

CodePoint lastCodePoint(std::string_view text)
{
    std::size_t begin = text.size() - 1;
    while (begin > 0 && text.size() - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)
        --begin;
    return {codePointAt(text, begin).value, text.size() - begin};
}

std::uint32_t characterOfByte(std::uint8_t byte)
{
    static const std::array<std::uint32_t, 256> kCharacters = charactersOfBytes();
    return kCharacters[byte];
}

}  // namespace inferometer
