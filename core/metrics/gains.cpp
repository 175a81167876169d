// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/gains.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

// A record without its chunks may say any number of them: what a file claims costs no more than this.
constexpr std::uint64_t kMostSteps = 4096;

// The turn of a stream: from the end of its last answer to this sending, which its kept connection took at once.
bool hasTurnaround(const RequestRecord& record)
{
    return isSet(record.sent) && isSet(record.scheduled) && !isSet(record.ready) && !isSet(record.connectStart)
        && record.attempt == 0 && !record.staleRetry;
}

}  // namespace

std::optional<Nanos> latenessOf(const RequestRecord& record)
{
    if (!isSet(record.ready) || !isSet(record.sent) || record.attempt > 0 || record.staleRetry)
        return std::nullopt;
    return (isSet(record.connectStart) ? record.connectStart : record.sent) - record.ready;
}

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

void Gains::chunks(const Arrival& arrival, std::uint64_t count, std::uint64_t amount)
{
    stamps.at(static_cast<std::size_t>(arrival.stamp)) += count;
    tokens += amount;
    SlotGain& slot = slotAt(arrival.at);
    slot.tokens += amount;
    slot.chunks += count;
}

void Gains::firstToken(const RequestRecord& record)
{
    if (record.phase != Phase::Measured)
        return;
    ++firstStamps.at(static_cast<std::size_t>(record.firstToken.stamp));
    const bool isBounded = record.firstToken.stamp == Stamp::Bounded;
    tightFirsts += isBounded && record.firstToken.bound <= kTightBound ? 1U : 0U;
    ttft.add(record.firstToken.at - record.sent);
}

void Gains::waited(const RequestRecord& record)
{
    const std::optional<Nanos> late = latenessOf(record);
    if (late && record.phase == Phase::Measured)
        lateness.add(*late);
    else if (hasTurnaround(record))
        turnaround.add(record.sent - record.scheduled);
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
    waited(record);
    const std::vector<Chunk> kept = chunksOf(block, record);
    for (const Chunk& one : kept)
        chunk(one.arrival, one.tokens);
    if (kept.empty())
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
    const std::uint64_t count = record.chunkCount;
    const auto total = static_cast<std::uint64_t>(std::max<std::int64_t>(record.streamedTokens, record.chunkCount));
    const std::uint64_t steps = std::min(count, kMostSteps);
    for (std::uint64_t i = 0; i < steps; ++i) {
        const double part = steps == 1 ? 0 : static_cast<double>(i) / static_cast<double>(steps - 1);
        Arrival arrival = record.lastToken;
        arrival.at = record.firstToken.at + Nanos{std::llround(part * static_cast<double>(span.count()))};
        chunks(arrival, count * (i + 1) / steps - count * i / steps, total * (i + 1) / steps - total * i / steps);
    }
}

void Gains::clear()
{
    bySlot.clear();
    userLag.clear();
    turnaround.clear();
    lateness.clear();
    ttft.clear();
    stamps = firstStamps = {};
    tightFirsts = started = tokens = 0;
}

}  // namespace inferometer
