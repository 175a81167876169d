// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/deployment_journey.h"

#include "app/cli/run_command.h"
#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/provision/engine_plan.h"
#include "core/provision/load_place.h"
#include "core/store/finished_run.h"
#include "core/store/recovery.h"
#include "core/store/run_card.h"
#include "core/store/run_list.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace inferometer::cli {

namespace {

constexpr int kSignalled = 128;

// Whether it was made on the deployment, with all of its labels.
bool isOf(const RunCard& card, const DeploymentSpec& spec)
{
    const NamedValues& metadata = card.header.spec.keep.metadata;
    const auto has = [&metadata](const std::pair<std::string, std::string>& entry) {
        return std::find(metadata.begin(), metadata.end(), entry) != metadata.end();
    };
    return has({"deployment", spec.name}) && std::all_of(spec.labels.begin(), spec.labels.end(), has);
}

std::string lineOf(const RunCard& card)
{
    return utcText(card.header.startUtc) + "  " + std::to_string(card.summary.ok) + " ok of "
        + std::to_string(card.summary.started) + "  " + card.folder;
}

// By when they began.
std::map<std::string, RunCard> runsOf(const std::string& folder, const DeploymentSpec& spec)
{
    std::map<std::string, RunCard> runs;
    for (RunCard& card : listRuns(folder, std::numeric_limits<std::size_t>::max()).cards)
        if (isOf(card, spec)) {
            std::string line = lineOf(card);
            runs.emplace(std::move(line), std::move(card));
        }
    return runs;
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

std::optional<ExitCode> Journey::signal() const
{
    return m_interrupts && m_interrupts->count() > 0 ? m_interrupts->code() : m_signal;
}

const std::stop_token& Journey::listen()
{
    m_signal = signal();
    m_interrupts.reset();
    m_interrupts = std::make_unique<Interrupts>();
    return m_asker->stop = m_interrupts->token();
}

// What is billed is never made without somebody's word.
bool Journey::agrees(const DeploymentPrice& price) const
{
    printLine(stdout, "It makes a machine that is billed. " + priceSentence(price).text());
    return m_options.yes || price.offer.pricePerHour <= m_options.agreedPerHour || m_asker->agrees("Make it?");
}

ExitCode Journey::refused(const Error& error)
{
    m_trouble = error.message;
    return fail(error);
}

ExitCode Journey::refused(const std::vector<Error>& errors)
{
    m_trouble = errors.front().message;
    return fail(errors);
}

ExitCode Journey::failed(const Error& error)
{
    const ExitCode code = refused(error);
    return m_deployment->mayRun() ? ExitCode::MayRun : code;
}

ExitCode Journey::endEarly(ExitCode code)
{
    m_wasInterrupted = true;
    return endAll(code);
}

ExitCode Journey::endAll(ExitCode code)
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
    if (spec().choose)
        printLine(stdout, "Its machine is chosen when it is made; `offers --choose` says which it would be now.");
    return ExitCode::Done;
}

ExitCode Journey::choice()
{
    if (!spec().choose)
        return fail(Error::verbatim(Errc::InvalidInput,
                                    "The deployment names its machine; add choose: to leave it open.", "choose"));
    const Result<MachineChoice> choice = m_deployment->choose(listen());
    if (!choice)
        return fail(choice.error());
    for (std::size_t i = choice.value().at; i < choice.value().ranked.size(); ++i)
        printLine(stdout,
                  (i == choice.value().at ? "Chosen: " : "Else:   ")
                      + visibleText(choice.value().ranked[i].reason.text()));
    return ExitCode::Done;
}

ExitCode Journey::creds()
{
    const Result<std::string> account = m_deployment->account(listen());
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
    const Status created = m_deployment->create(listen());
    if (created) {
        printLine(stdout, "The machine of " + spec().name + " runs. It is billed until `destroy`.");
        return ExitCode::Done;
    }
    if (created.error().code != Errc::Cancelled)
        return failed(created.error());
    complain("Stopped before the machine was ready.");
    return endEarly(m_interrupts->code());
}

ExitCode Journey::connection()
{
    const Result<std::string> machine = m_deployment->connect(listen());
    if (!machine)
        return failed(machine.error());
    printLine(stdout, machine.value());
    return ExitCode::Done;
}

ExitCode Journey::deploy()
{
    const Result<DeployedEndpoint> endpoint = m_deployment->deploy(listen());
    if (endpoint) {
        tell(endpoint.value());
        return ExitCode::Done;
    }
    if (endpoint.error().code != Errc::Cancelled)
        return failed(endpoint.error());
    complain("Stopped before the endpoint was ready.");
    return endEarly(m_interrupts->code());
}

ExitCode Journey::run()
{
    if (!m_deployment->endpoint())
        return refused(Error::verbatim(Errc::NotFound, spec().name + " is not deployed; make it ready by `deploy`."));
    if (spec().runFile.empty())
        return refused(Error::verbatim(Errc::InvalidInput, "The deployment names no run; add run: FILE.yaml to it."));
    ReadRun read = readRunFile(spec().runFile);
    if (!read.errors.empty())
        return refused(read.errors);
    if (const ExitCode fetched = fetchLeft(); fetched != ExitCode::Done)
        return fetched;
    // Before there is a thread of SSH, which would take an interrupt as its end.
    const Result<PlacedRun> placed = placeRun(*m_deployment, std::move(read.spec), m_options.fromHere, listen());
    if (!placed && placed.error().code == Errc::Cancelled)
        return endEarly(m_interrupts->code());
    if (!placed)
        return failed(placed.error());
    const auto& [place, sender, aimed, home, doubt] = placed.value();
    if (!doubt.pattern.empty())
        complain("The load is sent from here, through a tunnel over " + m_deployment->way()
                 + ", whose own delay is in its figures: " + doubt.text());
    RunSpec run = aimed;
    for (const auto& label : spec().labels)
        run.keep.metadata.push_back(label);
    if (const std::vector<Error> errors = validateAll(run); !errors.empty())
        return refused(errors);
    m_signal = signal();
    m_interrupts.reset();
    const ExitCode code = sender ? measureBeside(*sender, run, home) : measure(run);
    return static_cast<int>(code) > kSignalled ? endEarly(code) : code;
}

RemoteRunWatch Journey::watch()
{
    RemoteRunWatch watch;
    watch.progress = [this](const Sentence& said) { m_progress.note(said.text()); };
    watch.stop = listen();
    watch.grew = [this](const RunMirror& mirror) {
        if (const SnapshotPtr snapshot = mirror.snapshot())
            m_progress.show(*snapshot);
    };
    return watch;
}

// By a copy of this program on the machine; its records come here as they are made.
ExitCode Journey::measureBeside(Host& sender, const RunSpec& run, const RemoteRunHome& home)
{
    const Result<std::string> folder = runBeside(sender, run, home, watch());
    m_progress.clear();
    const Result<FinishedRun> measured = folder ? loadResult(folder.value()) : Result<FinishedRun>{folder.error()};
    if (!measured)
        return failed(measured.error());
    const ExitCode code = tellMeasured(measured.value());
    return m_interrupts->count() > 0 ? m_interrupts->code() : code;
}

ExitCode Journey::results()
{
    const ReadRun read = spec().runFile.empty() ? ReadRun{} : readRunFile(spec().runFile);
    if (!read.errors.empty())
        return fail(read.errors);
    const std::string folder = resultsFolder(read.spec.keep);
    const FetchedRuns fetched = fetch();
    for (const RecoveredRun& run : recoverRuns(folder).runs)
        m_progress.note(run.said.text());
    const std::map<std::string, RunCard> runs = runsOf(folder, spec());
    for (const auto& [when, card] : runs)
        printLine(stdout, lineOf(card));
    if (runs.empty())
        printLine(stdout, "No run of " + spec().name + " is in " + folder + "; make one by `run`.");
    return fetched.isStopped       ? m_interrupts->code()
        : fetched.failures.empty() ? ExitCode::Done
                                   : fail(fetched.failures);
}

// Two loads at once would measure each other.
ExitCode Journey::fetchLeft()
{
    const FetchedRuns fetched = fetch();
    m_leavesRun = fetched.isStopped;
    if (m_leavesRun)
        return m_interrupts->code();
    std::vector<Error> mayGoOn;
    for (const Error& failure : fetched.failures)
        if (failure.code == Errc::NotFound)
            complain(failure.message);
        else
            mayGoOn.push_back(failure);
    return mayGoOn.empty() ? ExitCode::Done : refused(mayGoOn);
}

// What a program that died has left on other machines.
FetchedRuns Journey::fetch()
{
    if (!LeftRun::isAnyIn(m_deployment->notes()))
        return {};
    FetchedRuns fetched = fetchRuns(*m_deployment, watch());
    m_progress.clear();
    for (const std::string& folder : fetched.folders)
        m_progress.note("The rest of a run was fetched; it is whole in " + folder + ".");
    if (fetched.isStopped)
        complain("Stopped; what is left of a run waits on its machine.");
    return fetched;
}

std::string Journey::newestRun() const
{
    const ReadRun read = readRunFile(spec().runFile);
    const std::map<std::string, RunCard> runs = runsOf(resultsFolder(read.spec.keep), spec());
    return runs.empty() ? std::string{} : runs.rbegin()->second.folder;
}

ExitCode Journey::endEngines()
{
    const Status ended = m_deployment->endEngines(listen());
    if (ended)
        return ExitCode::Done;
    return ended.error().code == Errc::Cancelled ? endEarly(m_interrupts->code()) : failed(ended.error());
}

Result<SiteImage> Journey::makeImage(SiteImages& images, const std::stop_token& stop)
{
    const Result<DeployedEndpoint> endpoint = m_deployment->deploy(stop);
    if (!endpoint)
        return endpoint.error();
    tell(endpoint.value());
    if (const Status ended = m_deployment->endEngines(stop); !ended)
        return ended.error();
    return images.build(*m_deployment, stop);
}

ExitCode Journey::buildImage()
{
    const Result<std::string> folder = deploymentsFolder();
    Result<SiteImages> images = folder
        ? SiteImages::open(
            spec(), folder.value(),
            {[this](const Sentence& said) { m_progress.note(said.text()); }, terminalAccess(m_options, m_asker), {}})
        : Result<SiteImages>{folder.error()};
    if (!images)
        return refused(images.error());
    if (m_deployment->mayRun())
        return refused(Error::verbatim(Errc::InvalidInput,
                                       spec().name
                                           + " stands, and an image is made of a machine of its own: destroy it "
                                             "first."));
    const Result<SiteImage> image = makeImage(images.value(), listen());
    m_progress.clear();
    if (!image && image.error().code == Errc::Cancelled) {
        complain("Stopped before the image was made.");
        return endEarly(m_interrupts->code());
    }
    if (!image) {
        const ExitCode code = refused(image.error());
        return m_deployment->mayRun() ? endAll(code) : code;
    }
    printLine(stdout, "Image:    " + image.value().region + ": " + image.value().id + ": " + image.value().name);
    printLine(stdout, "It is kept, and its snapshots are billed until `images remove`.");
    return destroy();
}

ExitCode Journey::destroy()
{
    if (const Status done = m_deployment->destroy(listen()); !done) {
        m_trouble = done.error().message;
        complain(m_trouble);
        return ExitCode::MayRun;
    }
    printLine(stdout, spec().name + " is gone: nothing of it runs, which was looked at twice.");
    return ExitCode::Done;
}

}  // namespace inferometer::cli
