// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of any size to small ones, in the order of their first use: what a file calls its blocks. Takes 12 bytes a
// place, of which half or more are filled, where a node-based map takes some fifty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inferometer {

class IdTable
{
public:
    // The small number of `id`: `next` where it was never asked for, which is counted up then.
    std::uint32_t at(std::uint64_t id, std::uint32_t& next)
    {
        if (2 * (m_used + 1) > m_keys.size())
            grow();
        const std::size_t place = placeOf(id);
        if (m_values[place] == kFree) {
            m_keys[place] = id;
            m_values[place] = next++;
            ++m_used;
        }
        return m_values[place];
    }

    void clear() { *this = IdTable{}; }

private:
    static constexpr std::uint32_t kFree = ~std::uint32_t{0};
    static constexpr std::size_t kFirstPlaces = 64;

    std::size_t placeOf(std::uint64_t id) const
    {
        // SplitMix64's output function: ids that a file chooses must not fall on one place after the other.
        std::uint64_t mixed = (id ^ (id >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
        mixed ^= mixed >> 31U;
        std::size_t place = mixed & (m_keys.size() - 1);
        while (m_values[place] != kFree && m_keys[place] != id)
            place = (place + 1) & (m_keys.size() - 1);
        return place;
    }

    void grow()
    {
        IdTable larger;
        larger.m_keys.resize(m_keys.empty() ? kFirstPlaces : 2 * m_keys.size());
        larger.m_values.resize(larger.m_keys.size(), kFree);
        larger.m_used = m_used;
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            if (m_values[i] == kFree)
                continue;
            const std::size_t place = larger.placeOf(m_keys[i]);
            larger.m_keys[place] = m_keys[i];
            larger.m_values[place] = m_values[i];
        }
        *this = std::move(larger);
    }

    std::vector<std::uint64_t> m_keys;
    std::vector<std::uint32_t> m_values;
    std::size_t m_used = 0;
};

}  // namespace inferometer
