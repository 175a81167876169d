// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens that single characters begin as, before anything is merged.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace inferometer {

inline constexpr std::uint32_t kNoToken = 0xFFFFFFFF;

// Characters to tokens, in pages of 256. Thread-safe: yes, to read.
class BpeAlphabet
{
public:
    // REQUIRES: character < 0x110000.
    void set(std::uint32_t character, std::uint32_t id)
    {
        std::unique_ptr<Page>& page = m_pages[character >> 8U];
        if (!page) {
            page = std::make_unique<Page>();
            page->fill(kNoToken);
        }
        (*page)[character & 0xFFU] = id;
    }
    // kNoToken: the vocabulary has no such character.
    std::uint32_t find(std::uint32_t character) const
    {
        const Page* page = character < 0x110000 ? m_pages[character >> 8U].get() : nullptr;
        return page != nullptr ? (*page)[character & 0xFFU] : kNoToken;
    }

private:
    using Page = std::array<std::uint32_t, 256>;
    std::vector<std::unique_ptr<Page>> m_pages = std::vector<std::unique_ptr<Page>>(0x1100);
};

}  // namespace inferometer
