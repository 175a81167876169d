// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_plan.h"

#include "core/base/text.h"
#include "core/config/secret_names.h"
#include "core/provision/ledger.h"
#include "core/provision/seed_arguments.h"
#include "core/workload/environment.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

// What only its own machine and SSH reach, unless a second machine is to.
const char* listenAt(const DeploymentSpec& spec)
{
    if (!spec.client)
        return "127.0.0.1";
    return spec.client->server.find(':') == std::string::npos ? "0.0.0.0" : "::";
}

// Of an engine whose arguments Inference Arena chose.
struct SeedRow
{
    std::string_view recipe;
    NamedValues (*arguments)(const SeedServed& model);
};
constexpr SeedRow kSeeds[] = {{"vllm", seedVllmArguments}, {"sglang", seedSglangArguments}};

const SeedRow* seedOf(const EngineRecipe& recipe)
{
    const auto* const found = std::find_if(std::begin(kSeeds), std::end(kSeeds),
                                           [&recipe](const SeedRow& row) { return row.recipe == recipe.id; });
    return found == std::end(kSeeds) ? nullptr : found;
}

std::optional<std::string> valueOf(const NamedValues& values, std::string_view name)
{
    const auto found
        = std::find_if(values.begin(), values.end(), [name](const auto& value) { return value.first == name; });
    return found == values.end() ? std::nullopt : std::optional{found->second};
}

// What is given later holds.
void put(NamedValues& values, const std::string& name, std::string value)
{
    std::erase_if(values, [&name](const auto& one) { return one.first == name; });
    values.emplace_back(name, std::move(value));
}

std::vector<std::string> chosenGpus(const std::string& gpus)
{
    std::vector<std::string> chosen;
    for (std::string_view rest{gpus == "none" ? std::string_view{} : gpus}; !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        chosen.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return chosen;
}

SeedServed servedOf(const DeploymentSpec& spec, const EngineMachine& machine)
{
    const std::vector<std::string> chosen = chosenGpus(spec.engine.gpus);
    const std::size_t first = chosen.empty() ? 0 : std::strtoul(chosen.front().c_str(), nullptr, 10);
    const std::size_t count = chosen.empty() ? machine.gpus.size() : chosen.size();
    return {spec.model, seedParameters(spec.engine.modelSize, spec.model).value_or(0),
            first < machine.gpus.size() ? machine.gpus[first] : std::string{},
            static_cast<int>(std::max<std::size_t>(count, 1))};
}

NamedValues argumentsOf(const DeploymentSpec& spec, const EngineRecipe& recipe, const EngineMachine& machine)
{
    NamedValues arguments
        = spec.engine.argumentsBy.empty() ? NamedValues{} : seedOf(recipe)->arguments(servedOf(spec, machine));
    for (const auto& [name, value] : spec.engine.arguments)
        put(arguments, name, value);
    return arguments;
}

std::string imageOf(const DeploymentSpec& spec, const EngineRecipe& recipe, const EngineMachine& machine)
{
    if (spec.engine.image == "seed")
        return seedVllmImage(servedOf(spec, machine));
    return spec.engine.image == "default" ? recipe.container.image : spec.engine.image;
}

std::string modelsFolder(const DeploymentSpec& spec, const EngineRecipe& recipe, const EngineMachine& machine)
{
    if (recipe.models.variable.empty() || !spec.engine.models.empty())
        return spec.engine.models;
    const std::string given = valueOf(spec.engine.environment, recipe.models.variable).value_or(machine.models);
    return given.starts_with('/') ? given : machine.home + "/" + recipe.models.folder;
}

void addMount(std::vector<std::string>& options, const std::string& from, const std::string& to, bool isReadOnly)
{
    options.emplace_back("--mount");
    options.push_back("type=bind,source=" + from + ",target=" + to + (isReadOnly ? ",readonly" : ""));
}

void addGpus(std::vector<std::string>& options, const DeploymentSpec& spec, const EngineMachine& machine)
{
    const std::vector<std::string> chosen = chosenGpus(spec.engine.gpus);
    if (spec.engine.gpus == "none" || (chosen.empty() && machine.gpus.empty()))
        return;
    if (machine.runtime == "podman") {
        for (const std::string& gpu : chosen.empty() ? std::vector<std::string>{"all"} : chosen) {
            options.emplace_back("--device");
            options.push_back("nvidia.com/gpu=" + gpu);
        }
        return;
    }
    options.emplace_back("--gpus");
    // The value is read as a line of CSV: the quotation marks keep its commas.
    options.push_back(chosen.empty() ? "all" : "\"device=" + spec.engine.gpus + "\"");
}

ContainerStart containerOf(const DeploymentSpec& spec, const EngineRecipe& recipe, const EngineMachine& machine,
                           const std::string& models)
{
    ContainerStart container{machine.runtime, imageOf(spec, recipe, machine), recipe.container.options, models};
    addGpus(container.options, spec, machine);
    if (!models.empty())
        addMount(container.options, models, recipe.models.inside, false);
    // Its folder: a model may be of several files.
    if (const std::filesystem::path path{spec.model}; path.is_absolute())
        addMount(container.options, path.parent_path().string(), path.parent_path().string(), true);
    return container;
}

// Of a process: a container sees what it is given.
void addProcessVariables(NamedValues& environment, const DeploymentSpec& spec, const EngineRecipe& recipe)
{
    if (!spec.engine.models.empty() && !recipe.models.variable.empty())
        put(environment, recipe.models.variable, spec.engine.models);
    if (spec.engine.gpus.empty())
        return;
    put(environment, "CUDA_DEVICE_ORDER", "PCI_BUS_ID");  // as nvidia-smi numbers them
    put(environment, "CUDA_VISIBLE_DEVICES", spec.engine.gpus == "none" ? "-1" : spec.engine.gpus);
}

// Takes out of the arguments those that go by the environment.
NamedValues environmentOf(const DeploymentSpec& spec, const EngineRecipe& recipe, const EnginePlaces& places,
                          NamedValues& arguments)
{
    NamedValues environment;
    for (const auto& [name, value] : recipe.environment)
        put(environment, name, filledPlaces(value, places));
    if (spec.engine.image.empty())
        addProcessVariables(environment, spec, recipe);
    for (const auto& [name, variable] : recipe.variables)
        if (const std::optional<std::string> value = valueOf(arguments, name))
            put(environment, variable, *value);
    std::erase_if(arguments, [&recipe](const auto& one) { return valueOf(recipe.variables, one.first).has_value(); });
    return environment;
}

std::vector<std::string> withVariables(const NamedValues& environment, std::vector<std::string> command)
{
    std::vector<std::string> words;
    for (const auto& [name, value] : environment)
        words.emplace_back(name).append("=").append(value);
    words.insert(words.end(), std::make_move_iterator(command.begin()), std::make_move_iterator(command.end()));
    return words;
}

std::vector<std::string> namesOf(const NamedValues& values)
{
    std::vector<std::string> names;
    for (const auto& value : values)
        names.push_back(value.first);
    return names;
}

Result<EngineMachine> machineOf(Host& host, const EngineRecipe& recipe, const std::stop_token& stop)
{
    const std::string variable = recipe.models.variable.empty() ? "none" : recipe.models.variable;
    const std::string script = "models=$(printenv " + shellWord(variable) + R"()
printf 'home %s\nmodels %s\n' "$HOME" "$models"
gpus=$(nvidia-smi --query-gpu=name --format=csv,noheader 2> /dev/null) && printf '%s\n' "$gpus"
true
)";
    const Result<std::string> said = outputOf(host, script, {}, stop);
    if (!said)
        return said.error();
    EngineMachine machine;
    for (const std::string& line : outputLines(said.value()))
        if (line.starts_with("home"))
            machine.home = trimmed(std::string_view{line}.substr(4));
        else if (line.starts_with("models"))
            machine.models = trimmed(std::string_view{line}.substr(6));
        else
            machine.gpus.push_back(line);
    return machine;
}

