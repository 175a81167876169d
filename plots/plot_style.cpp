// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_style.h"

#include <qcustomplot.h>
#include <QPalette>

namespace inferometer::plots {

const MarkColors& markColors(bool dark)
{
    static const MarkColors kLight{QColor{0x32, 0x5c, 0x8c}, QColor{0xee, 0x76, 0x25}, QColor{0xc8, 0x36, 0x4a}};
    static const MarkColors kDark{QColor{0x6f, 0x9f, 0xd8}, QColor{0xf5, 0x9a, 0x57}, QColor{0xf0, 0x6a, 0x7a}};
    return dark ? kDark : kLight;
}

PlotColors plotColors(const QPalette& palette)
{
    PlotColors colors;
    colors.surface = palette.color(QPalette::Base);
    colors.text = palette.color(QPalette::Text);
    colors.muted = palette.color(QPalette::PlaceholderText);
    colors.grid = palette.color(QPalette::Mid);
    colors.accent = palette.color(QPalette::Link);
    colors.marks = markColors(colors.surface.lightness() < 128);
    return colors;
}

QFont tickFont(const QFont& font)
{
    QFont small{font};
    if (font.pixelSize() > 0)
        small.setPixelSize(qMax(1, qRound(font.pixelSize() * 0.85)));
    else
        small.setPointSizeF(font.pointSizeF() * 0.85);
    return small;
}

void styleAxes(QCustomPlot& canvas, const PlotColors& colors, const QFont& font)
{
    canvas.setBackground(QBrush{colors.surface});
    for (QCPAxis* axis : {canvas.xAxis, canvas.yAxis, canvas.yAxis2}) {
        axis->setBasePen(QPen{colors.grid, 1});
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setSubTicks(false);
        axis->setTickLength(0, 0);
        axis->setTickLabelPadding(5);
        axis->setTickLabelColor(colors.muted);
        axis->setTickLabelFont(tickFont(font));
        axis->setLabelColor(colors.muted);
        axis->setLabelFont(tickFont(font));
        axis->setLabelPadding(4);
        axis->setUpperEnding(QCPLineEnding::esNone);
        axis->grid()->setPen(QPen{colors.grid, 1});
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
    canvas.yAxis->setBasePen(Qt::NoPen);
    canvas.yAxis2->setBasePen(Qt::NoPen);
}

}  // namespace inferometer::plots
