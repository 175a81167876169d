// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/collector.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

// A slot is sealed when what arrived in it has long been read.
constexpr Nanos kSealAfter = std::chrono::seconds{3};

Asked askedOf(const Plan& plan)
{
    Asked asked = askedOf(plan.spec, plan.requests, plan.warmup, plan.exactOutput);
    asked.countedMore = plan.countedMore;
    return asked;
}

}  // namespace

Collector::Collector(std::shared_ptr<const Plan> plan, RecordSink sink)
    : m_plan(std::move(plan))
    , m_sink(std::move(sink))
    , m_ledger(askedOf(*m_plan))
{
    auto empty = std::make_shared<Snapshot>();
    empty->run = m_run;
    static_cast<RunTotals&>(*empty) = m_ledger.totals();
    m_published = std::move(empty);
}

Status Collector::take(TickBuffer& tick, std::size_t worker)
{
    if (m_reports.size() <= worker)
        m_reports.resize(worker + 1);
    m_reports[worker] = {tick.inFlight, tick.last ? Nanos::max() : tick.upTo};
    m_facts.staleConnections += tick.staleConnections;
    m_facts.connections += tick.connections;
    m_facts.retransmits += tick.retransmits;
    m_facts.busiestSecond = std::max(m_facts.busiestSecond, tick.busy);
    m_fullReads += tick.fullReads;
    for (std::size_t i = 0; i < m_machineFaults.size(); ++i)
        m_machineFaults.at(i) += tick.machineFaults.at(i);
    m_crowded += tick.crowded;
    m_facts.longestGap = std::max(m_facts.longestGap, tick.longestGap);
    // All threads stand still together, so those of one tell how often.
    if (m_gapsOf.size() <= worker)
        m_gapsOf.resize(worker + 1);
    m_facts.gaps = std::max(m_facts.gaps, m_gapsOf[worker] += tick.gaps);
    if (tick.last)
        m_facts.workerCpu += tick.cpu;
    if (isSet(tick.minRtt))
        m_facts.minRtt = m_facts.minRtt.count() == 0 ? tick.minRtt : std::min(m_facts.minRtt, tick.minRtt);
    m_ledger.arrived(tick);
    if (tick.block->records.empty())
        return {};
    tick.block->trim();
    const std::shared_ptr<const RecordBlock> sealed = std::move(tick.block);
    m_ledger.ended(sealed);
    return m_sink ? m_sink(sealed) : Status{};
}

Nanos Collector::reportedUpTo() const
{
    Nanos upTo = Nanos::max();
    for (const Report& report : m_reports)
        upTo = std::min(upTo, report.upTo);
    return upTo;
}

void Collector::publish(RunState state, Nanos now, const Planned& planned)
{
    m_ledger.seal(now, std::min(now, reportedUpTo()) - kSealAfter);
    auto next = std::make_shared<Snapshot>();
    static_cast<RunTotals&>(*next) = m_ledger.totals();
    next->run = m_run;
    next->revision = ++m_revision;
    next->asked = planned.requests;
    next->warmup = planned.warmup;
    next->state = state;
    next->elapsed = now;
    std::vector<Nanos> sent;
    for (const Report& report : m_reports) {
        next->inFlight.insert(next->inFlight.end(), report.inFlight.begin(), report.inFlight.end());
        for (const InFlight& request : report.inFlight)
            sent.push_back(request.sent);
    }
    const double mean = m_ledger.inFlightSoFar(now, sent);
    next->inFlightMean = std::isnan(mean) ? 0 : mean;
    VerdictInput input = m_ledger.judged();
    input.busiestSecond = m_facts.busiestSecond;
    next->verdict = judge(input);
    const std::lock_guard lock{m_publishMutex};
    m_published = std::move(next);
}

SnapshotPtr Collector::snapshot() const
{
    const std::lock_guard lock{m_publishMutex};
    return m_published;
}

void Collector::nameCaps()
{
    constexpr std::array kIds{"descriptors", "local-ports", "memory"};  // as ConnectFault has them
    for (std::size_t i = 0; i < kIds.size(); ++i)
        if (m_machineFaults.at(i) > 0)
            m_facts.capsThatBound.push_back(boundReason(kIds.at(i), m_machineFaults.at(i)));
    if (m_fullReads > 0)
        m_facts.capsThatBound.push_back(boundReason("receive-window", m_fullReads));
    if (m_crowded > 0 && m_plan->streams == 0)
        m_facts.capsThatBound.push_back(boundReason("streams", m_crowded));
}

// What a cap of the user's own did, which is no fault of this client.
void Collector::tellWaits(const Blocks& blocks)
{
    std::uint64_t waited = 0;
    Nanos longest{0};
    for (const auto& block : blocks) {
        for (const RequestRecord& record : block->records) {
            if (!isSet(record.ready) || record.ready <= record.scheduled)
                continue;
            ++waited;
            longest = std::max(longest, record.ready - record.scheduled);
        }
    }
    if (waited > 0)
        m_facts.caps.push_back(
            capOf("waited-in-flight",
                  {std::to_string(waited), formatDuration(seconds(longest)), std::to_string(m_plan->streams)}));
}

void Collector::finish(RunFacts& facts, Nanos loadEnd)
{
    m_facts.startMonotonic = facts.startMonotonic;
    m_facts.startUtc = facts.startUtc;
    m_facts.stealShare = facts.stealShare;
    m_facts.throttledSeconds = facts.throttledSeconds;
    m_facts.scope = facts.scope;
    m_facts.caps = facts.caps;
    m_facts.localFault = facts.localFault;
    m_facts.userLag = m_ledger.totals().userLag;
    m_facts.loadEnd = isSet(loadEnd) ? loadEnd : m_ledger.elapsed();
    nameCaps();
    tellWaits(blocksOf(m_ledger.totals()));
    const Blocks marked = withEdgesMarked(blocksOf(m_ledger.totals()), m_plan->spec, m_facts.loadEnd);
    const RunLedger whole = RunLedger::of(askedOf(*m_plan), marked);
    facts = whole.close(m_facts, m_ledger.warmedUp());
    const auto last = lastSnapshot(whole, facts);
    last->run = m_run;
    last->revision = ++m_revision;
    const std::lock_guard lock{m_publishMutex};
    m_published = last;
}

}  // namespace inferometer
