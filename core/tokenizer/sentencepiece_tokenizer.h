// SPDX-License-Identifier: GPL-3.0-or-later
// A SentencePiece .model, by the library of that name.
#pragma once

#include "core/tokenizer/tokenizer.h"

namespace inferometer {

// The error is part of a sentence: "it is no SentencePiece model".
Result<std::shared_ptr<const Tokenizer>> makeSentencePieceTokenizer(std::string_view file);

}  // namespace inferometer
