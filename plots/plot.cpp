// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot.h"

#include "plots/hover_overlay.h"
#include "plots/plot_navigation.h"
#include "plots/plot_style.h"
#include "plots/range_band.h"

#include <QAction>
#include <QCoreApplication>
#include <qcustomplot.h>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <utility>

namespace inferometer::plots {

Plot::Plot(QWidget* parent)
    : QWidget{parent}
    , m_canvas{new QCustomPlot{this}}
    , m_hover{new HoverOverlay{*m_canvas}}
    , m_navigation{new PlotNavigation{*m_canvas}}
{
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    m_canvas->setAttribute(Qt::WA_OpaquePaintEvent);
    m_canvas->setFocusPolicy(Qt::NoFocus);
    m_canvas->setMinimumSize(1, 1);
    // A paint buffer that outlives the axes it shows would survive a palette change.
    m_canvas->setNoAntialiasingOnDrag(false);
    m_canvas->setPlottingHint(QCP::phCacheLabels, true);
    // Line by line: as one path, Qt's stroker takes forty times as long for a pen wider than a pixel.
    m_canvas->setPlottingHint(QCP::phFastPolylines, true);
    connect(m_canvas, &QCustomPlot::mouseDoubleClick, this, &Plot::enlargeWanted);
    connect(m_navigation, &PlotNavigation::moved, m_hover, &HoverOverlay::refresh);
    connect(m_navigation, &PlotNavigation::moved, this, &Plot::placeCursor);
    connect(m_canvas, &QCustomPlot::afterReplot, this, &Plot::placeCursor);
    connect(m_navigation, &PlotNavigation::followingChanged, this, &Plot::followingChanged);
    connect(m_hover, &HoverOverlay::pointed, this, &Plot::tellCursor);
    m_hover->setHint(
        QCoreApplication::translate("plots", "Ctrl + wheel zooms, dragging moves, a double click enlarges"));
    addActions();
}

// Whoever holds the chart adds what it can do with it; the keys work without the menu.
void Plot::addActions()
{
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* reset = new QAction{QCoreApplication::translate("plots", "Show everything"), this};
    reset->setObjectName(QStringLiteral("reset-zoom"));
    connect(reset, &QAction::triggered, this, &Plot::resetZoom);
    addAction(reset);
}

void Plot::offerRange()
{
    m_band = new RangeBand{*m_canvas};
    m_hover->raise();
    m_hover->setHint(QCoreApplication::translate(
        "plots",
        "Shift + dragging selects a range, dragging moves, Ctrl + wheel zooms, Home shows everything, a double click "
        "enlarges"));
    connect(m_navigation, &PlotNavigation::moved, m_band, &RangeBand::place);
    connect(m_canvas, &QCustomPlot::afterReplot, m_band, &RangeBand::place);
    connect(m_band, &RangeBand::grabbed, m_hover, &HoverOverlay::clear);
    connect(m_band, &RangeBand::moved, this, &Plot::rangeMoved);
    connect(m_band, &RangeBand::wanted, this, &Plot::rangeWanted);
    auto* select = new QAction{
        QCoreApplication::translate("plots", "Select what is in view as a &range") + QStringLiteral("\t[ ]"), this};
    select->setObjectName(QStringLiteral("select-range"));
    connect(select, &QAction::triggered, this, [this] { emit rangeWanted(m_band->view()); });
    m_endRange = new QAction{QCoreApplication::translate("plots", "E&nd the range"), this};
    m_endRange->setObjectName(QStringLiteral("end-range"));
    m_endRange->setEnabled(false);
    connect(m_endRange, &QAction::triggered, this, [this] { emit rangeWanted(std::nullopt); });
    addAction(select);
    addAction(m_endRange);
}

void Plot::setRange(const std::optional<TimeRange>& range)
{
    if (!m_band)
        return;
    m_band->setRange(range);
    m_endRange->setEnabled(range.has_value());
}

void Plot::display(const SnapshotPtr& snapshot)
{
    m_latest = snapshot;
    // A chart that is not offered is hidden for that: it has to look whether it is now.
    if (isVisible() || !isOffered() || !snapshot)
        drawPending();
}

void Plot::drawPending()
{
    if (m_latest == m_drawn)
        return;
    const bool wasOffered = isOffered();
    if (!continues(m_drawn, m_latest)) {
        clear();
        m_hover->clear();
        if (!isSameRun(m_drawn, m_latest)) {
            m_navigation->reset();
            deselect();
        }
    }
    m_drawn = m_latest;
    if (m_drawn)
        refresh(*m_drawn);
    setAccessibleDescription(m_drawn ? sentence() : QCoreApplication::translate("plots", "Nothing was measured yet."));
    m_hover->refresh();
    tellHeader();
    if (isOffered() != wasOffered)
        emit offeredChanged(!wasOffered);
    queueReplot();
}

void Plot::startOver()
{
    clear();
    if (m_drawn)
        refresh(*m_drawn);
    resetZoom();
    setAccessibleDescription(m_drawn ? sentence() : accessibleDescription());
    m_hover->refresh();
    tellHeader();
    queueReplot();
}

void Plot::setCursor(std::optional<double> moment)
{
    m_cursor = moment;
    placeCursor();
}

void Plot::placeCursor()
{
    const QCPAxis& axis = *m_canvas->xAxis;
    const bool inView = m_cursor && isOverTime() && axis.range().contains(*m_cursor);
    const QRect area = axis.axisRect()->rect();
    m_hover->setLine(inView ? std::optional{QLineF{axis.coordToPixel(*m_cursor), area.top() * 1.0,
                                                   axis.coordToPixel(*m_cursor), area.bottom() * 1.0}}
                            : std::nullopt);
}

void Plot::tellCursor(std::optional<QPointF> at)
{
    if (!isOverTime())
        return;
    const bool inside = at && m_canvas->axisRect()->rect().contains(at->toPoint());
    emit cursorMoved(inside ? std::optional{m_canvas->xAxis->pixelToCoord(at->x())} : std::nullopt);
}

std::optional<double> Plot::pointedAt() const
{
    const auto at = m_hover->place();
    return at ? std::optional{m_canvas->xAxis->pixelToCoord(at->x())} : m_cursor;
}

void Plot::tellHeader()
{
    const QString header = ownTitle() + QLatin1Char{'\n'} + subtitle();
    if (std::exchange(m_header, header) != header)
        emit legendChanged();
}

void Plot::setSeriesVisible(std::size_t index, bool visible)
{
    if (isSeriesVisible(index) == visible)
        return;
    m_hidden.set(index, !visible);
    restyle();
    m_hover->refresh();
    queueReplot();
    emit legendChanged();
}

void Plot::resetZoom() { m_navigation->reset(); }

bool Plot::isFollowing() const { return m_navigation->isFollowing(); }

void Plot::applyStyle()
{
    styleAxes(*m_canvas, plotColors(palette()), font());
    restyle();
    queueReplot();
    emit legendChanged();
}

void Plot::queueReplot() { m_canvas->replot(QCustomPlot::rpQueuedReplot); }

QSize Plot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {line * 22, line * 12};
}

QSize Plot::minimumSizeHint() const
{
    const int line = fontMetrics().height();
    return {line * 12, line * 7};
}

void Plot::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit enlargeWanted();
    else if (!m_hover->takeKey(*event) && !(m_band && m_band->takeKey(*event, pointedAt()))
             && !m_navigation->takeKey(*event))
        QWidget::keyPressEvent(event);
}

void Plot::focusInEvent(QFocusEvent* event)
{
    const Qt::FocusReason reason = event->reason();
    m_hover->setFramed(reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
                       || reason == Qt::ShortcutFocusReason);
    QWidget::focusInEvent(event);
}

void Plot::focusOutEvent(QFocusEvent* event)
{
    m_hover->setFramed(false);
    m_hover->clear();
    QWidget::focusOutEvent(event);
}

void Plot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    drawPending();
}

void Plot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyStyle();
    QWidget::changeEvent(event);
}

void Plot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_hover->setGeometry(rect());
}

}  // namespace inferometer::plots
