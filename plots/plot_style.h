// SPDX-License-Identifier: GPL-3.0-or-later
// How charts look: colours from the palette, and the marks' own, which no palette role holds.
#pragma once

#include <QColor>
#include <QFont>

class QCustomPlot;
class QPalette;

namespace inferometer::plots {

// For marks only, never for text: server and client in the SambaNova AI Starter Kit's colours, lighter on dark.
struct MarkColors
{
    QColor server;
    QColor client;
    QColor bad;
};
const MarkColors& markColors(bool dark);

struct PlotColors
{
    QColor surface;
    QColor text;
    QColor muted;
    QColor grid;
    QColor accent;
    MarkColors marks;
};

// Dark is decided by the lightness of the palette's surface.
PlotColors plotColors(const QPalette& palette);

// The font of ticks and axis titles beside text in `font`.
QFont tickFont(const QFont& font);

// Background, grid, axes and fonts. No frame, no ticks sticking out, a light grid.
void styleAxes(QCustomPlot& canvas, const PlotColors& colors, const QFont& font);

}  // namespace inferometer::plots
