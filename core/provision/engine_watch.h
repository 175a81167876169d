// SPDX-License-Identifier: GPL-3.0-or-later
// Waits for an engine that was started: times its phases by its log, tells how far a download is, sees it die or stand
// still, asks it whether it is ready, and has it load its model where it has none yet. Once that is done it is asked no
// more: SGLang's answer to /health is a token that it generates.
#pragma once

#include "core/host/host.h"
#include "core/provision/deployed_endpoint.h"
#include "core/provision/deployment_spec.h"
#include "core/provision/engine_plan.h"
#include "core/workload/readiness.h"

#include <string>
#include <vector>

namespace inferometer {

struct EngineWait
{
    const EnginePlan& plan;
    const DeploymentLimits& limits;
    std::string model;
    std::string baseUrl;
};

struct EngineReady
{
    std::vector<PhaseTime> phases{};      // in their order; the server's own ends with "ready"
    std::vector<std::string> warnings{};  // of what makes its figures worse than they need be
    std::string image{};                  // of a container, with its digest
};

// The error says what it died of, by the last line of its log, or what it waited for. Blocks.
Result<EngineReady> waitUntilReady(Host& host, const EngineWait& wait, const PlanProgress& progress,
                                   const std::stop_token& stop);

}  // namespace inferometer
