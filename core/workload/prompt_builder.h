// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts of exactly N tokens: a template, repeated and cut between two words, with room for a salt.
#pragma once

#include "core/base/result.h"
#include "core/workload/prompt_file.h"
#include "core/workload/token_counter.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace inferometer {

// Builds request bodies. One prompt template may serve many requests: a unique salt is put in at `saltAt`.
struct PromptText
{
    std::string name;  // "default", "prompt7"
    std::string text;  // without salt
    std::size_t saltAt = 0;
    std::int32_t tokens = 0;  // as counted, salt included

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

}  // namespace inferometer
