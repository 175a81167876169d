// SPDX-License-Identifier: GPL-3.0-or-later
// Moments at which something is due for a token, earliest first. Those of equal moment come out in any order.
#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace inferometer {

class Timers
{
public:
    struct Entry
    {
        Nanos due{0};
        std::uint64_t token = 0;
    };

    void add(Nanos due, std::uint64_t token)
    {
        m_heap.push_back({due, token});
        std::push_heap(m_heap.begin(), m_heap.end(), later);
    }

    // kUnset: none.
    Nanos next() const { return m_heap.empty() ? kUnset : m_heap.front().due; }

    bool isDue(Nanos now) const { return !m_heap.empty() && m_heap.front().due <= now; }

    // REQUIRES: there is one.
    Entry take()
    {
        std::pop_heap(m_heap.begin(), m_heap.end(), later);
        const Entry entry = m_heap.back();
        m_heap.pop_back();
        return entry;
    }

private:
    static bool later(const Entry& a, const Entry& b) { return a.due > b.due; }

    std::vector<Entry> m_heap;
};

}  // namespace inferometer
