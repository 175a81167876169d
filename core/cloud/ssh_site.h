// SPDX-License-Identifier: GPL-3.0-or-later
// A machine that is there and lets somebody in over SSH: one's own server, a rented one, a board on the desk.
#pragma once

#include "core/cloud/provider.h"

#include <array>

namespace inferometer {

inline constexpr std::array kSshKeys{
    SiteKey{"host", "the machine, as [user@]host[:port]; host may be a name of ~/.ssh/config", true},
    SiteKey{"jump", "machines to go through, in their order, with commas between"},
    SiteKey{"key-file", "the private key's file; else the agent's keys, then those of ~/.ssh"},
    SiteKey{"password-env", "the environment variable that holds the password, where no key is let in"},
    SiteKey{"known-hosts", "the file of known machines", false, "~/.ssh/known_hosts"},
};

// The machine that the settings of kSshKeys name, and how to log in there.
Result<SshAsk> sshAskOf(const SiteSpec& site, const SiteAccess& access);

Result<std::unique_ptr<Host>> machineOverSsh(const SiteSpec& site, const SiteAccess& access,
                                             const std::stop_token& stop);

}  // namespace inferometer
