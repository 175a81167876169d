// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/image.h"

#include "core/base/random.h"
#include "core/base/text.h"
#include "core/workload/png.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace inferometer {

namespace {

constexpr int kStripRows = 16;
constexpr int kTiles = 32;

// Streams of the seed, behind those of prompts.
constexpr std::uint64_t kImageStreams = std::uint64_t{1} << 62U;
constexpr std::uint64_t kWarmupStreams = std::uint64_t{1} << 63U;

constexpr Palette kPalette{{{38, 92, 168},
                            {74, 128, 198},
                            {118, 164, 218},
                            {168, 200, 232},
                            {214, 228, 238},
                            {250, 206, 84},
                            {104, 112, 146},
                            {72, 100, 92},
                            {40, 82, 44},
                            {116, 158, 66},
                            {168, 62, 48},
                            {232, 220, 190},
                            {56, 46, 44},
                            {108, 76, 48},
                            {58, 124, 152},
                            {248, 248, 246}}};
enum Colour : std::uint8_t {
    Zenith,
    Horizon = 4,
    Sun,
    Mountain,
    Hill,
    Leaf,
    Meadow,
    Roof,
    Wall,
    Window,
    Trunk,
    Water,
    White
};

// The scene is drawn on a field of this width and height, whatever the pixels.
constexpr int kField = 1024;

struct Point
{
    int x = 0;  // on the field
    int y = 0;
    int threshold = 0;  // 0 to 15, of the pixel: ordered dithering between two colours
};

int thresholdOf(int column, int row)
{
    constexpr std::array<std::array<int, 4>, 4> kBayer{{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}};
    return kBayer.at(static_cast<std::size_t>(row) % 4).at(static_cast<std::size_t>(column) % 4);
}

// A ridge of even slopes: 0 to `height` and back within a period. Whole numbers look the same on every machine.
int slope(int x, int period, int height)
{
    return (period / 2 - std::abs(x % period - period / 2)) * 2 * height / period;
}

bool isWithin(const Point& at, int x, int y, int width, int height)
{
    const int across = (at.x - x) * height;
    const int down = (at.y - y) * width;
    return std::int64_t{across} * across + std::int64_t{down} * down < std::int64_t{width} * width * height * height;
}

std::uint8_t skyAt(const Point& at)
{
    if (isWithin(at, 760, 190, 70, 70))
        return Sun;
    if (isWithin(at, 250, 150, 120, 34) || isWithin(at, 330, 128, 90, 40) || isWithin(at, 560, 260, 110, 24))
        return at.threshold < 13 ? White : Horizon;
    constexpr int kSkyHeight = 560;
    const int shade = (at.y * 16 * Horizon / kSkyHeight + at.threshold) / 16;
    return static_cast<std::uint8_t>(std::clamp(Zenith + shade, int{Zenith}, int{Horizon}));
}

std::uint8_t landAt(const Point& at)
{
    const int mountain = 520 - slope(at.x + 90, 370, 190) - slope(at.x, 130, 40);
    const int hill = 600 - slope(at.x + 200, 610, 110) - slope(at.x, 57, 8);
    const int shore = 840 + slope(at.x, 730, 60);
    if (at.y > shore)
        return (at.x + at.y * 5) % 64 < at.threshold ? White : Water;
    if (at.y > hill + 70)
        return (at.y - hill) / 24 + 2 > at.threshold ? Meadow : Leaf;
    if (at.y > hill)
        return at.threshold < 9 ? Hill : Leaf;
    if (at.y > mountain)
        return at.y < mountain + 40 && at.y < 390 ? White : Mountain;
    return skyAt(at);
}

// Its lower left corner stands at x, y.
bool houseAt(const Point& at, int x, int y, int width, std::uint8_t& colour)
{
    const int right = at.x - x;
    const int up = y - at.y;
    const int wall = width * 2 / 3;
    if (up >= wall && up - wall < width / 2 && std::abs(right * 2 - width) < width * 6 / 5 - (up - wall) * 2) {
        colour = Roof;
        return true;
    }
    if (right < 0 || right >= width || up < 0 || up >= wall)
        return false;
    const bool pane = right * 6 / width % 2 == 1 && up > wall / 3 && up < wall * 2 / 3;
    colour = pane ? Window : Wall;
    return true;
}

bool treeAt(const Point& at, int x, int y, int size, std::uint8_t& colour)
{
    const bool crown = isWithin(at, x, y - size, size / 2, size * 2 / 3);
    if (!crown && (std::abs(at.x - x) > size / 12 || at.y > y || at.y < y - size))
        return false;
    colour = !crown ? Trunk : at.threshold < 11 ? Leaf : Meadow;
    return true;
}

std::uint8_t colourAt(const Point& at)
{
    std::uint8_t colour = Zenith;
    for (const int x : {90, 430, 560, 890}) {
        if (treeAt(at, x, 760 + x % 70, 60 + x % 50, colour))
            return colour;
    }
    for (const int x : {180, 300, 660, 780}) {
        if (houseAt(at, x, 740 + x % 60, 70 + x % 40, colour))
            return colour;
    }
    return landAt(at);
}

std::string landscape(int side)
{
    std::string rows;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(side));
    for (int row = 0; row < side - kStripRows; ++row) {
        for (int column = 0; column < side; ++column)
            pixels[static_cast<std::size_t>(column)]
                = colourAt({column * kField / side, row * kField / side, thresholdOf(column, row)});
        appendPngRow(pixels, rows);
    }
    return rows;
}

// The first number of a stream is one to one with the stream, so the first half of the tiles tells images apart.
std::string strip(int side, std::uint64_t seed, std::uint64_t key)
{
    Random random{seed, key};
    const std::array<std::uint64_t, 2> drawn{random.next(), random.next()};
    std::vector<std::uint8_t> pixels;
    for (int column = 0; column < side; ++column) {
        const auto tile = static_cast<unsigned>(column * kTiles / side);
        pixels.push_back(static_cast<std::uint8_t>(drawn.at(tile / 16) >> tile % 16 * 4 & 15U));
    }
    std::string row;
    appendPngRow(pixels, row);
    std::string rows;
    for (int i = 0; i < kStripRows; ++i)
        rows += row;
    return rows;
}

}  // namespace

ImageBook::ImageBook(int side, std::uint64_t seed) : m_side(side), m_seed(seed)
{
    assert(side >= 256 && side <= 4000);
    const std::string rows = landscape(side);
    m_adler = adler32(rows);
    std::string stream{"\x78\x01", 2};  // zlib: deflate, a window of 32 KB, no dictionary
    appendStored(rows, false, stream);
    std::string head;
    appendPngHead(side, kPalette, head);
    appendPngChunk("IDAT", stream, head);
    const std::size_t whole = head.size() - head.size() % 3;
    m_rest = head.substr(whole);
    appendBase64(std::string_view{head}.substr(0, whole), m_common);
    std::string first;
    append(0, false, first);
    m_size = first.size();
}

void ImageBook::append(std::uint64_t number, bool warmup, std::string& out) const
{
    assert(!empty() && number < kImageStreams);
    const std::string rows = strip(m_side, m_seed, kImageStreams + (warmup ? kWarmupStreams : 0) + number);
    std::string stream;
    appendStored(rows, true, stream);
    const std::uint32_t adler = adler32(rows, m_adler);
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        stream += static_cast<char>(adler >> shift & 0xFFU);
    std::string rest = m_rest;
    appendPngChunk("IDAT", stream, rest);
    appendPngChunk("IEND", {}, rest);
    out += m_common;
    appendBase64(rest, out);
}

}  // namespace inferometer
