// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_columns.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {

BarState stateOf(Outcome outcome)
{
    if (outcome == Outcome::Ok)
        return BarState::Ok;
    return outcome == Outcome::Cancelled ? BarState::Cancelled : BarState::Failed;
}

bool hasEnded(BarState state) { return state != BarState::None && state != BarState::InFlight; }

double secondsOr(Nanos moment, double fallback) { return isSet(moment) ? seconds(moment) : fallback; }

}  // namespace

void GanttColumns::clear() { *this = GanttColumns{}; }

GanttColumns::Chunk& GanttColumns::chunkFor(std::size_t row)
{
    m_rows = std::max(m_rows, row + 1);
    while (m_chunks.size() <= row / kChunk)
        m_chunks.push_back(std::make_unique<Chunk>());
    return *m_chunks[row / kChunk];
}

void GanttColumns::put(std::uint64_t sequence, const Bar& bar)
{
    if (sequence >= m_places)
        return;
    const auto row = static_cast<std::size_t>(sequence);
    const std::size_t at = row % kChunk;
    Chunk& chunk = chunkFor(row);
    const BarState before = chunk.state[at];
    if (before != BarState::None)
        --m_counts[static_cast<std::size_t>(before)];
    ++m_counts[static_cast<std::size_t>(bar.state)];
    chunk.ended += static_cast<std::size_t>(hasEnded(bar.state)) - static_cast<std::size_t>(hasEnded(before));
    chunk.sent[at] = bar.sent;
    chunk.queue[at] = static_cast<float>(bar.sent - bar.scheduled);
    chunk.wait[at] = std::isnan(bar.firstToken) ? -1.0F : static_cast<float>(bar.firstToken - bar.sent);
    chunk.length[at] = static_cast<float>(bar.end - bar.sent);
    chunk.state[at] = bar.state;
    chunk.low = std::min({chunk.low, bar.scheduled, bar.sent});
    chunk.high = std::max({chunk.high, bar.sent, bar.end});
    if (!std::exchange(chunk.changed, true))
        m_changed.push_back(row / kChunk);
}

// Each chunk once, however often a snapshot touched it.
void GanttColumns::fillLevels()
{
    std::vector<GanttLevels::Part> parts;
    for (const std::size_t index : m_changed) {
        Chunk& chunk = *m_chunks[index];
        chunk.changed = false;
        if (chunk.ended < kChunk)
            continue;
        parts.clear();
        for (std::size_t i = 0; i < kChunk; ++i)
            forEachPart(bar(index * kChunk + i), [&](BarPart part, double from, double to) {
                parts.push_back({part, from, to});
            });
        m_levels.put(index, parts);
    }
    m_changed.clear();
}

bool GanttColumns::touches(std::size_t row, double left, double right) const
{
    const Chunk& chunk = chunkOf(row);
    return chunk.low <= right && chunk.high >= left;
}

void GanttColumns::putRecord(const RequestRecord& record)
{
    Bar bar;
    bar.scheduled = secondsOr(record.scheduled, secondsOr(record.sent, m_now));
    bar.sent = secondsOr(record.sent, bar.scheduled);
    if (isSet(record.firstToken.at))
        bar.firstToken = seconds(record.firstToken.at);
    const Nanos last = record.outcome == Outcome::Ok && isSet(record.lastToken.at) ? record.lastToken.at : record.end;
    bar.end = secondsOr(last, bar.sent);
    bar.state = stateOf(record.outcome);
    put(record.sequence, bar);
}

void GanttColumns::putInFlight(const InFlight& request)
{
    Bar bar;
    bar.scheduled = secondsOr(request.scheduled, secondsOr(request.sent, m_now));
    bar.sent = secondsOr(request.sent, m_now);
    if (isSet(request.firstToken))
        bar.firstToken = seconds(request.firstToken);
    bar.end = m_now;
    bar.state = BarState::InFlight;
    put(request.sequence, bar);
}

void GanttColumns::update(const Snapshot& snapshot)
{
    m_now = seconds(snapshot.elapsed);
    m_places = placesFor(snapshot);
    for (; m_blocks < snapshot.blocks; ++m_blocks) {
        for (const RequestRecord& record : snapshot.records->at(m_blocks)->records)
            putRecord(record);
    }
    for (const InFlight& request : snapshot.inFlight)
        putInFlight(request);
    fillLevels();
}

Bar GanttColumns::bar(std::size_t row) const
{
    const Chunk& chunk = chunkOf(row);
    const std::size_t at = row % kChunk;
    Bar bar;
    bar.sent = chunk.sent[at];
    bar.scheduled = bar.sent - static_cast<double>(chunk.queue[at]);
    if (chunk.wait[at] >= 0)
        bar.firstToken = bar.sent + static_cast<double>(chunk.wait[at]);
    bar.state = chunk.state[at];
    bar.end = bar.state == BarState::InFlight ? m_now : bar.sent + static_cast<double>(chunk.length[at]);
    return bar;
}

}  // namespace inferometer::plots
