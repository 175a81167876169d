// SPDX-License-Identifier: GPL-3.0-or-later
// Appends of numbers and answer text, without allocation.
#pragma once

#include "core/base/time.h"
#include "core/sim/tokens.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

inline void appendNumber(std::string& out, std::int64_t value)
{
    std::array<char, 24> digits{};
    const std::to_chars_result end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

// `,"key":value`, unless the value is no finite number.
inline void appendMember(std::string& out, std::string_view key, double value)
{
    if (!std::isfinite(value))
        return;
    std::array<char, 32> digits{};
    const std::to_chars_result end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(",\"").append(key).append("\":").append(digits.data(), end.ptr);
}

inline void appendMember(std::string& out, std::string_view key, std::int64_t value)
{
    out.append(",\"").append(key).append("\":");
    appendNumber(out, value);
}

// Sixteen hexadecimal digits.
inline std::string hexText(std::uint64_t value)
{
    std::array<char, 16> digits{};
    const std::to_chars_result end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const auto length = static_cast<std::size_t>(end.ptr - digits.data());
    return std::string(digits.size() - length, '0').append(digits.data(), length);
}

inline void appendAnswerWords(std::string& out, std::uint64_t from, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        out.append(answerWord(from + static_cast<std::uint64_t>(i)));
}

}  // namespace inferometer
