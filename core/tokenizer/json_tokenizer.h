// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizer of a tokenizer.json. Its truncation, padding and post_processor are for those who feed a model: what
// counts tokens leaves them out.
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <simdjson.h>

namespace inferometer {

// The error is part of a sentence: "at model.vocab, ...".
Result<std::shared_ptr<const Tokenizer>> makeJsonTokenizer(const simdjson::padded_string& json);

}  // namespace inferometer
