// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/readiness.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace inferometer {

namespace {

constexpr Nanos kPause = std::chrono::milliseconds{500};

}  // namespace

Error stoppedEarly() { return {Errc::Cancelled, sentence("errors", "The run was stopped before it began.")}; }

bool pauseFor(Nanos time, const std::stop_token& stop)
{
    std::mutex mutex;
    std::unique_lock lock{mutex};
    std::condition_variable_any woken;
    woken.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

Readiness::Readiness(double seconds, PlanProgress progress, std::stop_token stop)
    : m_progress(std::move(progress))
    , m_stop(std::move(stop))
    , m_until(monotonicNow() + fromSeconds(seconds))
{}

bool Readiness::waitAgain(const Sentence& why)
{
    const Nanos left = m_until - monotonicNow();
    if (left <= Nanos{0})
        return false;
    if (why.text() != m_said)
        say(sentence("errors", "%1; waiting for it, %2 s at most")
                .with(why, std::chrono::ceil<std::chrono::seconds>(left).count()));
    m_said = why.text();
    return pauseFor(std::min(left, kPause), m_stop);
}

void Readiness::say(const Sentence& step) const
{
    if (m_progress)
        m_progress(step);
}

}  // namespace inferometer
