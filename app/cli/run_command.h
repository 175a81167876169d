// SPDX-License-Identifier: GPL-3.0-or-later
// `run`, for commands that make a run ready themselves.
#pragma once

#include "app/cli/commands.h"
#include "core/config/run_spec.h"
#include "core/store/finished_run.h"

namespace inferometer::cli {

// Measures it, one run for each of its models, and tells it as `run` does. REQUIRES: validateAll(spec) has no errors;
// no Interrupts.
ExitCode measure(const RunSpec& spec);

// What `run` says of a run that was measured elsewhere.
ExitCode tellMeasured(const FinishedRun& run);

}  // namespace inferometer::cli
