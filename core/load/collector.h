// SPDX-License-Identifier: GPL-3.0-or-later
// Turns what the workers leave every tick into journal entries, its ledger's counts and snapshots.
//
// One thread calls collect() and finish(); any thread calls snapshot().
#pragma once

#include "core/load/run.h"
#include "core/load/tick_buffer.h"

#include <memory>
#include <mutex>

namespace inferometer {

class Collector
{
public:
    Collector(std::shared_ptr<const Plan> plan, RecordSink sink);

    // Takes one buffer; `worker` numbers its giver.
    Status take(TickBuffer& tick, std::size_t worker);

    // Publishes what was taken so far. `now` is since run start; `planned` is what the load has by then.
    void publish(RunState state, Nanos now, const Planned& planned);

    // Thread-safe: yes. Never null.
    SnapshotPtr snapshot() const;

    // Counts the run that is over anew from its records, edges marked, and publishes that as Finished. `facts` holds
    // what the run itself knows of the machine; all of it is there before Finished is seen.
    void finish(RunFacts& facts, Nanos loadEnd);

    std::uint64_t fullReads() const { return m_fullReads; }
    // Requests that a fault of this machine cost.
    std::uint64_t localFaults() const { return m_ledger.totals().outcomes[static_cast<std::size_t>(Outcome::Local)]; }

private:
    Nanos reportedUpTo() const;
    void nameCaps();
    void tellWaits(const Blocks& blocks);

    std::shared_ptr<const Plan> m_plan;
    RecordSink m_sink;
    MachineFacts m_facts;  // counters grow here while the run goes on
    RunLedger m_ledger;
    // By worker: what is under way, and up to when it has told everything.
    struct Report
    {
        std::vector<InFlight> inFlight;
        Nanos upTo{0};
    };
    std::vector<Report> m_reports;
    std::shared_ptr<const void> m_run = std::make_shared<char>();  // Snapshot::run
    std::uint64_t m_revision = 0;
    std::uint64_t m_fullReads = 0;
    std::array<std::uint64_t, 3> m_machineFaults{};  // as TickBuffer's
    std::uint64_t m_crowded = 0;
    std::vector<std::uint64_t> m_gapsOf;  // by worker

    mutable std::mutex m_publishMutex;
    SnapshotPtr m_published;  // guarded by m_publishMutex
};

}  // namespace inferometer
