// SPDX-License-Identifier: GPL-3.0-or-later
// The first of the three steps to a plan: whom to ask.
#pragma once

#include "core/base/result.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/probe.h"
#include "core/workload/readiness.h"
#include "core/workload/target.h"

#include <string>
#include <vector>

namespace inferometer {

struct Reached
{
    EndpointAccess access;
    Target target;
    std::string model;                // the one to ask for
    std::vector<std::string> listed;  // all that the endpoint lists
    bool mayTellTokens = false;       // EndpointProbe::Models::mayTellTokens
    bool tellsProgress = false;       // EndpointProbe::Models::tellsProgress
};

// Resolves names, reads certificates and asks for the models; waits while the endpoint is not ready and the spec
// allows. Says so when the model is not listed. Errors name the field or host. Blocks: for network calls, until stop.
Result<Reached> reach(const RunSpec& spec, EndpointProbe& probe, Readiness& readiness);

// The same without a word to the endpoint, with the first model that the spec names. Blocks: for the resolver.
Result<Reached> reachNamed(const RunSpec& spec, const EndpointProbe& probe);

}  // namespace inferometer
