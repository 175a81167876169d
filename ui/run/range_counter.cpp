// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/range_counter.h"

#include "core/machine/thread.h"
#include "core/store/run_range.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr Nanos kLeastPause = std::chrono::seconds{1};
constexpr int kPauseAfterCounting = 9;   // of the time that it took
constexpr int kPauseAfterShowing = 100;  // likewise, on the UI thread

FinishedRun partOf(const ShownRun& run, const TimeRange& range)
{
    if (run.finished())
        return rangeOf(*run.finished(), range);
    return rangeOf(*run.snapshot(), run.spec() ? *run.spec() : RunSpec{}, range);
}

}  // namespace

RangeCounter::RangeCounter(QObject* parent) : QObject{parent}
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &RangeCounter::count);
}

void RangeCounter::setRun(const ShownRun& run)
{
    if (!isSameRun(m_run.snapshot(), run.snapshot())) {
        m_range.reset();
        m_part.reset();
        m_counted = {};
        m_job.cancel();
        m_pause.stop();
    }
    m_run = run;
    // The end of a run is not waited for.
    if (run.finished() && !m_counted.finished())
        m_pause.stop();
    if (!m_pause.isActive())
        count();
}

void RangeCounter::setRange(const std::optional<TimeRange>& range)
{
    if (!m_run.snapshot() || range == m_range)
        return;
    m_range = range;
    m_part.reset();
    m_pause.stop();
    count();
    emit changed();
}

RangeCounter::Counted RangeCounter::counted(const ShownRun& run, const TimeRange& range)
{
    giveWay();  // a run that goes on is measured beside it
    const Nanos begin = monotonicNow();
    auto part = std::make_shared<const FinishedRun>(partOf(run, range));
    return {std::move(part), monotonicNow() - begin};
}

// Whether counting again gives the same.
bool RangeCounter::isDone() const
{
    if (!m_part)
        return false;
    const bool isOver = m_run.finished() != nullptr;
    return isOver == (m_counted.finished() != nullptr)
        && (m_counted.snapshot() == m_run.snapshot() || isSettled(*m_counted.snapshot(), *m_range));
}

// One at a time: what is asked meanwhile is counted next.
void RangeCounter::count()
{
    if (!m_range || m_job.isActive() || isDone())
        return;
    m_counted = m_run;
    m_asked = m_range;
    m_job.start([run = m_run, range = *m_range](const std::stop_token& /*stop*/,
                                                const BackgroundJob::Tell& /*tell*/) { return counted(run, range); },
                [this](const Counted& counted) { take(counted); });
}

void RangeCounter::take(const Counted& counted)
{
    if (m_asked != m_range)
        return count();
    m_part = counted.part;
    const Nanos begin = monotonicNow();
    emit changed();
    if (m_run.finished())
        return count();  // it may have ended meanwhile
    const Nanos shown = monotonicNow() - begin;
    m_pause.start(std::chrono::duration_cast<std::chrono::milliseconds>(
        std::max({kLeastPause, counted.took * kPauseAfterCounting, shown * kPauseAfterShowing})));
}

}  // namespace inferometer::ui
