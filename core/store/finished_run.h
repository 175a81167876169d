// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is over, whole: just ended, read back from its folder, or recovered. What views, reports and files are
// made of.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/summary.h"
#include "core/store/run_header.h"
#include "core/store/run_label.h"

#include <stop_token>
#include <string>

namespace inferometer {

struct FinishedRun
{
    RunHeader header;  // with the spec
    RunFacts facts;
    Blocks blocks;  // edges marked (window.h)
    Summary summary;
    SnapshotPtr snapshot;   // state Finished, of the same blocks
    std::string folder;     // RESULTS_DIR/<stem>; empty: it stands nowhere
    RunLabel label;         // what a person called it, as read with the folder
    bool ended = false;     // its result files are written; else it goes on, its program died, or the disk is full
    std::string archive{};  // the zip file that it was read from; then it has no folder

    const std::string& place() const { return archive.empty() ? folder : archive; }
};

// What its counts and its verdict depend on.
Asked askedOf(const RunHeader& header);

// Marks the requests that the spec's warm-up and cool-down keep out, counts the run and makes the figures of the
// others.
FinishedRun finishedRun(RunHeader header, RunFacts facts, Blocks blocks);
// The same of a run that has just been counted: `last` is its snapshot, Finished.
FinishedRun finishedRun(RunHeader header, RunFacts facts, const SnapshotPtr& last);

// Whether it begins as a zip archive does; false also where it cannot be read.
bool isArchive(const std::string& path);

// The run that a path means: itself when it is a run's folder, an archive or a run's file, else the newest run in that
// folder of results. The error says what there is instead.
Result<std::string> findRun(const std::string& path);

// Reads RESULTS_DIR/<stem>, a file in it, or an archive of it (result_zip.h). Where the folder is whole (the journal
// has its end and all the requests that run.json speaks of), the summary is the one that was told then; else it is
// worked out from the records, and of a run without facts so are these. `stop` ends the unpacking of an archive.
Result<FinishedRun> loadResult(const std::string& path, const std::stop_token& stop = {});

// What the records of a run tell of it when its program could not: counts and a verdict on what is known. What no
// record holds stays unknown: user lag, CPU, steal, caps that bound, retransmits, round trips. Connections and stale
// ones are those of requests that ended; the load is taken to have ended with the last request sent.
RunFacts factsFromRecords(const RunHeader& header, const Blocks& blocks);

// The facts of a run whose records have learned more since (answer_counts.h): what the machine knew stands, what the
// records say is counted anew. REQUIRES: the edges of the blocks are not marked yet.
RunFacts recounted(const RunHeader& header, const RunFacts& facts, const Blocks& blocks);

}  // namespace inferometer
