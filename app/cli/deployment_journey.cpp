// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/deployment_journey.h"

#include "app/cli/run_command.h"
#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/provision/engine_plan.h"
#include "core/provision/load_place.h"
#include "core/provision/remote_run.h"
#include "core/store/finished_run.h"
#include "core/store/run_card.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <set>
#include <utility>

namespace inferometer::cli {

namespace {

constexpr int kSignalled = 128;

bool isOf(const RunCard& card, const std::string& deployment)
{
    const NamedValues& metadata = card.header.spec.keep.metadata;
    return std::find(metadata.begin(), metadata.end(), std::pair{std::string{"deployment"}, deployment})
        != metadata.end();
}

void tell(const DeployedEndpoint& endpoint)
{
    printLine(stdout, "Endpoint: " + endpoint.baseUrl + ", model " + endpoint.model + ", API " + endpoint.api);
    printLine(stdout, "Engine:   " + endpoint.engine);
    printLine(stdout, "Machine:  " + endpoint.machine);
    printLine(stdout, "Phases:   " + phasesText(endpoint.phases));
    for (const std::string& warning : endpoint.warnings)
        printLine(stdout, "Warning:  " + warning);
}

}  // namespace

bool Asker::agrees(const std::string& question) const
{
    constexpr int kLook = 100;  // ms, for a stop
    if (::isatty(STDIN_FILENO) == 0)
        return false;
    printOver(question + " [y/N] ", 0);
    for (pollfd in{STDIN_FILENO, POLLIN, 0}; ::poll(&in, 1, kLook) <= 0;)
        if (stop.stop_requested())
            return false;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

SiteAccess terminalAccess(const DeploymentOptions& options, std::shared_ptr<const Asker> asker)
{
    SiteAccess access;
    access.trust = [trusted = options.trustKey, asker = std::move(asker)](const HostKeyQuestion& question) {
        return trusted.empty() ? asker->agrees("The key of " + question.place + " is not known: " + question.type + " "
                                               + question.fingerprint + ". Trust it?")
                               : trusted == question.fingerprint;
    };
    return access;
}

Result<std::unique_ptr<Journey>> Journey::begin(DeploymentSpec spec, const DeploymentOptions& options)
{
    const Result<std::string> folder = deploymentsFolder();
    if (!folder)
        return folder.error();
    std::unique_ptr<Journey> journey{new Journey{options}};
    Journey* const self = journey.get();
    Result<Deployment> deployment = Deployment::open(
        std::move(spec), folder.value(),
        {[self](const Sentence& said) { self->m_progress.note(said.text()); }, terminalAccess(options, self->m_asker),
         [self](const DeploymentPrice& price) { return self->agrees(price); }});
    if (!deployment)
        return deployment.error();
    journey->m_deployment = std::make_unique<Deployment>(std::move(deployment).value());
    return journey;
}

const std::stop_token& Journey::heard(const Interrupts& interrupts) { return m_asker->stop = interrupts.token(); }

// What is billed is never made without somebody's word.
bool Journey::agrees(const DeploymentPrice& price) const
{
    printLine(stdout, "It makes a machine that is billed. " + priceSentence(price).text());
    return m_options.yes || m_asker->agrees("Make it?");
}

ExitCode Journey::failed(const Error& error)
{
    const ExitCode code = fail(error);
    return m_deployment->mayRun() ? ExitCode::MayRun : code;
}

ExitCode Journey::endEarly(ExitCode code)
{
    if (m_options.keep) {
        complain("Kept, as --keep asks: end it by `destroy`.");
        return ExitCode::MayRun;
    }
    const ExitCode ended = destroy();
    return ended == ExitCode::Done ? code : ended;
}

ExitCode Journey::validate()
{
    const Result<std::string> command = startCommand(spec());
    if (!command)
        return fail(command.error());
    printLine(stdout, spec().name + " is a valid deployment. It starts:");
    printLine(stdout, "  " + command.value());
    return ExitCode::Done;
}

ExitCode Journey::creds()
{
    const Interrupts interrupts;
    const Result<std::string> account = m_deployment->account(heard(interrupts));
    if (!account)
        return fail(account.error());
    printLine(stdout, account.value());
    return ExitCode::Done;
}

ExitCode Journey::create()
{
    if (!m_deployment->makesMachines()) {
        printLine(stdout, "The site \"" + spec().site.provider + "\" is a machine by itself: none is made.");
        return ExitCode::Done;
    }
    const Interrupts interrupts;
    const Status created = m_deployment->create(heard(interrupts));
    if (created) {
        printLine(stdout, "The machine of " + spec().name + " runs. It is billed until `destroy`.");
        return ExitCode::Done;
    }
    if (created.error().code != Errc::Cancelled)
        return failed(created.error());
    complain("Stopped before the machine was ready.");
    return endEarly(interrupts.code());
}

ExitCode Journey::connection()
{
    const Interrupts interrupts;
    const Result<std::string> machine = m_deployment->connect(heard(interrupts));
    if (!machine)
        return fail(machine.error());
    printLine(stdout, machine.value());
    return ExitCode::Done;
}

ExitCode Journey::deploy()
{
    const Interrupts interrupts;
    const Result<DeployedEndpoint> endpoint = m_deployment->deploy(heard(interrupts));
    if (endpoint) {
        tell(endpoint.value());
        return ExitCode::Done;
    }
    if (endpoint.error().code != Errc::Cancelled)
        return failed(endpoint.error());
    complain("Stopped before the endpoint was ready.");
    return endEarly(interrupts.code());
}

ExitCode Journey::run()
{
    if (!m_deployment->endpoint())
        return fail(Error::verbatim(Errc::NotFound, spec().name + " is not deployed; make it ready by `deploy`."));
    if (spec().runFile.empty())
        return fail(Error::verbatim(Errc::InvalidInput, "The deployment names no run; add run: FILE.yaml to it."));
    ReadRun read = readRunFile(spec().runFile);
    if (!read.errors.empty())
        return fail(read.errors);
    const Result<PlacedRun> placed = placeRun(*m_deployment, std::move(read.spec), m_options.fromHere);
    if (!placed)
        return fail(placed.error());
    const auto& [place, sender, run, doubt] = placed.value();
    if (!doubt.pattern.empty())
        complain("The load is sent from here, through SSH, whose own delay is in its figures: " + doubt.text());
    if (const std::vector<Error> errors = validateAll(run); !errors.empty())
        return fail(errors);
    const ExitCode code = sender ? measureBeside(*sender, run) : measure(run);
    return static_cast<int>(code) > kSignalled ? endEarly(code) : code;
}

// By a copy of this program on the machine; its records come here as they are made.
ExitCode Journey::measureBeside(Host& sender, const RunSpec& run)
{
    const Interrupts interrupts;
    RemoteRunWatch watch;
    watch.progress = [this](const Sentence& said) { m_progress.note(said.text()); };
    watch.stop = interrupts.token();
    watch.grew = [this](const RunMirror& mirror) {
        if (const SnapshotPtr snapshot = mirror.snapshot())
            m_progress.show(*snapshot);
    };
    const Result<std::string> folder = runBeside(sender, run, resultsFolder(run.keep), watch);
    m_progress.clear();
    const Result<FinishedRun> measured = folder ? loadResult(folder.value()) : Result<FinishedRun>{folder.error()};
    if (!measured)
        return fail(measured.error());
    const ExitCode code = tellMeasured(measured.value());
    return interrupts.count() > 0 ? interrupts.code() : code;
}

ExitCode Journey::results()
{
    const ReadRun read = spec().runFile.empty() ? ReadRun{} : readRunFile(spec().runFile);
    if (!read.errors.empty())
        return fail(read.errors);
    std::set<std::string> lines;
    std::error_code none;
    const std::string folder = resultsFolder(read.spec.keep);
    for (const auto& entry : std::filesystem::directory_iterator{folder, none})
        if (const Result<RunCard> card = readRunCard(entry.path().string()); card && isOf(card.value(), spec().name))
            lines.insert(utcText(card.value().header.startUtc) + "  " + std::to_string(card.value().summary.ok)
                         + " ok of " + std::to_string(card.value().summary.started) + "  " + entry.path().string());
    for (const std::string& line : lines)
        printLine(stdout, line);
    if (lines.empty())
        printLine(stdout, "No run of " + spec().name + " is in " + folder + "; make one by `run`.");
    return ExitCode::Done;
}

ExitCode Journey::destroy()
{
    if (const Status done = m_deployment->destroy(); !done) {
        complain(done.error().message);
        return ExitCode::MayRun;
    }
    printLine(stdout, spec().name + " is gone: nothing of it runs, which was looked at twice.");
    return ExitCode::Done;
}

}  // namespace inferometer::cli
