// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/dialect.h"
#include "core/base/text.h"

#include <simdjson.h>

#include <array>

namespace inferometer {

namespace {

bool needsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void appendEscape(char c, std::string& out)
{
    constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
    constexpr std::string_view kLetters = "\"\\bfnrt";
    constexpr std::string_view kHex = "0123456789abcdef";
    const std::size_t at = kShort.find(c);
    if (at != std::string_view::npos) {
        out += {'\\', kLetters[at]};
        return;
    }
    const auto code = static_cast<unsigned char>(c);
    out += {'\\', 'u', '0', '0', kHex[code >> 4U], kHex[code & 0xFU]};
}

void appendValid(std::string_view text, std::string& out)
{
    std::size_t plainFrom = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needsEscape(text[i]))
            continue;
        out += text.substr(plainFrom, i - plainFrom);
        appendEscape(text[i], out);
        plainFrom = i + 1;
    }
    out += text.substr(plainFrom);
}

}  // namespace

void appendJsonEscaped(std::string_view text, std::string& out)
{
    if (simdjson::validate_utf8(text.data(), text.size()))
        appendValid(text, out);
    else
        appendValid(toValidUtf8(text), out);
}

}  // namespace inferometer
