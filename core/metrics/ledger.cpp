// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ledger.h"

#include "core/metrics/arrival_figures.h"
#include "core/metrics/summary.h"
#include "core/metrics/token_counts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void add(std::array<std::uint64_t, 3>& sums, const std::array<std::uint64_t, 3>& more)
{
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] += more[i];
}

std::uint64_t inexact(const std::array<std::uint64_t, 3>& stamps)
{
    return stamps[static_cast<std::size_t>(Stamp::Bounded)] + stamps[static_cast<std::size_t>(Stamp::User)];
}

std::uint64_t total(const std::array<std::uint64_t, 3>& stamps) { return stamps[0] + stamps[1] + stamps[2]; }

// NaN where there is nothing to divide by.
double ratio(double part, std::uint64_t whole) { return whole > 0 ? part / static_cast<double>(whole) : kNone; }

double quantileOr(const Histogram& histogram, double q)
{
    return histogram.count() > 0 ? histogram.quantile(q) : kNone;
}

void add(SlotGain& slot, const SlotGain& more)
{
    slot.tokens += more.tokens;
    slot.chunks += more.chunks;
    slot.started += more.started;
    slot.completed += more.completed;
    slot.failed += more.failed;
    slot.inFlight += more.inFlight;
}

SeriesSlot shown(const SlotGain& gain, std::int64_t inFlight)
{
    return {gain.tokens,    gain.chunks, gain.started,
            gain.completed, gain.failed, static_cast<std::uint32_t>(std::max<std::int64_t>(inFlight, 0))};
}

Nanos firstEndOf(const RecordBlock& block)
{
    Nanos first = kUnset;
    for (const RequestRecord& record : block.records)
        first = isSet(first) ? std::min(first, record.end) : record.end;
    return first;
}

}  // namespace

Blocks blocksOf(const RunTotals& totals)
{
    Blocks blocks;
    blocks.reserve(totals.blocks);
    for (std::size_t i = 0; i < totals.blocks; ++i)
        blocks.push_back(totals.records->at(i));
    return blocks;
}

Asked askedOf(const RunSpec& spec, std::uint64_t requests, std::uint64_t warmup, bool exactOutput)
{
    const EvaluationRow& row = evaluationRow(spec.evaluation);
    return {requests,
            warmup,
            row.openLoop || row.byHand ? 0 : spec.arrivals.numConcurrentRequests,
            !row.ofDataset && !row.byHand && spec.prompts.promptReuse == PromptReuse::Unique,
            exactOutput,
            spec.arrivals.newConnections};
}

RunLedger::RunLedger(const Asked& asked) : m_asked(asked)
{
    m_totals.asked = asked.requests;
    m_totals.warmup = asked.warmup;
    m_totals.records = m_records;
    m_totals.series = m_series;
}

RunLedger RunLedger::of(const Asked& asked, const Blocks& marked, Nanos elapsed)
{
    RunLedger ledger{asked};
    Gains gains;
    for (const auto& block : marked)
        for (const RequestRecord& record : block->records)
            gains.readBack(*block, record);
    ledger.arrived(gains);
    for (const auto& block : marked)
        ledger.ended(block);
    if (asked.requests == 0)  // nobody knew beforehand what a person would ask
        ledger.m_totals.asked = ledger.m_totals.finished;
    ledger.seal(std::max(elapsed, ledger.m_elapsed), Nanos::max());
    return ledger;
}

void RunLedger::arrived(const Gains& gains)
{
    m_totals.started += gains.started;
    m_totals.tokens += gains.tokens;
    m_totals.userLag.merge(gains.userLag);
    m_totals.ttft.merge(gains.ttft);
    m_turnaround.merge(gains.turnaround);
    m_lateness.merge(gains.lateness);
    add(m_totals.stamps, gains.stamps);
    add(m_firstStamps, gains.firstStamps);
    m_tightFirsts += gains.tightFirsts;
    const auto sealed = static_cast<std::int64_t>(m_totals.sealedSlots);
    for (const SlotGain& gain : gains.bySlot) {
        const auto index = static_cast<std::size_t>(std::max<std::int64_t>(gain.slot - sealed, 0));
        if (m_open.size() <= index)
            m_open.resize(index + 1);
        add(m_open[index], gain);
        m_totals.chunks += gain.chunks;
    }
}

void RunLedger::ended(const std::shared_ptr<const RecordBlock>& block)
{
    if (!isSet(m_firstEnd))
        m_firstEnd = firstEndOf(*block);
    for (const RequestRecord& record : block->records)
        end(*block, record);
    m_records->append(block);
    m_totals.blocks = m_records->size();
}

void RunLedger::end(const RecordBlock& block, const RequestRecord& record)
{
    ++m_totals.finished;
    ++m_totals.outcomes.at(static_cast<std::size_t>(record.outcome));
    m_totals.ok += record.outcome == Outcome::Ok ? 1U : 0U;
    m_totals.cancelled += record.outcome == Outcome::Cancelled ? 1U : 0U;
    m_totals.failed = m_totals.finished - m_totals.ok - m_totals.cancelled;
    m_warmedUp += record.phase == Phase::Warmup ? 1U : 0U;
    m_retries += record.attempt;
    m_elapsed = std::max(m_elapsed, record.end);
    if (isSet(record.sent))
        m_busy += std::max(0.0, seconds(record.end - std::max(record.sent, m_firstEnd)));
    m_totals.counts.take(record);
    if (isSet(record.sent) && record.phase == Phase::Measured && record.outcome != Outcome::Cancelled)
        m_totals.lived += seconds(record.end - record.sent);
    if (givesValues(record))
        countValues(block, record);
    else if (record.phase == Phase::Measured && !wasCut(record))
        takeBack(record);
}

