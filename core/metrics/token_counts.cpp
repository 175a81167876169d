// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/token_counts.h"

#include <algorithm>

namespace inferometer {

namespace {

bool isCounted(const RequestRecord& record) { return record.streamedTokens >= 0; }

// Hidden tokens that a running count (usage on every chunk) put into the first chunk that showed. Counts that list the
// chunk's own tokens hold none, which shows in their sum.
std::int64_t hiddenInFirst(const RequestRecord& record)
{
    const std::int64_t hidden = hiddenTokensOf(record);
    if (hidden == 0 || !record.chunkTokensKnown || !isCounted(record))
        return 0;
    const std::int64_t shown = std::max<std::int64_t>(0, record.serverOutputTokens - hidden);
    return std::clamp<std::int64_t>(record.streamedTokens - shown, 0,
                                    std::min<std::int64_t>(hidden, record.firstChunkTokens));
}

std::optional<double> evenPart(const RequestRecord& record)
{
    const auto streamed = streamedTokensOf(record);
    if (!streamed || record.chunkCount == 0)
        return std::nullopt;
    return static_cast<double>(*streamed) / record.chunkCount;
}

}  // namespace

TokenBasis tokenBasisOf(const RequestRecord& record)
{
    if (record.chunkTokensKnown && record.firstChunkTokens > 0)
        return TokenBasis::PerChunk;
    if (record.tokenSource == TokenSource::Estimate)
        return TokenBasis::Assumed;
    return streamedTokensOf(record) == std::int64_t{record.chunkCount} ? TokenBasis::PerChunk : TokenBasis::Spread;
}

std::int64_t hiddenTokensOf(const RequestRecord& record)
{
    return isSet(record.firstReasoning) ? 0 : std::max(0, record.serverReasoningTokens);
}

std::optional<std::int64_t> countedTokensOf(const RequestRecord& record)
{
    if (record.serverOutputTokens >= 0)
        return record.serverOutputTokens;
    return record.countedOutputTokens >= 0 ? std::optional<std::int64_t>{record.countedOutputTokens} : std::nullopt;
}

bool lacksCount(const RequestRecord& record)
{
    return !countedTokensOf(record) && !(isCounted(record) && record.chunkTokensKnown);
}

std::optional<std::int64_t> streamedTokensOf(const RequestRecord& record)
{
    const std::optional<std::int64_t> counted = countedTokensOf(record);
    if (!counted || (isCounted(record) && record.chunkTokensKnown))
        return localOutputTokensOf(record);
    return std::max<std::int64_t>(0, *counted - (record.serverOutputTokens >= 0 ? hiddenTokensOf(record) : 0));
}

std::optional<std::int64_t> outputTokensOf(const RequestRecord& record)
{
    const std::optional<std::int64_t> counted = countedTokensOf(record);
    return counted ? counted : streamedTokensOf(record);
}

Sentence tokenSourceWords(TokenSource source)
{
    switch (source) {
    case TokenSource::Server:
        return sentence("errors", "by the server");
    case TokenSource::Tokenizer:
        return sentence("errors", "by a tokenizer");
    case TokenSource::Estimate:
        break;
    }
    return sentence("errors", "estimated, 1 token a chunk assumed");
}

std::optional<std::int64_t> localOutputTokensOf(const RequestRecord& record)
{
    return isCounted(record) ? std::optional{record.streamedTokens - hiddenInFirst(record)} : std::nullopt;
}

std::optional<std::int64_t> inputTokensOf(const RequestRecord& record)
{
    const std::int32_t tokens = record.serverInputTokens >= 0 ? record.serverInputTokens : record.promptTokens;
    return tokens >= 0 ? std::optional<std::int64_t>{tokens} : std::nullopt;
}

bool contradictsCount(const RecordBlock& block, const RequestRecord& record)
{
    if (record.serverOutputTokens < 0 || record.chunkCount == 0)
        return false;
    const std::int64_t shown = record.serverOutputTokens - hiddenTokensOf(record);
    const std::int64_t mostChunks = shown + shown / 10;
    const bool few = record.chunkCount > mostChunks;
    const bool many = shown > std::max(record.tokensRequested, 0);
    if (record.serverOutputTokens == 0 || !(few || many))
        return record.serverOutputTokens == 0;
    std::int64_t ofText = 0;
    std::int64_t bytes = 0;
    for (const Chunk& chunk : chunksOf(block, record)) {
        ofText += chunk.kind == ChunkKind::ToolCall ? 0 : 1;
        bytes += chunk.bytes;
    }
    return few ? ofText > mostChunks : shown > bytes;
}

std::optional<double> firstChunkTokensOf(const RequestRecord& record)
{
    if (record.chunkTokensKnown && record.firstChunkTokens > 0)
        return static_cast<double>(record.firstChunkTokens - hiddenInFirst(record));
    return evenPart(record);
}

double chunkTokensOf(const RequestRecord& record, const Chunk& chunk, std::size_t index)
{
    if (!record.chunkTokensKnown)
        return evenPart(record).value_or(chunk.tokens);
    return static_cast<double>(chunk.tokens - (index == 0 ? hiddenInFirst(record) : 0));
}

}  // namespace inferometer
