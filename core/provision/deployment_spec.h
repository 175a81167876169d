// SPDX-License-Identifier: GPL-3.0-or-later
// What a deployment is to be, as its YAML file says: where the machine comes from, which engine serves which model
// there, and how long and for how much at most.
//
//   version: 1
//   name: tiny
//   site: {provider: local}            # and the settings of the provider's row (core/cloud/provider.cpp)
//   site: lab                          # or the name of one in the user's sites.yaml (core/cloud/named_sites.h)
//   engine:
//     recipe: llamacpp
//     program: /opt/llama/llama-server   # where it is not on the machine's PATH
//     image: default                     # in a container: of the recipe's image, or of one that is named here
//     runtime: podman                    # else the one that is there
//     port: 8080                         # else a free one
//     gpus: "0,1"                        # as nvidia-smi numbers them; none; else all
//     models: /data/models               # where the engine keeps models on the machine; else where it usually does
//     arguments-by: seed                 # by the model's size and the GPU (seed_arguments.h), below those given here
//     model-size: 70b                    # for these, where the model's name does not tell it
//     arguments: {ctx-size: 8192, parallel: 4}
//     environment: {HF_TOKEN: "${HF_TOKEN}"}
//   model: /models/tiny.gguf
//   alias: tiny                          # what the endpoint calls it
//   limits: {ttl: 2h, ready: 10m, stall: 5m, budget: 5}
//   client:                              # a machine besides that sends the load of `run`, with a site's settings
//     provider: ssh
//     host: ada@loader
//     server: 10.0.0.5                   # how it reaches the engine, which then listens on all its machine's addresses
//   run: run.yaml                        # what `run` measures; beside this file
//   labels: {family: qwen}               # metadata of every run on it
//   choose:                              # the machine, of what the site offers, instead of site/gpu and the like
//     strategy: fit                      # a row of core/choice/choice.cpp
//     gpus: H100 SXM, L40S               # only these
//     max-price: 3                       # an hour, in the site's currency
//     region: eu                         # as its offers tell it, from the beginning on
//     min-memory: 40                     # GB of all GPUs of the machine
//     context: 4096                      # tokens of a request, which have to fit...
//     concurrency: 8                     # ...for so many requests at once
//     parameters: 70                     # 10^9, where the model's name does not tell them
//     tries: 3                           # machines, the next where the site refuses one
#pragma once

#include "core/base/result.h"
#include "core/cloud/site.h"
#include "core/config/run_spec.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct EngineSpec
{
    std::string recipe;
    std::string program;        // empty: the recipe's, from the machine's PATH
    std::string image;          // empty: no container; "default": the recipe's; "seed": that of seed_arguments.h
    std::string runtime;        // "docker", "podman"; empty: the one that is there
    int port = 0;               // 0: a free one
    std::string gpus;           // "0,1" or "none"; empty: all
    std::string models;         // a folder on the machine; empty: the engine's usual one
    std::string argumentsBy;    // "seed"; empty: the engine's own defaults
    std::string modelSize;      // "70b"
    NamedValues arguments{};    // options of the engine by their long names; true: a flag alone, false: none
    NamedValues environment{};  // a credential as ${NAME} of this program's environment
};

// In seconds, where nothing else is said.
struct DeploymentLimits
{
    double ttl = 7200;   // so long after its start the engine ends itself, whatever became of this program
    double ready = 600;  // to answer as a ready endpoint
    double stall = 300;  // without a new line in the engine's log
    double budget
        = 0;  // in the site's currency: a machine ends itself before it has cost more; 0: no limit but the ttl
};

struct ClientSpec
{
    SiteSpec site{};       // where nothing is made: this machine, one over SSH, that of another deployment
    std::string server{};  // a name or an address of the engine's machine
};

// How the machine is chosen of what the site offers.
struct ChooseSpec
{
    std::string strategy = "fit";
    std::vector<std::string> gpus{};                            // names as findGpu() takes them; empty: any
    double maxPrice = std::numeric_limits<double>::infinity();  // an hour, in the site's currency
    std::string region{};
    double minMemory = 0;  // GB
    std::int64_t context = 4096;
    int concurrency = 8;
    double parameters = 0;  // 10^9; 0: by the model's name
    int tries = 3;
    bool operator==(const ChooseSpec&) const = default;
};

struct DeploymentSpec
{
    std::string name;
    std::string siteName;  // in sites.yaml, which gave `site`; empty: a site of its own
    SiteSpec site;
    EngineSpec engine;
    std::string model;
    std::string alias;  // empty: see aliasOf()
    DeploymentLimits limits;
    std::optional<ClientSpec> client{};  // none: the load comes from the engine's own machine
    std::string runFile;                 // as it is found from here; empty: none
    NamedValues labels{};
    std::optional<ChooseSpec> choose{};  // nullopt: the site's settings name the machine
};

struct ReadDeployment
{
    DeploymentSpec spec;
    std::vector<Error> errors;  // each names file, line and key
};

// `origin` names the text in errors; a run file is looked for beside it, a named site in configFolder().
ReadDeployment parseDeployment(std::string_view text, std::string_view origin);
ReadDeployment readDeploymentFile(const std::string& path);

// Where no alias is given, "tiny" of the file "/models/tiny.gguf"; a model that is no file is called what it is,
// "Qwen/Qwen2.5-0.5B".
std::string aliasOf(const DeploymentSpec& spec);

// "2h", "90 min", "45s", "1.5 d", or seconds; nullopt: none of these.
std::optional<double> parseSpan(std::string_view text);

}  // namespace inferometer
