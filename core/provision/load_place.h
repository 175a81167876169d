// SPDX-License-Identifier: GPL-3.0-or-later
// Where the load of a deployment's run is sent from: what a network adds to its figures, and what the run says of it.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/host/host.h"
#include "core/provision/deployment.h"

#include <memory>
#include <stop_token>
#include <string>

namespace inferometer {

// Here, where this is the engine's machine; Network: from here without SSH between; Second: from a machine that is
// neither.
enum class LoadPlace { Here, Network, Tunnel, Beside, Second };

// The run with its place among its metadata: `client: beside the server on ada@gpu-1`.
RunSpec withClientAt(RunSpec spec, LoadPlace place, const std::string& host = {});

// The engine's address as the second machine reaches it.
std::string urlFromClient(const ClientSpec& client, int port);

struct PlacedRun
{
    LoadPlace place = LoadPlace::Here;
    std::shared_ptr<Host> sender;  // who runBeside() is to be called with; null: this program sends it
    RunSpec run;                   // aimed at the engine from there, its `client` metadata say where that is
    Sentence doubt{};              // what stood against a better place; empty: nothing did
};

// From the machine that the deployment's file names (`client`), else from the engine's own, where a copy of this
// program can be had for it; `fromHere`: from here through the tunnel, whatever may be had. The deployment's endpoint
// is reached by it. REQUIRES: the endpoint is there. Blocks.
Result<PlacedRun> placeRun(Deployment& deployment, RunSpec run, bool fromHere, const std::stop_token& stop = {});

}  // namespace inferometer
