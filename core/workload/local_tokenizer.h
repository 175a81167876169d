// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer of this computer that a run was given, and how far the endpoint's counts are from it.
#pragma once

#include "core/tokenizer/tokenizer.h"
#include "core/workload/rehearsal.h"
#include "core/workload/token_counter.h"

#include <memory>
#include <string>

namespace inferometer {

struct LocalTokenizer
{
    std::shared_ptr<const Tokenizer> tokenizer;  // null: none was given
    std::string said;                            // which one it is, to stand behind "counted by"

    TokenCounter counter() const;  // REQUIRES: one was given
};

// The one that serves the model in the spec's file or folder (tokenizer_folder.h). The error names the field. Blocks:
// reads the file.
Result<LocalTokenizer> localTokenizer(const TargetSpec& target, const std::string& model);

// How many more tokens the endpoint counts for the same text, as a share of ours: what its chat template adds falls
// out, for the first half of the text is asked as well. `promptTokens` is what it said of the whole text. NaN: it tells
// no counts, or the text is too short to say.
Result<double> countedMore(const TokenCounter& ours, const std::string& text, std::int64_t promptTokens,
                           Rehearsal& rehearsal);

// The same as a sentence, with a blank before it; empty for NaN.
std::string countedMoreNote(double share);

}  // namespace inferometer
