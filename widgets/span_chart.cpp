// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/span_chart.h"

#include "widgets/metrics.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace inferometer::widgets {

SpanChart::SpanChart(QWidget* parent) : QWidget{parent} { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void SpanChart::setSpans(std::vector<Span> spans, const QString& sentence)
{
    m_spans = std::move(spans);
    setAccessibleDescription(sentence);
    updateGeometry();
    update();
}

int SpanChart::rowHeight() const { return rhythm(*this, 2.5); }

int SpanChart::labelWidth() const
{
    int width = 0;
    for (const Span& span : m_spans)
        width = std::max(width, fontMetrics().horizontalAdvance(span.label));
    return width + rhythm(*this, 1.5);
}

int SpanChart::lengthWidth() const
{
    int width = 0;
    for (const Span& span : m_spans)
        width = std::max(width, fontMetrics().horizontalAdvance(span.length));
    return width + rhythm(*this, 1);
}

QRectF SpanChart::barRect(std::size_t index) const
{
    double low = m_spans.front().from;
    double high = m_spans.front().to;
    for (const Span& span : m_spans) {
        low = std::min(low, span.from);
        high = std::max(high, span.to);
    }
    const Span& span = m_spans[index];
    const double room = std::max(1, width() - labelWidth() - lengthWidth());
    const double scale = high > low ? room / (high - low) : 0;
    const double left = labelWidth() + (span.from - low) * scale;
    // A short one stays visible.
    const double breadth = std::max(2.0, (span.to - span.from) * scale);
    const double inset = rowHeight() * 0.2;
    return {left, static_cast<double>(index) * rowHeight() + inset, breadth, rowHeight() - 2 * inset};
}

QSize SpanChart::sizeHint() const
{
    return {labelWidth() + lengthWidth() + rhythm(*this, 30), static_cast<int>(m_spans.size()) * rowHeight()};
}

QSize SpanChart::minimumSizeHint() const
{
    return {labelWidth() + lengthWidth() + rhythm(*this, 6), sizeHint().height()};
}

bool SpanChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto& help = static_cast<QHelpEvent&>(*event);
    const auto row = static_cast<std::size_t>(std::max(0, help.pos().y()) / rowHeight());
    if (row < m_spans.size())
        QToolTip::showText(help.globalPos(), m_spans[row].tip, this);
    else
        QToolTip::hideText();
    return true;
}

void SpanChart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = rhythm(*this, 0.25);
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        const Span& span = m_spans[i];
        const QRectF bar = barRect(i);
        const QRectF row{0, static_cast<double>(i) * rowHeight(), static_cast<double>(width()),
                         static_cast<double>(rowHeight())};
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, span.label);
        painter.setPen(Qt::NoPen);
        painter.setBrush(span.color);
        painter.drawRoundedRect(bar, radius, radius);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(row.adjusted(bar.right() + rhythm(*this, 0.75), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         span.length);
    }
}

}  // namespace inferometer::widgets
