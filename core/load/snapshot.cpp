// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/snapshot.h"

#include <cmath>

namespace inferometer {

std::shared_ptr<Snapshot> lastSnapshot(const RunLedger& ledger, const RunFacts& facts)
{
    auto snapshot = std::make_shared<Snapshot>();
    static_cast<RunTotals&>(*snapshot) = ledger.totals();
    snapshot->revision = 1;
    snapshot->state = RunState::Finished;
    snapshot->elapsed = facts.elapsed;
    snapshot->userLag = facts.userLag;
    snapshot->inFlightMean = std::isnan(facts.inFlightMean) ? 0 : facts.inFlightMean;
    snapshot->verdict = facts.verdict;
    return snapshot;
}

}  // namespace inferometer
