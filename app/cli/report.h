// SPDX-License-Identifier: GPL-3.0-or-later
// What a finished run says on the terminal: metrics, errors, verdict, where the files are.
#pragma once

#include "core/metrics/definitions.h"
#include "core/metrics/failures.h"
#include "core/metrics/run_figures.h"
#include "core/store/finished_run.h"

#include <string>

namespace inferometer::cli {

// What the first request of a kind said of its failure, short enough for a line.
std::string exampleOf(const FailureGroup& group);

// `figures`: those of the whole run. `definition`: another tool's, whose figures stand in place of ours; nullptr: ours.
std::string reportText(const FinishedRun& saved, std::span<const RunFigure> figures = runFigures(),
                       const Definition* definition = nullptr);

}  // namespace inferometer::cli
