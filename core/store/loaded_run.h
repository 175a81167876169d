// SPDX-License-Identifier: GPL-3.0-or-later
// A run read back from its results folder, for charts, tables and reports.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/summary.h"
#include "core/store/run_header.h"

#include <string>

namespace inferometer {

struct LoadedRun
{
    RunHeader header;  // with the spec
    RunFacts facts;
    Blocks blocks;
    Summary summary;
    bool ended = false;  // its result files are written; else it goes on, or its program died
};

// The run that a path means: itself when it is a run's folder or a file, else the newest run in that folder of
// results. The error says what there is instead.
Result<std::string> findRun(const std::string& path);

// Marks the requests that the spec's warm-up and cool-down keep out, and makes the figures of the others.
void summarizeRun(LoadedRun& run);

// Reads RESULTS_DIR/<stem> (or a file in it). Of a run without facts, they are worked out from the records.
Result<LoadedRun> loadResult(const std::string& folder);

// What a run's own last snapshot shows: state Finished, series and histograms made from the records.
SnapshotPtr snapshotOf(const LoadedRun& run);

// What the records of a run tell of it when its program could not: counts and a verdict on what is known.
RunFacts factsFromRecords(const RunHeader& header, const Blocks& blocks);

}  // namespace inferometer
