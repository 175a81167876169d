// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of a journal's entries, for its writer and its reader. journal.h describes it.
#pragma once

#include "core/store/crc32c.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

inline constexpr std::string_view kJournalMagic = "INFRJRNL";
inline constexpr std::string_view kEntryMark = "\xFFJE\xFE";
inline constexpr std::uint32_t kMostBody = 1U << 30U;

// Where a frame has what.
struct EntryFrame
{
    std::size_t mark;  // length of the mark
    constexpr std::size_t length() const { return mark; }
    constexpr std::size_t checksum() const { return mark + 4; }
    constexpr std::size_t kind() const { return mark + 8; }
    constexpr std::size_t body() const { return mark + 9; }
};

constexpr EntryFrame frameOf(std::uint32_t version) { return {version == 3 ? 0 : kEntryMark.size()}; }

inline void putWord(std::uint32_t value, char* out)
{
    for (unsigned i = 0; i < 4; ++i)
        out[i] = static_cast<char>(value >> (8 * i));
}

// REQUIRES: four bytes from `at` on.
inline std::uint32_t wordAt(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
        value |= std::uint32_t{static_cast<std::uint8_t>(bytes[at + i])} << (8 * i);
    return value;
}

// Of an entry that is all there.
inline std::uint32_t checksumOf(std::string_view entry, EntryFrame frame)
{
    return crc32c(entry.substr(frame.kind()), crc32c(entry.substr(frame.length(), 4)));
}

}  // namespace inferometer
