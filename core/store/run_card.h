// SPDX-License-Identifier: GPL-3.0-or-later
// The light half of a run that is over: what lists, stores and comparisons hold of it. It stands in run.json beside the
// journal, so that a hundred runs are listed without decoding a hundred journals.
//
//   {"version": 1, "journal_bytes": N, "header": {...}, "facts": {...}, "summary": {...}}
//
// `header` and `facts` are those of the journal (run_header.h), the prompts left out, `summary` is that of the run
// (summary_json.h). `journal_bytes` is the journal's size without its end: a card beside another journal is not
// believed, nor one beside a journal without end.
#pragma once

#include "core/store/finished_run.h"

#include <optional>
#include <string>

namespace inferometer {

struct RunCard
{
    RunHeader header;  // without the prompts
    RunFacts facts;
    Summary summary;
    std::string folder;  // RESULTS_DIR/<stem>; empty: it stands nowhere
    RunLabel label;      // as read with the folder
};

RunCard cardOf(const FinishedRun& run);

// Writes run.json into a folder that has the run's journal already. The error names the file.
Status writeRunCard(const std::string& folder, const FinishedRun& run);

// The card of the run in `folder`: from run.json, or from the journal where there is none that fits it.
Result<RunCard> readRunCard(const std::string& folder);

// The card in run.json; nullopt where there is none that fits the journal.
std::optional<RunCard> cardIn(const std::string& folder);

}  // namespace inferometer
