// SPDX-License-Identifier: GPL-3.0-or-later
// Every request as a bar across time, live. Wheel zooms (Ctrl: time only, Shift: requests only), drag pans, a double
// click shows everything again and follows the run.
#pragma once

#include "plots/gantt_columns.h"
#include "plots/nice_range.h"
#include "plots/plot.h"

#include <optional>

class QCPRange;

namespace inferometer::plots {

struct HoverInfo;

class GanttBars;

class GanttPlot : public Plot
{
    Q_OBJECT

public:
    explicit GanttPlot(QWidget* parent = nullptr);

    std::vector<LegendEntry> legend() const override;
    QString subtitle() const override { return {}; }

    // Shows everything, and goes on doing so as the run grows.
    void follow();
    bool isFollowing() const { return m_following; }
    const GanttColumns& columns() const { return m_columns; }

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    void restyle() override;

private:
    void setUpNavigation();
    void fitAxes();
    void keepInBounds();
    void describe();
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    GanttColumns m_columns;
    GanttBars* m_bars;
    NiceRange m_time{10};
    NiceRange m_rows{10};
    bool m_following = true;
    bool m_fitting = false;
};

}  // namespace inferometer::plots
