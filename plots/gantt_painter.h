// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the bars of a Gantt chart: one by one while rows are high enough to be told apart; merged per row of pixels,
// into an image, when many requests share one. The cost then depends on pixels more than on requests.
#pragma once

#include "plots/gantt_columns.h"

#include <QColor>
#include <QRectF>

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
    void paint(QPainter& painter, const GanttColumns& columns, const GanttView& view, const GanttColors& colors);

private:
    // Counts of the bars that cover each pixel of the row at hand, as differences between neighbours.
    struct Coverage
    {
        std::vector<std::int32_t> waiting, streaming, bad, muted;
        int low = 0;
        int high = 0;
    };
    struct Mapping
    {
        double left = 0;
        double scale = 1;  // pixels a second
        int width = 0;
    };
    void paintBars(QPainter& painter, const GanttColumns& columns, const GanttView& view,
                   const GanttColors& colors) const;
    void paintMerged(QPainter& painter, const GanttColumns& columns, const GanttView& view, const GanttColors& colors);
    void cover(const Mapping& mapping, const Bar& bar, const GanttColors& colors);
    void span(const Mapping& mapping, std::vector<std::int32_t>& counts, double from, double to);
    void flush(QRgb* line, const GanttColors& colors);
    void fillShades(const GanttColors& colors);

    Coverage m_coverage;
    std::vector<QRgb> m_shades;  // from all waiting to all streaming
};

}  // namespace inferometer::plots
