// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_bars.h"

#include <algorithm>

namespace inferometer::plots {

namespace {
// A frame smaller than that cannot be found.
constexpr double kLeastFrame = 7;
}  // namespace

GanttBars::GanttBars(QCPAxis* time, QCPAxis* rows, const GanttColumns& columns)
    : QCPAbstractPlottable{time, rows}
    , m_columns{columns}
{
    setAntialiased(false);
}

void GanttBars::setFrame(const QColor& ink, const QColor& ground)
{
    m_ink = ink;
    m_ground = ground;
}

GanttView GanttBars::view() const
{
    const QCPRange time = keyAxis()->range();
    const QCPRange rows = valueAxis()->range();
    // An axis ends at the last pixel of its rectangle, not behind it; what lay there would be clipped.
    const QRectF area = QRectF{keyAxis()->axisRect()->rect()}.adjusted(0, 0, -1, -1);
    // Row r is drawn around y = r, the number that tables and files give the request.
    return {area, time.lower, time.upper, rows.lower + 0.5, rows.upper + 0.5};
}

std::optional<std::size_t> GanttBars::rowAt(QPointF at) const
{
    const GanttView view = this->view();
    if (!view.area.contains(at))
        return std::nullopt;
    const double position = view.top + (at.y() - view.area.top()) / view.rowHeight();
    const auto row = static_cast<std::size_t>(std::max(0.0, position));
    if (row >= m_columns.rows() || m_columns.state(row) == BarState::None)
        return std::nullopt;
    return row;
}

QRectF GanttBars::areaOf(std::size_t row) const
{
    const GanttView view = this->view();
    const Bar bar = m_columns.bar(row);
    const double scale = view.area.width() / (view.right - view.left);
    const double from = std::min(bar.scheduled, bar.sent);
    const QRectF area{view.area.left() + (from - view.left) * scale,
                      view.area.top() + (static_cast<double>(row) - view.top) * view.rowHeight(),
                      std::max(1.0, (bar.end - from) * scale), view.rowHeight()};
    return area.intersected(view.area);
}

double GanttBars::selectTest(const QPointF& /*at*/, bool /*onlySelectable*/, QVariant* /*details*/) const { return -1; }

QCPRange GanttBars::getKeyRange(bool& found, QCP::SignDomain /*domain*/) const
{
    found = m_columns.rows() > 0;
    return {0, m_columns.now()};
}

QCPRange GanttBars::getValueRange(bool& found, QCP::SignDomain /*domain*/, const QCPRange& /*keys*/) const
{
    found = m_columns.rows() > 0;
    return {-0.5, static_cast<double>(m_columns.rows()) - 0.5};
}

void GanttBars::draw(QCPPainter* painter)
{
    m_painter.paint(*painter, m_columns, view(), m_colors);
    if (m_selected && *m_selected < m_columns.rows() && m_columns.state(*m_selected) != BarState::None)
        drawSelection(*painter);
}

void GanttBars::drawSelection(QCPPainter& painter) const
{
    QRectF frame = areaOf(*m_selected);
    if (frame.isEmpty())
        return;
    const double width = std::max(0.0, kLeastFrame - frame.width()) / 2;
    const double height = std::max(0.0, kLeastFrame - frame.height()) / 2;
    frame.adjust(-width - 1, -height, width + 1, height);
    painter.setAntialiasing(true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{m_ground, 4});
    painter.drawRoundedRect(frame, 2, 2);
    painter.setPen(QPen{m_ink, 1.8});
    painter.drawRoundedRect(frame, 2, 2);
}

void GanttBars::drawLegendIcon(QCPPainter* painter, const QRectF& area) const
{
    painter->fillRect(area, m_colors.waiting);
}

}  // namespace inferometer::plots
