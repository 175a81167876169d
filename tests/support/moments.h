// SPDX-License-Identifier: GPL-3.0-or-later
// A schedule by hand, which counts how often it is asked.
#pragma once

#include "core/workload/plan.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace inferometer {

class Moments : public Arrivals
{
public:
    Moments(std::vector<Nanos> due, std::shared_ptr<std::atomic<std::uint64_t>> asked)
        : m_due(std::move(due))
        , m_asked(std::move(asked))
    {}

    Due next(Nanos now, Nanos /*freeSince*/) override
    {
        ++*m_asked;
        if (m_taken == m_due.size())
            return Due::done();
        return m_due[m_taken] > now ? Due::at(m_due[m_taken]) : Due::now(m_due[m_taken++]);
    }
    Planned progress() const override { return {m_due.size(), 0}; }
    Nanos loadEnd() const override { return m_taken == m_due.size() ? m_due.back() : kUnset; }

private:
    const std::vector<Nanos> m_due;
    const std::shared_ptr<std::atomic<std::uint64_t>> m_asked;
    std::size_t m_taken = 0;
};

// Requests are due at these moments, ascending, `most` of them in flight at once (0: as this machine allows). Returns
// how often the schedule was asked.
inline std::shared_ptr<std::atomic<std::uint64_t>> setMoments(Plan& plan, const std::vector<Nanos>& due,
                                                              std::uint32_t most)
{
    auto asked = std::make_shared<std::atomic<std::uint64_t>>(0);
    plan.openLoop = true;
    plan.streams = most;
    plan.requests = due.size();
    plan.arrivals = [due, asked] { return std::make_unique<Moments>(due, asked); };
    return asked;
}

}  // namespace inferometer
