// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/visible_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace inferometer {

namespace {

struct CodeRange
{
    std::uint32_t first;
    std::uint32_t last;
};

// Controls (C0, DEL, C1), what separates lines, what turns the direction of text, and what is not seen but changes it.
constexpr std::array kUnseen{CodeRange{0x00, 0x1F},     CodeRange{0x7F, 0x9F},     CodeRange{0x061C, 0x061C},
                             CodeRange{0x200E, 0x200F}, CodeRange{0x2028, 0x202E}, CodeRange{0x2066, 0x206F},
                             CodeRange{0xFEFF, 0xFEFF}, CodeRange{0xFFF9, 0xFFFB}, CodeRange{0xE0000, 0xE007F}};

bool isUnseen(std::uint32_t code)
{
    return std::any_of(kUnseen.begin(), kUnseen.end(),
                       [code](const CodeRange& range) { return code >= range.first && code <= range.last; });
}

// Of valid UTF-8.
std::size_t lengthAt(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

std::uint32_t codeOf(std::string_view character)
{
    const auto lead = static_cast<unsigned char>(character.front());
    if (character.size() == 1)
        return lead;
    std::uint32_t code = lead & (0x7FU >> character.size());
    for (const char c : character.substr(1))
        code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    return code;
}

void appendSpelled(std::uint32_t code, std::string& out)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (code) {
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    const unsigned digits = code < 0x80 ? 2 : code < 0x10000 ? 4 : 8;
    out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
    for (unsigned shift = 4 * digits; shift > 0; shift -= 4)
        out += kHex[code >> (shift - 4) & 0xFU];
}

void appendSpelledButLines(std::uint32_t code, std::string& out)
{
    if (code == '\n')
        out += '\n';
    else
        appendSpelled(code, out);
}

bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::string shownName(std::string_view name, std::size_t most)
{
    constexpr std::string_view kMore = "...";
    std::string valid = toValidUtf8(name.substr(0, most + 1));
    if (valid.size() <= most)
        return valid;
    std::size_t cut = most - kMore.size();
    while (cut > 0 && (static_cast<unsigned char>(valid[cut]) & 0xC0U) == 0x80U)
        --cut;
    return valid.substr(0, cut).append(kMore);
}

std::string visibleText(std::string_view text) { return visibleBy(text, appendSpelled); }

std::string visibleLines(std::string_view text) { return visibleBy(text, appendSpelledButLines); }

std::string visibleBy(std::string_view text, void (*spell)(std::uint32_t code, std::string& out))
{
    if (isPlain(text))
        return std::string{text};
    const std::string valid = toValidUtf8(text);
    std::string out;
    for (std::string_view rest = valid; !rest.empty();) {
        const std::string_view character = rest.substr(0, lengthAt(rest));
        if (const std::uint32_t code = codeOf(character); isUnseen(code))
            spell(code, out);
        else
            out += character;
        rest.remove_prefix(character.size());
    }
    return out;
}

}  // namespace inferometer
