// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments as they are on the disk: FOLDER/NAME/deployment.yaml beside what core keeps of them there.
#pragma once

#include "ui/provision/deployment_state.h"

#include <QStringList>

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer::ui {

// What of ours runs or bills, by a look at the machines: standingNow() but for tests.
using StandingLook
    = std::function<Result<StandingNow>(const Ledger& ledger, const SiteAccess& access, const std::stop_token& stop)>;

// FOLDER/NAME/deployment.yaml.
std::string deploymentFile(const std::string& folder, const std::string& name);

// All that there is to show: those with a file by their names, then what else runs. Without `look` the ledger alone is
// believed. Blocks: for the disk and the machines. A `folder` that is not there is no error.
struct ReadDeployments
{
    std::vector<DeploymentState> all;
    std::optional<Error> trouble;  // why it may not be the whole
};
ReadDeployments readDeployments(const std::string& folder, const StandingLook& look, const SiteAccess& access,
                                const std::stop_token& stop);

// What the ledger alone says; without a ledger nothing. Blocks: for the disk.
Result<std::vector<Standing>> standingByLedger(const std::string& folder);

// Of a text that somebody wrote. `name`: of its folder, which is to be its own too; empty: any.
DeploymentState deploymentOfText(const std::string& folder, const std::string& name, const std::string& text);

// Writes the file, whole or not at all.
Status writeDeployment(const std::string& folder, const std::string& name, const std::string& text);
// Takes the file away; logs and the ledger stay.
Status removeDeployment(const std::string& folder, const std::string& name);

// FOLDER/NAME/steps.log: what its steps said, whichever workbench took them. One more line; where there is no such
// folder, nothing is kept. Blocks: for the disk.
void keepLine(const std::string& folder, const std::string& name, const QString& line);
// The last of them.
QStringList keptLines(const std::string& folder, const std::string& name);

// Whether a name can be that of a folder, as parseDeployment() has them.
bool isPlainName(const std::string& name);

}  // namespace inferometer::ui
