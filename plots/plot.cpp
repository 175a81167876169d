// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot.h"

#include "plots/hover_overlay.h"
#include "plots/plot_style.h"

#include <qcustomplot.h>
#include <QEvent>
#include <QVBoxLayout>

namespace inferometer::plots {

Plot::Plot(QWidget* parent) : QWidget{parent}, m_canvas{new QCustomPlot{this}}, m_hover{new HoverOverlay{*m_canvas}}
{
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    m_canvas->setAttribute(Qt::WA_OpaquePaintEvent);
    m_canvas->setFocusPolicy(Qt::NoFocus);
    m_canvas->setMinimumSize(1, 1);
    // A paint buffer that outlives the axes it shows would survive a palette change.
    m_canvas->setNoAntialiasingOnDrag(false);
    m_canvas->setPlottingHint(QCP::phCacheLabels, true);
}

void Plot::display(const SnapshotPtr& snapshot)
{
    m_latest = snapshot;
    if (isVisible() || !snapshot)
        drawPending();
}

void Plot::drawPending()
{
    if (m_latest == m_drawn)
        return;
    const bool sameRun
        = m_latest && m_drawn && m_latest->records == m_drawn->records && m_latest->revision >= m_drawn->revision;
    if (!sameRun) {
        clear();
        m_hover->clear();
    }
    m_drawn = m_latest;
    if (m_drawn)
        refresh(*m_drawn);
    queueReplot();
}

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
