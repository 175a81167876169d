// SPDX-License-Identifier: GPL-3.0-or-later
// `deployment`: an engine made ready on a machine, measured and ended, a step at a time.
#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/progress.h"
#include "app/cli/run_command.h"
#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/provision/deployment.h"
#include "core/provision/engine_recipe.h"
#include "core/provision/standing.h"
#include "core/store/run_card.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace inferometer::cli {
namespace {

struct DeploymentOptions
{
    std::string step;
    std::string config;
    bool keep = false;
};

// What a step works with. Whatever ends early is ended on the machine too, unless it is to be kept.
class Journey
{
public:
    Journey(Deployment deployment, bool keep) : m_deployment{std::move(deployment)}, m_keep{keep} {}

    Deployment& deployment() { return m_deployment; }

    ExitCode deploy()
    {
        const Interrupts interrupts;
        const Result<DeployedEndpoint> endpoint = m_deployment.deploy(interrupts.token());
        if (endpoint) {
            tell(endpoint.value());
            return ExitCode::Done;
        }
        if (endpoint.error().code != Errc::Cancelled) {
            const ExitCode code = fail(endpoint.error());
            return m_deployment.mayRun() ? ExitCode::MayRun : code;
        }
        complain("Stopped before the endpoint was ready.");
        return endEarly(interrupts.code());
    }

    ExitCode run()
    {
        const std::optional<DeployedEndpoint> endpoint = m_deployment.endpoint();
        if (!endpoint)
            return fail(Error::verbatim(Errc::NotFound,
                                        m_deployment.spec().name + " is not deployed; make it ready by `deploy`."));
        if (m_deployment.spec().runFile.empty())
            return fail(Error::verbatim(Errc::InvalidInput, "The deployment names no run; add run: FILE.yaml to it."));
        ReadRun read = readRunFile(m_deployment.spec().runFile);
        if (!read.errors.empty())
            return fail(read.errors);
        const RunSpec spec = aimedAt(std::move(read.spec), *endpoint, m_deployment.spec().name);
        if (const std::vector<Error> errors = validateAll(spec); !errors.empty())
            return fail(errors);
        const ExitCode code = measure(spec);
        const bool isInterrupted = static_cast<int>(code) > kSignalled;
        return isInterrupted ? endEarly(code) : code;
    }

    // The runs that were made on it, in the results folder of the run that it names.
    ExitCode results() const
    {
        const DeploymentSpec& spec = m_deployment.spec();
        const ReadRun read = spec.runFile.empty() ? ReadRun{} : readRunFile(spec.runFile);
        if (!read.errors.empty())
            return fail(read.errors);
        std::set<std::string> lines;
        std::error_code none;
        const std::string folder = resultsFolder(read.spec.keep);
        for (const auto& entry : std::filesystem::directory_iterator{folder, none})
            if (const Result<RunCard> card = readRunCard(entry.path().string()); card && isOf(card.value(), spec.name))
                lines.insert(utcText(card.value().header.startUtc) + "  " + std::to_string(card.value().summary.ok)
                             + " ok of " + std::to_string(card.value().summary.started) + "  " + entry.path().string());
        for (const std::string& line : lines)
            printLine(stdout, line);
        if (lines.empty())
            printLine(stdout, "No run of " + spec.name + " is in " + folder + "; make one by `run`.");
        return ExitCode::Done;
    }

    ExitCode destroy()
    {
        if (const Status done = m_deployment.destroy(); !done) {
            complain(done.error().message);
            return ExitCode::MayRun;
        }
        printLine(stdout, m_deployment.spec().name + " is gone: nothing of it runs, which was looked at twice.");
        return ExitCode::Done;
    }

private:
    static constexpr int kSignalled = 128;

    ExitCode endEarly(ExitCode code)
    {
        if (m_keep) {
            complain("Kept, as --keep asks: end it by `destroy`.");
            return ExitCode::MayRun;
        }
        const ExitCode ended = destroy();
        return ended == ExitCode::Done ? code : ended;
    }

    static bool isOf(const RunCard& card, const std::string& deployment)
    {
        const NamedValues& metadata = card.header.spec.keep.metadata;
        return std::find(metadata.begin(), metadata.end(), std::pair{std::string{"deployment"}, deployment})
            != metadata.end();
    }

    static void tell(const DeployedEndpoint& endpoint)
    {
        printLine(stdout, "Endpoint: " + endpoint.baseUrl + ", model " + endpoint.model + ", API " + endpoint.api);
        printLine(stdout, "Engine:   " + endpoint.engine);
        printLine(stdout, "Machine:  " + endpoint.machine);
        printLine(stdout, "Phases:   " + phasesText(endpoint.phases));
    }

