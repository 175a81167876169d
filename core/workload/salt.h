// SPDX-License-Identifier: GPL-3.0-or-later
// Salts: a few short words that make a prompt unlike every other one, without changing its length.
#pragma once

#include "core/base/result.h"
#include "core/workload/token_counter.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

inline constexpr std::size_t kSaltWords = 6;

// The built-in words: short, common, lower-case.
std::span<const std::string_view> saltCandidates();

struct SaltWords
{
    std::vector<std::string> words;
    bool equal = false;  // each counts the same number of tokens inside a text
};

// Those of the candidates that `count` finds equally long inside a text; all of them when it finds too few. Calls
// `count` at most 60 times, two when every candidate is one token.
Result<SaltWords> equalSaltWords(const TokenCounter& count);

// Numbers to salts: kSaltWords of the words with a blank behind each. Two numbers below capacity() never give the same
// salt, and warm-up salts are never measured ones. The seed decides which number gets which.
class SaltBook
{
public:
    SaltBook() = default;
    // REQUIRES: at least two words.
    SaltBook(std::vector<std::string> words, std::uint64_t seed);

    std::uint64_t capacity() const { return m_half; }
    const std::vector<std::string>& words() const { return m_words; }

    // REQUIRES: built with words. Numbers from capacity() on begin again.
    void append(std::uint64_t number, bool warmup, std::string& out) const;
    std::string text(std::uint64_t number, bool warmup) const;

private:
    std::vector<std::string> m_words;
    std::uint64_t m_half = 0;    // salts of each kind
    std::uint64_t m_factor = 1;  // coprime to m_half: number -> number * factor + offset is one to one
    std::uint64_t m_offset = 0;
};

}  // namespace inferometer
