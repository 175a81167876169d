// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/journey.h"

#include "core/provision/engine_plan.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_files.h"
#include "ui/provision/deployment_words.h"

#include <array>
#include <filesystem>
#include <utility>

namespace inferometer::ui {

namespace {

struct Outcome
{
    QString said;
    bool isNeeded = true;
};

Result<Outcome> validate(Deployment& deployment, const std::stop_token& /*stop*/)
{
    const Result<std::string> command = startCommand(deployment.spec());
    return command ? Result<Outcome>{Outcome{toQt(command.value())}} : Result<Outcome>{command.error()};
}

Result<Outcome> credentials(Deployment& deployment, const std::stop_token& stop)
{
    if (!deployment.makesMachines())
        return Outcome{{}, false};
    const Result<std::string> account = deployment.account(stop);
    return account ? Result<Outcome>{Outcome{toQt(account.value())}} : Result<Outcome>{account.error()};
}

// A site that is a machine by itself makes none.
Result<Outcome> create(Deployment& deployment, const std::stop_token& stop)
{
    if (!deployment.makesMachines())
        return Outcome{{}, false};
    const Status created = deployment.create(stop);
    return created ? Result<Outcome>{Outcome{}} : Result<Outcome>{created.error()};
}

Result<Outcome> connection(Deployment& deployment, const std::stop_token& stop)
{
    const Result<std::string> machine = deployment.connect(stop);
    return machine ? Result<Outcome>{Outcome{toQt(machine.value())}} : Result<Outcome>{machine.error()};
}

Result<Outcome> deploy(Deployment& deployment, const std::stop_token& stop)
{
    const Result<DeployedEndpoint> endpoint = deployment.deploy(stop);
    return endpoint ? Result<Outcome>{Outcome{toQt(endpoint.value().engine)}} : Result<Outcome>{endpoint.error()};
}

struct StepRow
{
    Step step;
    Result<Outcome> (*take)(Deployment& deployment, const std::stop_token& stop);
};
constexpr std::array kUp{StepRow{Step::Validate, validate}, StepRow{Step::Credentials, credentials},
                         StepRow{Step::Create, create}, StepRow{Step::Connection, connection},
                         StepRow{Step::Deploy, deploy}};

Status destroy(Deployment& deployment, const JourneyNews& news, const std::stop_token& stop)
{
    news.step(Step::Destroy, StepState::Working, {});
    Status done = deployment.destroy(stop);
    if (!done)
        news.step(Step::Destroy, StepState::Failed, errorText(done.error()));
    else
        news.step(Step::Destroy, StepState::Done, {});
    return done;
}

// What the ledger does not speak of, or calls gone, is written down first: then the same end holds for all.
Status adopt(const DeploymentState& state, const std::string& folder)
{
    for (const Standing& standing : state.standing) {
        if (standing.isKnown)
            continue;
        const Result<Ledger> ledger = Ledger::open(folder);
        if (!ledger)
            return ledger.error();
        Resource resource = standing.resource;
        resource.deployment = state.name;
        if (Status written = ledger.value().write(resource, ResourceState::Destroying); !written)
            return written;
    }
    return {};
}

}  // namespace

Status bringUp(const DeploymentSpec& spec, const std::string& folder, const JourneyTools& tools,
               const JourneyNews& news, const JourneyStops& stops)
{
    Result<Deployment> deployment
        = Deployment::open(spec, folder, {news.waits, tools.access, tools.agrees, tools.resultsDir});
    if (!deployment)
        return deployment.error();
    for (const StepRow& row : kUp) {
        news.step(row.step, StepState::Working, {});
        const Result<Outcome> outcome = row.take(deployment.value(), stops.work);
        if (outcome) {
            news.step(row.step, outcome.value().isNeeded ? StepState::Done : StepState::NotNeeded,
                      outcome.value().said);
            continue;
        }
        news.step(row.step, StepState::Failed, errorText(outcome.error()));
        // Who cancels wants nothing left.
        if (outcome.error().code == Errc::Cancelled && !stops.program.stop_requested())
            if (Status ended = destroy(deployment.value(), news, stops.program); !ended)
                return ended;
        return outcome.error();
    }
    return {};
}

Status takeDown(const DeploymentState& state, const std::string& folder, const SiteAccess& access,
                const JourneyNews& news, const JourneyStops& stops)
{
    if (Status adopted = adopt(state, folder); !adopted)
        return adopted;
    DeploymentSpec spec = state.spec;
    spec.name = state.name;
    // The file may say another site by now than where it runs.
    if (state.stands())
        spec.site = state.standing.front().resource.site;
    Result<Deployment> deployment = Deployment::open(std::move(spec), folder, {news.waits, access, {}, {}});
    if (!deployment)
        return deployment.error();
    Status done = destroy(deployment.value(), news, stops.work);
    std::error_code ignored;
    if (done && state.isForeign)
        std::filesystem::remove_all(folder + "/" + state.name, ignored);
    return done;
}

}  // namespace inferometer::ui
