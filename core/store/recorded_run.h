// SPDX-License-Identifier: GPL-3.0-or-later
// A run whose results are kept: journal while it goes on, result files when it ends. What the command line and the
// workbench both start.
#pragma once

#include "core/load/run.h"
#include "core/metrics/summary.h"

#include <memory>
#include <string>

namespace inferometer {

// What is on disk once a run has ended.
struct SavedRun
{
    std::string folder;  // RESULTS_DIR/<stem>
    std::string stem;
    Summary summary;
    RunFacts facts;
};

class RecordedRun
{
public:
    // Creates the results folder, opens the journal, starts the run. Errors name the folder and the next step.
    static Result<std::unique_ptr<RecordedRun>> start(std::shared_ptr<const Plan> plan, int modelIndex = 0);
    virtual ~RecordedRun() = default;

    virtual Run& run() = 0;
    virtual const std::string& folder() const = 0;

    // Waits for the run, writes the result files. Blocks. Call once. An error leaves the journal, from which
    // recoverRuns() can finish later.
    virtual Result<SavedRun> finish() = 0;
};

}  // namespace inferometer
