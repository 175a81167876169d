// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the user's own runs found a deployment's model on GPUs: what a choice of a machine goes by before estimates.
//
// A run counts when it has ended, nine of ten requests of it ended ok, and
//   - its metadata say that it was made on a deployment of the same model by the same recipe, on GPUs that are alike
//   and
//     were all the engine's (aimedAt());
//   - it was of a closed loop, of half to twice as many requests at once as `choose` asks for: a schedule tells how
//   much
//     was asked of a machine, and not how much it can;
//   - its verdict is not that its client held it back.
// Its speed is the figure output_rate (core/metrics/run_figures.h).
#pragma once

#include "core/choice/choice.h"
#include "core/provision/deployment_spec.h"
#include "core/store/run_card.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// Those that are nearest to the concurrency first, of these the newest first; a GPU may be there several times.
std::vector<MeasuredSpeed> measuredSpeeds(std::span<const RunCard> runs, const DeploymentSpec& spec);

// The same of the runs in the folder, empty: the user's usual one, and in that of the deployment's run file. Blocks.
std::vector<MeasuredSpeed> ownSpeeds(const DeploymentSpec& spec, const std::string& resultsDir,
                                     const std::stop_token& stop = {});

}  // namespace inferometer
