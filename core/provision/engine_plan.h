// SPDX-License-Identifier: GPL-3.0-or-later
// What is started for a deployment: the words, the environment and the container, by the recipe, the deployment's file
// and what the machine is.
//
// GPUs are chosen by CUDA_VISIBLE_DEVICES, of a container by what it is given at all. A container shares the machine's
// network: it listens on loopback as a process does, and no proxy stands in what is measured.
#pragma once

#include "core/provision/deployment_spec.h"
#include "core/provision/engine_process.h"
#include "core/provision/engine_recipe.h"

#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// What a plan asks of a machine.
struct EngineMachine
{
    std::string home = "~";          // of the user there
    std::string models{};            // the folder that the recipe's variable names there already
    std::vector<std::string> gpus;   // "NVIDIA L4", as nvidia-smi tells them
    std::string runtime = "docker";  // that a container is run by
};

struct EnginePlan
{
    EngineRecipe recipe;  // with the phase and the failures of a container
    EngineStart start;
    std::vector<std::string> shown;  // the command as a person would type it; nothing of engine/environment is in it
    std::string alias;               // what the endpoint calls the model
    std::string models;              // where its downloads lie on the machine; empty: it keeps none
    std::string hub{};               // where they come from, as HF_ENDPOINT says; empty: the usual place
    std::string version{};           // "vLLM, 0.11.0", "vLLM, image vllm/vllm-openai:v0.11.0"
};

// Whether the recipe can do what the deployment asks of it.
Status checkEngine(const DeploymentSpec& spec, const EngineRecipe& recipe);

// REQUIRES: checkEngine().
EnginePlan planEngine(const DeploymentSpec& spec, const EngineRecipe& recipe, const EngineMachine& machine, int port);

// The command of a deployment as far as it is known without its machine, as a person would type it.
Result<std::string> startCommand(const DeploymentSpec& spec);

// The same by what the machine is, with the deployment's own environment, ready to be started under `name` in `folder`.
// The error says what is missing there, or of this program's environment. Blocks.
Result<EnginePlan> planEngineOn(Host& host, const DeploymentSpec& spec, const std::string& folder, int port,
                                const std::stop_token& stop = {});

}  // namespace inferometer
