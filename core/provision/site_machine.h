// SPDX-License-Identifier: GPL-3.0-or-later
// A machine that is made at a site and billed: never without the ledger knowing, never thought gone until it was seen
// absent twice.
#pragma once

#include "core/cloud/cloud.h"
#include "core/provision/ledger.h"
#include "core/workload/readiness.h"

#include <functional>
#include <stop_token>
#include <string>

namespace inferometer {

// What the work is done with; all outlive it.
struct MachineWork
{
    Cloud& cloud;
    const Ledger& ledger;
    const PlanProgress& progress;
};

using MakeCall = std::function<Result<std::string>()>;

// All of ours that the site lists; Auth where those of `kind` are images and the key may not list them.
Result<std::vector<SiteResource>> listWith(Cloud& cloud, ResourceKind kind, const std::stop_token& stop = {});

// Makes one part by the call, which is made once, and told to the ledger before; returns its line with its id, which is
// the caller's to write. Where the answer leaves in doubt whether it was made, the site is asked by name, as long as it
// may list late. Blocks.
Result<Resource> makePart(const MachineWork& work, Resource line, const MakeCall& make,
                          const std::stop_token& stop = {});

// Makes every part, each told to the ledger first. `draft` is the machine's line there, but for kind, state and id.
// After an error endMachine() is to be called. Blocks.
Status makeMachine(const MachineWork& work, const MachineWish& wish, const Resource& draft,
                   const std::stop_token& stop = {});

// Until the site calls it ready, as awaitMachine().
Result<SiteResource> awaitPart(const MachineWork& work, ResourceKind kind, const std::string& name, double patience,
                               const std::stop_token& stop = {});
// Until it runs and has an address. The error says why it never will, or what it was after `patience` (s). Blocks.
Result<SiteResource> awaitMachine(const MachineWork& work, const std::string& name, double patience,
                                  const std::stop_token& stop = {});

// Ends all that the site lists by that name, until it lists nothing twice, and no sooner than what was asked for last
// could be listed. The site's refusals and failures are met with patience; the error says what may still bill. Blocks:
// a quarter of an hour at most.
Status endMachine(const MachineWork& work, const std::string& name, const std::stop_token& stop = {});

}  // namespace inferometer
