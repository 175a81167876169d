// SPDX-License-Identifier: GPL-3.0-or-later
// How an engine is started, watched and told to be ready: engines/*.yaml, in the words of engines/README.md.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// A part of an engine's start: it ends with the first line of its log that holds one of the texts.
struct EnginePhase
{
    std::string name;
    std::vector<std::string> ends;
};

struct EngineFailure
{
    std::string text;   // in a line of its log
    std::string means;  // for a person, with what to do
};

// Where an engine keeps what it downloads.
struct EngineModels
{
    std::string variable;  // of its environment that names the folder; empty: it keeps none
    std::string folder;    // the usual one, of the user's home
    std::string inside;    // where it is in a container
    std::string layout;    // "hub": Hugging Face's cache, so that what is downloaded can be counted
};

struct EngineContainer
{
    std::string image;    // pinned; empty: it runs in no container
    std::string program;  // takes the place of the image's entry point, whatever that is
    std::vector<std::string> options;
};

struct EngineRecipe
{
    std::string id;
    std::string label;
    std::string api;  // the dialect that is measured
    std::string program;
    std::vector<std::string> arguments;  // {model}, {alias}, {host}, {port} stand in them
    NamedValues variables;               // arguments of a deployment that the engine takes by its environment
    NamedValues environment;             // in the same way
    std::vector<std::string> version;    // arguments
    std::string ready;                   // a path: 200 once requests are served
    std::string prepare;  // "ollama": the model is pulled and loaded once the server is up (ollama_model.h)
    EngineModels models;
    EngineContainer container;
    std::vector<EnginePhase> phases;
    std::vector<EngineFailure> failures;
};

// The error names `origin` and the line.
Result<EngineRecipe> parseRecipe(std::string_view text, std::string_view origin);

// Those compiled in, by their ids.
const std::vector<EngineRecipe>& builtInRecipes();

// DATA/engines/ID.yaml where there is one, else the one compiled in. The error names those there are.
Result<EngineRecipe> findRecipe(std::string_view id);

// What the line means by the recipe; nullptr: no failure.
const EngineFailure* failureIn(const EngineRecipe& recipe, std::string_view line);

// The phase, of those from `from` on, that ends with the line; phases.size(): none does. It may be a later one: those
// before it were too short for a line of their own.
std::size_t phaseEndingWith(const EngineRecipe& recipe, std::size_t from, std::string_view line);

// What stands in a recipe for values of the deployment.
struct EnginePlaces
{
    std::string model;
    std::string alias;
    std::string host;
    int port = 0;
};

// `text` with its places filled; a brace that begins none of them stays as it is.
std::string filledPlaces(std::string_view text, const EnginePlaces& places);

// The words of the command: program, the recipe's arguments, then the deployment's own as "--name value"; "true" is a
// flag alone, "false" none.
std::vector<std::string> engineCommand(const EngineRecipe& recipe, const std::string& program,
                                       const NamedValues& arguments, const EnginePlaces& places);
// Its words with blanks between them, to be read by a person.
std::string commandText(const std::vector<std::string>& words);

}  // namespace inferometer
