// SPDX-License-Identifier: GPL-3.0-or-later
// What a finished run says on the terminal: metrics, errors, verdict, where the files are.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/run_figures.h"
#include "core/store/recorded_run.h"

#include <string>
#include <vector>

namespace inferometer::cli {

// One way requests failed: how many, and what the first of them said.
struct FailureRow
{
    Outcome outcome = Outcome::Local;
    std::uint64_t count = 0;
    std::uint16_t httpStatus = 0;  // of the first; 0: it had none
    std::string example;
};

// Failures of measured requests and warm-up alike, most frequent first.
std::vector<FailureRow> failuresOf(const Snapshot& snapshot);

// `figures`: those of the whole run.
std::string reportText(const Plan& plan, const FinishedRun& saved, const std::vector<FailureRow>& failures,
                       std::span<const RunFigure> figures = runFigures());

}  // namespace inferometer::cli
