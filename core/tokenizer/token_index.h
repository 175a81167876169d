// SPDX-License-Identifier: GPL-3.0-or-later
// Token texts to ids. Thread-safe: yes, to read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

namespace inferometer {

// Of a short text, as fast as it is read.
inline std::uint64_t hashOf(std::string_view text)
{
    constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15U;
    std::uint64_t hash = text.size() * kMix;
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * kMix;
        hash ^= hash >> 29U;
    };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        mix(word);
    }
    if (at < text.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, text.size() - at);
        mix(word);
    }
    return hash ^ hash >> 32U;
}

// Views into texts that somebody else keeps. Open addressing, at most half full.
class TokenIndex
{
public:
    explicit TokenIndex(std::size_t tokens = 0)
    {
        std::size_t slots = 16;
        while (slots < 2 * tokens)
            slots *= 2;
        m_slots.resize(slots);
    }

    // The last one of a text holds. REQUIRES: no more texts than were told.
    void set(std::string_view text, std::uint32_t id)
    {
        Slot& slot = m_slots[indexOf(text)];
        m_count += slot.taken ? 0 : 1;
        slot = {text, id, true};
    }
    std::optional<std::uint32_t> find(std::string_view text) const
    {
        const Slot& slot = m_slots[indexOf(text)];
        return slot.taken ? std::optional{slot.id} : std::nullopt;
    }
    std::size_t size() const { return m_count; }

    // each(text, id), in no order.
    template <typename Each>
    void forEach(Each each) const
    {
        for (const Slot& slot : m_slots)
            if (slot.taken)
                each(slot.text, slot.id);
    }

private:
    struct Slot
    {
        std::string_view text;
        std::uint32_t id = 0;
        bool taken = false;
    };

    std::size_t indexOf(std::string_view text) const
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t index = hashOf(text) & mask;
        while (m_slots[index].taken && m_slots[index].text != text)
            index = (index + 1) & mask;
        return index;
    }

    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
};

}  // namespace inferometer
