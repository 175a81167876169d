// SPDX-License-Identifier: GPL-3.0-or-later
// An endpoint that a deployment made ready, and a run that is aimed at it.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"

#include <limits>
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
    std::string baseUrl;   // as this program reaches it
    int port = 0;          // of the machine's loopback
    std::string urlThere() const { return "http://127.0.0.1:" + std::to_string(port); }
    std::string model;    // as the endpoint calls it
    std::string weights;  // the model as the deployment's file names it
    std::string api;
    std::string recipe;   // of the engine: "llamacpp"
    std::string engine;   // "llama.cpp, version: 0.7.0 (build 11669)"
    std::string machine;  // "Linux 6.1 x86_64, 8 processors, 16 GB, NVIDIA L4"
    std::string gpu;      // of the machine, where its GPUs are alike and the engine has all of them; else empty
    int gpus = 0;         // of them
    double pricePerHour = std::numeric_limits<double>::quiet_NaN();  // of the machine; NaN: not told, or none
    std::string currency = "USD";
    std::string choice;  // why this machine; empty: the file names it
    std::vector<std::string> command;
    std::vector<PhaseTime> phases;      // in their order
    std::vector<std::string> warnings;  // of what makes its figures worse than they need be
};

// In that file, replaced whole or not at all.
Status keepEndpoint(const DeployedEndpoint& endpoint, const std::string& path);
// nullopt: there is none that can be read.
std::optional<DeployedEndpoint> keptEndpoint(const std::string& path);

// How long a first token takes through the client's own path; also that the model answers at all. Blocks.
Result<PhaseTime> firstToken(const DeployedEndpoint& endpoint, const std::stop_token& stop);

// What a run's metadata say of the deployment that it was made on, as far as it is read again (own_runs.h).
inline constexpr const char* kModelLabel = "deployment_model";
inline constexpr const char* kRecipeLabel = "deployment_recipe";
inline constexpr const char* kGpuLabel = "deployment_gpu";
inline constexpr const char* kGpusLabel = "deployment_gpus";

// The run aimed at the endpoint, with the deployment's facts as its metadata.
RunSpec aimedAt(RunSpec spec, const DeployedEndpoint& endpoint, const std::string& deployment);

}  // namespace inferometer
