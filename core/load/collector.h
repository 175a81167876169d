// SPDX-License-Identifier: GPL-3.0-or-later
// Turns what the workers leave every tick into journal entries, histograms, series and snapshots.
//
// One thread calls collect() and finish(); any thread calls snapshot().
#pragma once

#include "core/load/run.h"
#include "core/load/tick_buffer.h"
#include "core/metrics/answer_doubts.h"

#include <memory>
#include <mutex>

namespace inferometer {

class Collector
{
public:
    Collector(std::shared_ptr<const Plan> plan, RecordSink sink);

    // Takes one buffer; `worker` numbers its giver.
    Status take(TickBuffer& tick, std::size_t worker);

    // Publishes what was taken so far. `now` is since run start.
    void publish(RunState state, Nanos now);

    // Thread-safe: yes. Never null.
    SnapshotPtr snapshot() const;

    // What only the whole run can tell, from all records; then publishes Finished. `facts` holds what the run knows.
    void finish(RunFacts& facts, Nanos loadEnd);

    std::uint64_t fullReads() const { return m_fullReads; }

private:
    void takeRecords(const std::shared_ptr<const RecordBlock>& block);
    void takeRecord(const RecordBlock& block, const RequestRecord& record);
    void takeSlots(const TickBuffer& tick);
    void sealSlots(Nanos now);
    void judgeNow(VerdictInput& input) const;

    std::shared_ptr<const Plan> m_plan;
    RecordSink m_sink;
    RunFacts m_facts;  // counters grow here while the run goes on
    std::shared_ptr<RecordLog> m_records = std::make_shared<RecordLog>();
    std::shared_ptr<SegmentedLog<SeriesSlot>> m_series = std::make_shared<SegmentedLog<SeriesSlot>>();
    std::vector<SeriesSlot> m_openSlots;
    std::vector<std::vector<InFlight>> m_inFlight;  // by worker
    Snapshot m_next;                                // what is published next
    std::vector<double> m_gaps;
    std::uint64_t m_measured = 0;  // ended, warm-up not counted
    std::uint64_t m_measuredOk = 0;
    double m_shortfall = 0;
    std::uint64_t m_shortfallCount = 0;
    AnswerDoubts m_doubts;
    std::uint64_t m_warmup = 0;  // ended
    std::uint64_t m_fullReads = 0;
    std::uint64_t m_addressFaults = 0;
    std::uint64_t m_descriptorFaults = 0;

    mutable std::mutex m_publishMutex;
    SnapshotPtr m_published;  // guarded by m_publishMutex
};

}  // namespace inferometer
