// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_painter.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace inferometer::plots {

namespace {

// Below this height bars and the gaps between them cannot be told apart.
constexpr double kLeastBarHeight = 2.5;
constexpr double kLeastCross = 5;  // below it a cross is a blot
constexpr int kShades = 64;
constexpr double kStepsAPixel = 4;  // at least, of a group that stands for its rows
constexpr double kPaperRatio = 3;   // pixels of an image in SVG or PDF to one of the chart's

// Inclusive first and exclusive last row that touch [top, bottom).
struct RowRange
{
    std::size_t first = 0;
    std::size_t last = 0;
};

RowRange rowsIn(double top, double bottom, std::size_t rows)
{
    const auto limit = static_cast<double>(rows);
    return {static_cast<std::size_t>(std::clamp(std::floor(top), 0.0, limit)),
            static_cast<std::size_t>(std::clamp(std::ceil(bottom), 0.0, limit))};
}

QColor faded(QColor color, float alpha)
{
    color.setAlphaF(alpha);
    return color;
}

// One row as rectangles. A part narrower than a pixel still gets one: nothing that happened is invisible.
class BarBrush
{
public:
    BarBrush(QPainter& painter, const GanttView& view, const GanttColors& colors)
        : m_painter{painter}
        , m_view{view}
        , m_colors{colors}
        , m_scale{view.area.width() / (view.right - view.left)}
        , m_ratio{painter.device()->devicePixelRatioF()}
    {}

    void paint(std::size_t row, const Bar& bar)
    {
        const double height = m_view.rowHeight();
        // Whole pixels: rounded bar by bar, some would close the gap to their neighbour.
        const double thickness = snapped(std::clamp(height * 0.72, 1.0, 14.0));
        const double middle = m_view.area.top() + (static_cast<double>(row) + 0.5 - m_view.top) * height;
        m_top = snapped(middle - thickness / 2);
        m_height = thickness;
        if (bar.sent > bar.scheduled) {
            const double thin = std::max(1.0, thickness / 4);
            fill(bar.scheduled, bar.sent, m_colors.muted, {middle - thin / 2, thin});
        }
        const Extent whole{m_top, m_height};
        if (bar.state == BarState::Failed || bar.state == BarState::Cancelled) {
            fill(bar.sent, bar.end, bar.state == BarState::Failed ? m_colors.bad : faded(m_colors.muted, 0.6F), whole);
            if (bar.state == BarState::Failed)
                cross(bar.end);
            return;
        }
        const double first = std::isnan(bar.firstToken) ? bar.end : bar.firstToken;
        fill(bar.sent, first, m_colors.waiting, whole);
        if (bar.end > first)
            fill(first, bar.end, m_colors.streaming, whole);
    }

private:
    struct Extent
    {
        double top;
        double height;
    };

    double snapped(double length) const { return std::floor(length * m_ratio) / m_ratio; }

    void fill(double from, double to, const QColor& color, Extent extent)
    {
        if (!color.isValid() || to < m_view.left || from > m_view.right)
            return;
        const double x0 = std::max(m_view.area.left(), m_view.area.left() + (from - m_view.left) * m_scale);
        const double x1 = std::min(m_view.area.right() + 1, m_view.area.left() + (to - m_view.left) * m_scale);
        m_painter.fillRect(QRectF{x0, extent.top, std::max(1.0, x1 - x0), extent.height}, color);
    }

    // Behind a failed bar: its colour alone does not tell it from the others.
    void cross(double at)
    {
        const double side = m_height;
        const double left = m_view.area.left() + (at - m_view.left) * m_scale + side / 2;
        if (side < kLeastCross || !m_colors.bad.isValid() || left < m_view.area.left()
            || left + side > m_view.area.right())
            return;
        m_painter.setPen(QPen{m_colors.bad, std::max(1.0, side / 5)});
        m_painter.drawLine(QPointF{left, m_top}, QPointF{left + side, m_top + side});
        m_painter.drawLine(QPointF{left, m_top + side}, QPointF{left + side, m_top});
    }

    QPainter& m_painter;
    const GanttView& m_view;
    const GanttColors& m_colors;
    const double m_scale;
    const double m_ratio;
    double m_top = 0;
    double m_height = 0;
};

}  // namespace

void GanttPainter::paint(QPainter& painter, const GanttColumns& columns, const GanttView& view,
                         const GanttColors& colors, bool everyRow)
{
    if (columns.rows() == 0 || view.area.isEmpty() || !(view.right > view.left) || !(view.bottom > view.top))
        return;
    if (view.rowHeight() >= kLeastBarHeight)
        paintBars(painter, columns, view, colors);
    else
        paintMerged(painter, columns, view, colors, everyRow);
}

void GanttPainter::paintBars(QPainter& painter, const GanttColumns& columns, const GanttView& view,
                             const GanttColors& colors) const
{
    BarBrush brush{painter, view, colors};
    const RowRange range = rowsIn(view.top, view.bottom, columns.rows());
    for (std::size_t row = range.first; row < range.last; ++row) {
        if (columns.state(row) != BarState::None)
            brush.paint(row, columns.bar(row));
    }
}

