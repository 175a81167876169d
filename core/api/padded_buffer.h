// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes with kEventPadding readable ones behind them, as a vectorised JSON reader needs, the first of them a line end
// behind what was appended. Keeps its capacity.
#pragma once

#include "core/api/dialect.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>

namespace inferometer {

class PaddedBuffer
{
public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    std::string_view view() const { return {m_bytes.get(), m_size}; }
    void clear() { m_size = 0; }

    // REQUIRES: `bytes` does not lie in this buffer.
    void append(std::string_view bytes)
    {
        if (bytes.empty())
            return;
        if (m_size + bytes.size() > m_capacity)
            reserve(std::max(m_size + bytes.size(), 2 * m_capacity));
        std::copy(bytes.begin(), bytes.end(), m_bytes.get() + m_size);
        m_size += bytes.size();
        m_bytes[m_size] = '\n';
    }

    void reserve(std::size_t capacity)
    {
        if (capacity <= m_capacity)
            return;
        auto grown = std::make_unique<char[]>(capacity + kEventPadding);
        std::copy(m_bytes.get(), m_bytes.get() + m_size, grown.get());
        m_bytes = std::move(grown);
        m_capacity = capacity;
    }

private:
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;  // without the padding
};

}  // namespace inferometer