    Deployment m_deployment;
    const bool m_keep;
};

ExitCode validate(Journey& journey)
{
    const DeploymentSpec& spec = journey.deployment().spec();
    const Result<EngineRecipe> recipe = findRecipe(spec.engine.recipe);
    if (!recipe)
        return fail(recipe.error());
    printLine(stdout, spec.name + " is a valid deployment. It starts:");
    printLine(stdout,
              "  "
                  + commandText(engineCommand(recipe.value(), spec.engine.program, spec.engine.arguments,
                                              {spec.model, aliasOf(spec), "127.0.0.1", spec.engine.port})));
    return ExitCode::Done;
}

ExitCode creds(Journey& journey)
{
    printLine(stdout, "The site \"" + journey.deployment().spec().site.provider + "\" needs no credentials.");
    return ExitCode::Done;
}

ExitCode create(Journey& journey)
{
    printLine(stdout,
              "The site \"" + journey.deployment().spec().site.provider + "\" is a machine by itself: none is made.");
    return ExitCode::Done;
}

ExitCode connection(Journey& journey)
{
    const Interrupts interrupts;
    const Result<std::string> machine = journey.deployment().connect(interrupts.token());
    if (!machine)
        return fail(machine.error());
    printLine(stdout, machine.value());
    return ExitCode::Done;
}

ExitCode deploy(Journey& journey) { return journey.deploy(); }
ExitCode runIt(Journey& journey) { return journey.run(); }
ExitCode results(Journey& journey) { return journey.results(); }
ExitCode destroy(Journey& journey) { return journey.destroy(); }

std::string endsText(const Resource& resource)
{
    const double left = seconds(resource.deadline - realtimeNow());
    if (resource.deadline == Nanos{0})
        return "its end is not known";
    return left > 0 ? "ends itself in " + formatDuration(left) : "should have ended " + formatDuration(-left) + " ago";
}

std::string lineOf(const Standing& standing)
{
    const Resource& resource = standing.resource;
    const std::string_view state = standing.isKnown ? stateName(resource.state)
        : resource.deployment.empty()               ? "not in the ledger"
                                                    : "gone by the ledger";
    const std::string_view seen = !standing.isSeen ? "not looked at" : standing.isThere ? "runs" : "does not run";
    return resource.name + ": " + std::string{state} + ", " + std::string{seen} + ", " + endsText(resource);
}

// What of ours may still run, wherever; of one deployment, where it is named.
ExitCode tellStanding(const std::string& deployment, bool orphansOnly)
{
    const Result<std::string> folder = deploymentsFolder();
    const Result<Ledger> ledger = folder ? Ledger::open(folder.value()) : Result<Ledger>{folder.error()};
    Result<std::vector<Standing>> all
        = ledger ? standingNow(ledger.value()) : Result<std::vector<Standing>>{ledger.error()};
    if (!all)
        return fail(all.error());
    std::erase_if(all.value(), [&](const Standing& standing) {
        const bool isOrphan = !standing.isKnown || standing.resource.state != ResourceState::Standing;
        return (orphansOnly && !isOrphan) || (!deployment.empty() && standing.resource.deployment != deployment);
    });
    for (const Standing& standing : all.value())
        printLine(stdout, lineOf(standing));
    if (!all.value().empty())
        return orphansOnly ? ExitCode::MayRun : ExitCode::Done;
    printLine(stdout,
              orphansOnly ? "No orphans: whatever of ours runs is a deployment that stands."
                          : "Nothing of ours runs or bills.");
    return ExitCode::Done;
}

struct Step
{
    std::string_view name;
    ExitCode (*take)(Journey& journey);  // nullptr: it is told of all deployments
};
constexpr std::array kSteps{
    Step{"validate", validate}, Step{"creds", creds},  Step{"create", create},  Step{"connection", connection},
    Step{"deploy", deploy},     Step{"up", deploy},    Step{"run", runIt},      Step{"results", results},
    Step{"destroy", destroy},   Step{"down", destroy}, Step{"status", nullptr}, Step{"orphans", nullptr}};

ExitCode take(const DeploymentOptions& options)
{
    const auto* const step
        = std::find_if(kSteps.begin(), kSteps.end(), [&options](const Step& one) { return one.name == options.step; });
    std::optional<DeploymentSpec> spec;
    if (!options.config.empty()) {
        ReadDeployment read = readDeploymentFile(options.config);
        if (!read.errors.empty())
            return fail(read.errors);
        spec = std::move(read.spec);
    }
    if (step->take == nullptr)
        return tellStanding(spec ? spec->name : std::string{}, options.step == "orphans");
    if (!spec)
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "The step " + options.step + " needs a deployment: give --config FILE.yaml.",
                                    "config"));
    const Result<std::string> folder = deploymentsFolder();
    if (!folder)
        return fail(folder.error());
    Progress progress;
    Result<Deployment> deployment = Deployment::open(std::move(*spec), folder.value(),
                                                     [&progress](const Sentence& said) { progress.note(said.text()); });
    if (!deployment)
        return fail(deployment.error());
    Journey journey{std::move(deployment).value(), options.keep};
    return step->take(journey);
}

}  // namespace

Action declareDeployment(CLI::App& app)
{
    auto options = std::make_shared<DeploymentOptions>();
    std::vector<std::string> names;
    names.reserve(kSteps.size());
    for (const Step& step : kSteps)
        names.emplace_back(step.name);
    app.add_option("STEP", options->step,
                   "validate checks the file, creds and create do what the site needs, connection reaches the machine, "
                   "deploy or up makes the endpoint ready, run measures it, results lists its runs, destroy or down "
                   "ends it, status and orphans "
                   "tell what still runs")
        ->required()
        ->check(CLI::IsMember(names));
    app.add_option("--config", options->config, "The deployment's YAML file; status and orphans do without")
        ->type_name("FILE");
    app.add_flag("--keep", options->keep, "Leave the engine running when this is interrupted; else it is ended");
    return [options] { return take(*options); };
}

}  // namespace inferometer::cli
