// SPDX-License-Identifier: GPL-3.0-or-later
// A range of the run's time in a chart over time: a band with two edges and its times, in a layer of its own, so that
// selecting replots nothing. Shift and the mouse select one, its edges can be dragged; [ and ] set them by the
// keyboard.
#pragma once

#include "core/metrics/time_range.h"

#include <QRectF>
#include <QWidget>

#include <optional>

class QCPAxis;
class QCustomPlot;
class QKeyEvent;
class QMouseEvent;

namespace inferometer::plots {

class RangeBand : public QWidget
{
    Q_OBJECT

public:
    // Lies over `canvas` and takes the mouse where it is meant.
    explicit RangeBand(QCustomPlot& canvas);

    // Emits nothing.
    void setRange(const std::optional<TimeRange>& range);
    const std::optional<TimeRange>& range() const { return m_range; }
    // What is in view.
    TimeRange view() const;
    // The band in pixels of the chart, within its axes; empty: none is in view.
    QRectF band() const { return m_band; }
    // Asks the axes where the band lies now.
    void place();

    // [ begins the range at the moment pointed at (s), ] ends it there; without one, at the edge of what is in view.
    // Returns whether it was one of them.
    bool takeKey(const QKeyEvent& key, std::optional<double> moment);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    // The mouse is the band's from here until it is let go.
    void grabbed();
    // While it is dragged.
    void moved(const inferometer::TimeRange& range);
    // A person has selected it.
    void wanted(const std::optional<inferometer::TimeRange>& range);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool press(const QMouseEvent& mouse);
    bool drag(const QMouseEvent& mouse);
    bool release(const QMouseEvent& mouse);
    // The end of a range that stays while the other one follows the mouse; nullopt: the mouse means something else.
    std::optional<Nanos> anchorAt(const QMouseEvent& mouse) const;
    bool isNear(Nanos edge, double x) const;
    Nanos momentAt(double x) const;
    QCPAxis& axis() const;
    QRect area() const;
    void paintTimes(QPainter& painter) const;

    QCustomPlot& m_canvas;
    std::optional<TimeRange> m_range;
    QRectF m_band;
    std::optional<Nanos> m_anchor;      // while an edge is dragged
    std::optional<TimeRange> m_before;  // what was selected when that began
    QPointF m_pressed;
};

}  // namespace inferometer::plots
