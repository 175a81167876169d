// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/crc32c.h"

#include <array>
#include <cstddef>

namespace inferometer {

namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78U;  // reflected
constexpr std::size_t kSlices = 8;

using Table = std::array<std::array<std::uint32_t, 256>, kSlices>;

// Row n: the effect of a byte that n more bytes follow, so that eight bytes take eight look-ups without waiting for
// each other.
constexpr Table makeTable()
{
    Table table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kPolynomial : 0U);
        table[0][byte] = crc;
    }
    for (std::size_t slice = 1; slice < kSlices; ++slice)
        for (std::size_t byte = 0; byte < 256; ++byte)
            table[slice][byte] = (table[slice - 1][byte] >> 8U) ^ table[0][table[slice - 1][byte] & 0xFFU];
    return table;
}

constexpr Table kTable = makeTable();

std::uint32_t byteAt(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

std::uint32_t wordAt(std::string_view bytes, std::size_t i)
{
    return byteAt(bytes, i) | byteAt(bytes, i + 1) << 8U | byteAt(bytes, i + 2) << 16U | byteAt(bytes, i + 3) << 24U;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before)
{
    std::uint32_t crc = ~before;
    std::size_t i = 0;
    for (; i + kSlices <= bytes.size(); i += kSlices) {
        const std::uint32_t low = crc ^ wordAt(bytes, i);
        const std::uint32_t high = wordAt(bytes, i + 4);
        crc = kTable[7][low & 0xFFU] ^ kTable[6][(low >> 8U) & 0xFFU] ^ kTable[5][(low >> 16U) & 0xFFU]
            ^ kTable[4][low >> 24U] ^ kTable[3][high & 0xFFU] ^ kTable[2][(high >> 8U) & 0xFFU]
            ^ kTable[1][(high >> 16U) & 0xFFU] ^ kTable[0][high >> 24U];
    }
    for (; i < bytes.size(); ++i)
        crc = (crc >> 8U) ^ kTable[0][(crc ^ byteAt(bytes, i)) & 0xFFU];
    return ~crc;
}

}  // namespace inferometer
