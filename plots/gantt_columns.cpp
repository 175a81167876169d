// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_columns.h"

#include <cmath>

namespace inferometer::plots {

namespace {

BarState stateOf(Outcome outcome)
{
    if (outcome == Outcome::Ok)
        return BarState::Ok;
    return outcome == Outcome::Cancelled ? BarState::Cancelled : BarState::Failed;
}

double secondsOr(Nanos moment, double fallback) { return isSet(moment) ? seconds(moment) : fallback; }

}  // namespace

void GanttColumns::clear() { *this = GanttColumns{}; }

void GanttColumns::put(std::uint64_t sequence, const Bar& bar)
{
    if (sequence >= m_places)
        return;
    const auto row = static_cast<std::size_t>(sequence);
    if (row >= m_state.size()) {
        m_sent.resize(row + 1);
        m_queue.resize(row + 1);
        m_wait.resize(row + 1);
        m_length.resize(row + 1);
        m_state.resize(row + 1, BarState::None);
    }
    if (m_state[row] != BarState::None)
        --m_counts[static_cast<std::size_t>(m_state[row])];
    ++m_counts[static_cast<std::size_t>(bar.state)];
    m_sent[row] = bar.sent;
    m_queue[row] = static_cast<float>(bar.sent - bar.scheduled);
    m_wait[row] = std::isnan(bar.firstToken) ? -1.0F : static_cast<float>(bar.firstToken - bar.sent);
    m_length[row] = static_cast<float>(bar.end - bar.sent);
    m_state[row] = bar.state;
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
}

Bar GanttColumns::bar(std::size_t row) const
{
    Bar bar;
    bar.sent = m_sent[row];
    bar.scheduled = bar.sent - static_cast<double>(m_queue[row]);
    if (m_wait[row] >= 0)
        bar.firstToken = bar.sent + static_cast<double>(m_wait[row]);
    bar.state = m_state[row];
    bar.end = bar.state == BarState::InFlight ? m_now : bar.sent + static_cast<double>(m_length[row]);
    return bar;
}

}  // namespace inferometer::plots
