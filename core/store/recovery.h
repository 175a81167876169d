// SPDX-License-Identifier: GPL-3.0-or-later
// Finishes what runs left whose program died.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"
#include "core/store/answer_counts.h"

#include <string>
#include <vector>

namespace inferometer {

struct RecoveredRun
{
    std::string folder;
    bool whole = true;  // nothing of its journal was damaged
    Sentence said;      // which run, how many requests, what is missing and where the damaged journal is kept
};

struct RecoveredRuns
{
    std::vector<RecoveredRun> runs;  // by folder
    std::vector<Error> failures;     // a run each that could not be finished; a later call tries again
};

// Makes the result files of runs under `resultsDir` from their journals, and ends those; passes over runs that still go
// on and over folders that hold no run. A damaged journal is kept beside the one written anew, as journal.damaged.
// Blocks: on the disk, and while answers that no server counted are counted, which `watch` follows and can stop; a run
// that was stopped at is no failure and waits for a later call. Two programs may do it at once.
RecoveredRuns recoverRuns(const std::string& resultsDir, const CountWatch& watch = {});

// The same of one run, whose journal the caller has locked (lockJournal()); one that has its end stays as it is.
Result<RecoveredRun> recoverRun(const std::string& folder, Fd locked, const CountWatch& watch = {});

}  // namespace inferometer
