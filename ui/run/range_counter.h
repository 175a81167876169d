// SPDX-License-Identifier: GPL-3.0-or-later
// The range of the shown run that a person selected, and the run's figures for it (core/store/run_range.h), counted off
// the UI thread. While the run goes on they are counted again once a second at most, for a tenth of the time at most (a
// hundredth of the UI thread's), as long as something of the range may still change.
#pragma once

#include "core/metrics/time_range.h"
#include "ui/base/background_job.h"
#include "ui/run/shown_run.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace inferometer::ui {

class RangeCounter : public QObject
{
    Q_OBJECT

public:
    explicit RangeCounter(QObject* parent = nullptr);

    // The run that is shown; another run ends the range, without changed().
    void setRun(const ShownRun& run);
    // None ends it. Nothing where no run is shown.
    void setRange(const std::optional<TimeRange>& range);

    const std::optional<TimeRange>& range() const { return m_range; }
    // Null: there is no range, or it is not counted yet.
    const std::shared_ptr<const FinishedRun>& part() const { return m_part; }

signals:
    // The range, or its part of the run.
    void changed();

private:
    struct Counted
    {
        std::shared_ptr<const FinishedRun> part;
        Nanos took{0};
    };
    static Counted counted(const ShownRun& run, const TimeRange& range);
    bool isDone() const;
    void count();
    void take(const Counted& counted);

    ShownRun m_run;
    std::optional<TimeRange> m_range;
    std::shared_ptr<const FinishedRun> m_part;
    ShownRun m_counted;                  // what the part was counted from, or is being
    std::optional<TimeRange> m_asked{};  // likewise
    BackgroundJob m_job;
    QTimer m_pause;
};

}  // namespace inferometer::ui
