// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a results folder, RESULTS_DIR/<stem>/: <stem>_individual_responses.json and <stem>_summary.json in the
// format of the SambaNova AI Starter Kit's benchmark with our keys behind its own, records.csv, run.yaml and, when
// answers are kept, <stem>_response_texts.jsonl; last the run's card, run.json. Each is replaced whole or not at all.
//
// The kit's files hold measured requests only (it has no warm-up); records.csv holds all.
#pragma once

#include "core/metrics/run_figures.h"
#include "core/store/finished_run.h"

#include <string>
#include <vector>

namespace inferometer {

// Writes them all. The error names the file.
Status writeResultFiles(const std::string& folder, const FinishedRun& run);

Status writeIndividualResponses(const std::string& path, const FinishedRun& run);
Status writeSummaryFile(const std::string& path, const FinishedRun& run,
                        std::span<const RunFigure> rows = runFigures());
// What stands in it: one JSON object.
std::string summaryFileText(const FinishedRun& run, std::span<const RunFigure> rows = runFigures());
Status writeRecordsCsv(const std::string& path, const FinishedRun& run);
Status writeResponseTexts(const std::string& path, const FinishedRun& run);

// A record and the block that holds what varies in length.
struct RecordRef
{
    const RecordBlock* block = nullptr;
    const RequestRecord* record = nullptr;
};

// All records in the order in which they ended.
std::vector<RecordRef> inCompletionOrder(const Blocks& blocks);

}  // namespace inferometer
