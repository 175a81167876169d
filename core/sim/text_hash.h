// SPDX-License-Identifier: GPL-3.0-or-later
// A quick hash of text, the same on every machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace inferometer {

// FNV-1a, 64 bits (Fowler, Noll, Vo), continued from `state` and finished by one multiplication with a fold.
constexpr std::uint64_t textHash(std::string_view text, std::uint64_t state)
{
    std::uint64_t hash = state ^ 0xCBF29CE484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3ULL;
    }
    hash *= 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 32U);
}

}  // namespace inferometer
