// SPDX-License-Identifier: GPL-3.0-or-later
// --json: the one object on standard output.
//
//   {"exit_code": 0, "runs": [{"model", "folder", "summary": {...}, "failures": [...]}], "errors": [{"message",
//   "field"}]}
//
// `failures` are those of the measured requests by kind, `left_out` how many of the warm-up and the cool-down ended so.
// `summary` is the summary file of the run, key by key; in --json and in the file a figure has one name.
#pragma once

#include "app/cli/commands.h"
#include "app/cli/report.h"

#include <string>
#include <vector>

namespace inferometer::cli {

class JsonReport
{
public:
    // The summary is read from the run's folder, or from `summaryPath` when it could not be saved there.
    void addRun(const FinishedRun& saved, const std::string& summaryPath = {});
    void addError(const Error& error);
    std::string text(ExitCode code) const;

private:
    std::vector<std::string> m_runs;  // JSON objects
    std::vector<std::string> m_errors;
};

}  // namespace inferometer::cli
