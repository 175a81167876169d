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

struct EngineRecipe
{
    std::string id;
    std::string label;
    std::string api;  // the dialect that is measured
    std::string program;
    std::vector<std::string> arguments;  // {model}, {alias}, {host}, {port} stand in them
    NamedValues environment;             // in the same way
    std::vector<std::string> version;    // arguments
    std::string ready;                   // a path: 200 once requests are served
    std::vector<EnginePhase> phases;
    std::vector<EngineFailure> failures;
};

// The error names `origin` and the line.
Result<EngineRecipe> parseRecipe(std::string_view text, std::string_view origin);

// Those compiled in, by their ids.
const std::vector<EngineRecipe>& builtInRecipes();

// DATA/engines/ID.yaml where there is one, else the one compiled in. The error names those there are.
Result<EngineRecipe> findRecipe(std::string_view id);

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
