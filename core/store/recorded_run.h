// SPDX-License-Identifier: GPL-3.0-or-later
// A run whose results are kept: journal while it goes on, result files when it ends. What the command line and the
// workbench both start.
#pragma once

#include "core/load/run.h"
#include "core/store/run_recorder.h"

#include <memory>
#include <string>
#include <vector>

namespace inferometer {

class RecordedRun
{
public:
    // Creates the results folder, opens the journal, starts the run. Errors name the folder and the next step.
    static Result<std::unique_ptr<RecordedRun>> start(std::shared_ptr<const Plan> plan, int modelIndex = 0);

    Run& run() { return *m_run; }
    const std::string& folder() const { return m_recorder->folder(); }
    const RunHeader& header() const { return m_recorder->header(); }

    // Waits for the run, counts what nobody counted, where a tokenizer is at hand (see RunRecorder::finish()), and
    // writes the result files. Blocks. Call once. An error leaves the journal, from which recoverRuns() can finish
    // later.
    Result<std::shared_ptr<const FinishedRun>> finish(const CountWatch& watch = {});
    // The run as memory has it, when finish() could not save it. REQUIRES: the run is over.
    std::shared_ptr<const FinishedRun> unsaved() const;

private:
    RecordedRun(std::unique_ptr<RunRecorder> recorder, std::unique_ptr<Run> run,
                std::shared_ptr<const Tokenizer> tokenizer);

    std::shared_ptr<const Tokenizer> m_tokenizer;  // null: none is at hand
    std::unique_ptr<RunRecorder> m_recorder;
    std::unique_ptr<Run> m_run;  // ends before the recorder that it writes to
};

}  // namespace inferometer
