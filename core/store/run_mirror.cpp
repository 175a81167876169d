// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_mirror.h"

#include "core/store/block_codec.h"

#include <utility>

namespace inferometer {

namespace {

Error unreadable(JournalKind kind)
{
    return {Errc::Protocol,
            sentence("errors",
                     "The journal holds an entry of kind %1 that cannot be read here; another version of Inferometer "
                     "wrote it.")
                .with(static_cast<int>(kind))};
}

}  // namespace

Status RunMirror::add(std::string_view bytes)
{
    m_stream.add(bytes);
    for (;;) {
        const Result<std::optional<JournalEntry>> entry = m_stream.next();
        if (!entry)
            return entry.error();
        if (!entry.value()) {
            publish();
            return {};
        }
        if (Status taken = take(*entry.value()); !taken)
            return taken;
    }
}

Status RunMirror::take(const JournalEntry& entry)
{
    if (entry.kind == JournalKind::Header)
        return hasBegun() ? Status{} : begin(entry.payload);
    if (!hasBegun())
        return unreadable(entry.kind);
    std::vector<std::string> unread;
    switch (entry.kind) {
    case JournalKind::Block:
        return keep(entry.payload);
    case JournalKind::Facts:
        m_facts = factsFromJson(entry.payload, unread);
        return m_facts ? Status{} : unreadable(entry.kind);
    case JournalKind::Counts: {
        const auto counts = countsFromBytes(entry.payload);
        if (!counts)
            return unreadable(entry.kind);
        m_recorder->learn(*counts);
        m_blocks = withCounts(m_blocks, *counts);
        return {};
    }
    case JournalKind::End:
        m_hasEnded = true;
        return {};
    case JournalKind::Header:
        break;
    }
    return {};  // of a kind that comes with a later version
}

// What a plan decides is that machine's word, all else what was asked for here.
Status RunMirror::begin(std::string_view json)
{
    std::vector<std::string> unread;
    std::optional<RunHeader> header = headerFromJson(json, unread);
    if (!header)
        return unreadable(JournalKind::Header);
    const RunSpec planned = std::exchange(header->spec, m_asked);
    header->spec.seed = planned.seed;
    header->spec.target.modelNames = planned.target.modelNames;
    header->spec.arrivals.numRequests = planned.arrivals.numRequests;
    const bool isKnown = m_left && RunRecorder::isLeft(*header, *m_left);
    const std::string left = isKnown ? *m_left : m_left && m_left->empty() ? RunRecorder::findLeft(*header) : "";
    auto recorder
        = left.empty() ? RunRecorder::create(std::move(*header)) : RunRecorder::again(std::move(*header), left);
    if (!recorder)
        return recorder.error();
    m_recorder = std::move(recorder).value();
    m_ledger.emplace(askedOf(m_recorder->header()));
    return {};
}

Status RunMirror::keep(std::string_view bytes)
{
    const std::shared_ptr<const RecordBlock> block = decodeBlock(bytes);
    if (!block)
        return unreadable(JournalKind::Block);
    m_blocks.push_back(block);
    Gains gains;
    for (const RequestRecord& record : block->records)
        gains.readBack(*block, record);
    m_ledger->arrived(gains);
    m_ledger->ended(block);
    return m_recorder->keep(block);
}

void RunMirror::publish()
{
    constexpr Nanos kSealAfter = std::chrono::seconds{60};  // what requests of such a length did is in its own slot
    if (!hasBegun())
        return;
    m_ledger->seal(m_ledger->elapsed(), m_ledger->elapsed() - kSealAfter);
    auto next = std::make_shared<Snapshot>();
    static_cast<RunTotals&>(*next) = m_ledger->totals();
    next->run = m_run;
    next->revision = m_snapshot ? m_snapshot->revision + 1 : 1;
    next->elapsed = m_ledger->elapsed();
    next->verdict = judge(m_ledger->judged());
    m_snapshot = std::move(next);
}

Result<FinishedRun> RunMirror::finish(const std::optional<Sentence>& why)
{
    if (!m_hasEnded && m_recorder->isBehindLeft())
        return m_recorder->finishLeft();
    RunFacts facts = m_facts ? *m_facts : factsFromRecords(m_recorder->header(), m_blocks);
    if (!m_facts && why)
        facts.localFault = LocalFault{*why};
    return m_recorder->finish(facts);
}

}  // namespace inferometer
