// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pattern_classes.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace inferometer {

namespace {

constexpr std::string_view kSpace = R"(\t-\r\x{85}\p{Z})";
constexpr std::string_view kNoSpace
    = R"(\x{0}-\x{8}\x{e}-\x{1f}!-\x{84}\x{86}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027})"
      R"(\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{10ffff})";
constexpr std::string_view kHex = "0-9a-fA-F";

struct NamedItems
{
    std::string_view name;
    std::string_view in;
};
// Oniguruma's POSIX names and the long names of categories, lower case without blanks, "_" and "-".
constexpr std::array<NamedItems, 32> kNames{{
    {"alpha", R"(\p{Alphabetic})"},
    {"alnum", R"(\p{Alphabetic}\p{Nd})"},
    {"blank", R"(\t\p{Zs})"},
    {"digit", R"(\p{Nd})"},
    {"space", kSpace},
    {"whitespace", kSpace},
    {"word", kWord},
    {"upper", R"(\p{Uppercase})"},
    {"lower", R"(\p{Lowercase})"},
    {"punct", R"(\p{P})"},
    {"cntrl", R"(\p{Cc})"},
    {"xdigit", kHex},
    {"ascii", R"(\x{0}-\x{7f})"},
    {"any", R"(\x{0}-\x{10ffff})"},
    {"letter", R"(\p{L})"},
    {"uppercaseletter", R"(\p{Lu})"},
    {"lowercaseletter", R"(\p{Ll})"},
    {"titlecaseletter", R"(\p{Lt})"},
    {"modifierletter", R"(\p{Lm})"},
    {"otherletter", R"(\p{Lo})"},
    {"mark", R"(\p{M})"},
    {"nonspacingmark", R"(\p{Mn})"},
    {"spacingmark", R"(\p{Mc})"},
    {"enclosingmark", R"(\p{Me})"},
    {"number", R"(\p{N})"},
    {"decimalnumber", R"(\p{Nd})"},
    {"letternumber", R"(\p{Nl})"},
    {"othernumber", R"(\p{No})"},
    {"punctuation", R"(\p{P})"},
    {"symbol", R"(\p{S})"},
    {"separator", R"(\p{Z})"},
    {"control", R"(\p{Cc})"},
}};

}  // namespace

// A name of a category, script or class: letters only, so that nothing of it can steer the pattern.
std::optional<ClassItems> itemsOfProperty(std::string_view written)
{
    std::string name;
    for (const char c : written)
        if (c != ' ' && c != '_' && c != '-')
            name += c;
    if (name.empty() || name.size() > 40
        || !std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalpha(c) != 0; }))
        return std::nullopt;
    const std::string key = lowered(name);
    const auto* const known
        = std::find_if(kNames.begin(), kNames.end(), [&key](const NamedItems& row) { return row.name == key; });
    if (known != kNames.end()) {
        const bool one = known->in.substr(0, 2) == R"(\p)" && known->in.find('}') + 1 == known->in.size();
        return ClassItems{std::string{known->in}, one ? "\\P" + std::string{known->in.substr(2)} : std::string{}};
    }
    if (name.size() <= 2)
        return ClassItems{"\\p{" + name + "}", "\\P{" + name + "}"};
    return ClassItems{"\\p{sc:" + name + "}", "\\P{sc:" + name + "}"};
}

std::optional<ClassItems> itemsOfEscape(char letter)
{
    switch (letter) {
    case 's':
        return ClassItems{std::string{kSpace}, std::string{kNoSpace}};
    case 'w':
        return ClassItems{std::string{kWord}, {}};
    case 'd':
        return ClassItems{R"(\p{Nd})", R"(\P{Nd})"};
    case 'h':
        return ClassItems{std::string{kHex}, {}};
    default:
        return std::nullopt;
    }
}

}  // namespace inferometer
