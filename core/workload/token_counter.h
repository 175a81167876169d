// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens a text is, by the best means an endpoint offers.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace inferometer {

// How the token counts of the prompts are known.
// Tokenize: by the endpoint's own tokenizer. Local: by one of this computer. Usage: estimated, corrected by the
// prompt_tokens of probes.
enum class CountMethod : std::uint8_t { Tokenize, Local, Usage, Estimate };

// Whether each text is counted, not estimated.
constexpr bool countsTexts(CountMethod method)
{
    return method == CountMethod::Tokenize || method == CountMethod::Local;
}

// Tokens of a text without chat template and special tokens. May call the endpoint, so it may fail.
using TokenCounter = std::function<Result<std::int64_t>(std::string_view text)>;

// By rule of thumb for English and vocabularies of 30,000 to 250,000: a run of letters is a token for each 8 begun, of
// digits for each 3, of bytes beyond ASCII for each 3; every mark is one; blanks belong to what follows.
std::int64_t estimateTokens(std::string_view text);

// estimateTokens() scaled so that `sample` counts `tokens`. REQUIRES: sample is not blank.
TokenCounter scaledEstimate(std::string_view sample, std::int64_t tokens);

// Whether a vocabulary may count so many times the estimate: within a factor of 4, whatever it is.
bool mayBeVocabulary(double scale);

}  // namespace inferometer
