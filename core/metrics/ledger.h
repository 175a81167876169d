// SPDX-License-Identifier: GPL-3.0-or-later
// The one accountant of a run. Live it is fed what the load threads report and the requests that ended; a run that is
// over is counted from its blocks alone, their edges marked, by the same object: so what a run showed at its end, its
// files, and the same run reopened or recovered are equal by construction.
//
// One thread feeds it. What it shows is copied out; records and sealed slots are shared, so a copy costs what is new.
#pragma once

#include "core/metrics/answer_doubts.h"
#include "core/metrics/gains.h"
#include "core/metrics/request_counts.h"
#include "core/metrics/run_facts.h"
#include "core/metrics/segmented_log.h"
#include "core/metrics/window.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace inferometer {

// What was asked of a run, as far as its counts and its verdict depend on it.
struct Asked
{
    std::uint64_t requests = 0;    // of the plan, warm-up included; 0: nobody knew them beforehand
    std::uint64_t warmup = 0;      // of them
    std::int64_t concurrency = 0;  // requests in flight that a closed loop holds; 0: by a schedule, or as a person asks
    bool uniquePrompts = false;    // no two begin alike; of a dataset's rows nobody knows
    bool exactOutput = false;
    bool newConnections = false;  // every request opens its own
    // How many more tokens the endpoint counts for a text than the tokenizer the run was given, as a share of its
    // count; NaN: it was given none, or the endpoint tells no counts.
    double countedMore = std::numeric_limits<double>::quiet_NaN();
};
Asked askedOf(const RunSpec& spec, std::uint64_t requests, std::uint64_t warmup, bool exactOutput);

using RecordLog = SegmentedLog<std::shared_ptr<const RecordBlock>>;
using SeriesLog = SegmentedLog<SeriesSlot>;

// What a ledger shows. Read block i of `records` for i < blocks; slots [0, sealedSlots) of `series` are final,
// openSlots follow them and may still grow.
struct RunTotals
{
    std::uint64_t asked = 0;     // requests that the load has, as far as known; warm-up included
    std::uint64_t warmup = 0;    // warm-up requests among them
    std::uint64_t started = 0;   // sent, see wasSent()
    std::uint64_t finished = 0;  // ended, in any way
    std::uint64_t ok = 0;        // as the next ones of every request; `counts` has those of the figures
    std::uint64_t failed = 0;    // ended in any other way but cancelled
    std::uint64_t cancelled = 0;
    std::uint64_t tokens = 0;  // streamed so far
    std::uint64_t chunks = 0;
    std::array<std::uint64_t, kOutcomes> outcomes{};
    std::array<std::uint64_t, 3> stamps{};  // chunks by Stamp
    RequestCounts counts;
    double lived = 0;  // s in flight of measured requests that ended and were not cut

    std::shared_ptr<const RecordLog> records;
    std::size_t blocks = 0;

    std::shared_ptr<const SeriesLog> series;
    std::size_t sealedSlots = 0;
    std::vector<SeriesSlot> openSlots;

    // Figures of measured requests: TTFT from the first token on, unless the request then fails; the others when a
    // request ended ok.
    Histogram ttft, itl, e2e, userLag;
};

// Failures that are in no figure: of the warm-up, and of the cool-down once it is told apart.
inline std::uint64_t failedAside(const RunTotals& totals)
{
    return totals.failed - std::min(totals.failed, totals.counts.failed);
}

// The blocks published in them.
Blocks blocksOf(const RunTotals& totals);

class RunLedger
{
public:
    explicit RunLedger(const Asked& asked);

    // A run that is over. REQUIRES: the edges of `marked` are marked (window.h). The series reaches to the later of
    // `elapsed` and the end of the last request.
    static RunLedger of(const Asked& asked, const Blocks& marked, Nanos elapsed = Nanos{0});

    // What happened meanwhile, before the requests it is of end. What comes later than the sealing of its slot counts
    // in the first slot that is open; requests in flight are right again from there on.
    void arrived(const Gains& gains);
    // Requests that ended.
    void ended(const std::shared_ptr<const RecordBlock>& block);
    // The series reaches to `now`; slots that end by `complete` are final.
    void seal(Nanos now, Nanos complete);

    const RunTotals& totals() const { return m_totals; }
    const Histogram& turnaround() const { return m_turnaround; }
    // The end of the last request.
    Nanos elapsed() const { return m_elapsed; }

    // Time-weighted mean of requests in flight since the first one ended, or since the start before that; NaN when no
    // time has passed. `sent`: of those under way. The figure of a run that is over is that of close().
    double inFlightSoFar(Nanos now, std::span<const Nanos> sent) const;

    // What is known so far, for judge(); NaN where only close() can tell.
    VerdictInput judged() const;

    // Requests that ended and were sent as warm-up, by count or by time; before edges are marked, that is all of them.
    std::uint64_t warmedUp() const { return m_warmedUp; }

    // The facts of a run that is over: the machine's, and what the records say. `warmedUp` is of the blocks before
    // their edges were marked: a warm-up by time comes on top of the plan. REQUIRES: as of().
    RunFacts close(const MachineFacts& machine, std::uint64_t warmedUp) const;

private:
    void end(const RecordBlock& block, const RequestRecord& record);
    void takeBack(const RequestRecord& record);
    void countValues(const RecordBlock& block, const RequestRecord& record);
    void showOpenSlots();

    Asked m_asked;
    RunTotals m_totals;
    std::shared_ptr<RecordLog> m_records = std::make_shared<RecordLog>();
    std::shared_ptr<SeriesLog> m_series = std::make_shared<SeriesLog>();
    std::vector<SlotGain> m_open;       // slots from sealedSlots on
    std::int64_t m_sealedInFlight = 0;  // at the end of the last sealed slot
    Histogram m_turnaround;
    Histogram m_lateness;
    std::array<std::uint64_t, 3> m_firstStamps{};
    std::uint64_t m_tightFirsts = 0;  // of them
    Nanos m_elapsed{0};
    Nanos m_firstEnd = kUnset;
    double m_busy = 0;  // s of requests in flight since m_firstEnd, of those that ended
    std::uint64_t m_warmedUp = 0;
    std::uint64_t m_retries = 0;
    AnswerDoubts m_doubts;
    double m_shortfall = 0;
    std::uint64_t m_shortfallCount = 0;
    std::vector<double> m_gaps;
};

}  // namespace inferometer
