// SPDX-License-Identifier: GPL-3.0-or-later
// Zoom and pan of a chart, by mouse and by keys, within what there is to see.
//
// While nothing is zoomed the chart follows its data: it shows the whole extent, however that grows.
#pragma once

#include <QObject>

class QCPRange;
class QCustomPlot;
class QKeyEvent;
class QScrollBar;

namespace inferometer::plots {

// What there is along an axis, in its own unit.
struct AxisExtent
{
    double low = 0;
    double high = 1;   // shown while nothing is zoomed
    double least = 0;  // the shortest stretch one can zoom to; 0: all of it, the axis stands still
    double most = 0;   // how far one can go, where that is beyond `high`
};

class PlotNavigation : public QObject
{
    Q_OBJECT

public:
    // The wheel zooms around the mouse (Ctrl: the x axis only, Shift: the y axis only), drag pans. Where the page
    // around the chart can scroll, the bare wheel is the page's until the chart has the focus.
    explicit PlotNavigation(QCustomPlot& canvas);

    // Follows to it, or keeps what is in view inside it.
    void setExtent(const AxisExtent& x, const AxisExtent& y);
    // Shows everything, and goes on doing so as the data grow.
    void reset();
    bool isFollowing() const { return m_following; }

    // By shares of what is in view; to the right and down the screen.
    void pan(double right, double down);
    // Below 1: nearer, around the middle.
    void zoom(double factor);
    // Brings a point into view without zooming.
    void reveal(double x, double y);
    // Arrows, plus, minus and Home. Returns whether it was one of them.
    bool takeKey(const QKeyEvent& key);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    // What is in view changed by a person's hand.
    void moved();
    void followingChanged(bool following);

private:
    // Whose the bare wheel is; null: the chart's.
    QScrollBar* pageBar() const;
    void settle();
    void setFollowing(bool following);
    void show(const QCPRange& x, const QCPRange& y);

    QCustomPlot& m_canvas;
    AxisExtent m_x;
    AxisExtent m_y;
    bool m_following = true;
    bool m_fitting = false;
};

}  // namespace inferometer::plots
