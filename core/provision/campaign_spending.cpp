// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/rest.h"
#include "core/provision/campaign_file.h"

namespace inferometer {

std::set<std::string> deploymentsOf(const CampaignFile& file, std::span<const CampaignGroup> groups,
                                    const CampaignState::Read& state)
{
    std::set<std::string> names;
    for (const CampaignGroup& group : groups)
        names.insert(group.deployment);
    for (const std::string& name : state.deployments)
        if (name.starts_with(file.name + "-") && isSiteId(name))
            names.insert(name);
    return names;
}

double spentOn(const std::set<std::string>& deployments, const Ledger::Read& ledger, Nanos now)
{
    double spent = 0;
    for (const Resource& one : ledger.resources)
        if (isMachine(one) && deployments.contains(one.deployment))
            spent += costBy(one, now);
    return spent;
}

}  // namespace inferometer