// "version: 0.7.0 (build 11669)": the first line that the program says of itself.
Result<std::string> programVersion(Host& host, const EngineRecipe& recipe, const std::string& program,
                                   const std::stop_token& stop)
{
    constexpr std::chrono::seconds kSlowest{120};  // Python's first imports
    std::string script = shellWord(program);
    for (const std::string& word : recipe.version)
        script += " " + shellWord(word);
    const Result<Ran> ran = host.run(script + " 2>&1 </dev/null", {.timeout = kSlowest}, stop);
    if (!ran)
        return ran.error();
    const std::vector<std::string> lines = outputLines(ran.value().out);
    if (ran.value().exit != 0)
        return Error{
            Errc::NotFound,
            sentence("errors", "%1 does not start on %2: %3. Install it there, or say where it is by engine/program.")
                .with(recipe.label, host.name(), lines.empty() ? std::string{"it said nothing"} : lines.back()),
            "engine/program"};
    return lines.empty() ? recipe.label : recipe.label + ", " + lines.front();
}

// ${NAME} as this program's environment says.
Status addOwnEnvironment(const DeploymentSpec& spec, NamedValues& environment)
{
    for (const auto& [name, value] : spec.engine.environment) {
        const std::string reference{wholeReference(value)};
        const std::optional<std::string> given = reference.empty() ? std::optional{value} : environmentValue(reference);
        if (!given)
            return Error{Errc::Auth,
                         sentence("errors", "The environment variable %1 is not set; export it for engine/environment.")
                             .with(reference),
                         "engine/environment"};
        put(environment, name, *given);
    }
    return {};
}

Status checkSeed(const DeploymentSpec& spec, const EngineRecipe& recipe)
{
    const EngineSpec& engine = spec.engine;
    if (!engine.argumentsBy.empty() && seedOf(recipe) == nullptr)
        return Error{
            Errc::InvalidInput,
            sentence("errors", "engine/arguments-by: seed knows vllm and sglang; remove it for %1.").with(recipe.label),
            "engine/arguments-by"};
    if ((!engine.argumentsBy.empty() || engine.image == "seed") && !seedParameters(engine.modelSize, spec.model))
        return Error{Errc::InvalidInput,
                     sentence("errors", "The model's name does not tell its size; add engine/model-size, such as 70b."),
                     "engine/model-size"};
    return {};
}

}  // namespace

