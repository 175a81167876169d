// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens that stand in a text by their name, as "<|eot_id|>" does: the leftmost and then longest, as the reference
// takes them whatever add_special_tokens says.
#pragma once

#include "core/tokenizer/pattern.h"

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kMostAddedTokenBytes = 1024;  // so that any text is searched in bounded time

struct AddedToken
{
    std::string content;  // as it is looked for
    std::uint32_t id = 0;
    bool lstrip = false;      // takes the white space in front with it
    bool rstrip = false;      // and behind
    bool singleWord = false;  // only where no word character touches it
};

// Thread-safe: yes.
class AddedTokens
{
public:
    AddedTokens() = default;
    // Those without content are never found. REQUIRES: each content at most kMostAddedTokenBytes.
    explicit AddedTokens(std::vector<AddedToken> tokens);

    bool empty() const { return m_tokens.empty(); }

    // Calls text(stretch, at) for what stands between tokens, at its place, and token(id) for these, in order.
    template <typename OnText, typename OnToken>
    void split(std::string_view text, OnText onText, OnToken onToken) const
    {
        std::size_t done = 0;
        Span space;
        for (std::size_t at = 0; const AddedToken* token = next(text, at);) {
            const Place place = placeOf(*token, text, {done, at}, space);
            at += token->content.size();
            if (!place.taken)
                continue;
            if (done < place.begin)
                onText(text.substr(done, place.begin - done), done);
            onToken(token->id);
            done = place.end;
        }
        if (done < text.size())
            onText(text.substr(done), done);
    }

private:
    struct Place
    {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool taken = false;
    };

    // The first token at or behind `at`, which is moved there; null when there is none.
    const AddedToken* next(std::string_view text, std::size_t& at) const;
    const AddedToken* longestAt(std::string_view text) const;
    // `gap` lies between the token before and this one; `space` is the last white space that was looked through, so
    // that none is twice.
    static Place placeOf(const AddedToken& token, std::string_view text, Span gap, Span& space);

    std::vector<AddedToken> m_tokens;  // by content
    std::bitset<65536> m_begins;       // by the first two bytes, the first one low
};

}  // namespace inferometer
