// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of one deployment in a terminal. Whatever ends early is ended at its site too, unless it is to be kept.
#pragma once

#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/offers_table.h"
#include "app/cli/progress.h"
#include "core/provision/deployment.h"
#include "core/provision/fetched_runs.h"
#include "core/provision/site_images.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace inferometer::cli {

struct ImageOptions
{
    std::string deed = "list";
    std::string image;     // a name or an id; empty: the newest
    std::string regions;   // between commas, or "all"
    std::string accounts;  // between commas
    bool isPublic = false;
};

struct DeploymentOptions
{
    std::string step;
    std::string config;
    std::string site;      // of sites.yaml, in place of a deployment's
    std::string trustKey;  // the fingerprint of a machine's key
    bool keep = false;
    bool yes = false;
    bool vllmCommand = false;
    OffersOptions offers{};
    ImageOptions images{};
    bool fromHere = false;      // the load, even where it could be sent beside the server
    double agreedPerHour = -1;  // what costs no more was agreed to before
};

// The person at the terminal, while a step is taken.
struct Asker
{
    std::stop_token stop{};  // no more answers are waited for
    // No where nobody is there to answer.
    bool agrees(const std::string& question) const;
};

// What a terminal asks of its user: credentials from the environment, keys of machines from the option or the person.
SiteAccess terminalAccess(const DeploymentOptions& options,
                          std::shared_ptr<const Asker> asker = std::make_shared<Asker>());

class Journey
{
public:
    static Result<std::unique_ptr<Journey>> begin(DeploymentSpec spec, const DeploymentOptions& options);

    ExitCode validate();
    // Which machine is taken, and why; what would be tried after it.
    ExitCode choice();
    ExitCode creds();
    ExitCode create();
    ExitCode connection();
    ExitCode deploy();
    // The rest of its runs that an earlier program left on other machines comes here. An interrupt leaves it there, and
    // the machine with it.
    ExitCode fetchLeft();
    ExitCode run();
    // The runs that were made on it, in the results folder of the run that it names; what other machines still have of
    // them is fetched first.
    ExitCode results();
    ExitCode destroy();
    // Makes a machine as deploy() does, an image of it, and ends the machine.
    ExitCode buildImage();
    // Ends the engine alone, the machine stays.
    ExitCode endEngines();
    // Whether a signal ended a step early.
    bool wasInterrupted() const { return m_wasInterrupted; }
    // Whether a machine still has a run of it that was not waited for: ending that machine would lose the run.
    bool leavesRun() const { return m_leavesRun; }
    // The exit code of an interrupt that came while a step was taken, whatever the step made of it.
    std::optional<ExitCode> signal() const;
    // What failed last, as it was said; empty: nothing did.
    const std::string& trouble() const { return m_trouble; }
    // The folder of the newest run that bears all of its labels; empty: there is none.
    std::string newestRun() const;

private:
    explicit Journey(DeploymentOptions options) : m_options{std::move(options)} {}

    const DeploymentSpec& spec() const { return m_deployment->spec(); }
    bool agrees(const DeploymentPrice& price) const;
    // From now on interrupts ask to stop, whoever is asked too; those that came before are forgotten.
    const std::stop_token& listen();
    // As fail(), and kept.
    ExitCode refused(const Error& error);
    ExitCode refused(const std::vector<Error>& errors);
    // The same, and whether something may still run.
    ExitCode failed(const Error& error);
    ExitCode endEarly(ExitCode code);
    // Ends what was made, unless it is to be kept; `code` where that went well.
    ExitCode endAll(ExitCode code);
    Result<SiteImage> makeImage(SiteImages& images, const std::stop_token& stop);
    RemoteRunWatch watch();
    FetchedRuns fetch();
    ExitCode measureBeside(Host& sender, const RunSpec& run, const RemoteRunHome& home);

    const DeploymentOptions m_options;
    const std::shared_ptr<Asker> m_asker = std::make_shared<Asker>();
    Progress m_progress;
    std::unique_ptr<Interrupts> m_interrupts;
    std::unique_ptr<Deployment> m_deployment;
    std::string m_trouble;
    bool m_wasInterrupted = false;
    bool m_leavesRun = false;
    std::optional<ExitCode> m_signal;
};

}  // namespace inferometer::cli
