// SPDX-License-Identifier: GPL-3.0-or-later
// The run that the live area shows: live, finished or read back.
#pragma once

#include "core/config/run_spec.h"
#include "core/load/snapshot.h"
#include "core/store/recorded_run.h"

#include <QString>

#include <memory>

namespace inferometer::ui {

struct ShownRun
{
    SnapshotPtr snapshot;
    std::shared_ptr<const SavedRun> saved;  // exact figures, once the run is over
    std::shared_ptr<const RunSpec> spec;    // null: not known
    QString runId;                          // empty: not known

    const Verdict& verdict() const { return saved ? saved->facts.verdict : snapshot->verdict; }
    std::int64_t concurrency() const { return spec ? spec->arrivals.numConcurrentRequests : 0; }
};

}  // namespace inferometer::ui
