// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/tokens.h"

#include "core/sim/text_hash.h"

#include <array>

namespace inferometer {

namespace {

using namespace std::string_view_literals;

constexpr std::array kWords{
    " a"sv,      " quiet"sv,  " river"sv, " runs"sv,  " past"sv,   " the"sv,   " old"sv,   " mill"sv,
    " and"sv,    " turns"sv,  " its"sv,   " wheel"sv, " once"sv,   " more"sv,  " while"sv, " clouds"sv,
    " drift"sv,  " over"sv,   " green"sv, " hills"sv, " where"sv,  " sheep"sv, " graze"sv, " in"sv,
    " thin"sv,   " light"sv,  " of"sv,    " early"sv, " spring"sv, " days"sv,  " that"sv,  " grow"sv,
    " longer"sv, " by"sv,     " small"sv, " steps"sv, " until"sv,  " each"sv,  " lane"sv,  " smells"sv,
    " like"sv,   " warm"sv,   " bread"sv, " from"sv,  " an"sv,     " open"sv,  " door"sv,  " near"sv,
    " market"sv, " square"sv, " with"sv,  " bells"sv, " ring"sv,   " noon"sv,  " for"sv,   " people"sv,
    " who"sv,    " walk"sv,   " home"sv,  " under"sv, " tall"sv,   " trees"sv, " at"sv,    " dusk"sv,
};
static_assert((kWords.size() & (kWords.size() - 1)) == 0);

}  // namespace

std::int64_t countTokens(std::string_view text)
{
    std::int64_t tokens = 0;
    forEachWord(text, [&](std::string_view word) {
        tokens += static_cast<std::int64_t>((word.size() + kBytesPerToken - 1) / kBytesPerToken);
    });
    return tokens;
}

std::vector<std::int64_t> tokenIds(std::string_view text)
{
    std::vector<std::int64_t> ids;
    forEachWord(text, [&](std::string_view word) {
        for (std::size_t at = 0; at < word.size(); at += kBytesPerToken) {
            const std::uint64_t hash = textHash(word.substr(at, kBytesPerToken), at == 0 ? 1 : 2);
            ids.push_back(static_cast<std::int64_t>(hash % kVocabulary));
        }
    });
    return ids;
}

std::string_view answerWord(std::uint64_t n) { return kWords[n & (kWords.size() - 1)]; }

}  // namespace inferometer
