// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/prefix_cache.h"

#include "core/sim/text_hash.h"
#include "core/sim/tokens.h"

#include <utility>

namespace inferometer {

void PrefixCache::Reader::read(std::string_view text)
{
    forEachWord(text, [this](std::string_view word) {
        // A block ends when the next word begins, so the one with the last word never does.
        if (m_words == kWordsPerBlock)
            endBlock();
        m_hash = textHash(word, m_hash);
        m_tokens += static_cast<std::int64_t>((word.size() + kBytesPerToken - 1) / kBytesPerToken);
        ++m_words;
    });
}

void PrefixCache::Reader::endBlock()
{
    m_words = 0;
    m_known = m_cache.touch(m_hash) && m_known;
    if (m_known)
        m_cached = m_tokens;
}

bool PrefixCache::touch(std::uint64_t hash)
{
    if (m_young.contains(hash))
        return true;
    const bool known = m_old.contains(hash);
    if (m_young.size() >= m_capacity) {
        m_old = std::move(m_young);
        m_young.clear();
    }
    m_young.insert(hash);
    return known;
}

}  // namespace inferometer
