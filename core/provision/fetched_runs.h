// SPDX-License-Identifier: GPL-3.0-or-later
// What other machines still have of a deployment's runs whose program died, fetched.
#pragma once

#include "core/provision/deployment.h"
#include "core/provision/remote_run.h"

#include <string>
#include <vector>

namespace inferometer {

struct FetchedRuns
{
    std::vector<std::string> folders{};  // of runs that are whole now
    std::vector<Error> failures{};       // a run each whose rest did not come; it is told where what came is. NotFound:
                                         // nothing of it is left there, else it may go on
    bool isStopped = false;              // by `watch.stop`: what goes on there waits for a later call
};

// Reaches the machines only where something is left. Blocks: until the runs there have ended.
FetchedRuns fetchRuns(Deployment& deployment, const RemoteRunWatch& watch = {});

}  // namespace inferometer
