// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer.json whose tokens are bytes, so that a text's length is its count.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>

namespace inferometer::test {

// GPT-2's way to write a byte as a character: itself where it can be seen, else one from U+0100 on.
inline std::string writtenByte(unsigned byte)
{
    const auto isSeen = [](unsigned b) { return (b > 0x20 && b < 0x7F) || (b > 0xA0 && b != 0xAD); };
    unsigned code = byte;
    if (!isSeen(byte)) {
        code = 0x100;
        for (unsigned before = 0; before < byte; ++before)
            code += isSeen(before) ? 0 : 1;
    }
    if (code < 0x80)
        return {static_cast<char>(code)};
    return {static_cast<char>(0xC0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3FU))};
}

// Writes FOLDER/tokenizer.json; returns the folder.
inline std::string writeByteTokenizer(const std::string& folder)
{
    nlohmann::json vocabulary;
    for (unsigned byte = 0; byte < 0x100; ++byte)
        vocabulary[writtenByte(byte)] = byte;
    const nlohmann::json whole{
        {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}},
        {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", nlohmann::json::array()}}}};
    std::filesystem::create_directories(folder);
    std::ofstream{folder + "/tokenizer.json"} << whole.dump();
    return folder;
}

}  // namespace inferometer::test
