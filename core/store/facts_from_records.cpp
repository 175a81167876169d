// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/answer_doubts.h"
#include "core/store/loaded_run.h"

#include <algorithm>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Tally
{
    std::uint64_t records = 0;
    std::uint64_t warmup = 0;  // as sent: the shares of the edges are not in it
    std::uint64_t measured = 0;
    std::uint64_t ok = 0;
    AnswerDoubts doubts;
};

void tallyRecord(const RecordBlock& block, const RequestRecord& record, Tally& tally, RunFacts& facts)
{
    ++tally.records;
    facts.elapsed = std::max(facts.elapsed, record.end);
    facts.retries += record.attempt;
    facts.staleConnections += record.staleRetry ? 1U : 0U;
    facts.connections += isSet(record.connected) ? 1U : 0U;
    for (const Chunk& chunk : chunksOf(block, record))
        ++facts.stamps.at(static_cast<std::size_t>(chunk.arrival.stamp));
    if (isSet(record.firstToken.at) && record.phase == Phase::Measured)
        ++facts.firstStamps.at(static_cast<std::size_t>(record.firstToken.stamp));
    tally.measured += record.phase == Phase::Measured ? 1U : 0U;
    if (!givesValues(record))
        return;
    ++tally.ok;
    tally.doubts.take(block, record);
}

std::uint64_t inexact(const std::array<std::uint64_t, 3>& stamps) { return stamps[1] + stamps[2]; }

Verdict verdictOf(const RunHeader& header, const RunFacts& facts, const Tally& tally)
{
    VerdictInput input;
    input.ended = true;
    input.requests = tally.measured;
    input.ok = tally.ok;
    input.concurrencyAsked = header.spec.arrivals.numConcurrentRequests;
    input.inFlightMean = facts.inFlightMean;
    input.turnaroundP99 = input.e2eP50 = input.busiestSecond = input.outputShortfall = kNone;
    input.stealShare = input.throttledSeconds = input.tokenizerDisagreement = kNone;
    input.firstTokens = facts.firstStamps[0] + inexact(facts.firstStamps);
    input.firstTokensInexact = inexact(facts.firstStamps);
    input.chunks = facts.stamps[0] + inexact(facts.stamps);
    input.chunksInexact = inexact(facts.stamps);
    input.uniquePrompts = header.spec.prompts.promptReuse == PromptReuse::Unique;
    tally.doubts.fill(input);
    Verdict verdict = judge(input);
    verdict.level = std::max(verdict.level, VerdictLevel::Suspect);
    verdict.reasons.push_back(interruptedReason(tally.records));
    return verdict;
}

}  // namespace

RunFacts factsFromRecords(const RunHeader& header, const Blocks& blocks)
{
    RunFacts facts;
    Tally tally;
    facts.loadEnd = knownUntil(blocks);
    const Blocks marked = withEdgesMarked(blocks, header.spec, facts.loadEnd);
    for (const auto& block : marked)
        for (const RequestRecord& record : block->records)
            tallyRecord(*block, record, tally, facts);
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records)
            tally.warmup += record.phase == Phase::Warmup ? 1U : 0U;
    facts.startMonotonic = header.startMonotonic;
    facts.startUtc = header.startUtc;
    facts.scope = header.scope;
    facts.caps = header.caps;
    // Warm-up by time comes on top of what was planned.
    const std::uint64_t planned = tally.records - tally.warmup + std::min(tally.warmup, header.warmup);
    facts.neverSent = header.requests - std::min(header.requests, planned);
    facts.inFlightMean = inFlightWhileBusy(marked, windowOf(marked, facts.loadEnd), facts.loadEnd);
    facts.busiestSecond = facts.stealShare = facts.throttledSeconds = kNone;
    facts.localFault = "The program ended before the run did.";
    facts.verdict = verdictOf(header, facts, tally);
    return facts;
}

}  // namespace inferometer
