// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_plan.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace inferometer {
namespace {

DeploymentSpec specOf(const std::string& engine, const std::string& model = "org/tiny-7b", const std::string& more = {})
{
    ReadDeployment read
        = parseDeployment("version: 1\nname: t\nmodel: " + model + "\nengine: {" + engine + "}\n" + more, "d.yaml");
    EXPECT_TRUE(read.errors.empty()) << engine << ": " << read.errors.front().message;
    return read.spec;
}

std::string errorOf(const std::string& engine, const std::string& model = "org/tiny-7b", const std::string& more = {})
{
    const ReadDeployment read
        = parseDeployment("version: 1\nname: t\nmodel: " + model + "\nengine: {" + engine + "}\n" + more, "d.yaml");
    return read.errors.empty() ? "none" : read.errors.front().message;
}

EnginePlan planOf(const DeploymentSpec& spec, const EngineMachine& machine)
{
    return planEngine(spec, findRecipe(spec.engine.recipe).value(), machine, 8000);
}

std::string shown(const EnginePlan& plan) { return commandText(plan.shown); }

const EngineMachine kTwoGpus{"/home/ada", "", {"NVIDIA H200", "NVIDIA H200"}, "docker"};

TEST(EnginePlan, OfAProcess)
{
    EXPECT_EQ(shown(planOf(specOf("recipe: vllm"), {})),
              "vllm serve org/tiny-7b --served-model-name org/tiny-7b --host 127.0.0.1 --port 8000");
    const EnginePlan plan
        = planOf(specOf("recipe: vllm, gpus: \"1\", models: /data, arguments: {dtype: half}"), kTwoGpus);
    EXPECT_EQ(shown(plan),
              "HF_HOME=/data CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES=1 vllm serve org/tiny-7b "
              "--served-model-name org/tiny-7b --host 127.0.0.1 --port 8000 --dtype half");
    EXPECT_FALSE(plan.start.container);

    DeploymentSpec reached = specOf("recipe: vllm");
    reached.client = ClientSpec{{}, "10.0.0.5"};
    EXPECT_NE(shown(planOf(reached, {})).find("--host 0.0.0.0 "), std::string::npos);
    reached.client->server = "fd00::5";
    EXPECT_NE(shown(planOf(reached, {})).find("--host :: "), std::string::npos);
    EXPECT_EQ(plan.models, "/data");
    EXPECT_EQ(planOf(specOf("recipe: vllm"), kTwoGpus).models, "/home/ada/.cache/huggingface");
    EXPECT_EQ(planOf(specOf("recipe: vllm"), {"/home/ada", "/mnt/hf", {}, "docker"}).models, "/mnt/hf");
    EXPECT_NE(shown(planOf(specOf("recipe: sglang, gpus: none"), kTwoGpus)).find("CUDA_VISIBLE_DEVICES=-1 python3 -m"),
              std::string::npos);
}

TEST(EnginePlan, OfAContainer)
{
    const EnginePlan plan = planOf(specOf("recipe: vllm, image: default, gpus: \"0,1\""), kTwoGpus);
    EXPECT_EQ(
        shown(plan),
        "docker run --name t --label inferometer=t --network host --ipc host --gpus \"device=0,1\" --mount "
        "type=bind,source=/home/ada/.cache/huggingface,target=/root/.cache/huggingface --entrypoint vllm "
        "vllm/vllm-openai:v0.11.0 serve org/tiny-7b --served-model-name org/tiny-7b --host 127.0.0.1 --port 8000");
    EXPECT_EQ(plan.version, "vLLM, image vllm/vllm-openai:v0.11.0");
    EXPECT_EQ(plan.recipe.phases.front().name, "image");
    const EngineMachine podman{"/home/ada", "", {"NVIDIA L4"}, "podman"};
    const std::string said = shown(planOf(specOf("recipe: llamacpp, image: my/llama:1", "/m/a.gguf"), podman));
    EXPECT_NE(said.find("podman run "), std::string::npos) << said;
    EXPECT_NE(said.find("--device nvidia.com/gpu=all "), std::string::npos) << said;
    EXPECT_NE(said.find("--mount type=bind,source=/m,target=/m,readonly --entrypoint /app/llama-server my/llama:1 "
                        "--model /m/a.gguf --alias a "),
              std::string::npos)
        << said;
    EXPECT_NE(shown(planOf(specOf("recipe: vllm, image: default"), kTwoGpus)).find("--gpus all "), std::string::npos);
    for (const EngineMachine& machine : {kTwoGpus, EngineMachine{}})
        EXPECT_EQ(shown(planOf(specOf("recipe: vllm, image: default, gpus: none"), machine)).find("--gpus"),
                  std::string::npos);
    EXPECT_EQ(shown(planOf(specOf("recipe: vllm, image: default"), {})).find("--gpus"), std::string::npos);
}

TEST(EnginePlan, ShowsTheNamesOfItsEnvironmentAlone)
{
    for (const char* engine : {"recipe: vllm, environment: {HF_TOKEN: \"${T}\", A: plain}",
                               "recipe: vllm, image: default, environment: {HF_TOKEN: \"${T}\", A: plain}"})
    {
        const EnginePlan plan = planOf(specOf(engine), kTwoGpus);
        const std::string said = shown(plan);
        EXPECT_EQ(said.find("plain"), std::string::npos) << said;
        EXPECT_EQ(said.find("${T}"), std::string::npos) << said;
        EXPECT_EQ(said.find(" --env HF_TOKEN --env A ") != std::string::npos, plan.start.container.has_value()) << said;
    }
}

TEST(EnginePlan, OllamaTakesItsArgumentsByItsEnvironment)
{
    const EnginePlan plan
        = planOf(specOf("recipe: ollama, gpus: \"1\", models: /m, arguments: {parallel: 16}", "qwen3:0.6b"), kTwoGpus);
    EXPECT_EQ(shown(plan),
              "OLLAMA_HOST=127.0.0.1:8000 OLLAMA_KEEP_ALIVE=-1 OLLAMA_LOAD_TIMEOUT=10m OLLAMA_MODELS=/m "
              "CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES=1 OLLAMA_NUM_PARALLEL=16 ollama serve");
    EXPECT_EQ(plan.alias, "qwen3:0.6b");
    const std::string boxed = shown(planOf(specOf("recipe: ollama, image: default", "qwen3:0.6b"), kTwoGpus));
    EXPECT_NE(boxed.find("--env OLLAMA_HOST --env OLLAMA_NUM_PARALLEL "), std::string::npos) << boxed;
    EXPECT_NE(boxed.find("target=/root/.ollama/models --env"), std::string::npos) << boxed;
}

TEST(EnginePlan, TheSeedChoosesBelowWhatTheFileSays)
{
    const DeploymentSpec spec
        = specOf("recipe: vllm, image: seed, arguments-by: seed, arguments: {dtype: half}", "meta-llama/Llama-2-7b-hf");
    const std::string said = shown(planOf(spec, kTwoGpus));
    EXPECT_NE(said.find("vllm/vllm-openai:v0.6.0 serve"), std::string::npos) << said;
    EXPECT_NE(said.find("--max-model-len 4096 --trust-remote-code --tokenizer-mode auto --dtype half"),
              std::string::npos)
        << said;
    const DeploymentSpec two = specOf("recipe: sglang, arguments-by: seed", "meta-llama/Llama-3.1-70B");
    EXPECT_NE(shown(planOf(two, kTwoGpus)).find("--tp-size 2 "), std::string::npos);
    EXPECT_NE(shown(planOf(two, {})).find("--tp-size 1 "), std::string::npos);
}

TEST(EnginePlan, WhatTheRecipeCannotDoIsRefused)
{
    EXPECT_EQ(errorOf("recipe: vllm, runtime: docker"),
              "d.yaml:1: engine/runtime is of containers; add engine/image: default, or remove it.");
    EXPECT_EQ(errorOf("recipe: vllm, image: default, runtime: moby"),
              "d.yaml:4: engine/runtime must be docker or podman.");
    EXPECT_EQ(errorOf("recipe: vllm, image: --privileged"),
              "d.yaml:4: engine/image must be the name of an image, such as vllm/vllm-openai:v0.11.0, or default.");
    EXPECT_EQ(errorOf("recipe: sglang, image: seed"),
              "d.yaml:1: The recipe of SGLang names no such image; name one by engine/image.");
    EXPECT_EQ(errorOf("recipe: llamacpp, arguments-by: seed"),
              "d.yaml:1: engine/arguments-by: seed knows vllm and sglang; remove it for llama.cpp.");
    EXPECT_EQ(errorOf("recipe: vllm, arguments-by: seed", "org/tiny"),
              "d.yaml:1: The model's name does not tell its size; add engine/model-size, such as 70b.");
    EXPECT_EQ(errorOf("recipe: ollama", "qwen3", "alias: q\n"),
              "d.yaml:1: Ollama calls a model by its own name; remove alias.");
    for (const char* gpus : {"0;1", "\"0,\"", "\",0\"", "all", "\"0,,1\"", "\"\""})
        EXPECT_EQ(errorOf("recipe: vllm, gpus: " + std::string{gpus}),
                  "d.yaml:4: engine/gpus must be numbers of GPUs with commas between them, such as \"0,1\", or none.")
            << gpus;
    EXPECT_EQ(errorOf("recipe: vllm, models: data"),
              "d.yaml:4: engine/models must be a folder of the machine from / on.");
}

TEST(AliasOf, IsTheModelsNameWhereItIsNoFile)
{
    for (const auto& [model, alias] :
         {std::pair{"/m/tiny.gguf", "tiny"}, std::pair{"tiny.gguf", "tiny"},
          std::pair{"/m/Qwen2.5-0.5B", "Qwen2.5-0.5B"}, std::pair{"Qwen/Qwen2.5-0.5B", "Qwen/Qwen2.5-0.5B"},
          std::pair{"qwen3:0.6b", "qwen3:0.6b"}})
        EXPECT_EQ(aliasOf(specOf("recipe: llamacpp", model)), alias);
}

}  // namespace
}  // namespace inferometer
