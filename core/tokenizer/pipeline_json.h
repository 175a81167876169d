// SPDX-License-Identifier: GPL-3.0-or-later
// The normalizer and the pre_tokenizer of a tokenizer.json.
#pragma once

#include "core/tokenizer/json_place.h"
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/pre_tokenizer.h"

#include <memory>

namespace inferometer {

// At most this many steps, with those of sequences inside of sequences.
inline constexpr std::size_t kMostSteps = 64;

struct PreTokenizing
{
    std::unique_ptr<const PreTokenizer> steps;  // null: a text is one word
    bool ofBytes = false;  // the last step has a character for each byte, and leaves that to the model
};

// `root` is the whole file. What is missing or null does nothing; null then.
Result<std::unique_ptr<const Normalizer>> readNormalizer(const JsonPlace& root);
Result<PreTokenizing> readPreTokenizer(const JsonPlace& root);

}  // namespace inferometer
