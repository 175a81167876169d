// SPDX-License-Identifier: GPL-3.0-or-later
// The merges of a BPE model: which token two tokens side by side become, and how early.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inferometer {

inline constexpr std::uint32_t kNoRank = 0xFFFFFFFF;

struct Merge
{
    std::uint32_t rank = kNoRank;  // the lowest is done first; kNoRank: these two do not merge
    std::uint32_t id = 0;
};

// Open addressing, at most half full. Immutable after the last set(). Thread-safe: yes, to read.
class PairTable
{
public:
    explicit PairTable(std::size_t merges = 0)
    {
        while (std::size_t{1} << m_bits < 2 * merges)
            ++m_bits;
        m_slots.resize(std::size_t{1} << m_bits);
    }

    // The last one of a pair holds. REQUIRES: no more pairs than were told; rank < kNoRank.
    void set(std::uint32_t left, std::uint32_t right, Merge merge)
    {
        Slot& slot = m_slots[indexOf(keyOf(left, right))];
        slot = {keyOf(left, right), merge};
    }
    Merge find(std::uint32_t left, std::uint32_t right) const { return m_slots[indexOf(keyOf(left, right))].merge; }

private:
    struct Slot
    {
        std::uint64_t key = 0;
        Merge merge;
    };

    static std::uint64_t keyOf(std::uint32_t left, std::uint32_t right) { return std::uint64_t{left} << 32U | right; }
    // Of the pair, or of the free slot it would have.
    std::size_t indexOf(std::uint64_t key) const
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t index = (key * 0x9E3779B97F4A7C15U) >> (64U - m_bits);
        while (m_slots[index].merge.rank != kNoRank && m_slots[index].key != key)
            index = (index + 1) & mask;
        return index;
    }

    unsigned m_bits = 4;
    std::vector<Slot> m_slots;
};

}  // namespace inferometer
