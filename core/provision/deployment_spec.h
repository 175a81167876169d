// SPDX-License-Identifier: GPL-3.0-or-later
// What a deployment is to be, as its YAML file says: where the machine comes from, which engine serves which model
// there, and how long and for how much at most.
//
//   version: 1
//   name: tiny
//   site: {provider: local}
//   engine:
//     recipe: llamacpp
//     program: /opt/llama/llama-server   # where it is not on the machine's PATH
//     port: 8080                         # else a free one
//     arguments: {ctx-size: 8192, parallel: 4}
//     environment: {HF_TOKEN: "${HF_TOKEN}"}
//   model: /models/tiny.gguf
//   alias: tiny                          # what the endpoint calls it
//   limits: {ttl: 2h, ready: 10m, stall: 5m}
//   run: run.yaml                        # what `run` measures; beside this file
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct SiteSpec
{
    std::string provider = "local";
};

struct EngineSpec
{
    std::string recipe;
    std::string program;        // empty: the recipe's, from the machine's PATH
    int port = 0;               // 0: a free one
    NamedValues arguments{};    // options of the engine by their long names; true: a flag alone, false: none
    NamedValues environment{};  // a credential as ${NAME} of this program's environment
};

// In seconds.
struct DeploymentLimits
{
    double ttl = 7200;   // so long after its start the engine ends itself, whatever became of this program
    double ready = 600;  // to answer as a ready endpoint
    double stall = 300;  // without a new line in the engine's log
};

struct DeploymentSpec
{
    std::string name;
    SiteSpec site;
    EngineSpec engine;
    std::string model;
    std::string alias;  // empty: the model's file name
    DeploymentLimits limits;
    std::string runFile;  // as it is found from here; empty: none
};

struct ReadDeployment
{
    DeploymentSpec spec;
    std::vector<Error> errors;  // each names file, line and key
};

// `origin` names the text in errors; a run file is looked for beside it.
ReadDeployment parseDeployment(std::string_view text, std::string_view origin);
ReadDeployment readDeploymentFile(const std::string& path);

// "tiny" of "/models/tiny.gguf" where no alias is given.
std::string aliasOf(const DeploymentSpec& spec);

// "2h", "90 min", "45s", "1.5 d", or seconds; nullopt: none of these.
std::optional<double> parseSpan(std::string_view text);

}  // namespace inferometer
