// SPDX-License-Identifier: GPL-3.0-or-later
// Images for multimodal requests: a drawn landscape with a strip of coloured tiles at its lower edge that tells every
// image from every other one. No two files, and no two images once decoded, are alike, so that no server can answer
// from a cache of image embeddings; the tiles are large enough to differ still where a model sees the image small.
//
// What an image costs: the landscape is drawn, checked and encoded once, when the book is made (about a tenth of a
// second for 2000 x 2000). append() copies that text, as it must be sent anyway, and makes 16 rows: 4 to 16 KB of
// checksums and base64, below 0.1 ms. Nothing is compressed, neither before nor during the load.
#pragma once

#include <cstdint>
#include <string>

namespace inferometer {

class ImageBook
{
public:
    // Without images.
    ImageBook() = default;
    // Of side x side pixels. REQUIRES: side is at least 256 and at most 4000.
    ImageBook(int side, std::uint64_t seed);

    bool empty() const { return m_side == 0; }
    // Bytes that append() adds; the same for every image.
    std::size_t size() const { return m_size; }

    // Appends the PNG file as base64. Two numbers below 2^62 never give the same image, and those of warm-up are
    // never measured ones. Thread-safe: yes. REQUIRES: !empty().
    void append(std::uint64_t number, bool warmup, std::string& out) const;

private:
    int m_side = 0;
    std::uint64_t m_seed = 0;
    std::size_t m_size = 0;
    std::string m_common;       // base64 of what all files begin with, whole groups of three bytes
    std::string m_rest;         // the bytes behind them
    std::uint32_t m_adler = 0;  // of the rows in front of the strip
};

}  // namespace inferometer
