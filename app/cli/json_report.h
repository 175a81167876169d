// SPDX-License-Identifier: GPL-3.0-or-later
// --json: the one object on standard output.
//
//   {"exit_code": 0, "runs": [{"model", "folder", "summary": {...}, "failures": [...], "definitions": {"id", "label",
//   "source", "figures": {...}}}], "errors": [{"message", "field"}]}
//
// `failures` are those of the measured requests by kind, `left_out` how many of the warm-up and the cool-down ended so.
// `folder` is where the run stands, or the archive that it was read from. `summary` is what stands in the summary file
// of the run, key by key; in --json and in the file a figure has one name. `definitions` is there when it was asked
// for: the figures by their ids, null where there is none.
//
// Of one request, exchangeJson():
//
//   {"exit_code": 0, "exchange": {"outcome": "ok", "http_status": 200, "error": "", "facts": {"ttft_s": 0.1, ...},
//   "parts": {"request": "POST ...", "body", "response", "events", "reasoning", "answer"}, "note": ""},
//   "errors": [{"message", "field"}]}
//
// `facts` and `parts` hold what is known (core/load/exchange.h); `exchange` is null where nothing was sent.
#pragma once

#include "app/cli/commands.h"
#include "app/cli/report.h"
#include "core/load/exchange.h"
#include "core/metrics/definitions.h"

#include <string>
#include <vector>

namespace inferometer::cli {

class JsonReport
{
public:
    // `definition`: another tool's beside ours, or nullptr.
    void addRun(const FinishedRun& saved, const Definition* definition);
    void addError(const Error& error);
    std::string text(ExitCode code) const;

private:
    std::vector<std::string> m_runs;  // JSON objects
    std::vector<std::string> m_errors;
};

// `exchange`: null where nothing was sent, as the errors say.
std::string exchangeJson(const Exchange* exchange, const std::vector<Error>& errors, ExitCode code);

}  // namespace inferometer::cli