void GanttPainter::paintMerged(QPainter& painter, const GanttColumns& columns, const GanttView& view,
                               const GanttColors& colors, bool everyRow)
{
    const bool toScreen = painter.paintEngine()->type() == QPaintEngine::Raster;
    const double ratio = toScreen ? painter.device()->devicePixelRatioF() : kPaperRatio;
    const QSize size{static_cast<int>(std::ceil(view.area.width() * ratio)),
                     static_cast<int>(std::ceil(view.area.height() * ratio))};
    QImage image{size, QImage::Format_ARGB32_Premultiplied};
    if (image.isNull())
        return;
    image.fill(Qt::transparent);
    fillShades(colors);
    const double pixel = (view.right - view.left) / size.width();
    Mapping mapping{view.left, view.right, 1 / pixel, size.width(), toScreen && !everyRow ? pixel / kStepsAPixel : 0,
                    {}};
    for (std::size_t i = 0; i < kBarParts; ++i)
        mapping.shown[i] = colors.of(static_cast<BarPart>(i)).isValid();
    m_coverage.counts.assign(static_cast<std::size_t>(size.width()) + 2, {});
    const double step = (view.bottom - view.top) / size.height();
    for (int y = 0; y < size.height(); ++y) {
        const double top = view.top + y * step;
        RowRange range = rowsIn(top, top + step, columns.rows());
        if (step > 1)  // a row belongs to the line of pixels in which it begins
            range = rowsIn(std::ceil(top), std::ceil(top + step), columns.rows());
        m_coverage.low = size.width();
        m_coverage.high = -1;
        coverLine(mapping, columns, range.first, range.last);
        if (m_coverage.high >= m_coverage.low)
            flush(reinterpret_cast<QRgb*>(image.scanLine(y)), colors);  // a scan line of a 32-bit format
    }
    image.setDevicePixelRatio(ratio);
    painter.drawImage(view.area.topLeft(), image);
}

// Called for each part of each bar.
inline void GanttPainter::span(const Mapping& mapping, std::size_t part, double x0, double x1, std::int32_t count)
{
    if (x1 < 0 || x0 >= mapping.width)
        return;
    const int first = std::max(0, static_cast<int>(x0));
    const int last = std::min(mapping.width, std::max(first + 1, static_cast<int>(std::min(x1, mapping.width + 1.0))));
    m_coverage.counts[static_cast<std::size_t>(first)][part] += count;
    m_coverage.counts[static_cast<std::size_t>(last)][part] -= count;
    m_coverage.low = std::min(m_coverage.low, first);
    m_coverage.high = std::max(m_coverage.high, last);
}

void GanttPainter::coverLine(const Mapping& mapping, const GanttColumns& columns, std::size_t first, std::size_t last)
{
    std::size_t row = first;
    while (row < last) {
        const auto [group, rows] = columns.levels().at(row, last, mapping.step, mapping.left, mapping.right);
        if (group && group->touches(mapping.left, mapping.right))
            cover(mapping, *group);
        if (group) {
            row += rows;
            continue;
        }
        const std::size_t end = std::min(last, (row / GanttLevels::kLeaf + 1) * GanttLevels::kLeaf);
        for (const bool touched = columns.touches(row, mapping.left, mapping.right); row < end; ++row) {
            if (touched && columns.state(row) != BarState::None)
                cover(mapping, columns.bar(row));
        }
    }
}

void GanttPainter::cover(const Mapping& mapping, const GanttLevels::Group& group)
{
    const double scale = group.step() * mapping.scale;
    const double origin = scale / 2 - mapping.left * mapping.scale;  // the middle of a step
    for (const GanttLevels::Span& each : group.spans) {
        const auto part = static_cast<std::size_t>(each.part);
        if (mapping.shown[part])
            span(mapping, part, each.from * scale + origin, each.to * scale + origin,
                 static_cast<std::int32_t>(each.count));
    }
}

void GanttPainter::cover(const Mapping& mapping, const Bar& bar)
{
    forEachPart(bar, [&](BarPart part, double from, double to) {
        if (mapping.shown[static_cast<std::size_t>(part)])
            span(mapping, static_cast<std::size_t>(part), (from - mapping.left) * mapping.scale,
                 (to - mapping.left) * mapping.scale, 1);
    });
}

void GanttPainter::fillShades(const GanttColors& colors)
{
    m_shades.resize(kShades + 1);
    const auto mix = [](int a, int b, int i) { return a + (b - a) * i / kShades; };
    for (int i = 0; i <= kShades; ++i) {
        m_shades[static_cast<std::size_t>(i)] = qRgb(mix(colors.waiting.red(), colors.streaming.red(), i),
                                                     mix(colors.waiting.green(), colors.streaming.green(), i),
                                                     mix(colors.waiting.blue(), colors.streaming.blue(), i));
    }
}

void GanttPainter::flush(QRgb* line, const GanttColors& colors)
{
    const QRgb bad = colors.bad.rgb();
    const QRgb muted = qPremultiply(faded(colors.muted, 0.35F).rgba());
    std::array<std::int32_t, kBarParts> sums{};
    for (int x = m_coverage.low; x <= m_coverage.high; ++x) {
        auto& counts = m_coverage.counts[static_cast<std::size_t>(x)];
        for (std::size_t i = 0; i < kBarParts; ++i)
            sums[i] += counts[i];
        counts = {};
        const auto& [waiting, streaming, failed, other] = sums;
        // A failure is never hidden by what succeeded beside it.
        if (failed > 0)
            line[x] = bad;
        else if (waiting + streaming > 0)
            line[x] = m_shades[static_cast<std::size_t>(std::int64_t{streaming} * kShades / (waiting + streaming))];
        else if (other > 0)
            line[x] = muted;
    }
}

}  // namespace inferometer::plots
