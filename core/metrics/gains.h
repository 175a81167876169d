// SPDX-License-Identifier: GPL-3.0-or-later
// What happened to a run's requests, by slots of its time series: what a load thread reports every tick, and what the
// same records tell when they are read back. A RunLedger adds it up.
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/request_record.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace inferometer {

// What happened in one slot of kSeriesStep, by arrival.
struct SeriesSlot
{
    std::uint64_t tokens = 0;  // streamed; a chunk counts 1 where the server does not say
    std::uint64_t chunks = 0;
    std::uint32_t started = 0;    // sent for the first time
    std::uint32_t completed = 0;  // ok
    std::uint32_t failed = 0;
    std::uint32_t inFlight = 0;  // at the slot's end, sent and not ended
};
inline constexpr Nanos kSeriesStep = std::chrono::milliseconds{100};
inline constexpr Nanos kLongestSeries = std::chrono::hours{24 * 7};  // what comes later is counted in the last slot

// A first token that is known so well counts as exact for the verdict: what an endpoint sends whole, within that time,
// is no doubt of this client.
inline constexpr Nanos kTightBound = std::chrono::microseconds{500};

// The slot of a moment.
std::int64_t seriesSlotOf(Nanos moment);

// What one slot gained.
struct SlotGain
{
    std::int64_t slot = 0;
    std::uint64_t tokens = 0;
    std::uint64_t chunks = 0;
    std::uint32_t started = 0;
    std::uint32_t completed = 0;
    std::uint32_t failed = 0;
    std::int32_t inFlight = 0;  // sendings less ends
};

// What "sent" means wherever it is shown: the first byte of at least one attempt was written.
inline bool wasSent(const RequestRecord& record) { return isSet(record.sent) || record.attempt > 0; }

// How late this client took up a request that came by a schedule: from the moment it could to the one at which it began
// to send, or to connect. Of first attempts that were sent.
std::optional<Nanos> latenessOf(const RequestRecord& record);

struct Gains
{
    std::vector<SlotGain> bySlot;                // ascending
    Histogram userLag;                           // no record holds it
    Histogram turnaround, ttft;                  // of first attempts on a kept connection; of measured requests
    Histogram lateness;                          // latenessOf() of measured requests, in place of the turnaround
    std::array<std::uint64_t, 3> stamps{};       // chunks by Stamp
    std::array<std::uint64_t, 3> firstStamps{};  // first tokens of measured requests by Stamp
    std::uint64_t tightFirsts = 0;               // bounded first tokens of measured requests, within kTightBound
    std::uint64_t started = 0;
    std::uint64_t tokens = 0;

    // An attempt left; `first` when it is the request's first.
    void sent(Nanos at, bool first);
    // What was sent is no longer under way.
    void left(Nanos at);
    void chunk(const Arrival& arrival, std::uint64_t amount) { chunks(arrival, 1, amount); }
    // So many at one moment, with so many tokens together.
    void chunks(const Arrival& arrival, std::uint64_t count, std::uint64_t amount);
    // REQUIRES: the record's firstToken and sent are set.
    void firstToken(const RequestRecord& record);
    // The request was sent: how long its stream, or its schedule, waited for that.
    void waited(const RequestRecord& record);
    // How the request ended, without the end of what was sent.
    void ended(const RequestRecord& record);

    // All of the above as the record tells it. Of a request that was sent again after a 429 it knows the last attempt
    // only; chunks that were not kept are spread evenly from the first token to the last, in 4,096 places at most.
    void readBack(const RecordBlock& block, const RequestRecord& record);

    // The gains of the slot a moment belongs to. Allocates nothing while slots are within the reserved ones.
    SlotGain& slotAt(Nanos moment);
    void reserve(std::size_t slotCount) { bySlot.reserve(slotCount); }
    void clear();

private:
    void spread(const RequestRecord& record);
};

}  // namespace inferometer
