// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that no server counted, counted by a tokenizer when the run is over: while it runs, the time would be taken
// from what it measures.
#pragma once

#include "core/metrics/window.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct AnswerCount
{
    std::uint64_t sequence = 0;  // of the request
    std::int32_t tokens = 0;
};

// Of the answers that lack a count and whose text was kept whole. By sequence. Blocks: on every processor, for some 10
// MB a second each.
std::vector<AnswerCount> countAnswers(const Blocks& blocks, const Tokenizer& tokenizer);

// The blocks with them; those that none is of are the same objects. A request that lacks no count keeps the one it has.
Blocks withCounts(const Blocks& blocks, const std::vector<AnswerCount>& counts);

// As the journal holds them: LEB128 of each sequence's distance to the one before and of its tokens. nullopt: no such
// list.
std::string countsToBytes(const std::vector<AnswerCount>& counts);
std::optional<std::vector<AnswerCount>> countsFromBytes(std::string_view bytes);

}  // namespace inferometer
