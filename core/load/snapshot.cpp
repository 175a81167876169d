// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/snapshot.h"

#include "core/metrics/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inferometer {

Summary summarySoFar(const Snapshot& snapshot)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    Summary summary;
    static_cast<RequestCounts&>(summary) = snapshot.counts;
    const auto ended = static_cast<double>(snapshot.counts.ok + snapshot.counts.failed);
    const double life = ended > 0 ? snapshot.lived / ended : kNone;
    summary.pace = paceOf(snapshot.inFlightMean, life, static_cast<double>(snapshot.counts.ok), ended);
    if (ended == 0)
        summary.pace.rate = kNone;
    const double elapsed = seconds(snapshot.elapsed);
    summary.outputRate = elapsed > 0 ? static_cast<double>(snapshot.tokens) / elapsed : kNone;
    summary.outputShortfall = kNone;
    return summary;
}

std::shared_ptr<Snapshot> lastSnapshot(const RunLedger& ledger, const RunFacts& facts)
{
    auto snapshot = std::make_shared<Snapshot>();
    static_cast<RunTotals&>(*snapshot) = ledger.totals();
    snapshot->revision = 1;
    // A warm-up by time comes on top of what was planned.
    const std::uint64_t met = snapshot->finished + facts.neverSent;
    snapshot->warmup += met - std::min(met, snapshot->asked);
    snapshot->asked = std::max(snapshot->asked, met);
    snapshot->state = RunState::Finished;
    snapshot->elapsed = facts.elapsed;
    snapshot->userLag = facts.userLag;
    snapshot->inFlightMean = std::isnan(facts.inFlightMean) ? 0 : facts.inFlightMean;
    snapshot->verdict = facts.verdict;
    return snapshot;
}

}  // namespace inferometer
