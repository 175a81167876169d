// SPDX-License-Identifier: GPL-3.0-or-later
// Where the load of a deployment's run is sent from: what a network adds to its figures, and what the run says of it.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/host/host.h"
#include "core/provision/deployment.h"
#include "core/provision/remote_run.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace inferometer {

// Here, where this is the engine's machine; Network: from here without a tunnel between; Second: from a machine that is
// neither.
enum class LoadPlace : std::uint8_t { Here, Network, Tunnel, Beside, Second };

// What decides it.
struct LoadChoice
{
    bool isServerHere = false;
    std::optional<bool>
        isClientHere{};     // of the machine that the deployment's file names for it; nullopt: it names none
    bool fromHere = false;  // a person wants it so, whatever may be had
    bool hasCopy = false;   // of this program, that can be sent to another machine
};
LoadPlace loadPlace(const LoadChoice& choice);

// The run with its place among its metadata: `client: beside the server on ada@gpu-1`.
RunSpec withClientAt(RunSpec spec, LoadPlace place, const std::string& host = {});

// The engine's address as the second machine reaches it.
std::string urlFromClient(const ClientSpec& client, int port);

// A deployment whose machines are reached, so that its load can be sent.
struct ReachedLoad
{
    DeployedEndpoint endpoint;           // as this program reaches it
    std::shared_ptr<Host> server;        // the engine's machine
    std::optional<ClientSpec> client{};  // of the deployment's file
    std::shared_ptr<Host> sender{};      // that machine; null: none is named, or it was not asked
    std::string notes{};                 // the deployment's folder of them
    RunMachine serverIs{};               // as its notes say it
    RunMachine senderIs{};               // the same of the sender, where there is one
};

// `fromHere`: the client's machine is not asked. REQUIRES: the endpoint is there. Blocks.
Result<ReachedLoad> reachLoad(Deployment& deployment, bool fromHere, const std::stop_token& stop = {});

struct PlacedRun
{
    LoadPlace place = LoadPlace::Here;
    std::shared_ptr<Host> sender;  // who runBeside() is to be called with; null: this program sends it
    RunSpec run;                   // aimed at the engine from there, its `client` metadata say where that is
    RemoteRunHome home{};          // what it is to be called with besides
    Sentence doubt{};              // what stood against a better place; empty: nothing did
};

// The run, aimed at the endpoint by its model and API already, as it is sent from its place. REQUIRES: `reached` has a
// sender, unless `fromHere` or it names no client.
PlacedRun placedRun(const ReachedLoad& reached, RunSpec run, bool fromHere);

// From the machine that the deployment's file names (`client`), else from the engine's own, where a copy of this
// program can be had for it; `fromHere`: from here through the tunnel, whatever may be had. The deployment's endpoint
// is reached by it, and the run aimed at it. REQUIRES: the endpoint is there. Blocks.
Result<PlacedRun> placeRun(Deployment& deployment, RunSpec run, bool fromHere, const std::stop_token& stop = {});

}  // namespace inferometer
