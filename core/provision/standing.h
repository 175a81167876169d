// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of ours that may still run or bill, whichever program began it.
#pragma once

#include "core/provision/ledger.h"

#include <stop_token>
#include <vector>

namespace inferometer {

// What is of ours on a machine, by the ledger or by its name.
struct Standing
{
    Resource resource;     // of one that the ledger does not know, its name alone
    bool isKnown = true;   // to the ledger, which does not call it gone
    bool isSeen = false;   // its machine was asked
    bool isThere = false;  // and it is there
};

// What the ledger does not call gone, and what of ours runs that it does not know. Writes down as gone what was seen
// absent twice. Blocks.
Result<std::vector<Standing>> standingNow(const Ledger& ledger, const std::stop_token& stop = {});

}  // namespace inferometer
