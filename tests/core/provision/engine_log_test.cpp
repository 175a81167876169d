// SPDX-License-Identifier: GPL-3.0-or-later
// The recipes against logs as engines write them (tests/data/engines): by recorded behaviour, no engine runs here.
#include "core/provision/engine_container.h"
#include "core/provision/engine_progress.h"
#include "core/provision/engine_recipe.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace inferometer {
namespace {

std::vector<std::string> logOf(const std::string& name)
{
    std::ifstream file{INFEROMETER_TEST_DATA "/engines/" + name + ".txt"};
    EXPECT_TRUE(file) << name;
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        if (!line.starts_with('@'))
            lines.push_back(line);
    return lines;
}

// Of an engine in a container.
EngineRecipe recipeOf(const std::string& id)
{
    EngineRecipe recipe = findRecipe(id).value();
    for (const EngineFailure& failure : containerFailures())
        recipe.failures.push_back(failure);
    return recipe;
}

std::string meaningOf(const std::string& recipe, const std::string& log)
{
    const EngineRecipe read = recipeOf(recipe);
    for (const std::string& line : logOf(log))
        if (const EngineFailure* const failure = failureIn(read, line))
            return failure->means;
    return "no failure";
}

std::string phasesOf(const std::string& id)
{
    const EngineRecipe recipe = recipeOf(id);
    std::string told;
    std::size_t phase = 0;
    for (const std::string& line : logOf(id + "_ready"))
        if (const std::size_t ended = phaseEndingWith(recipe, phase, line); ended < recipe.phases.size()) {
            phase = ended + 1;
            told += recipe.phases[ended].name + " ";
        }
    return told;
}

TEST(EngineLog, APhaseEndsWhereItsLineStands)
{
    EXPECT_EQ(phasesOf("vllm"), "start download load compile listen ");
    EXPECT_EQ(phasesOf("sglang"), "start download load compile listen ");
    EXPECT_EQ(phasesOf("ollama"), "listen ");
    for (const char* id : {"vllm", "sglang", "ollama"})
        EXPECT_EQ(meaningOf(id, std::string{id} + "_ready"), "no failure");
}

TEST(EngineLog, AFailureSaysWhatToDo)
{
    struct Row
    {
        const char* recipe;
        const char* log;
        const char* words;
    };
    for (const Row& row : {Row{"vllm", "vllm_gated", "the model is gated; ask for access"},
                           Row{"vllm", "vllm_refused", "the token may not read the model"},
                           Row{"vllm", "vllm_token", "Hugging Face does not know the token"},
                           Row{"vllm", "vllm_missing", "there is no such model"},
                           Row{"vllm", "vllm_memory", "does not fit into the GPU's memory"},
                           Row{"vllm", "vllm_cache", "leave no room for the KV cache"},
                           Row{"vllm", "vllm_context", "lower max-model-len"},
                           Row{"vllm", "vllm_held", "something else holds the GPU's memory"},
                           Row{"vllm", "vllm_port", "the port is taken"},
                           Row{"vllm", "vllm_argument", "does not know one of the arguments"},
                           Row{"vllm", "vllm_value", "does not take the value"},
                           Row{"vllm", "vllm_gpu", "it finds no GPU"},
                           Row{"vllm", "vllm_driver", "driver is too old"},
                           Row{"sglang", "sglang_memory", "does not fit into the GPU's memory"},
                           Row{"sglang", "sglang_cache", "leave no room for the KV cache"},
                           Row{"sglang", "sglang_gpu", "it finds no GPU"},
                           Row{"sglang", "sglang_argument", "does not know one of the arguments"},
                           Row{"sglang", "sglang_missing", "there is no such model"},
                           Row{"sglang", "vllm_gated", "the model is gated; ask for access"},
                           Row{"sglang", "vllm_port", "the port is taken"},
                           Row{"ollama", "ollama_port", "the port is taken"},
                           Row{"ollama", "ollama_argument", "under variables"},
                           Row{"ollama", "ollama_driver", "driver is too old"},
                           Row{"llamacpp", "llamacpp_memory", "does not fit into the GPU's memory"},
                           Row{"vllm", "docker_missing", "there is no such image"},
                           Row{"vllm", "docker_private", "or it is private"},
                           Row{"vllm", "docker_limit", "the registry takes no more"},
                           Row{"vllm", "docker_disk", "disk is full"},
                           Row{"vllm", "docker_gpu", "install nvidia-container-toolkit"},
                           Row{"vllm", "docker_driver", "driver is too old"},
                           Row{"vllm", "docker_program", "holds no such program"}})
        EXPECT_NE(meaningOf(row.recipe, row.log).find(row.words), std::string::npos)
            << row.log << ": " << meaningOf(row.recipe, row.log);
}

TEST(EngineProgress, TellsModelsOfTheHubFromFolders)
{
    for (const char* model : {"Qwen/Qwen2.5-0.5B", "org/a_b"})
        EXPECT_TRUE(isHubModel(model)) << model;
    for (const char* model : {"/models/a", "models/a/b", "./a", "../a", "a/", "qwen3:8b", "a/..", "a/b;c", "a"})
        EXPECT_FALSE(isHubModel(model)) << model;
}

TEST(EngineProgress, CountsTheWeightsThatAreTaken)
{
    EXPECT_EQ(weightBytes(R"({"siblings":[{"rfilename":"a.safetensors","size":3},{"rfilename":"b.safetensors","size":4},
        {"rfilename":"a.bin","size":100},{"rfilename":"original/c.safetensors","size":100},{"rfilename":"README.md"}]})"),
              7);
    EXPECT_EQ(weightBytes(R"({"siblings":[{"rfilename":"a.bin","size":5},{"rfilename":"b.json","size":1}]})"), 5);
    for (const char* text :
         {"", "[]", "{}", R"({"siblings":3})", R"({"siblings":[3,{"rfilename":3,"size":1}]})",
          R"({"siblings":[{"rfilename":"a.safetensors","size":-5},{"rfilename":"a.safetensors","size":"many"}]})"})
        EXPECT_EQ(weightBytes(text), 0) << text;
}

TEST(EngineProgress, CountsLayersByTheLinesOfDocker)
{
    ImageLayers layers;
    for (const char* line :
         {"v0.11.0: Pulling from vllm/vllm-openai", "aa: Already exists", "bb: Pulling fs layer",
          "cc: Pulling fs layer", "bb: Verifying Checksum", "bb: Download complete", "bb: Pull complete"})
        layers.hear(line);
    EXPECT_EQ(layers.all, 3);
    EXPECT_EQ(layers.done, 2);
}

}  // namespace
}  // namespace inferometer
