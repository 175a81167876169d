// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated model's tokens. The rule, the same for /tokenize, prompts and answers: text is cut at white space, and
// a word of n bytes is ceil(n / 6) tokens. Every word of an answer is one token, so counting an answer's text gives
// what `usage` said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kBytesPerToken = 6;

// Ids of text are below it.
inline constexpr std::int64_t kVocabulary = 32000;

// What a chat template adds: to each message, and to open the answer.
inline constexpr std::int64_t kTokensPerMessage = 4;
inline constexpr std::int64_t kTokensPerReply = 3;

// The largest prompt plus answer the model says it takes.
inline constexpr std::int64_t kMaxModelLength = 131072;

std::int64_t countTokens(std::string_view text);

// One id a token, from the token's bytes: the same text has the same ids.
std::vector<std::int64_t> tokenIds(std::string_view text);

// Calls onWord(std::string_view) for every word.
template <typename OnWord>
void forEachWord(std::string_view text, OnWord&& onWord)
{
    // What JSON text holds as white space; every other byte, UTF-8 included, belongs to a word.
    const auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && isSpace(text[at]))
            ++at;
        if (at == text.size())
            return;
        const std::size_t begin = at;
        while (at < text.size() && !isSpace(text[at]))
            ++at;
        onWord(text.substr(begin, at - begin));
    }
}

// The n-th word of an endless text, with a leading space; its length differs from word to word.
std::string_view answerWord(std::uint64_t n);

}  // namespace inferometer
