// SPDX-License-Identifier: GPL-3.0-or-later
// One journey from a site to an endpoint and back: each step can be made again, goes on from what it finds, and is kept
// on the disk, so that nothing depends on the program that began it.
//
// FOLDER/ledger.jsonl is the ledger of all deployments; FOLDER/NAME holds what is known of one, and, of an engine on
// this machine, its log.
#pragma once

#include "core/base/fd.h"
#include "core/config/run_spec.h"
#include "core/provision/deployment_spec.h"
#include "core/provision/host.h"
#include "core/provision/ledger.h"
#include "core/workload/readiness.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

struct PhaseTime
{
    std::string name;
    double seconds = 0;
};

// "load 259 ms, ready 29.2 ms".
std::string phasesText(const std::vector<PhaseTime>& phases);

// An endpoint that a deployment made ready, with what belongs to every run on it.
struct DeployedEndpoint
{
    std::string resource;  // of the ledger
    std::string baseUrl;
    std::string model;
    std::string api;
    std::string engine;   // "llama.cpp, version: 0.7.0 (build 11669)"
    std::string machine;  // "Linux 6.1 x86_64, 8 processors, 16 GB, NVIDIA L4"
    std::vector<std::string> command;
    std::vector<PhaseTime> phases;  // in their order
};

class Deployment
{
public:
    // Makes FOLDER and FOLDER/NAME where there are none. `progress` is told what is waited for, by the calling thread.
    static Result<Deployment> open(DeploymentSpec spec, const std::string& folder, PlanProgress progress = {});

    const DeploymentSpec& spec() const { return m_spec; }

    // Reaches the machine and returns what it is. Blocks.
    Result<std::string> connect(const std::stop_token& stop = {});
    // Makes the endpoint ready, or finds it so. Blocks: until the model is loaded and a first token came. A start that
    // fails leaves nothing running; one that is stopped leaves what the ledger says.
    Result<DeployedEndpoint> deploy(const std::stop_token& stop = {});
    // As deploy() last left it; nullopt: it never did, or it was destroyed.
    std::optional<DeployedEndpoint> endpoint() const;
    // Ends all that the ledger says is of this deployment, sees it absent twice, and forgets its endpoint. Nothing
    // there is no error; the error says what may still run. Blocks.
    Status destroy(const std::stop_token& stop = {});
    // Whether something of it may still run, by the ledger; so too where that cannot be read.
    bool mayRun() const;

private:
    Deployment(DeploymentSpec spec, std::string folder, Ledger ledger, PlanProgress progress);

    Status take();
    Status reachHost();
    Result<std::vector<Resource>> ours() const;
    Result<bool> goOn(const std::stop_token& stop);
    Status end(const Resource& resource, const std::stop_token& stop);
    Result<DeployedEndpoint> start(const std::stop_token& stop);
    Status keep(const DeployedEndpoint& endpoint) const;
    std::string home() const { return m_folder + "/" + m_spec.name; }

    DeploymentSpec m_spec;
    std::string m_folder;
    Ledger m_ledger;
    PlanProgress m_progress;
    std::shared_ptr<Host> m_host;
    Fd m_lock;
};

// The run aimed at the endpoint, with the deployment's facts as its metadata.
RunSpec aimedAt(RunSpec spec, const DeployedEndpoint& endpoint, const std::string& deployment);

// DATA/deployments.
Result<std::string> deploymentsFolder();

}  // namespace inferometer
