// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of one metric are distributed, under the table of statistics: its name, its definition and the curve.
// Of a run that is over the curve is made from every record, off the UI thread.
#pragma once

#include "plots/share_plot.h"
#include "ui/base/background_job.h"
#include "ui/statistics/statistics_rows.h"

#include <QWidget>

class QLabel;

namespace inferometer::widgets {
class ElidedLabel;
}

namespace inferometer::ui {

class DistributionPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DistributionPanel(QWidget* parent = nullptr);

    // `row` is of this run.
    void display(const ShownRun& run, const StatisticsRow& row);
    plots::SharePlot& plot() { return *m_plot; }

private:
    void showCurve(const StatisticsRow& row, Distribution distribution);

    QLabel* m_title;
    widgets::ElidedLabel* m_definition;
    plots::SharePlot* m_plot;
    QLabel* m_words;  // why there is no curve
    BackgroundJob m_job;
    SnapshotPtr m_snapshot;  // of the run that is over whose curve is shown, or being made
    std::string_view m_id;   // likewise of the metric
};

}  // namespace inferometer::ui
