// SPDX-License-Identifier: GPL-3.0-or-later
// Where the words of upright lines stand under a curve that rises, or above it, so that they cross neither the curve,
// nor another line, nor one another.
#pragma once

#include <QRectF>
#include <QSizeF>

#include <functional>
#include <vector>

namespace inferometer::plots {

// In pixels.
struct LabelledLine
{
    double x = 0;
    double top = 0;  // it ends there, and at the lower edge of the area
    QSizeF words;
};

// A place for the words of each line, beside it and inside `area`: the lowest that is free, else the one that crosses
// least. A line beyond an edge of the area has its words at that edge. `curve` tells the height at an x; it never
// falls.
std::vector<QRectF> placeLabels(const QRectF& area, const std::vector<LabelledLine>& lines,
                                const std::function<double(double x)>& curve);
// Whether words there hide some of the curve.
bool crossesCurve(const QRectF& words, const std::function<double(double x)>& curve);

}  // namespace inferometer::plots
