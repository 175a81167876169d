// SPDX-License-Identifier: GPL-3.0-or-later
// A run at one moment, whole and immutable: every view of one tick draws the same snapshot.
//
// Its totals are its ledger's. Records are shared with the snapshots before it: publishing costs what is new.
#pragma once

#include "core/metrics/ledger.h"

#include <memory>
#include <vector>

namespace inferometer {

struct Summary;

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
    Nanos firstByte = kUnset;
};

struct Snapshot : RunTotals
{
    std::shared_ptr<const void> run;  // the same for every snapshot of one run; null: a run read back
    std::uint64_t revision = 0;       // grows with every publication
    RunState state = RunState::Running;
    Nanos elapsed{0};  // since run start; stands still once Finished
    std::vector<InFlight> inFlight;
    double inFlightMean = 0;  // so far; once Finished that of its facts; 0: not known
    Verdict verdict;          // on what is known so far
};

// Sequences are dense, so what is indexed by them needs this many places at most. A record of a file may lie and say
// more: it has no place.
inline std::uint64_t placesFor(const Snapshot& snapshot)
{
    constexpr std::uint64_t kAlways = std::uint64_t{1} << 20U;
    return kAlways + 4 * (snapshot.finished + snapshot.inFlight.size());
}

using SnapshotPtr = std::shared_ptr<const Snapshot>;

// `next` counts on where `last` stood, so what was drawn of it stays. The last snapshot of a run does not: it is
// counted anew.
inline bool continues(const SnapshotPtr& last, const SnapshotPtr& next)
{
    return last && next && last->records == next->records && last->blocks <= next->blocks
        && last->revision <= next->revision;
}

// What was chosen in the one is there in the other.
inline bool isSameRun(const SnapshotPtr& a, const SnapshotPtr& b)
{
    return a && b && (a->records == b->records || (a->run && a->run == b->run));
}

// What is known of the figures of a run that goes on: counts, rates and requests in flight so far, from its start, by
// the formulas of those at its end. NaN is a rate of which nothing is known; metrics, windows, goodput and the peak
// come at the end.
Summary summarySoFar(const Snapshot& snapshot);

// The last snapshot of a run: its ledger's totals (RunLedger::of) with its facts.
std::shared_ptr<Snapshot> lastSnapshot(const RunLedger& ledger, const RunFacts& facts);

}  // namespace inferometer