// Its first token counted when it came; a request that fails gives no values.
void RunLedger::takeBack(const RequestRecord& record)
{
    if (isSet(record.firstToken.at) && isSet(record.sent))
        m_totals.ttft.remove(record.firstToken.at - record.sent);
}

void RunLedger::countValues(const RecordBlock& block, const RequestRecord& record)
{
    m_totals.e2e.add(record.lastToken.at - record.sent);
    m_gaps.clear();
    appendGaps(block, record, true, m_gaps);
    for (const double gap : m_gaps)
        m_totals.itl.add(fromSeconds(gap));
    m_doubts.take(block, record);
    if (const auto counted = countedTokensOf(record); counted && record.tokensRequested > 0) {
        m_shortfall += static_cast<double>(std::abs(record.tokensRequested - *counted)) / record.tokensRequested;
        ++m_shortfallCount;
    }
}

void RunLedger::seal(Nanos now, Nanos complete)
{
    const auto wanted = static_cast<std::size_t>(seriesSlotOf(now)) + 1;
    if (m_totals.sealedSlots + m_open.size() < wanted)
        m_open.resize(wanted - m_totals.sealedSlots);
    const auto whole = static_cast<std::size_t>(std::max<std::int64_t>(complete / kSeriesStep, 0));
    const std::size_t seals = std::min(whole - std::min(whole, m_totals.sealedSlots), m_open.size());
    for (std::size_t i = 0; i < seals; ++i) {
        m_sealedInFlight += m_open[i].inFlight;
        m_series->append(shown(m_open[i], m_sealedInFlight));
    }
    m_open.erase(m_open.begin(), m_open.begin() + static_cast<std::ptrdiff_t>(seals));
    m_totals.sealedSlots += seals;
    showOpenSlots();
}

void RunLedger::showOpenSlots()
{
    m_totals.openSlots.clear();
    std::int64_t inFlight = m_sealedInFlight;
    for (const SlotGain& gain : m_open) {
        inFlight += gain.inFlight;
        m_totals.openSlots.push_back(shown(gain, inFlight));
    }
}

double RunLedger::inFlightSoFar(Nanos now, std::span<const Nanos> sent) const
{
    const Nanos from = isSet(m_firstEnd) ? m_firstEnd : Nanos{0};
    if (now <= from)
        return kNone;
    double busy = m_busy;
    for (const Nanos one : sent)
        busy += isSet(one) ? std::max(0.0, seconds(now - std::max(one, from))) : 0;
    return busy / seconds(now - from);
}

VerdictInput RunLedger::judged() const
{
    VerdictInput input;
    input.requests = m_totals.counts.started;
    input.ok = m_totals.counts.ok;
    input.concurrencyAsked = m_asked.concurrency;
    input.inFlightMean = kNone;
    input.turnaroundP99 = quantileOr(m_turnaround, 0.99);
    input.latenessP99 = quantileOr(m_lateness, 0.99);
    input.ttftP50 = quantileOr(m_totals.ttft, 0.5);
    input.e2eP50 = quantileOr(m_totals.e2e, 0.5);
    input.busiestSecond = kNone;
    input.firstTokens = total(m_firstStamps);
    input.firstTokensInexact = inexact(m_firstStamps) - m_tightFirsts;
    input.stealShare = input.throttledSeconds = kNone;
    input.uniquePrompts = m_asked.uniquePrompts;
    m_doubts.fill(input);
    input.userLagP99 = quantileOr(m_totals.userLag, 0.99);
    input.chunks = total(m_totals.stamps);
    input.chunksInexact = inexact(m_totals.stamps);
    input.exactOutput = m_asked.exactOutput;
    input.countedMore = m_asked.countedMore;
    input.outputShortfall = ratio(m_shortfall, m_shortfallCount);
    return input;
}

RunFacts RunLedger::close(const MachineFacts& machine, std::uint64_t warmedUp) const
{
    RunFacts facts;
    static_cast<MachineFacts&>(facts) = machine;
    facts.elapsed = m_elapsed;
    facts.turnaround = m_turnaround;
    facts.stamps = m_totals.stamps;
    facts.firstStamps = m_firstStamps;
    const std::uint64_t planned = m_totals.finished - warmedUp + std::min(warmedUp, m_asked.warmup);
    facts.neverSent = m_asked.requests - std::min(m_asked.requests, planned);
    facts.retries = m_retries;
    const Blocks blocks = blocksOf(m_totals);
    facts.inFlightMean = inFlightWhileBusy(blocks, windowsOf(blocks, machine.loadEnd));
    VerdictInput input = judged();
    input.ended = true;
    // Slots that wait for Retry-After, or for a connection a request, are short of requests by what was asked for.
    const bool waits = m_retries > 0 || m_asked.newConnections;
    input.inFlightMean = waits ? kNone : facts.inFlightMean;
    if (const std::vector<double> late = latenessesOf(blocks); !late.empty())
        input.latenessP99 = quantileOf(late, 0.99);
    input.userLagP99 = quantileOr(machine.userLag, 0.99);
    input.busiestSecond = machine.busiestSecond;
    input.capsThatBound = machine.capsThatBound;
    input.stealShare = machine.stealShare;
    input.throttledSeconds = machine.throttledSeconds;
    input.longestGap = seconds(machine.longestGap);
    facts.verdict = judge(input);
    return facts;
}

}  // namespace inferometer
