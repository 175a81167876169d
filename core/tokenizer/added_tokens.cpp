// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/added_tokens.h"

#include "core/tokenizer/utf8.h"

#include <algorithm>

namespace inferometer {

namespace {

std::size_t byteAt(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

}  // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens) : m_tokens(std::move(tokens))
{
    m_tokens.erase(
        std::remove_if(m_tokens.begin(), m_tokens.end(), [](const auto& token) { return token.content.empty(); }),
        m_tokens.end());
    std::stable_sort(m_tokens.begin(), m_tokens.end(),
                     [](const AddedToken& a, const AddedToken& b) { return a.content < b.content; });
    for (const AddedToken& token : m_tokens) {
        const std::size_t first = byteAt(token.content, 0);
        if (token.content.size() > 1) {
            m_begins.set(first | byteAt(token.content, 1) << 8U);
            continue;
        }
        for (std::size_t second = 0; second < 256; ++second)
            m_begins.set(first | second << 8U);
    }
}

const AddedToken* AddedTokens::next(std::string_view text, std::size_t& at) const
{
    if (m_tokens.empty())
        return nullptr;
    for (; at < text.size(); ++at) {
        const std::size_t second = at + 1 < text.size() ? byteAt(text, at + 1) : 0;
        if (!m_begins[byteAt(text, at) | second << 8U])
            continue;
        if (const AddedToken* token = longestAt(text.substr(at)))
            return token;
    }
    return nullptr;
}

const AddedToken* AddedTokens::longestAt(std::string_view text) const
{
    const AddedToken* longest = nullptr;
    auto begin = m_tokens.begin();
    auto end = m_tokens.end();
    // The tokens that begin as the text does, byte by byte; the shortest of them stands first.
    for (std::size_t depth = 0; depth < text.size() && begin != end; ++depth) {
        const std::size_t wanted = byteAt(text, depth);
        const auto byteOf = [depth](const AddedToken& token) { return byteAt(token.content, depth); };
        begin = std::lower_bound(begin, end, wanted,
                                 [&](const AddedToken& token, std::size_t byte) { return byteOf(token) < byte; });
        end = std::upper_bound(begin, end, wanted,
                               [&](std::size_t byte, const AddedToken& token) { return byte < byteOf(token); });
        for (; begin != end && begin->content.size() == depth + 1; ++begin)
            longest = &*begin;
    }
    return longest;
}

AddedTokens::Place AddedTokens::placeOf(const AddedToken& token, std::string_view text, Span gap, Span& space)
{
    Place place{gap.end, gap.end + token.content.size(), true};
    const std::string_view before = text.substr(0, place.begin);
    const std::string_view behind = text.substr(place.end);
    if (token.singleWord) {
        place.taken = (before.empty() || !isWordCharacter(lastCodePoint(before).value))
            && (behind.empty() || !isWordCharacter(codePointAt(behind, 0).value));
    }
    if (token.lstrip)
        place.begin = gap.begin >= gap.end ? gap.begin : gap.end - whiteSpaceBehind(before.substr(gap.begin));
    if (token.rstrip) {
        if (place.end < space.begin || place.end > space.end)
            space = {place.end, place.end + whiteSpaceInFront(behind)};
        place.end = space.end;
    }
    return place;
}

}  // namespace inferometer