Status checkEngine(const DeploymentSpec& spec, const EngineRecipe& recipe)
{
    const EngineSpec& engine = spec.engine;
    if (!engine.image.empty() && recipe.container.program.empty())
        return Error{Errc::InvalidInput,
                     sentence("errors", "The recipe of %1 does not say what its container runs; remove engine/image.")
                         .with(recipe.label),
                     "engine/image"};
    if ((engine.image == "default" && recipe.container.image.empty())
        || (engine.image == "seed" && recipe.id != "vllm"))
        return Error{
            Errc::InvalidInput,
            sentence("errors", "The recipe of %1 names no such image; name one by engine/image.").with(recipe.label),
            "engine/image"};
    if (engine.image.empty() && !engine.runtime.empty())
        return Error{Errc::InvalidInput,
                     sentence("errors", "engine/runtime is of containers; add engine/image: default, or remove it."),
                     "engine/runtime"};
    if (!engine.models.empty() && recipe.models.variable.empty())
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 keeps no models by itself; remove engine/models.").with(recipe.label),
                     "engine/models"};
    if (!spec.alias.empty() && !recipe.prepare.empty())
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 calls a model by its own name; remove alias.").with(recipe.label), "alias"};
    return checkSeed(spec, recipe);
}

EnginePlan planEngine(const DeploymentSpec& spec, const EngineRecipe& recipe, const EngineMachine& machine, int port)
{
    EnginePlan plan{
        recipe, {}, {}, recipe.prepare.empty() ? aliasOf(spec) : spec.model, modelsFolder(spec, recipe, machine)};
    const EnginePlaces places{spec.model, plan.alias, listenAt(spec), port};
    NamedValues arguments = argumentsOf(spec, recipe, machine);
    plan.start.environment = environmentOf(spec, recipe, places, arguments);
    plan.start.ttl = spec.limits.ttl;
    const bool isBoxed = !spec.engine.image.empty();
    const std::string& program = !spec.engine.program.empty() ? spec.engine.program
        : isBoxed                                             ? recipe.container.program
                                                              : recipe.program;
    plan.start.command = engineCommand(recipe, program, arguments, places);
    plan.shown = plan.start.command;
    if (isBoxed) {
        plan.start.container = containerOf(spec, recipe, machine, plan.models);
        plan.recipe.phases.insert(plan.recipe.phases.begin(), imagePhase());
        for (EngineFailure& failure : containerFailures())
            plan.recipe.failures.push_back(std::move(failure));
        plan.version = recipe.label + ", image " + plan.start.container->image;
        std::vector<std::string> names = namesOf(plan.start.environment);
        for (std::string& name : namesOf(spec.engine.environment))
            names.push_back(std::move(name));
        plan.shown = containerCommand(spec.name, *plan.start.container, plan.start.command, names);
    }
    plan.shown = withVariables(plan.start.environment, std::move(plan.shown));
    return plan;
}

Result<std::string> startCommand(const DeploymentSpec& spec)
{
    const Result<EngineRecipe> recipe = findRecipe(spec.engine.recipe);
    const Status checked = recipe ? checkEngine(spec, recipe.value()) : Status{recipe.error()};
    if (!checked)
        return checked.error();
    return commandText(planEngine(spec, recipe.value(), {}, spec.engine.port).shown);
}

Result<EnginePlan> planEngineOn(Host& host, const DeploymentSpec& spec, const std::string& folder, int port,
                                const std::stop_token& stop)
{
    const Result<EngineRecipe> recipe = findRecipe(spec.engine.recipe);
    if (!recipe)
        return recipe.error();
    Result<EngineMachine> machine = machineOf(host, recipe.value(), stop);
    if (!machine)
        return machine.error();
    const bool isBoxed = !spec.engine.image.empty();
    if (isBoxed) {
        Result<std::string> runtime = findRuntime(host, spec.engine.runtime, stop);
        if (!runtime)
            return runtime.error();
        machine.value().runtime = std::move(runtime).value();
    }
    EnginePlan plan = planEngine(spec, recipe.value(), machine.value(), port);
    const std::string name = uniqueResourceName(spec.name);
    plan.start.name = isBoxed ? containerName(name, machine.value().runtime) : name;
    plan.start.folder = folder;
    if (!isBoxed) {
        Result<std::string> version = programVersion(host, recipe.value(), plan.start.command.front(), stop);
        if (!version)
            return version.error();
        plan.version = std::move(version).value();
    }
    const Status added = addOwnEnvironment(spec, plan.start.environment);
    plan.hub = valueOf(plan.start.environment, "HF_ENDPOINT").value_or("");
    return added ? Result<EnginePlan>{std::move(plan)} : Result<EnginePlan>{added.error()};
}

}  // namespace inferometer
