// SPDX-License-Identifier: GPL-3.0-or-later
// A machine that one deployment made, and on which others run engines of their own: `site: {provider: deployment,
// name: NAME}`. It ends with the deployment that made it, and takes with it whatever runs there.
#pragma once

#include "core/base/result.h"
#include "core/cloud/site.h"
#include "core/host/host.h"
#include "core/provision/deployment.h"
#include "core/provision/ledger.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace inferometer {

// The deployment whose machine the site is; empty: the site is no such.
std::string machineOwner(const SiteSpec& site);

// The machine of a deployment that the ledger does not call gone.
Result<std::optional<Resource>> machineOf(const Ledger& ledger, const std::string& deployment);

// The machine of the deployment `owner`, as soon as it lets in. NotFound: it has none. `folder` is that of all
// deployments. Blocks: as long as a machine may take to be ready.
Result<std::shared_ptr<Host>> sharedMachine(const std::string& owner, const std::string& folder,
                                            const DeploymentTools& tools, const std::stop_token& stop = {});

}  // namespace inferometer
