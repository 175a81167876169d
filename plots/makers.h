// SPDX-License-Identifier: GPL-3.0-or-later
// One maker a chart, for the catalog.
#pragma once

class QWidget;

namespace inferometer::plots {

class Plot;

Plot* makeTtftBoxes(QWidget* parent);
Plot* makeTtftPartsPlot(QWidget* parent);
Plot* makeLatencyBoxes(QWidget* parent);
Plot* makeOutputRateBoxes(QWidget* parent);
Plot* makeDistributionPlot(QWidget* parent);
Plot* makeBatchTotalPlot(QWidget* parent);
Plot* makeThroughputPlot(QWidget* parent);
Plot* makeInFlightPlot(QWidget* parent);
Plot* makeGanttPlot(QWidget* parent);

}  // namespace inferometer::plots
