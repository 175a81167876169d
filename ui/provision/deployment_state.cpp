// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_state.h"

#include "ui/base/text.h"
#include "ui/provision/deployment_words.h"

#include <algorithm>
#include <cmath>

namespace inferometer::ui {

namespace {

bool isOrphan(const Standing& standing) { return !standing.isKnown; }

}  // namespace

const DeployedEndpoint* DeploymentState::ready() const
{
    if (!endpoint)
        return nullptr;
    const bool found = std::any_of(standing.begin(), standing.end(), [this](const Standing& one) {
        return one.isKnown && one.resource.name == endpoint->resource && one.resource.state == ResourceState::Standing;
    });
    return found ? &*endpoint : nullptr;
}

Stage DeploymentState::stage() const
{
    if (isBusy())
        return Stage::Working;
    if (std::any_of(standing.begin(), standing.end(), isOrphan))
        return Stage::Orphaned;
    if (ready())
        return Stage::Ready;
    if (stands())
        return Stage::Unfinished;
    if (!problem.isEmpty())
        return Stage::Unusable;
    return failure ? Stage::Failed : Stage::Down;
}

bool isKept(const Standing& standing)
{
    return standing.isKnown && standing.resource.state == ResourceState::Standing
        && outlivesDeployment(standing.resource.kind);
}

void restoreMarks(DeploymentState& state)
{
    state.marks = {};
    if (!state.hasFile)
        return;
    StepMark& validate = state.mark(Step::Validate);
    validate.state = state.problem.isEmpty() ? StepState::Done : StepState::Failed;
    validate.said = state.problem;
    const DeployedEndpoint* ready = state.ready();
    if (!ready) {
        if (state.stands()) {
            state.mark(Step::Deploy).state = StepState::Failed;
            state.mark(Step::Deploy).said = unfinishedText();
        }
        return;
    }
    for (const Step step : {Step::Credentials, Step::Create})
        state.mark(step).state = isMachine(state.spec) ? StepState::NotNeeded : StepState::Done;
    state.mark(Step::Connection)
        = {StepState::Done, {}, std::numeric_limits<double>::quiet_NaN(), toQt(ready->machine)};
    StepMark& deploy = state.mark(Step::Deploy);
    deploy = {StepState::Done, {}, 0, toQt(ready->engine)};
    for (const PhaseTime& phase : ready->phases)
        deploy.seconds += phase.seconds;
}

Cost costOf(const std::vector<Standing>& standing, Nanos now)
{
    Cost cost;
    for (const Standing& one : standing) {
        const Resource& resource = one.resource;
        if (resource.created.count() > 0)
            cost.since = cost.since.count() > 0 ? std::min(cost.since, resource.created) : resource.created;
        cost.deadline = std::max(cost.deadline, resource.deadline);
        if (!(resource.pricePerHour > 0))
            continue;
        cost.isBilled = true;
        cost.perHour += resource.pricePerHour;
        cost.currency = resource.currency;
        if (resource.created.count() > 0)
            cost.soFar += costSoFar(one, now);
    }
    return cost;
}

}  // namespace inferometer::ui
