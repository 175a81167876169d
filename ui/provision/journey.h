// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a deployment as a worker takes them, one after the other.
#pragma once

#include "core/cloud/provider.h"
#include "ui/provision/deployment_state.h"
#include "ui/provision/worker_questions.h"

#include <functional>
#include <stop_token>
#include <string>

namespace inferometer::ui {

// What is told meanwhile, by the thread that works.
struct JourneyNews
{
    std::function<void(Step step, StepState state, const QString& said)> step;
    PlanProgress waits;
};

// Who wants an end: `work` of a person who thinks better of it, `program` of one that closes and leaves all as it is.
struct JourneyStops
{
    std::stop_token work;  // requested with the other, too
    std::stop_token program;
};

// What a journey asks of the person.
struct JourneyTools
{
    SiteAccess access{};
    PriceAgreement agrees{};   // to what a machine costs; none: nothing that is billed is made
    std::string resultsDir{};  // where the person's runs are
};

// From the file to a ready endpoint: validate, credentials, create, connection, deploy. One that a person stops is
// ended; the error says what may be left. Blocks.
Status bringUp(const DeploymentSpec& spec, const std::string& folder, const JourneyTools& tools,
               const JourneyNews& news, const JourneyStops& stops);

// Ends all of it, orphans too, and sees it absent twice. `state`: as it was last read. Blocks.
Status takeDown(const DeploymentState& state, const std::string& folder, const SiteAccess& access,
                const JourneyNews& news, const JourneyStops& stops);

}  // namespace inferometer::ui
