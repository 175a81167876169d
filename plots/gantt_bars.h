// SPDX-License-Identifier: GPL-3.0-or-later
// The plottable that paints the Gantt's columns into QCustomPlot's axes (QCustomPlot; for .cpp files).
#pragma once

#include "plots/gantt_columns.h"
#include "plots/gantt_painter.h"

#include <qcustomplot.h>

#include <optional>

namespace inferometer::plots {

class GanttBars : public QCPAbstractPlottable
{
    Q_OBJECT

public:
    GanttBars(QCPAxis* time, QCPAxis* rows, const GanttColumns& columns);

    void setColors(const GanttColors& colors) { m_colors = colors; }
    // The row that is framed, in `ink` on a halo of `ground`.
    void setSelected(std::optional<std::size_t> row) { m_selected = row; }
    void setFrame(const QColor& ink, const QColor& ground);

    GanttView view() const;
    // The row at a pixel of the chart, if a request has it.
    std::optional<std::size_t> rowAt(QPointF at) const;
    // The pixels of a request's bar and its queue time, no part of them out of view. REQUIRES: row < rows.
    QRectF areaOf(std::size_t row) const;

    double selectTest(const QPointF& at, bool onlySelectable, QVariant* details) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keys) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& area) const override;

private:
    void drawSelection(QCPPainter& painter) const;

    const GanttColumns& m_columns;
    GanttColors m_colors;
    QColor m_ink;
    QColor m_ground;
    GanttPainter m_painter;
    std::optional<std::size_t> m_selected;
};

}  // namespace inferometer::plots
