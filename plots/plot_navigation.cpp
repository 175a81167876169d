// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_navigation.h"

#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <qcustomplot.h>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::plots {

namespace {

constexpr double kPanStep = 0.2;
constexpr double kZoomStep = 0.8;

QCPRange whole(const AxisExtent& extent) { return {extent.low, extent.high}; }

QCPRange bounded(const QCPRange& range, const AxisExtent& extent)
{
    if (extent.least <= 0)
        return whole(extent);
    const double high = std::max(extent.high, extent.most);
    const double size = std::clamp(range.size(), std::min(extent.least, high - extent.low), high - extent.low);
    const double lower = std::clamp(range.center() - size / 2, extent.low, high - size);
    return {lower, lower + size};
}

// Equal but for what rounding does to it.
bool isSame(const QCPRange& a, const QCPRange& b)
{
    const double slack = b.size() * 1e-9;
    return std::abs(a.lower - b.lower) <= slack && std::abs(a.upper - b.upper) <= slack;
}

QCPRange around(const QCPRange& range, double at)
{
    return range.contains(at) ? range : QCPRange{at - range.size() / 2, at + range.size() / 2};
}

}  // namespace

PlotNavigation::PlotNavigation(QCustomPlot& canvas) : QObject{&canvas}, m_canvas{canvas}
{
    canvas.setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    canvas.axisRect()->setRangeZoomFactor(kZoomStep);
    canvas.installEventFilter(this);
    for (const QCPAxis* axis : {canvas.xAxis, canvas.yAxis})
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &PlotNavigation::settle);
}

void PlotNavigation::setExtent(const AxisExtent& x, const AxisExtent& y)
{
    m_x = x;
    m_y = y;
    if (m_following)
        show(whole(x), whole(y));
    else
        show(bounded(m_canvas.xAxis->range(), x), bounded(m_canvas.yAxis->range(), y));
}

void PlotNavigation::reset()
{
    setFollowing(true);
    show(whole(m_x), whole(m_y));
    m_canvas.replot(QCustomPlot::rpQueuedReplot);
    emit moved();
}

void PlotNavigation::setFollowing(bool following)
{
    if (std::exchange(m_following, following) != following)
        emit followingChanged(following);
}

void PlotNavigation::show(const QCPRange& x, const QCPRange& y)
{
    m_fitting = true;
    m_canvas.xAxis->setRange(x);
    m_canvas.yAxis->setRange(y);
    m_fitting = false;
}

void PlotNavigation::settle()
{
    if (m_fitting)
        return;
    const QCPRange x = bounded(m_canvas.xAxis->range(), m_x);
    const QCPRange y = bounded(m_canvas.yAxis->range(), m_y);
    show(x, y);
    setFollowing(isSame(x, whole(m_x)) && isSame(y, whole(m_y)));
    emit moved();
}

void PlotNavigation::pan(double right, double down)
{
    QCPAxis& x = *m_canvas.xAxis;
    QCPAxis& y = *m_canvas.yAxis;
    x.setRange(x.range() + x.range().size() * right);
    y.setRange(y.range() + y.range().size() * (y.rangeReversed() ? down : -down));
    m_canvas.replot(QCustomPlot::rpQueuedReplot);
}

void PlotNavigation::zoom(double factor)
{
    for (QCPAxis* axis : {m_canvas.xAxis, m_canvas.yAxis})
        axis->scaleRange(factor);
    m_canvas.replot(QCustomPlot::rpQueuedReplot);
}

void PlotNavigation::reveal(double x, double y)
{
    m_canvas.xAxis->setRange(around(m_canvas.xAxis->range(), x));
    m_canvas.yAxis->setRange(around(m_canvas.yAxis->range(), y));
    m_canvas.replot(QCustomPlot::rpQueuedReplot);
}

bool PlotNavigation::takeKey(const QKeyEvent& key)
{
    switch (key.key()) {
    case Qt::Key_Left:
        return pan(-kPanStep, 0), true;
    case Qt::Key_Right:
        return pan(kPanStep, 0), true;
    case Qt::Key_Up:
        return pan(0, -kPanStep), true;
    case Qt::Key_Down:
        return pan(0, kPanStep), true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(kZoomStep), true;
    case Qt::Key_Minus:
        return zoom(1 / kZoomStep), true;
    case Qt::Key_Home:
        return reset(), true;
    default:
        return false;
    }
}

QScrollBar* PlotNavigation::pageBar() const
{
    const QWidget* const chart = m_canvas.parentWidget();
    if (chart && chart->hasFocus())
        return nullptr;
    for (const QWidget* around = chart; around; around = around->parentWidget()) {
        const auto* area = qobject_cast<const QAbstractScrollArea*>(around);
        if (area && area->verticalScrollBar()->maximum() > 0)
            return area->verticalScrollBar();
    }
    return nullptr;
}

bool PlotNavigation::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel) {
        const auto modifiers = static_cast<QWheelEvent*>(event)->modifiers();  // NOLINT: the type was just asked
        // Handed over: QCustomPlot lets no event of the mouse through to what it lies in.
        if (QScrollBar* bar = modifiers == Qt::NoModifier ? pageBar() : nullptr)
            return QCoreApplication::sendEvent(bar, event);
        Qt::Orientations along = Qt::Horizontal | Qt::Vertical;
        if (modifiers & Qt::ControlModifier)
            along = Qt::Horizontal;
        else if (modifiers & Qt::ShiftModifier)
            along = Qt::Vertical;
        m_canvas.axisRect()->setRangeZoom(along);
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace inferometer::plots
