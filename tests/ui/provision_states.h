// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments in every state: none, in the editor, coming up, ready, billed, failed, half made, orphaned, unreadable.
#pragma once

#include "core/provision/standing.h"

#include "tests/ui/screen_states.h"

#include <stop_token>
#include <vector>

namespace inferometer::test {

// What the ledger says; it does not know what is called an orphan there.
Result<StandingNow> sampleStanding(const Ledger& ledger, const SiteAccess& access, const std::stop_token& stop);

void showNewDeployment(const Scene& scene);
void showWrongDeployment(const Scene& scene);
void showLastStep(const Scene& scene);
void showOpenMachine(const Scene& scene);
void showChosenMachine(const Scene& scene);
void showComingUp(const Scene& scene);
void showReadyDeployment(const Scene& scene);
void showBilledDeployments(const Scene& scene);
void showBudget(const Scene& scene);
void showFailedDeployment(const Scene& scene);
void showUnfinishedDeployment(const Scene& scene);
void showOrphan(const Scene& scene);
void showBrokenDeployment(const Scene& scene);
void showRemovedDeployment(const Scene& scene);

}  // namespace inferometer::test
