// SPDX-License-Identifier: GPL-3.0-or-later
// Images, read back by a small reader of our own; tests/cli has zlib read them.
#include "core/workload/image.h"
#include "core/workload/png.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace inferometer {
namespace {

std::string fromBase64(std::string_view text)
{
    const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0;
    for (std::size_t i = 0; i < text.size() && text[i] != '='; ++i) {
        bits = bits << 6U | static_cast<unsigned>(alphabet.find(text[i]));
        if (i % 4 != 0)
            bytes += static_cast<char>(bits >> (6 - 2 * (i % 4)) & 0xFFU);
    }
    return bytes;
}

std::uint32_t bigEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
    return number;
}

// Bit by bit, as the recommendation's own words say it.
std::uint32_t plainCrc(std::string_view bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            const std::uint32_t in = (crc ^ static_cast<unsigned char>(c) >> bit) & 1U;
            crc = crc >> 1U ^ (in != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

std::uint32_t plainAdler(std::string_view bytes)
{
    std::uint64_t low = 1;
    std::uint64_t high = 0;
    for (const char c : bytes) {
        low = (low + static_cast<unsigned char>(c)) % 65521;
        high = (high + low) % 65521;
    }
    return static_cast<std::uint32_t>(high << 16U | low);
}

// What a zlib stream of stored blocks holds; nothing when anything in it is wrong.
std::optional<std::string> inflated(std::string_view stream)
{
    std::string bytes;
    bool last = false;
    std::size_t at = 2;
    while (!last && at + 5 <= stream.size()) {
        const auto byte
            = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(stream[at + i])); };
        const unsigned length = byte(1) | byte(2) << 8U;
        if (byte(0) > 1 || (byte(3) | byte(4) << 8U) != (length ^ 0xFFFFU))
            return std::nullopt;
        last = byte(0) == 1;
        bytes += stream.substr(at + 5, length);
        at += 5 + length;
    }
    if (!last || at + 4 != stream.size() || bigEndian(stream, at) != plainAdler(bytes))
        return std::nullopt;
    return bytes;
}

struct Png
{
    std::string header;
    std::string rows;
    std::size_t colours = 0;
};

// Nothing when the file is not one that any reader takes.
std::optional<Png> readPng(std::string_view file)
{
    if (!file.starts_with("\x89PNG\r\n\x1A\n"))
        return std::nullopt;
    Png png;
    std::string stream;
    std::string_view type;
    for (std::size_t at = 8; at + 12 <= file.size();) {
        const std::size_t length = bigEndian(file, at);
        type = file.substr(at + 4, 4);
        const std::string_view data = file.substr(at + 8, length);
        if (bigEndian(file, at + 8 + length) != plainCrc(file.substr(at + 4, length + 4)))
            return std::nullopt;
        if (type == "IHDR")
            png.header = data;
        if (type == "PLTE")
            png.colours = length / 3;
        if (type == "IDAT")
            stream += data;
        at += length + 12;
    }
    const std::optional<std::string> rows = inflated(stream);
    if (!rows || type != "IEND")
        return std::nullopt;
    png.rows = *rows;
    return png;
}

std::string textOf(const ImageBook& book, std::uint64_t number, bool warmup = false)
{
    std::string text;
    book.append(number, warmup, text);
    return text;
}

TEST(Png, ChecksumsAreTheKnownOnes)
{
    EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
    EXPECT_EQ(adler32("Wikipedia"), 0x11E60398U);
    EXPECT_EQ(adler32("pedia", adler32("Wiki")), 0x11E60398U);
    EXPECT_EQ(adler32(std::string(100'000, '\xFF')), plainAdler(std::string(100'000, '\xFF')));
}

TEST(Image, IsAPngOfItsSize)
{
    for (const int side : {500, 1024, 2000}) {
        const std::optional<Png> png = readPng(fromBase64(textOf(ImageBook{side, 1}, 3)));
        ASSERT_TRUE(png) << side;
        EXPECT_EQ(bigEndian(png->header, 0), static_cast<std::uint32_t>(side));
        EXPECT_EQ(bigEndian(png->header, 4), static_cast<std::uint32_t>(side));
        EXPECT_EQ(png->header.substr(8), std::string("\4\3\0\0\0", 5));
        EXPECT_EQ(png->colours, kPngColours);
        EXPECT_EQ(png->rows.size(), static_cast<std::size_t>(side) * static_cast<std::size_t>(1 + side / 2));
    }
}

TEST(Image, ShowsManyColoursInManyPlaces)
{
    const std::optional<Png> png = readPng(fromBase64(textOf(ImageBook{500, 1}, 3)));
    ASSERT_TRUE(png);
    std::set<unsigned> colours;
    std::set<std::string> rows;
    for (std::size_t row = 0; row < 484; ++row) {
        const std::string line = png->rows.substr(row * 251 + 1, 250);
        rows.insert(line);
        for (const char pair : line)
            colours.insert(static_cast<unsigned char>(pair) & 15U);
    }
    EXPECT_EQ(colours.size(), kPngColours);
    EXPECT_GT(rows.size(), 400U);
}

TEST(Image, NoTwoNumbersGiveTheSamePixels)
{
    const ImageBook book{500, 1};
    std::set<std::string> files;
    std::set<std::string> pixels;
    for (std::uint64_t number = 0; number < 200; ++number) {
        for (const bool warmup : {false, true}) {
            const std::string text = textOf(book, number, warmup);
            EXPECT_EQ(text.size(), book.size());
            files.insert(text);
            const std::optional<Png> png = readPng(fromBase64(text));
            ASSERT_TRUE(png) << number;
            pixels.insert(png->rows);
        }
    }
    EXPECT_EQ(files.size(), 400U);
    EXPECT_EQ(pixels.size(), 400U);
}

TEST(Image, RepeatsWithNumberAndSeed)
{
    const ImageBook book{500, 1};
    EXPECT_EQ(textOf(book, 7), textOf(book, 7));
    EXPECT_EQ(textOf(book, 7), textOf(ImageBook{500, 1}, 7));
    EXPECT_NE(textOf(book, 7), textOf(ImageBook{500, 2}, 7));
}

TEST(Image, IsAppendedBehindWhatIsThere)
{
    const ImageBook book{500, 1};
    std::string text = "head";
    book.append(1, false, text);
    EXPECT_EQ(text, "head" + textOf(book, 1));
    EXPECT_TRUE(ImageBook{}.empty());
    EXPECT_FALSE(book.empty());
}

}  // namespace
}  // namespace inferometer
