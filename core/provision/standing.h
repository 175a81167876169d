// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of ours that may still run or bill, whichever program began it.
#pragma once

#include "core/cloud/provider.h"
#include "core/provision/ledger.h"

#include <stop_token>
#include <vector>

namespace inferometer {

// What is of ours at a site, by the ledger or by its name.
struct Standing
{
    Resource resource;     // of one that the ledger does not know, what its site tells
    bool isKnown = true;   // to the ledger, which does not call it gone
    bool isSeen = false;   // its site was asked
    bool isThere = false;  // and it is there
};

struct StandingNow
{
    std::vector<Standing> all;
    std::vector<Error> unseen;  // why a site could not be asked, or the ledger not be read or written
};

// What the ledger does not call gone, and what of ours is there that it does not know, at this machine, at every site
// that the ledger ever named and at those given. Writes down as gone what was seen absent twice, no sooner than its
// site can list it, and only what was to be gone: an engine, what is being destroyed or is past its end. Blocks: some
// seconds a site.
Result<StandingNow> standingNow(const Ledger& ledger, const std::vector<SiteSpec>& more = {},
                                const SiteAccess& access = {}, const std::stop_token& stop = {});

// What a machine has cost so far by the ledger, in its currency: until `now` (since the Unix epoch), or its own end
// where it is not seen any more; NaN: not told.
double costSoFar(const Standing& standing, Nanos now);

}  // namespace inferometer
