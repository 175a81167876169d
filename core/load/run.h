// SPDX-License-Identifier: GPL-3.0-or-later
// A run under way: load workers that send and stamp, one collector that publishes snapshots. Observers poll snapshot().
#pragma once

#include "core/base/result.h"
#include "core/load/snapshot.h"
#include "core/workload/plan.h"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace inferometer {

// Takes every sealed block once, in order, on the collector's thread. An error ends the run (what was measured is
// kept).
using RecordSink = std::function<Status(const std::shared_ptr<const RecordBlock>&)>;

// What a run knows of itself beside its records. Valid once Finished.
struct RunFacts
{
    Nanos startMonotonic{0};  // CLOCK_MONOTONIC at run start
    Nanos startUtc{0};        // Unix epoch at the same moment
    Nanos elapsed{0};         // start to the end of the last request
    Nanos loadEnd{0};         // when the last request was due, or the load was stopped: the window's end for rates
    Histogram userLag;
    Histogram turnaround;     // end of stream to the next send on it
    double inFlightMean = 0;  // inFlightWhileBusy()
    double busiestSecond = 0;
    Nanos workerCpu{0};  // CPU time of all load threads
    double stealShare = 0;
    double throttledSeconds = 0;
    std::array<std::uint64_t, 3> stamps{};       // chunks by Stamp
    std::array<std::uint64_t, 3> firstStamps{};  // first tokens by Stamp
    std::uint64_t neverSent = 0;
    std::uint64_t staleConnections = 0;
    std::uint64_t retries = 0;
    std::uint64_t connections = 0;  // opened
    std::uint64_t retransmits = 0;  // TCP_INFO, summed over connections
    Nanos minRtt{0};                // TCP_INFO, least over connections
    std::string scope;              // "loopback", "network", "tls", "proxy": what arrivals mean
    std::vector<std::string> caps;  // effective caps, one sentence each
    std::vector<std::string> capsThatBound;
    Verdict verdict;
    std::string localFault;  // a fault of this machine that ended the run; empty: none
};

// RunFacts::scope and RunFacts::caps, known before the run. capsOf() raises this process's limit of descriptors.
std::string scopeOf(const Plan& plan);
std::vector<std::string> capsOf(const Plan& plan);

class Run
{
public:
    // Starts the threads. The plan is complete: no name to resolve, no prompt to build.
    static Result<std::unique_ptr<Run>> start(std::shared_ptr<const Plan> plan, RecordSink sink);

    // Cuts what is in flight and joins the threads.
    virtual ~Run() = default;

    // No new requests; those in flight get the plan's grace period. A second call cuts them. Thread-safe: yes.
    virtual void requestStop() = 0;

    // Never null. Thread-safe: yes. Blocks: for copying a pointer.
    virtual SnapshotPtr snapshot() const = 0;

    // Blocks until Finished. Thread-safe: yes.
    virtual void wait() = 0;

    // REQUIRES: snapshot()->state is Finished.
    virtual const RunFacts& facts() const = 0;

    // Where a request of the run stood when it was sent, for the source. REQUIRES: as for facts().
    virtual Slot slotOf(std::uint64_t sequence) const = 0;
};

}  // namespace inferometer
