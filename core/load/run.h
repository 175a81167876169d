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

// RunFacts::scope and RunFacts::caps, known before the run. capsOf() raises this process's limit of descriptors.
std::string scopeOf(const Plan& plan);
std::vector<Cap> capsOf(const Plan& plan);

class Run
{
public:
    // Starts the threads. The plan is complete: no name to resolve, no prompt to build.
    static Result<std::unique_ptr<Run>> start(std::shared_ptr<const Plan> plan, RecordSink sink);

    // Cuts what is in flight and joins the threads.
    virtual ~Run() = default;

    // No new requests; those in flight get the plan's grace period. A second call cuts them. Thread-safe: yes.
    virtual void requestStop() = 0;

    // Cuts the requests in flight, as cancelled; the run goes on. Thread-safe: yes.
    virtual void cutRequests() = 0;

    // The plan's arrivals are asked at once what is due, if anyone else can make it so. Thread-safe: yes.
    virtual void lookForWork() = 0;

    // Never null. Thread-safe: yes. Blocks: for copying a pointer.
    virtual SnapshotPtr snapshot() const = 0;

    // Blocks until Finished. Thread-safe: yes.
    virtual void wait() = 0;

    // REQUIRES: snapshot()->state is Finished.
    virtual const RunFacts& facts() const = 0;
};

}  // namespace inferometer
