// SPDX-License-Identifier: GPL-3.0-or-later
// An append-only list that one thread grows while others read what was published: elements never move.
//
// The writer appends, then publishes size() to readers through something that synchronises (the snapshot pointer);
// readers only touch indices below the size they were given.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <memory>

namespace inferometer {

template <typename T>
class SegmentedLog
{
public:
    static constexpr std::size_t kSegment = 1024;
    static constexpr std::size_t kSegments = 65536;

    // Writer only. REQUIRES: size() < kSegment * kSegments.
    void append(T value)
    {
        assert(m_size < kSegment * kSegments);
        auto& segment = m_directory[m_size / kSegment];
        if (!segment)
            segment = std::make_unique<std::array<T, kSegment>>();
        (*segment)[m_size % kSegment] = std::move(value);
        ++m_size;
    }

    // Writer only.
    std::size_t size() const { return m_size; }

    // REQUIRES: index below a published size.
    const T& at(std::size_t index) const { return (*m_directory[index / kSegment])[index % kSegment]; }

private:
    std::unique_ptr<std::unique_ptr<std::array<T, kSegment>>[]> m_directory
        = std::make_unique<std::unique_ptr<std::array<T, kSegment>>[]>(kSegments);
    std::size_t m_size = 0;
};

}  // namespace inferometer
