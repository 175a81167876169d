// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a results folder, RESULTS_DIR/<stem>/: <stem>_individual_responses.json and <stem>_summary.json in the
// format of the SambaNova AI Starter Kit's benchmark with our keys behind its own, records.csv, run.yaml and, when
// answers are kept, <stem>_response_texts.jsonl; last the run's card, run.json. Each is replaced whole or not at all.
//
// The kit's files hold measured requests only (it has no warm-up); records.csv holds all.
#pragma once

#include "core/metrics/run_figures.h"
#include "core/store/finished_run.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inferometer {

// The prompt of a request as it was sent. Without it the files have the prompt without its salt.
using SentText = std::function<std::string(const RequestRecord&)>;

// Writes them all. The error names the file.
Status writeResultFiles(const std::string& folder, const FinishedRun& run, const SentText& sentText = {});

Status writeIndividualResponses(const std::string& path, const FinishedRun& run);
Status writeSummaryFile(const std::string& path, const FinishedRun& run,
                        std::span<const RunFigure> rows = runFigures());
Status writeRecordsCsv(const std::string& path, const FinishedRun& run);
Status writeResponseTexts(const std::string& path, const FinishedRun& run, const SentText& sentText = {});

// A record and the block that holds what varies in length.
struct RecordRef
{
    const RecordBlock* block = nullptr;
    const RequestRecord* record = nullptr;
};

// All records in the order in which they ended.
std::vector<RecordRef> inCompletionOrder(const Blocks& blocks);

// The extra time of the first request by the kit's rule: among the ok ones in the order of sending, all with a server
// TTFT, the first is more than mean + 3 sample deviations of the others above their mean. nullopt otherwise.
struct SwitchingTime
{
    const RequestRecord* record = nullptr;
    double value = 0;  // s
};
std::optional<SwitchingTime> switchingTimeOf(const std::vector<RecordRef>& records);

}  // namespace inferometer
