// SPDX-License-Identifier: GPL-3.0-or-later
// A run at one moment, whole and immutable: every view of one tick draws the same snapshot.
//
// Records are shared with the snapshots before it: publishing costs what is new. Read block i for i < blocks.
#pragma once

#include "core/metrics/histogram.h"
#include "core/metrics/request_record.h"
#include "core/metrics/segmented_log.h"
#include "core/metrics/verdict.h"

#include <array>
#include <memory>
#include <vector>

namespace inferometer {

// Draining: no new requests; those in flight have their grace period.
enum class RunState : std::uint8_t { Running, Draining, Finished };

// A request that has not ended. Moments as in RequestRecord.
struct InFlight
{
    std::uint64_t sequence = 0;
    Nanos scheduled = kUnset;
    Nanos sent = kUnset;  // kUnset while connecting
    Nanos firstToken = kUnset;
    Nanos lastToken = kUnset;
    std::uint32_t chunks = 0;
    Phase phase = Phase::Measured;
};

// What happened in one slot of kSeriesStep, by arrival.
struct SeriesSlot
{
    std::uint64_t tokens = 0;  // streamed; a chunk counts 1 where the server does not say
    std::uint64_t chunks = 0;
    std::uint32_t started = 0;
    std::uint32_t completed = 0;  // ok
    std::uint32_t failed = 0;
    std::uint32_t inFlight = 0;  // at the slot's end, sent and not ended
};
inline constexpr Nanos kSeriesStep = std::chrono::milliseconds{100};

using RecordLog = SegmentedLog<std::shared_ptr<const RecordBlock>>;

struct Snapshot
{
    std::uint64_t revision = 0;  // grows with every publication
    RunState state = RunState::Running;
    Nanos elapsed{0};          // since run start; stands still once Finished
    std::uint64_t asked = 0;   // requests of the plan, warm-up included
    std::uint64_t warmup = 0;  // warm-up requests among them
    std::uint64_t started = 0;
    std::uint64_t finished = 0;  // ended, in any way
    std::uint64_t ok = 0;
    std::uint64_t failed = 0;  // ended in any other way but cancelled
    std::uint64_t cancelled = 0;
    std::uint64_t tokens = 0;  // streamed so far
    std::uint64_t chunks = 0;
    std::array<std::uint64_t, kOutcomes> outcomes{};
    std::array<std::uint64_t, 3> stamps{};  // chunks by Stamp

    std::shared_ptr<const RecordLog> records;
    std::size_t blocks = 0;
    std::vector<InFlight> inFlight;

    // Slots [0, sealedSlots) are final; openSlots follow them and may still grow.
    std::shared_ptr<const SegmentedLog<SeriesSlot>> series;
    std::size_t sealedSlots = 0;
    std::vector<SeriesSlot> openSlots;

    // Live figures of measured requests: TTFT at the first token, the others when a request ended ok.
    Histogram ttft, itl, e2e, userLag;
    double inFlightMean = 0;
    Verdict verdict;  // on what is known so far
};

// Sequences are dense, so what is indexed by them needs this many places at most. A record of a file may lie and say
// more: it has no place.
inline std::uint64_t placesFor(const Snapshot& snapshot)
{
    constexpr std::uint64_t kAlways = std::uint64_t{1} << 20U;
    return kAlways + 4 * (snapshot.finished + snapshot.inFlight.size());
}

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace inferometer
