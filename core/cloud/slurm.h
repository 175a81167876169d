// SPDX-License-Identifier: GPL-3.0-or-later
// A cluster under Slurm, by its own commands on a login node (https://slurm.schedmd.com): sbatch, squeue, scancel,
// sinfo. Not by slurmrestd: the nodes are reached through the login node anyway, which every cluster has; the REST API
// is off on most, and its paths and documents differ from release to release.
//
// - A machine is a job that holds its node and does nothing, known by its name. Its time limit is the wish's time to
//   live, in whole minutes, from when it starts: one that waits in the queue ends as much later.
// - The node is reached over SSH through the login node, as whoever logs in there, by the same key (what
// pam_slurm_adopt
//   is for, or any node that lets in who has a job on it). Engines of the same deployment that outlive the job on its
//   node are ended by the job itself.
// - What it waits for, and what it died of, is Slurm's own reason.
// - Nothing is billed, unless the settings give a price.
#pragma once

#include "core/cloud/provider.h"
#include "core/cloud/slurm_text.h"

#include <array>
#include <memory>

namespace inferometer {

inline constexpr std::array kSlurmKeys{
    SiteKey{"host", "the login node, as [user@]host[:port]; none: this machine is it"},
    SiteKey{"jump", "machines to go through to it, in their order, with commas between"},
    SiteKey{"key-file",
            "the private key's file, for the login node and the nodes; else the agent's keys, then ~/.ssh's"},
    SiteKey{"password-env", "the environment variable that holds the password, where no key is let in"},
    SiteKey{"known-hosts", "the file of known machines", false, "~/.ssh/known_hosts"},
    SiteKey{"partition", "the partition, as offers list it; none: the cluster's default"},
    SiteKey{"account", "the account that is charged"},
    SiteKey{"qos", "the quality of service"},
    SiteKey{"gpus", "GPUs of a node, as COUNT or TYPE:COUNT; 0: none", false, "1"},
    SiteKey{"nodes", "nodes to hold; the engine runs on the first", false, "1"},
    SiteKey{"options", "more options of sbatch, with blanks between: --mem=64G --cpus-per-task=16 --constraint=ib"},
    SiteKey{"workdir", "the folder that the job starts in"},
    SiteKey{"bin", "the folder of Slurm's commands on the login node, where it is not on the PATH"},
    SiteKey{"node-port", "the port of SSH on the nodes", false, "22"},
    kListLagKey,
    SiteKey{"price-per-hour", "what an hour of it costs by the site's own account, in USD", false, "0"}};

// The settings as Slurm takes them, or InvalidInput.
Result<SlurmWish> slurmWish(const SiteSpec& site);

// InvalidInput where a setting cannot be. Asks the site nothing.
Result<std::unique_ptr<Cloud>> openSlurm(const SiteSpec& site, const SiteAccess& access);

}  // namespace inferometer
