// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer that a person can count with: every word is a token.
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <sstream>
#include <string>

namespace inferometer::test {

class WordTokenizer final : public Tokenizer
{
public:
    std::vector<std::uint32_t> encode(std::string_view text) const override
    {
        return std::vector<std::uint32_t>(static_cast<std::size_t>(count(text)), 1);
    }
    std::int64_t count(std::string_view text) const override
    {
        std::istringstream words{std::string{text}};
        std::int64_t tokens = 0;
        for (std::string word; words >> word;)
            ++tokens;
        return tokens;
    }
    std::string description() const override { return "words"; }
};

}  // namespace inferometer::test
