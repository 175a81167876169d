// SPDX-License-Identifier: GPL-3.0-or-later
// The model and the added tokens of a tokenizer.json.
#pragma once

#include "core/tokenizer/added_tokens.h"
#include "core/tokenizer/bpe_model.h"
#include "core/tokenizer/json_place.h"
#include "core/tokenizer/normalizer.h"

namespace inferometer {

inline constexpr std::size_t kMostTokens = 4'000'000;
inline constexpr std::size_t kMostMerges = 8'000'000;
inline constexpr std::size_t kMostAddedTokens = 100'000;

// Of `root.model`; its texts are views into the JSON.
Result<BpeDescription> readBpe(const JsonPlace& root, bool ofBytes);

struct AddedTokenLists
{
    std::vector<AddedToken> plain;       // looked for in the text as it comes
    std::vector<AddedToken> normalized;  // in the normalized text
    std::size_t beyondVocabulary = 0;    // how many of them the vocabulary does not have
};

// As the reference numbers them: by the vocabulary when it has the text, else on from its end in the order of the list,
// whatever the file says. `normalizer` may be null.
Result<AddedTokenLists> readAddedTokens(const JsonPlace& root, const TokenIndex& vocabulary,
                                        const Normalizer* normalizer);

}  // namespace inferometer
