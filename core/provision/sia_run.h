// SPDX-License-Identifier: GPL-3.0-or-later
// What a bench.toml of Sia Benchmark (sia_toml.h) asks for beside a deployment: a run as ours, and its commands as
// text.
#pragma once

#include "core/config/run_spec.h"
#include "core/provision/deployment_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What only Sia Benchmark knows, in its own spelling.
struct SiaBench
{
    std::string model;
    NamedValues vllm;          // of [vllm] without the model, in the file's order; empty ones left out
    std::string backend;       // "openai"
    NamedValues benchmark;     // of [benchmark] as options of its benchmark.py, in its order
    std::string loadInstance;  // the machine that sends the load: instance type
    std::string loadImage;     // and image
    std::string healthCheck;   // of [instance]
};

// Of [benchmark], by its name among the options of benchmark.py; empty: not given.
std::string siaOption(const SiaBench& bench, std::string_view name);
// All requests at once after one that warms up, as Sia Benchmark sends them: "random" is 1024 tokens in and 128 out,
// another data set the prompts of its file, where dataset_path is one.
RunSpec siaRun(const SiaBench& bench);

// vllm serve MODEL --name value ...: in the file's order, a flag alone where it is true and "--no-NAME" or nothing
// where it is not, which Sia Benchmark writes as "--name true", and vLLM refuses.
std::vector<std::string> vllmCommand(const DeploymentSpec& spec);

// What its `bench validate` prints with --vllm-command and with --benchmark-command, but in the file's order,
// which there is another one each time; and without what is an empty text in the file, where it may print 0 or false.
std::string seedVllmCommand(const SiaBench& bench);
std::string seedBenchmarkCommand(const SiaBench& bench);

}  // namespace inferometer
