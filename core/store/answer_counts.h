// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that no server counted, counted by a tokenizer when the run is over: while it runs, the time would be taken
// from what it measures.
#pragma once

#include "core/base/sentence.h"
#include "core/metrics/window.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct AnswerCount
{
    std::uint64_t sequence = 0;  // of the request
    std::int32_t tokens = 0;
};

// Who waits for the counts: `progress` is told how far they are, "Counting answers: 1,200 of 5,000", by the thread that
// asks for them, a few times a second; in the end an empty sentence. `stop` ends it.
struct CountWatch
{
    std::function<void(const Sentence&)> progress{};
    std::stop_token stop{};
};

// Of the answers that lack a count and whose text was kept whole. By sequence; none when it was stopped, since figures
// of a part would be counted in two ways. Blocks: on every processor, for some 10 MB a second each.
std::vector<AnswerCount> countAnswers(const Blocks& blocks, const Tokenizer& tokenizer, const CountWatch& watch = {});

// The blocks with them; those that none is of are the same objects. A request that lacks no count keeps the one it has.
Blocks withCounts(const Blocks& blocks, const std::vector<AnswerCount>& counts);

// As the journal holds them: LEB128 of each sequence's distance to the one before and of its tokens. nullopt: no such
// list.
std::string countsToBytes(const std::vector<AnswerCount>& counts);
std::optional<std::vector<AnswerCount>> countsFromBytes(std::string_view bytes);

}  // namespace inferometer
