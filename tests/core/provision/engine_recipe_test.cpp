// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_recipe.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

constexpr const char* kSmall = "id: x\nlabel: X\napi: openai-chat\nprogram: xd\nready: /health\n";

std::string errorOf(const std::string& text)
{
    const Result<EngineRecipe> recipe = parseRecipe(text, "x.yaml");
    return recipe ? "none" : recipe.error().message;
}

TEST(EngineRecipe, ThoseCompiledInAreRight)
{
    ASSERT_FALSE(builtInRecipes().empty());
    for (const EngineRecipe& recipe : builtInRecipes()) {
        EXPECT_FALSE(recipe.phases.empty()) << recipe.id;
        EXPECT_FALSE(recipe.version.empty()) << recipe.id;
        EXPECT_EQ(findRecipe(recipe.id).value().label, recipe.label);
    }
    EXPECT_EQ(findRecipe("llamacp").error().message,
              "There is no recipe \"llamacp\"; there are: llamacpp, ollama, sglang, vllm.");
    EXPECT_FALSE(findRecipe("../../etc/passwd"));
}

TEST(EngineRecipe, MakesACommand)
{
    const EngineRecipe recipe = findRecipe("llamacpp").value();
    const EnginePlaces places{"/m/{port}.gguf", "tiny", "127.0.0.1", 8080};
    EXPECT_EQ(
        engineCommand(recipe, "/opt/llama",
                      {{"ctx-size", "8192"}, {"no-webui", "true"}, {"mlock", "false"}, {"t", "1"}}, places),
        (std::vector<std::string>{"/opt/llama", "--model", "/m/{port}.gguf", "--alias", "tiny", "--host", "127.0.0.1",
                                  "--port", "8080", "--metrics", "--ctx-size", "8192", "--no-webui", "-t", "1"}));
    EXPECT_EQ(filledPlaces("{host}:{port} {other} {", places), "127.0.0.1:8080 {other} {");
}

TEST(EngineRecipe, IsRefusedByItsLine)
{
    EXPECT_EQ(errorOf(kSmall), "none");
    EXPECT_EQ(errorOf("- a\n"), "x.yaml:1: A recipe must be a map that begins with `id: ...`.");
    EXPECT_EQ(errorOf("id: x\nlabel: X\nready: /\n"), "x.yaml:1: program is missing; add it.");
    EXPECT_EQ(errorOf(kSmall + std::string{"phase: []\n"}),
              "x.yaml:6: \"phase\" is not a setting of a recipe; did you mean \"phases\"?");
    EXPECT_EQ(errorOf(kSmall + std::string{"phases: [{name: load}]\n"}),
              "x.yaml:6: A phase needs a name, and texts of the log that end it.");
    EXPECT_EQ(errorOf(kSmall + std::string{"phases: [{name: load, until: [a]}]\n"}),
              "x.yaml:6: \"until\" does not stand in phases; what does is: name, ends.");
    EXPECT_EQ(errorOf(kSmall + std::string{"failures: [{text: a}]\n"}),
              "x.yaml:6: A failure needs a text of the log, and what it means.");
    EXPECT_EQ(
        errorOf(kSmall + std::string{"models: {variable: A}\n"}),
        "x.yaml:1: models needs a variable, the usual folder of it in the user's home, and where that is inside a "
        "container.");
    EXPECT_EQ(errorOf(kSmall + std::string{"models: {variable: A, folder: a, inside: /a, layout: tree}\n"}),
              "x.yaml:1: models/layout must be hub, or not be there.");
    EXPECT_EQ(errorOf(kSmall + std::string{"container: {image: a}\n"}),
              "x.yaml:1: container needs the program that its image runs.");
    EXPECT_EQ(errorOf(kSmall + std::string{"container: {image: a, entry: b}\n"}),
              "x.yaml:6: \"entry\" does not stand in container; what does is: image, program, options.");
    EXPECT_EQ(errorOf(kSmall + std::string{"container: a\n"}), "x.yaml:6: container must be a map.");
    EXPECT_EQ(errorOf(kSmall + std::string{"prepare: pull\n"}), "x.yaml:1: prepare must be ollama, or not be there.");
    EXPECT_EQ(errorOf(kSmall + std::string{"arguments: --model\n"}), "x.yaml:6: arguments must be a list.");
    EXPECT_EQ(errorOf(kSmall + std::string{"arguments: [[a]]\n"}), "x.yaml:6: arguments must be a single value.");
    EXPECT_NE(errorOf("id: x\nlabel: X\napi: gopher\nprogram: xd\nready: /\n").find("api \"gopher\" is no LLM API"),
              std::string::npos);
}

}  // namespace
}  // namespace inferometer
