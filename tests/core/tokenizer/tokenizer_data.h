// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizers, texts and ids of tests/data/tokenizer (written by tests/tokenizers/make_data.py).
#pragma once

#include "core/tokenizer/tokenizer.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

namespace inferometer::test {

inline std::string tokenizerData(const std::string& name) { return INFEROMETER_TEST_DATA "/tokenizer/" + name; }

inline std::vector<std::string> linesOf(const std::string& path)
{
    std::istringstream text{readFile(path)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    return lines;
}

inline std::vector<std::string> textsToEncode()
{
    std::vector<std::string> texts;
    for (const std::string& line : linesOf(tokenizerData("texts.txt"))) {
        std::string text;
        for (std::size_t at = 0; at < line.size(); ++at) {
            if (line[at] != '\\') {
                text += line[at];
                continue;
            }
            text += static_cast<char>(std::stoi(line.substr(at + 2, 2), nullptr, 16));
            at += 3;
        }
        texts.push_back(text);
    }
    return texts;
}

// The first sixteen ids as they are; of more, their number and FNV-1a over their bytes.
inline std::string lineOf(const std::vector<std::uint32_t>& ids)
{
    constexpr std::size_t kInClear = 16;
    std::string line;
    for (std::size_t i = 0; i < ids.size() && i < kInClear; ++i)
        line += (i == 0 ? "" : " ") + std::to_string(ids[i]);
    if (ids.size() <= kInClear)
        return line;
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const std::uint32_t id : ids)
        for (unsigned byte = 0; byte < 4; ++byte)
            hash = (hash ^ (id >> 8U * byte & 0xFFU)) * 0x100000001B3U;
    std::array<char, 17> hex{};
    std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));
    return line + " and " + std::to_string(ids.size()) + " in all " + hex.data();
}

inline std::shared_ptr<const Tokenizer> opened(const std::string& name)
{
    auto tokenizer = openTokenizer(tokenizerData(name));
    EXPECT_TRUE(tokenizer.ok()) << (tokenizer.ok() ? "" : tokenizer.error().message);
    return tokenizer.ok() ? std::move(tokenizer).value() : nullptr;
}

}  // namespace inferometer::test
