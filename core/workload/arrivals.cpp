// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/arrivals.h"

#include <algorithm>

namespace inferometer {

ClosedLoop::ClosedLoop(std::uint64_t measured, std::uint64_t warmup, Nanos warmupEnd)
    : m_measured(measured)
    , m_warmup(warmup)
    , m_warmupEnd(warmupEnd)
{}

Due ClosedLoop::next(Nanos /*now*/, Nanos freeSince)
{
    const bool warmsUp = m_warmupTaken < m_warmup || (freeSince < m_warmupEnd && m_measuredTaken == 0);
    if (warmsUp) {
        ++m_warmupTaken;
        return hand(freeSince, Phase::Warmup);
    }
    if (m_measuredTaken == m_measured)
        return Due::done();
    ++m_measuredTaken;
    return hand(freeSince, Phase::Measured);
}

Due ClosedLoop::hand(Nanos due, Phase phase)
{
    m_lastDue = std::max(m_lastDue, due);
    return Due::now(due, phase);
}

Planned ClosedLoop::progress() const
{
    const std::uint64_t warmup = std::max(m_warmup, m_warmupTaken);
    return {warmup + m_measured, warmup};
}

}  // namespace inferometer
