// SPDX-License-Identifier: GPL-3.0-or-later
// What the controller has to do with loads: the machines that are reached, where a run is sent from, and the rest of
// runs that a killed program left on them.
#include "core/cloud/way.h"
#include "core/provision/fetched_runs.h"
#include "core/provision/shared_machine.h"
#include "ui/base/text.h"
#include "ui/provision/deployments_controller.h"
#include "ui/provision/journey.h"

#include <algorithm>
#include <utility>

namespace inferometer::ui {

void DeploymentsController::reach(const std::string& name)
{
    const DeploymentState* state = find(name);
    if (state == nullptr || state->ready() == nullptr || state->isBusy())
        return;
    // Two loads at once would measure each other.
    if (m_fetchingOf.count(name) > 0)
        return emit unreached(
            toQt(name),
            {Errc::Unsupported,
             sentence("errors",
                      "The rest of an earlier run is still fetched from its machine; measure once it is here.")});
    if (m_reached.count(name) > 0)
        return emit reached(toQt(name));
    DeploymentSpec spec = state->spec;
    spec.name = name;
    spec.site = state->standing.front().resource.site;
    m_reaching.start(
        [this, spec, folder = m_folder](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) {
            Result<Deployment> opened = Deployment::open(spec, folder, {{}, toolsFor({stop, stop}).access, {}});
            if (!opened)
                return Result<Reached>{opened.error()};
            auto deployment = std::make_shared<Deployment>(std::move(opened).value());
            Result<ReachedLoad> load = reachLoad(*deployment, false, stop);
            if (!load)
                return Result<Reached>{load.error()};
            return Result<Reached>{Reached{std::move(deployment), std::move(load).value()}};
        },
        [this, name](const Result<Reached>& there) {
            if (!there)
                return emit unreached(toQt(name), there.error());
            if (const DeploymentState* now = find(name); now == nullptr || now->isBusy())
                return;  // it is ended, or made anew
            m_reached.insert_or_assign(name, there.value());
            applyReached();
            emit changed();
            emit reached(toQt(name));
        });
}

void DeploymentsController::fetchLeft()
{
    std::vector<DeploymentSpec> specs;
    std::set<std::string> names;
    for (const DeploymentState& state : m_all)
        if (state.hasFile && state.problem.isEmpty() && LeftRun::isAnyIn(notesFolder(m_folder, state.name))) {
            DeploymentSpec& spec = specs.emplace_back(state.spec);
            if (state.stands())
                spec.site = state.standing.front().resource.site;  // where it is, whatever its file says by now
            names.insert(state.name);
        }
    if (specs.empty() || m_fetching.isActive())
        return;
    m_fetchingOf = std::move(names);
    m_fetching.start(
        [this, specs, folder = m_folder](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) {
            FetchedRuns all;
            for (const DeploymentSpec& spec : specs) {
                Result<Deployment> deployment = Deployment::open(spec, folder, {{}, toolsFor({stop, stop}).access, {}});
                const FetchedRuns some = deployment ? fetchRuns(deployment.value(), {.stop = stop})
                                                    : FetchedRuns{{}, {deployment.error()}};
                all.folders.insert(all.folders.end(), some.folders.begin(), some.folders.end());
                all.failures.insert(all.failures.end(), some.failures.begin(), some.failures.end());
            }
            return all;
        },
        [this](const FetchedRuns& runs) {
            m_fetchingOf.clear();
            for (const Error& failure : runs.failures)
                emit unfetched(failure);
            for (const std::string& folder : runs.folders)
                emit fetched(toQt(folder));
        });
}

// The address that an endpoint has now: the file has that of its first day.
void DeploymentsController::applyReached()
{
    // Another program may have made it anew.
    std::erase_if(m_reached, [this](const auto& one) {
        const DeploymentState* state = find(one.first);
        return state == nullptr || !state->endpoint || state->endpoint->resource != one.second.load.endpoint.resource;
    });
    for (DeploymentState& state : m_all)
        if (const auto there = m_reached.find(state.name); there != m_reached.end() && state.endpoint)
            state.endpoint->baseUrl = there->second.load.endpoint.baseUrl;
}

void DeploymentsController::setFromHere(const std::string& name, bool fromHere)
{
    if (fromHere)
        m_fromHere.insert(name);
    else
        m_fromHere.erase(name);
    emit changed();
}

const DeploymentsController::Reached* DeploymentsController::reachedBy(const RunSpec& spec) const
{
    const auto found = std::find_if(m_reached.begin(), m_reached.end(), [&spec](const auto& one) {
        return one.second.load.endpoint.baseUrl == spec.target.baseUrl;
    });
    return found == m_reached.end() ? nullptr : &found->second;
}

PlacedRun DeploymentsController::placed(RunSpec spec) const
{
    if (const Reached* there = reachedBy(spec))
        return placedRun(there->load, std::move(spec), m_fromHere.count(there->deployment->spec().name) > 0);
    PlacedRun asItIs;
    asItIs.run = std::move(spec);
    return asItIs;
}

// By its file, so that it can be told before a machine is reached.
ClientPlace DeploymentsController::clientOf(const std::string& name) const
{
    const DeploymentState* state = find(name);
    if (state == nullptr || !state->stands())
        return {};
    const SiteSpec& site = state->standing.front().resource.site;
    const std::string owner = machineOwner(site);
    const DeploymentState* made = owner.empty() ? nullptr : find(owner);
    LoadChoice choice{.isServerHere = site == SiteSpec{}, .hasCopy = m_portable.ok()};
    if (state->spec.client)
        choice.isClientHere = state->spec.client->site == SiteSpec{};
    ClientPlace place{.wanted = loadPlace(choice), .way = std::string{wayTo(made != nullptr ? made->spec.site : site)}};
    if (place.wanted == LoadPlace::Tunnel)
        place.hereWhy = errorText(m_portable.error());
    choice.fromHere = m_fromHere.count(name) > 0;
    place.now = loadPlace(choice);
    return place;
}

}  // namespace inferometer::ui
