// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/collector.h"

#include "core/metrics/summary.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
// A slot is sealed when every worker has had time to report what arrived in it.
constexpr Nanos kSealAfter = std::chrono::seconds{3};

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

double inFlightOf(const RecordLog& records, std::size_t blocks, const RunSpec& spec, Nanos loadEnd)
{
    Blocks all;
    for (std::size_t i = 0; i < blocks; ++i)
        all.push_back(records.at(i));
    all = withEdgesMarked(std::move(all), spec, loadEnd);
    return inFlightWhileBusy(all, windowOf(all, loadEnd), loadEnd);
}

}  // namespace

Collector::Collector(std::shared_ptr<const Plan> plan, RecordSink sink)
    : m_plan(std::move(plan))
    , m_sink(std::move(sink))
{
    m_next.asked = m_plan->requests;
    m_next.warmup = m_plan->warmup;
    m_next.records = m_records;
    m_next.series = m_series;
    m_published = std::make_shared<const Snapshot>(m_next);
}

Status Collector::take(TickBuffer& tick, std::size_t worker)
{
    if (m_inFlight.size() <= worker)
        m_inFlight.resize(worker + 1);
    m_inFlight[worker] = tick.inFlight;
    m_next.started += tick.started;
    m_next.tokens += tick.tokens;
    m_next.userLag.merge(tick.userLag);
    m_next.ttft.merge(tick.ttft);
    add(m_next.stamps, tick.stamps);
    add(m_facts.firstStamps, tick.firstStamps);
    m_facts.turnaround.merge(tick.turnaround);
    m_facts.retries += tick.retries;
    m_facts.staleConnections += tick.staleConnections;
    m_facts.connections += tick.connections;
    m_facts.retransmits += tick.retransmits;
    m_facts.busiestSecond = std::max(m_facts.busiestSecond, tick.busy);
    m_fullReads += tick.fullReads;
    if (tick.last)
        m_facts.workerCpu += tick.cpu;
    if (isSet(tick.minRtt))
        m_facts.minRtt = m_facts.minRtt.count() == 0 ? tick.minRtt : std::min(m_facts.minRtt, tick.minRtt);
    takeSlots(tick);
    if (tick.block->records.empty())
        return {};
    tick.block->trim();
    const std::shared_ptr<const RecordBlock> sealed = std::move(tick.block);
    takeRecords(sealed);
    return m_sink ? m_sink(sealed) : Status{};
}

void Collector::takeRecords(const std::shared_ptr<const RecordBlock>& block)
{
    for (const RequestRecord& record : block->records)
        takeRecord(*block, record);
    m_records->append(block);
    m_next.blocks = m_records->size();
}

void Collector::takeRecord(const RecordBlock& block, const RequestRecord& record)
{
    ++m_next.finished;
    m_warmup += record.phase == Phase::Warmup ? 1U : 0U;
    m_facts.elapsed = std::max(m_facts.elapsed, record.end);
    ++m_next.outcomes[static_cast<std::size_t>(record.outcome)];
    m_next.ok += record.outcome == Outcome::Ok ? 1U : 0U;
    m_next.cancelled += record.outcome == Outcome::Cancelled ? 1U : 0U;
    m_next.failed = m_next.finished - m_next.ok - m_next.cancelled;
    if (record.outcome == Outcome::Local) {
        const bool ports = block.textOf(record.error).find("assign requested address") != std::string_view::npos;
        ++(ports ? m_addressFaults : m_descriptorFaults);
    }
    m_measured += record.phase == Phase::Measured ? 1U : 0U;
    if (!givesValues(record))
        return;
    ++m_measuredOk;
    m_next.e2e.add(record.lastToken.at - record.sent);
    m_gaps.clear();
    appendGaps(block, record, true, m_gaps);
    for (const double gap : m_gaps)
        m_next.itl.add(fromSeconds(gap));
    m_doubts.take(block, record);
    if (record.serverOutputTokens >= 0 && record.tokensRequested > 0) {
        m_shortfall += std::abs(record.tokensRequested - record.serverOutputTokens)
            / static_cast<double>(record.tokensRequested);
        ++m_shortfallCount;
    }
}

void Collector::takeSlots(const TickBuffer& tick)
{
    const auto sealed = static_cast<std::int64_t>(m_next.sealedSlots);
    for (const SlotGain& gain : tick.slots) {
        const auto index = static_cast<std::size_t>(std::max<std::int64_t>(gain.slot - sealed, 0));
        if (m_openSlots.size() <= index)
            m_openSlots.resize(index + 1);
        SeriesSlot& slot = m_openSlots[index];
        slot.tokens += gain.gain.tokens;
        slot.chunks += gain.gain.chunks;
        slot.started += gain.gain.started;
        slot.completed += gain.gain.completed;
        slot.failed += gain.gain.failed;
        m_next.chunks += gain.gain.chunks;
    }
}

