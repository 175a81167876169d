// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts of exactly N tokens: a template, repeated and cut between two words, with room for a salt.
#pragma once

#include "core/base/result.h"
#include "core/workload/prompt_file.h"
#include "core/workload/sized_text.h"
#include "core/workload/token_counter.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

// Builds request bodies. One prompt template may serve many requests: a unique salt is put in at `saltAt`.
struct PromptText
{
    std::string name;  // "default", "prompt7"
    std::string text;  // without salt
    std::size_t saltAt = 0;
    std::int32_t tokens = 0;  // as counted, salt included
    std::size_t words{};      // of the template

    std::string salted(std::string_view salt) const;
};

struct PromptOrder
{
    std::int64_t tokens = 0;  // asked, salt included
    double commonShare = 0;   // of the words that stand before the salt; 0: one word
    std::string salt;         // any of the salts the prompt will get
};

// Ends as near below the length asked as words and fillers allow, which is exactly there for any common tokenizer;
// `tokens` says where. The error says when the length is too small for the salt. Calls `count` about ten times.
Result<PromptText> buildPrompt(const PromptTemplate& from, const PromptOrder& order, const TokenCounter& count);

// Prompts of any length up to the one asked, and how many tokens off a few of them were whose lengths were not counted
// beforehand. Calls `count` about 50 times.
struct SizedPrompt
{
    SizedText text;
    std::int64_t off = 0;
};
Result<SizedPrompt> buildSizedPrompt(const PromptTemplate& from, const PromptOrder& order, const TokenCounter& count);

// The text with its second half first: the same words, but it begins like no measured prompt, for the server must not
// have seen the beginning of one. A text without a blank behind its middle stays as it is.
std::string turned(std::string_view text);

}  // namespace inferometer
