// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/sia_run.h"

#include "core/base/text.h"
#include "core/config/model_names.h"

#include <algorithm>

namespace inferometer {

std::string siaOption(const SiaBench& bench, std::string_view name)
{
    const auto found = std::find_if(bench.benchmark.begin(), bench.benchmark.end(),
                                    [name](const auto& option) { return option.first == name; });
    return found == bench.benchmark.end() ? std::string{} : found->second;
}

RunSpec siaRun(const SiaBench& bench)
{
    constexpr std::int64_t kMostStreams = 100'000;
    constexpr std::int64_t kRandomInput = 1024;
    constexpr std::int64_t kRandomOutput = 128;
    constexpr double kWholeRequest = 21'600;  // s
    const bool isRandom = siaOption(bench, "dataset-name") == "random";
    RunSpec run = defaultSpec(isRandom ? Evaluation::Synthetic : Evaluation::Custom);
    run.target.llmApi = "openai-completions";
    run.target.modelNames = quotedModelName(bench.model);
    run.seed = parseInteger(siaOption(bench, "seed")).value_or(0);
    run.arrivals.numRequests = parseInteger(siaOption(bench, "num-prompts")).value_or(1);
    run.arrivals.numConcurrentRequests = std::min(run.arrivals.numRequests, kMostStreams);
    run.edges.warmupRequests = 1;
    run.limits.requestTimeout = kWholeRequest;
    run.prompts.outputLength = OutputLength::Cap;
    run.prompts.samplingParams = R"({"temperature": 0})";
    for (const std::string_view name : {"dataset-name", "dataset-path", "hf-revision", "hf-split"})
        run.keep.metadata.emplace_back(name, siaOption(bench, name));
    if (isRandom) {
        run.prompts.numInputTokens = kRandomInput;
        run.prompts.numOutputTokens = kRandomOutput;
    } else if (const std::string path = siaOption(bench, "dataset-path");
               path.ends_with(".json") || path.ends_with(".jsonl") || path.ends_with(".csv"))
    {
        run.prompts.inputFilePath = path;
    }
    return run;
}

std::vector<std::string> vllmCommand(const DeploymentSpec& spec)
{
    std::vector<std::string> words{"vllm", "serve", spec.model};
    if (!spec.alias.empty())
        words.insert(words.end(), {"--served-model-name", spec.alias});
    for (const auto& [name, value] : spec.engine.arguments) {
        if (value == "false")
            continue;
        words.push_back("--" + name);
        if (value != "true")
            words.push_back(value);
    }
    return words;
}

std::string seedVllmCommand(const SiaBench& bench)
{
    std::string text = "vllm serve " + bench.model;
    for (const auto& [name, value] : bench.vllm)
        text.append(" --").append(name).append(" ").append(value);
    return text;
}

std::string seedBenchmarkCommand(const SiaBench& bench)
{
    std::string text = "/opt/pytorch/bin/python3 /home/ubuntu/ec2/cpu/benchmark.py --backend " + bench.backend
        + " --base-url http://127.0.0.1:8000";
    for (const auto& [name, value] : bench.benchmark)
        text.append(" --").append(name).append(" ").append(value);
    return text + " --model " + bench.model;
}

}  // namespace inferometer
