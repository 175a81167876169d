// SPDX-License-Identifier: GPL-3.0-or-later
// A figure of the catalog of run figures as the screen words it: the same on a card and in the definition.
#pragma once

#include "core/metrics/run_figures.h"
#include "ui/base/text.h"

namespace inferometer::ui {

Quantity runFigureQuantity(const RunFigure& row, double value);
// "12.3 k tok/s (no steady rate)"; empty: the run has no such figure, or it is not known yet.
QString runFigureText(const RunFigure& row, const RunFigureInput& run);
// What the marks mean, a label or a sentence each.
QStringList markLabels(RunMarks marks);
QStringList markHelps(RunMarks marks);

}  // namespace inferometer::ui
