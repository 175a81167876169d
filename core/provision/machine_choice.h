// SPDX-License-Identifier: GPL-3.0-or-later
// The machine of a deployment whose file leaves it open: chosen of what its site offers, written down before anything
// is made, and kept until the deployment is destroyed, so that no step chooses anew.
#pragma once

#include "core/base/result.h"
#include "core/choice/choice.h"
#include "core/cloud/cloud.h"
#include "core/cloud/provider.h"
#include "core/provision/deployment_spec.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// A machine that may be asked for.
struct MachineCandidate
{
    NamedValues settings;  // of the site, beside those of the file
    Sentence reason{};     // of one that was kept: in English
};

struct MachineChoice
{
    std::string asked;                     // what was to be chosen, of which model at which site (askedText())
    std::vector<MachineCandidate> ranked;  // the best first, as many as may be tried; one at least
    std::size_t at = 0;                    // the one that is asked for now

    const MachineCandidate& current() const { return ranked.at(at); }
};

// What a choice depends on: another text is another choice.
std::string askedText(const DeploymentSpec& spec);

// Of the offers those that pass its limits and contradict no setting of the file, ranked by its strategy. `measured`
// are the user's own runs of the model. NotFound says why none is left. REQUIRES: spec.choose.
Result<MachineChoice> chooseMachine(const DeploymentSpec& spec, std::span<const Offer> offers,
                                    const std::vector<MeasuredSpeed>& measured = {});

// The same of what the site offers now and what the user's own runs measured (own_runs.h), whose folder is
// `resultsDir`; empty: the usual one. Makes and writes nothing. Blocks. REQUIRES: spec.choose.
Result<MachineChoice> chooseNow(const DeploymentSpec& spec, const SiteAccess& access, const std::string& resultsDir,
                                const std::stop_token& stop = {});

// The site with a candidate's settings.
SiteSpec siteWith(SiteSpec site, const MachineCandidate& candidate);

// The site with a disk for the weights, the engine's image and a reserve, where it has such a setting, the file gives
// none, the name tells the model's size, and the site's usual disk is smaller.
SiteSpec withDisk(const DeploymentSpec& spec);

// Where the machine of a deployment is, or will be, by what was chosen in the file `kept`; nullopt: none was chosen
// yet.
std::optional<SiteSpec> settledSite(const DeploymentSpec& spec, const std::string& kept);

// In that file, replaced whole or not at all.
Status keepChoice(const MachineChoice& choice, const std::string& path);
// nullopt: there is none, or one of something else.
std::optional<MachineChoice> keptChoice(const DeploymentSpec& spec, const std::string& path);

}  // namespace inferometer
