// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_range.h"

#include <algorithm>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr Nanos kReported = std::chrono::seconds{1};  // by then the load threads have told what they did

// A request that has not ended, as if it were cut now: what came of it counts in rates, and it is in no figure.
RequestRecord recordOf(const InFlight& request, Nanos now)
{
    RequestRecord record;
    record.sequence = request.sequence;
    record.scheduled = request.scheduled;
    record.sent = request.sent;
    record.firstToken.at = request.firstToken;
    record.lastToken.at = request.lastToken;
    record.chunkCount = request.chunks;
    record.end = now;
    record.outcome = Outcome::Cancelled;
    record.phase = Phase::Warmup;
    return record;
}

std::shared_ptr<const RecordBlock> underWay(const Snapshot& live)
{
    auto block = std::make_shared<RecordBlock>();
    for (const InFlight& request : live.inFlight)
        if (isSet(request.sent))
            block->records.push_back(recordOf(request, live.elapsed));
    return block;
}

Asked askedOf(const RunSpec& spec, const Blocks& blocks)
{
    std::uint64_t requests = 0;
    std::uint64_t warmup = 0;
    for (const auto& block : blocks) {
        requests += block->records.size();
        for (const RequestRecord& record : block->records)
            warmup += record.phase == Phase::Warmup ? 1U : 0U;
    }
    return askedOf(spec, requests, warmup, false);
}

std::shared_ptr<Snapshot> snapshotOf(const RunLedger& ledger, RunFacts facts)
{
    facts.neverSent = 0;  // nobody knows when they were due
    return lastSnapshot(ledger, facts);
}

// `run` has header and facts, `all` of the whole run.
void count(FinishedRun& run, const TimeRange& range, const RangeBlocks& blocks, const FigureWindows& all,
           const std::shared_ptr<const void>& token)
{
    Blocks counted = blocks.belonging;
    counted.insert(counted.end(), blocks.beside.begin(), blocks.beside.end());
    const FigureWindows windows = windowsIn(range, all);
    run.blocks = blocks.belonging;
    run.facts.inFlightMean = inFlightWhileBusy(counted, windows);
    const auto snapshot
        = snapshotOf(RunLedger::of(askedOf(run.header.spec, run.blocks), run.blocks, run.facts.elapsed), run.facts);
    snapshot->run = token;
    run.summary = summarize(counted, windows, sloOf(run.header.spec));
    run.summary.arrivals = arrivalFiguresOf(run.blocks, run.header.spec);
    static_cast<RequestCounts&>(run.summary) = snapshot->counts;  // without those beside it
    if (windows.rates.length() <= 0)
        run.summary.outputRate = run.summary.pace.rate = run.summary.pace.atOnce = kNone;
    if (run.summary.started == 0)
        run.summary.pace.rate = kNone;
    run.snapshot = snapshot;
}

// The same for all ranges of a run, so that what was chosen in one stays.
std::shared_ptr<const void> tokenOf(const Snapshot& snapshot)
{
    return snapshot.run ? snapshot.run : std::shared_ptr<const void>{snapshot.records};
}

}  // namespace

FinishedRun rangeOf(const FinishedRun& run, const TimeRange& range)
{
    FinishedRun part{run.header, run.facts, {}, {}, nullptr, run.folder, run.label, run.ended, run.archive};
    const RangeBlocks blocks = blocksIn(range, run.blocks);
    if (blocks.belonging != run.blocks)
        part.facts.neverSent = 0;
    count(part, range, blocks, windowsOf(run.blocks, run.facts.loadEnd), tokenOf(*run.snapshot));
    return part;
}

FinishedRun rangeOf(const Snapshot& live, const RunSpec& spec, const TimeRange& range)
{
    FinishedRun part;
    part.header.spec = spec;
    part.facts.elapsed = live.elapsed;
    part.facts.userLag = live.userLag;
    part.facts.verdict = live.verdict;
    const Blocks ended = blocksOf(live);
    RangeBlocks blocks = blocksIn(range, ended);
    blocks.beside.push_back(underWay(live));
    Blocks known = ended;
    known.push_back(blocks.beside.back());
    const FigureWindows all = windowsOf(known, Window{spanOf(ended).start, live.elapsed}, kUnset);
    count(part, range, blocks, all, tokenOf(live));
    auto snapshot = std::make_shared<Snapshot>(*part.snapshot);
    for (const InFlight& request : live.inFlight)
        if (range.has(isSet(request.scheduled) ? request.scheduled : request.sent))
            snapshot->inFlight.push_back(request);
    part.snapshot = std::move(snapshot);
    return part;
}

bool isSettled(const Snapshot& snapshot, const TimeRange& range)
{
    const auto reaches = [&](const InFlight& request) {
        return (isSet(request.scheduled) && request.scheduled < range.end)
            || (isSet(request.sent) && request.sent < range.end);
    };
    return snapshot.state == RunState::Finished
        || (snapshot.elapsed - kReported >= range.end
            && std::none_of(snapshot.inFlight.begin(), snapshot.inFlight.end(), reaches));
}

}  // namespace inferometer
