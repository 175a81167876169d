// SPDX-License-Identifier: GPL-3.0-or-later
// YAML read strictly: one document, no key twice in a map at any level, and every node knows its line.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct YamlEntry;

struct YamlNode
{
    enum class Kind : std::uint8_t { Null, Scalar, Sequence, Map };
    Kind kind = Kind::Null;
    int line = 1;                    // counts from 1
    std::string text;                // of a scalar
    std::vector<YamlNode> items;     // of a sequence
    std::vector<YamlEntry> entries;  // of a map, in the order of the file
};

struct YamlEntry
{
    std::string key;
    int line = 1;
    YamlNode value;
};

// The error names `origin` and the line.
Result<YamlNode> parseStrictYaml(std::string_view text, std::string_view origin);

// The whole file as text, of so many bytes at most; the error names the path and what to do.
inline constexpr std::size_t kMostYamlBytes = 64'000'000;
Result<std::string> readTextFile(const std::string& path, std::size_t most = kMostYamlBytes);

// "origin:line: sentence", about the setting `key`.
Error yamlError(std::string_view origin, int line, const Sentence& said, std::string_view key = {});

// What is said of a key that is not known: `nearest` with the key and a known one like it, else `none` with the key.
struct UnknownKey
{
    Sentence nearest;  // "%1" is not a setting; did you mean "%2"?
    Sentence none;     // "%1" is not a setting; remove it.
};
Sentence unknownKeySentence(std::string_view key, const UnknownKey& patterns,
                            const std::vector<std::string_view>& known);

// Text as a YAML scalar: plain where that reads back as the same text, else in double quotes.
std::string yamlScalar(std::string_view text);

}  // namespace inferometer
