// SPDX-License-Identifier: GPL-3.0-or-later
// Tokenizers for tests, each a function of the text alone.
#pragma once

#include "core/base/text.h"
#include "core/workload/token_counter.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace inferometer {

// A word of n bytes is ceil(n / bytesPerToken) tokens, as in the simulated endpoint with 6.
inline std::int64_t pieces(std::string_view text, std::size_t bytesPerToken)
{
    std::int64_t tokens = 0;
    for (const std::string& word : splitWords(text))
        tokens += static_cast<std::int64_t>((word.size() + bytesPerToken - 1) / bytesPerToken);
    return tokens;
}

// Like a byte-pair vocabulary: the first word lacks its blank and is longer by a token, and only short words that
// begin with a letter up to 'm' are one token.
inline std::int64_t lopsided(std::string_view text)
{
    std::int64_t tokens = text.empty() || text.front() == ' ' ? 0 : 1;
    for (const std::string& word : splitWords(text))
        tokens += word.size() <= 5 && word.front() <= 'm' ? 1 : 1 + static_cast<std::int64_t>(word.size()) / 3;
    return tokens;
}

// Counts by `tokens` and how often it was asked.
struct CountedTokenizer
{
    std::shared_ptr<int> calls = std::make_shared<int>(0);
    TokenCounter count;

    explicit CountedTokenizer(std::function<std::int64_t(std::string_view)> tokens)
        : count([calls = calls, tokens = std::move(tokens)](std::string_view text) -> Result<std::int64_t> {
            ++*calls;
            return tokens(text);
        })
    {}
};

inline std::function<std::int64_t(std::string_view)> piecesOf(std::size_t bytesPerToken)
{
    return [bytesPerToken](std::string_view text) { return pieces(text, bytesPerToken); };
}

}  // namespace inferometer
