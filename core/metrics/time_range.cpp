// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/time_range.h"

#include <algorithm>

namespace inferometer {

namespace {

bool wasInFlight(const RequestRecord& record, const TimeRange& range)
{
    return isSet(record.sent) && record.sent < range.end && record.end >= range.begin;
}

// What rates need of a request that is none of the range.
RequestRecord besideOf(const RequestRecord& record, const TimeRange& range)
{
    RequestRecord beside = record;
    beside.phase = beginOf(record) < range.begin ? Phase::Warmup : Phase::Cooldown;
    beside.error = beside.response = beside.headers = beside.finishReason = {};
    beside.serverMetrics = -1;
    return beside;
}

void addBeside(const RecordBlock& block, const TimeRange& range, Blocks& blocks)
{
    auto beside = std::make_shared<RecordBlock>();
    for (const RequestRecord& record : block.records)
        if (!range.has(record) && wasInFlight(record, range))
            beside->records.push_back(besideOf(record, range));
    if (beside->records.empty())
        return;
    beside->chunkBytes = block.chunkBytes;
    blocks.push_back(std::move(beside));
}

}  // namespace

FigureWindows windowsIn(const TimeRange& range, const FigureWindows& whole)
{
    const Window window{range.begin, range.end};
    return {overlapOf(whole.rates, window), overlapOf(whole.busy, window), overlapOf(whole.peak, window)};
}

RangeBlocks blocksIn(const TimeRange& range, const Blocks& blocks)
{
    RangeBlocks parts;
    for (const auto& block : blocks) {
        const auto belongs = [&](const RequestRecord& record) { return range.has(record); };
        const auto count = std::count_if(block->records.begin(), block->records.end(), belongs);
        if (count == static_cast<std::ptrdiff_t>(block->records.size())) {
            parts.belonging.push_back(block);
            continue;
        }
        addBeside(*block, range, parts.beside);
        if (count == 0)
            continue;
        auto part = std::make_shared<RecordBlock>(*block);
        std::erase_if(part->records, [&](const RequestRecord& record) { return !belongs(record); });
        parts.belonging.push_back(std::move(part));
    }
    return parts;
}

}  // namespace inferometer
