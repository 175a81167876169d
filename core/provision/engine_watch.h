// SPDX-License-Identifier: GPL-3.0-or-later
// Waits for an engine that was started: times its phases by its log, sees it die or stand still, and asks it whether it
// is ready.
#pragma once

#include "core/provision/deployment.h"
#include "core/provision/engine_recipe.h"

#include <string>
#include <vector>

namespace inferometer {

struct EngineWait
{
    const EngineRecipe& recipe;
    const DeploymentLimits& limits;
    std::string name;    // of the resource
    std::string folder;  // of its log, on the machine
    std::string baseUrl;
};

// The phases until it was ready, the last of them "ready". The error says what it died of, by the last line of its log,
// or what it waited for. Blocks.
Result<std::vector<PhaseTime>> waitUntilReady(Host& host, const EngineWait& wait, const PlanProgress& progress,
                                              const std::stop_token& stop);

}  // namespace inferometer
