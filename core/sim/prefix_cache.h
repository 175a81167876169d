// SPDX-License-Identifier: GPL-3.0-or-later
// Which beginnings of prompts the simulated server still holds: blocks of 16 words, each known by a hash of itself and
// all before it, as paged key-value caches do. The block with a prompt's last word is always computed anew.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>

namespace inferometer {

class PrefixCache
{
public:
    static constexpr std::size_t kWordsPerBlock = 16;

    // `capacity` blocks at least, twice as many at most, the oldest forgotten first.
    explicit PrefixCache(std::size_t capacity = 1U << 18U) : m_capacity(capacity) {}

    // One prompt being read: feed its texts in order.
    class Reader
    {
    public:
        explicit Reader(PrefixCache& cache) : m_cache(cache) {}
        void read(std::string_view text);

        // Tokens of the leading blocks that were known. Every whole block is known from now on.
        std::int64_t cachedTokens() const { return m_cached; }

    private:
        void endBlock();

        PrefixCache& m_cache;
        std::uint64_t m_hash = 0;
        std::int64_t m_tokens = 0;
        std::int64_t m_cached = 0;
        std::size_t m_words = 0;
        bool m_known = true;
    };

    std::size_t blocks() const { return m_young.size() + m_old.size(); }

private:
    bool touch(std::uint64_t hash);

    const std::size_t m_capacity;
    std::unordered_set<std::uint64_t> m_young;
    std::unordered_set<std::uint64_t> m_old;
};

}  // namespace inferometer
