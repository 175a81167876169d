// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the bars of a Gantt chart: one by one while rows are high enough to be told apart; merged per row of pixels,
// into an image, when many requests share one. There, on a screen, groups of the levels of detail stand for their rows
// where nobody could tell: the cost depends on pixels, not on requests. A file is drawn from every row.
#pragma once

#include "plots/gantt_columns.h"

#include <QColor>
#include <QRectF>

#include <array>
#include <cstddef>
#include <vector>

class QPainter;

namespace inferometer::plots {

// An invalid colour hides what it is for.
struct GanttColors
{
    QColor waiting;    // sent to first token
    QColor streaming;  // first to last token
    QColor bad;        // failed
    QColor muted;      // queue and cancelled

    const QColor& of(BarPart part) const
    {
        return *std::array{&waiting, &streaming, &bad, &muted}[static_cast<std::size_t>(part)];
    }
};

// What is in view. Row r occupies [r, r + 1) on the row axis, whose lesser end is at the top.
struct GanttView
{
    QRectF area;  // pixels
    double left = 0;
    double right = 1;  // seconds
    double top = 0;
    double bottom = 1;  // rows

    double rowHeight() const { return area.height() / (bottom - top); }
};

class GanttPainter
{
public:
    // On a screen groups are used; elsewhere, or when `everyRow`, each row is painted for itself.
    void paint(QPainter& painter, const GanttColumns& columns, const GanttView& view, const GanttColors& colors,
               bool everyRow = false);

private:
    // Counts of the bars' parts that cover each pixel of the line at hand, as differences between neighbours.
    struct Coverage
    {
        std::vector<std::array<std::int32_t, kBarParts>> counts;
        int low = 0;
        int high = 0;
    };
    struct Mapping
    {
        double left = 0;
        double right = 1;
        double scale = 1;  // pixels a second
        int width = 0;
        double step = 0;  // s; a group no coarser may stand for its rows
        std::array<bool, kBarParts> shown{};
    };
    void paintBars(QPainter& painter, const GanttColumns& columns, const GanttView& view,
                   const GanttColors& colors) const;
    void paintMerged(QPainter& painter, const GanttColumns& columns, const GanttView& view, const GanttColors& colors,
                     bool everyRow);
    void coverLine(const Mapping& mapping, const GanttColumns& columns, std::size_t first, std::size_t last);
    void cover(const Mapping& mapping, const GanttLevels::Group& group);
    void cover(const Mapping& mapping, const Bar& bar);
    void span(const Mapping& mapping, std::size_t part, double x0, double x1, std::int32_t count);
    void flush(QRgb* line, const GanttColors& colors);
    void fillShades(const GanttColors& colors);

    Coverage m_coverage;
    std::vector<QRgb> m_shades;  // from all waiting to all streaming
};

}  // namespace inferometer::plots
