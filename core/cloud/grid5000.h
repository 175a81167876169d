// SPDX-License-Identifier: GPL-3.0-or-later
// Grid'5000 by its API (https://api.grid5000.fr/doc/stable/), whose sites are run by OAR.
//
// - A machine is a job that holds one whole node of a cluster and does nothing, known by its name. Its wall time is the
//   wish's time to live, from when it starts: one that waits in the queue ends as much later. With it ends what was
//   started on the node.
// - The API names jobs by states, of which it does not find all by its filter (v3 of g5k-api writes "Tolaunch" where
// OAR
//   has "toLaunch"): they are listed whole, newest first, as far back as a job of ours may still be alive.
// - The node is reached through the jump host, by whatever key the account has there.
// - Nothing is billed.
#pragma once

#include "core/cloud/provider.h"

#include <array>
#include <memory>

namespace inferometer {

inline constexpr std::array kGrid5000Keys{
    SiteKey{"user", "the login of the account", true},
    SiteKey{"site", "the site, such as lille", true},
    SiteKey{"cluster", "the cluster whose node is held, as offers list it", true},
    SiteKey{"queue", "default or production", false, "default"},
    SiteKey{"project", "the project, for the queue production"},
    SiteKey{"types", "types of the job, with commas between: exotic"},
    SiteKey{"password-env", "the environment variable that holds the account's password", false, "G5K_PASSWORD"},
    SiteKey{"jump", "machines to go through to a node, in their order, with commas between", false,
            "access.grid5000.fr"},
    SiteKey{"key-file", "the private key's file; else the agent's keys, then those of ~/.ssh"},
    SiteKey{"known-hosts", "the file of known machines", false, "~/.ssh/known_hosts"},
    kListLagKey,
    SiteKey{"api-url", "where the API is", false, "https://api.grid5000.fr/stable"}};

// InvalidInput where a setting cannot be. Asks the site nothing.
Result<std::unique_ptr<Cloud>> openGrid5000(const SiteSpec& site, const SiteAccess& access);

}  // namespace inferometer
