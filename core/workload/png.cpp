// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/png.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::array<std::uint32_t, 256> crcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest >> 1U) ^ ((rest & 1U) != 0 ? 0xEDB88320U : 0U);
        table[byte] = rest;
    }
    return table;
}

constexpr auto kCrcTable = crcTable();

void appendNumber(std::uint32_t number, std::string& out)
{
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        out += static_cast<char>(number >> shift & 0xFFU);
}

// Least byte first, as deflate has it.
void appendLength(std::uint32_t length, std::string& out)
{
    out += static_cast<char>(length & 0xFFU);
    out += static_cast<char>(length >> 8U & 0xFFU);
}

}  // namespace

std::uint32_t crc32(std::string_view bytes)
{
    std::uint32_t rest = ~0U;
    for (const char c : bytes)
        rest = kCrcTable[(rest ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (rest >> 8U);
    return ~rest;
}

std::uint32_t adler32(std::string_view bytes, std::uint32_t begun)
{
    constexpr std::uint32_t kBase = 65521;
    constexpr std::size_t kStep = 5552;  // as many bytes as 32 bits can sum before the remainder has to be taken
    std::uint32_t low = begun & 0xFFFFU;
    std::uint32_t high = begun >> 16U;
    for (std::size_t at = 0; at < bytes.size(); at += kStep) {
        for (const char c : bytes.substr(at, kStep)) {
            low += static_cast<unsigned char>(c);
            high += low;
        }
        low %= kBase;
        high %= kBase;
    }
    return high << 16U | low;
}

void appendPngChunk(std::string_view type, std::string_view data, std::string& file)
{
    appendNumber(static_cast<std::uint32_t>(data.size()), file);
    const std::size_t begin = file.size();
    file.append(type).append(data);
    appendNumber(crc32(std::string_view{file}.substr(begin)), file);
}

void appendPngHead(int side, const Palette& palette, std::string& file)
{
    file += "\x89PNG\r\n\x1A\n";
    std::string header;
    appendNumber(static_cast<std::uint32_t>(side), header);
    appendNumber(static_cast<std::uint32_t>(side), header);
    // Four bits a pixel, of a palette; deflate, the five filters, not interlaced.
    header.append({4, 3, 0, 0, 0});
    appendPngChunk("IHDR", header, file);
    std::string colours;
    for (const Rgb& colour : palette) {
        for (const std::uint8_t part : {colour.red, colour.green, colour.blue})
            colours += static_cast<char>(part);
    }
    appendPngChunk("PLTE", colours, file);
}

void appendPngRow(std::span<const std::uint8_t> pixels, std::string& rows)
{
    rows += '\0';  // no filter
    for (std::size_t x = 0; x < pixels.size(); x += 2) {
        const unsigned right = x + 1 < pixels.size() ? pixels[x + 1] : 0U;
        rows += static_cast<char>(static_cast<unsigned>(pixels[x]) << 4U | right);
    }
}

void appendStored(std::string_view rows, bool last, std::string& stream)
{
    constexpr std::size_t kLongest = 0xFFFF;
    for (std::size_t at = 0; at < rows.size(); at += kLongest) {
        const std::string_view block = rows.substr(at, kLongest);
        const auto length = static_cast<std::uint32_t>(block.size());
        stream += last && at + block.size() == rows.size() ? '\1' : '\0';
        appendLength(length, stream);
        appendLength(~length, stream);
        stream += block;
    }
}

}  // namespace inferometer
