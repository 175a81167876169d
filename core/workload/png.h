// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a PNG file with 16 colours, without compression, so that a row costs its checksums and no more.
// Formats: PNG (W3C Recommendation, third edition), zlib (RFC 1950), deflate's stored blocks (RFC 1951, 3.2.4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

struct Rgb
{
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
};

inline constexpr std::size_t kPngColours = 16;
using Palette = std::array<Rgb, kPngColours>;

// PNG's checksum of a chunk's type and data.
std::uint32_t crc32(std::string_view bytes);

// zlib's checksum. That of a whole is that of its last part, begun with that of the parts before.
inline constexpr std::uint32_t kAdlerStart = 1;
std::uint32_t adler32(std::string_view bytes, std::uint32_t begun = kAdlerStart);

// Length, type, data and checksum, appended.
void appendPngChunk(std::string_view type, std::string_view data, std::string& file);

// Signature, IHDR and PLTE of a square image of four bits a pixel.
void appendPngHead(int side, const Palette& palette, std::string& file);

// A row of pixels, each below kPngColours, with its filter byte.
void appendPngRow(std::span<const std::uint8_t> pixels, std::string& rows);

// Rows as stored blocks; `last` ends the deflate stream.
void appendStored(std::string_view rows, bool last, std::string& stream);

}  // namespace inferometer
