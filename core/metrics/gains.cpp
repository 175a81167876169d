// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/gains.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

// The turn of a stream: from the end of its last answer to this sending, which its kept connection took at once.
bool hasTurnaround(const RequestRecord& record)
{
    return isSet(record.sent) && isSet(record.scheduled) && !isSet(record.connectStart) && record.attempt == 0
        && !record.staleRetry;
}

}  // namespace

std::int64_t seriesSlotOf(Nanos moment) { return std::clamp(moment, Nanos{0}, kLongestSeries) / kSeriesStep; }

SlotGain& Gains::slotAt(Nanos moment)
{
    const std::int64_t slot = seriesSlotOf(moment);
    // Nearly always the newest one or the one before.
    if (!bySlot.empty() && bySlot.back().slot == slot)
        return bySlot.back();
    const auto at = std::lower_bound(bySlot.begin(), bySlot.end(), slot,
                                     [](const SlotGain& gain, std::int64_t wanted) { return gain.slot < wanted; });
    if (at != bySlot.end() && at->slot == slot)
        return *at;
    SlotGain fresh;
    fresh.slot = slot;
    return *bySlot.insert(at, fresh);
}

void Gains::sent(Nanos at, bool first)
{
    SlotGain& slot = slotAt(at);
    ++slot.inFlight;
    slot.started += first ? 1U : 0U;
    started += first ? 1U : 0U;
}

void Gains::left(Nanos at) { --slotAt(at).inFlight; }

void Gains::chunk(const Arrival& arrival, std::uint64_t amount)
{
    ++stamps.at(static_cast<std::size_t>(arrival.stamp));
    tokens += amount;
    SlotGain& slot = slotAt(arrival.at);
    slot.tokens += amount;
    ++slot.chunks;
}

void Gains::firstToken(const RequestRecord& record)
{
    if (record.phase != Phase::Measured)
        return;
    ++firstStamps.at(static_cast<std::size_t>(record.firstToken.stamp));
    ttft.add(record.firstToken.at - record.sent);
}

void Gains::ended(const RequestRecord& record)
{
    if (record.outcome == Outcome::Cancelled)
        return;
    SlotGain& slot = slotAt(record.end);
    ++(record.outcome == Outcome::Ok ? slot.completed : slot.failed);
}

void Gains::readBack(const RecordBlock& block, const RequestRecord& record)
{
    if (isSet(record.sent)) {
        sent(record.sent, true);
        left(record.end);
    } else if (wasSent(record)) {
        ++started;
        ++slotAt(record.end).started;
    }
    if (hasTurnaround(record))
        waited(record.sent - record.scheduled);
    const std::vector<Chunk> chunks = chunksOf(block, record);
    for (const Chunk& one : chunks)
        chunk(one.arrival, one.tokens);
    if (chunks.empty())
        spread(record);
    if (isSet(record.firstToken.at) && isSet(record.sent))
        firstToken(record);
    ended(record);
}

void Gains::spread(const RequestRecord& record)
{
    if (record.chunkCount == 0 || !isSet(record.firstToken.at) || !isSet(record.lastToken.at))
        return;
    const Nanos span = record.lastToken.at - record.firstToken.at;
    const auto total = static_cast<std::uint64_t>(std::max<std::int64_t>(record.streamedTokens, record.chunkCount));
    for (std::uint64_t i = 0; i < record.chunkCount; ++i) {
        const double part = record.chunkCount == 1 ? 0 : static_cast<double>(i) / (record.chunkCount - 1);
        Arrival arrival = record.lastToken;
        arrival.at = record.firstToken.at + Nanos{std::llround(part * static_cast<double>(span.count()))};
        chunk(arrival, total * (i + 1) / record.chunkCount - total * i / record.chunkCount);
    }
}

void Gains::clear()
{
    bySlot.clear();
    userLag.clear();
    turnaround.clear();
    ttft.clear();
    stamps = firstStamps = {};
    started = tokens = 0;
}

}  // namespace inferometer
