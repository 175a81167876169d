// SPDX-License-Identifier: GPL-3.0-or-later
// The plan of a campaign as it was agreed to, on the disk: what is begun is ended by the same rows, whatever a site
// offers by then.
#pragma once

#include "core/base/result.h"
#include "core/choice/campaign.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct CampaignPlan
{
    std::string of;  // what it was made of: another text is another plan
    std::vector<CampaignRow> rows;
};

// In that file, replaced whole or not at all.
Status keepPlan(const CampaignPlan& plan, const std::string& path);
// nullopt: there is none that can be read.
std::optional<CampaignPlan> keptPlan(const std::string& path);

}  // namespace inferometer
