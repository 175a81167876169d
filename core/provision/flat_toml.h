// SPDX-License-Identifier: GPL-3.0-or-later
// A small TOML file of somebody else's as a flat list of keys in sections. Its size and depth are bounded before it is
// parsed; no text of it is in an error.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kMostTomlBytes = 256'000;
// Brackets and parts of a key within each other; a value of a section is at 2.
inline constexpr int kMostTomlDepth = 16;

struct TomlEntry
{
    enum class Kind : std::uint8_t { Text, Whole, Number, Flag, Other };
    std::string section;  // "aws", in small letters; empty: none
    std::string key;      // in small letters; empty: the section itself
    int line = 1;
    Kind kind = Kind::Other;
    std::string text;  // of a number its digits, of a flag "true" or "false"; empty for Other: a list, a table, a date
};

// In the order of the file's sections. The error names `origin` and the line.
Result<std::vector<TomlEntry>> readFlatToml(std::string_view text, std::string_view origin);

}  // namespace inferometer
