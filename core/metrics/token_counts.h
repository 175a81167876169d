// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens a request and each of its chunks hold, and how well that is known.
#pragma once

#include "core/base/sentence.h"
#include "core/metrics/request_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace inferometer {

// PerChunk: the server said them chunk by chunk, or its total is one a chunk. Spread: only the total is known and is
// spread evenly over the chunks. Assumed: no total either, one a chunk is taken.
enum class TokenBasis : std::uint8_t { PerChunk, Spread, Assumed };
TokenBasis tokenBasisOf(const RequestRecord& record);

// Tokens of an answer that somebody counted whole: the server, hidden reasoning included, else a tokenizer of ours,
// which counts what was shown.
std::optional<std::int64_t> countedTokensOf(const RequestRecord& record);
// Whether nobody counted an answer, so that a tokenizer of ours may: no total, and not every chunk's tokens.
bool lacksCount(const RequestRecord& record);
// Tokens that arrived in the stream: as the server said chunk by chunk, else the count of the whole answer, else one a
// chunk. Hidden reasoning is in none of them.
std::optional<std::int64_t> streamedTokensOf(const RequestRecord& record);
// Reasoning tokens that the server counted but never showed.
std::int64_t hiddenTokensOf(const RequestRecord& record);
// As countedTokensOf(); else those that arrived.
std::optional<std::int64_t> outputTokensOf(const RequestRecord& record);
// Who counted the tokens of an answer, as a person reads it: "by the server".
Sentence tokenSourceWords(TokenSource source);
// As counted here from what arrived, whatever the server reports in the end.
std::optional<std::int64_t> localOutputTokensOf(const RequestRecord& record);
// As reported by the server, else as counted locally.
std::optional<std::int64_t> inputTokensOf(const RequestRecord& record);

// Whether serverOutputTokens cannot be the count of what came, so that it enters no figure: 0 beside payload; a tenth
// or more fewer tokens than chunks of text (a token may be cut in two now and then, and parsers cut tool calls as they
// like); more than were asked for and more than the payload has bytes (hidden reasoning is left out of it, and tokens
// without text, as `ignore_eos` gives, stay within what was asked for).
bool contradictsCount(const RecordBlock& block, const RequestRecord& record);

// Tokens of the first chunk: said, or its even part of those streamed; nullopt when nothing was counted.
std::optional<double> firstChunkTokensOf(const RequestRecord& record);
// Tokens of chunk `index` of the record, in the same way.
double chunkTokensOf(const RequestRecord& record, const Chunk& chunk, std::size_t index);

}  // namespace inferometer