void Collector::sealSlots(Nanos now)
{
    // A run ends with its last request, which may be before what is sealed already.
    const auto current = std::max(static_cast<std::size_t>(now / kSeriesStep), m_next.sealedSlots);
    if (m_openSlots.size() + m_next.sealedSlots <= current)
        m_openSlots.resize(current + 1 - m_next.sealedSlots);
    m_openSlots[current - m_next.sealedSlots].inFlight = static_cast<std::uint32_t>(m_next.inFlight.size());
    const auto keep = static_cast<std::size_t>(kSealAfter / kSeriesStep);
    while (m_openSlots.size() > keep) {
        m_series->append(m_openSlots.front());
        m_openSlots.erase(m_openSlots.begin());
        ++m_next.sealedSlots;
    }
    m_next.openSlots = m_openSlots;
}

void Collector::judgeNow(VerdictInput& input) const
{
    input.requests = m_measured;
    input.ok = m_measuredOk;
    input.concurrencyAsked = m_plan->spec.arrivals.numConcurrentRequests;
    input.turnaroundP99 = m_facts.turnaround.count() > 0 ? m_facts.turnaround.quantile(0.99) : kNone;
    input.e2eP50 = m_next.e2e.count() > 0 ? m_next.e2e.quantile(0.5) : kNone;
    input.busiestSecond = m_facts.busiestSecond;
    input.firstTokens = total(m_facts.firstStamps);
    input.firstTokensInexact = inexact(m_facts.firstStamps);
    input.uniquePrompts = m_plan->spec.prompts.promptReuse == PromptReuse::Unique;
    m_doubts.fill(input);
    input.userLagP99 = m_next.userLag.count() > 0 ? m_next.userLag.quantile(0.99) : kNone;
    input.chunks = total(m_next.stamps);
    input.chunksInexact = inexact(m_next.stamps);
    input.exactOutput = m_plan->exactOutput;
    input.outputShortfall = m_shortfallCount > 0 ? m_shortfall / static_cast<double>(m_shortfallCount) : kNone;
    input.tokenizerDisagreement = kNone;
}

void Collector::publish(RunState state, Nanos now)
{
    ++m_next.revision;
    m_next.state = state;
    m_next.elapsed = now;
    m_next.inFlight.clear();
    for (const auto& list : m_inFlight)
        m_next.inFlight.insert(m_next.inFlight.end(), list.begin(), list.end());
    sealSlots(now);
    if (state != RunState::Finished) {
        const auto inFlight = static_cast<double>(m_next.inFlight.size());
        m_next.inFlightMean += (inFlight - m_next.inFlightMean) / static_cast<double>(m_next.revision);
        VerdictInput input;
        input.inFlightMean = kNone;
        judgeNow(input);
        m_next.verdict = judge(input);
    }
    auto published = std::make_shared<const Snapshot>(m_next);
    const std::lock_guard lock{m_publishMutex};
    m_published = std::move(published);
}

SnapshotPtr Collector::snapshot() const
{
    const std::lock_guard lock{m_publishMutex};
    return m_published;
}

void Collector::finish(RunFacts& facts, Nanos loadEnd)
{
    m_facts.userLag = m_next.userLag;
    m_facts.stamps = m_next.stamps;
    const std::uint64_t planned = m_next.finished - m_warmup + std::min(m_warmup, m_plan->warmup);
    m_facts.neverSent = m_plan->requests - std::min(m_plan->requests, planned);
    m_facts.startMonotonic = facts.startMonotonic;
    m_facts.startUtc = facts.startUtc;
    m_facts.loadEnd = isSet(loadEnd) ? loadEnd : m_facts.elapsed;
    m_facts.inFlightMean = inFlightOf(*m_records, m_next.blocks, m_plan->spec, m_facts.loadEnd);
    m_facts.stealShare = facts.stealShare;
    m_facts.throttledSeconds = facts.throttledSeconds;
    m_facts.scope = facts.scope;
    m_facts.caps = facts.caps;
    m_facts.localFault = facts.localFault;
    if (m_descriptorFaults > 0)
        m_facts.capsThatBound.push_back(
            std::to_string(m_descriptorFaults)
            + " requests found no free descriptor or memory; raise the hard limit (ulimit -Hn).");
    if (m_addressFaults > 0)
        m_facts.capsThatBound.push_back(
            std::to_string(m_addressFaults)
            + " requests found no free local port; reuse connections or widen ip_local_port_range.");
    if (m_fullReads > 0)
        m_facts.capsThatBound.push_back(
            std::to_string(m_fullReads)
            + " late reads found 64 KiB or more waiting, so the receive window may have closed; "
              "use more load threads.");
    VerdictInput input;
    judgeNow(input);
    input.ended = true;
    // Slots that wait for Retry-After, or for a connection a request, are short of requests by what was asked for.
    const bool waits = m_facts.retries > 0 || m_plan->spec.arrivals.newConnections;
    input.inFlightMean = waits ? kNone : m_facts.inFlightMean;
    input.capsThatBound = m_facts.capsThatBound;
    input.stealShare = m_facts.stealShare;
    input.throttledSeconds = m_facts.throttledSeconds;
    m_facts.verdict = judge(input);
    m_next.verdict = m_facts.verdict;
    m_next.inFlightMean = std::isnan(m_facts.inFlightMean) ? 0 : m_facts.inFlightMean;
    facts = m_facts;
    publish(RunState::Finished, facts.elapsed);
}

}  // namespace inferometer
