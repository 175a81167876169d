// SPDX-License-Identifier: GPL-3.0-or-later
// A figure of each request as boxes from p5 to p95 with its median, server beside client, a category a batch size where
// the server reports it. The medians of a finished run are exact; live ones as SpreadSamples says.
#pragma once

#include "plots/batch_groups.h"
#include "plots/category_plot.h"
#include "plots/spread_samples.h"

namespace inferometer::plots {

struct BoxFigure
{
    const char* metric;          // of the client: an id of metrics()
    ServerMetrics::Field field;  // of the server
    const char* unit;        // QT_TRANSLATE_NOOP("plots", ...), as are the others; null: time, as durationUnit() has it
    const char* axis;        // the y axis' title, %1 its unit
    const char* batchTitle;  // the chart's, where batch sizes are reported
};

class BoxPlot : public CategoryPlot
{
    Q_OBJECT

public:
    explicit BoxPlot(const BoxFigure& figure, QWidget* parent = nullptr);

    QString subtitle() const override;
    QString ownTitle() const override;
    // `batch_size, side, n, p5, median, p95`, always in s or tokens a second; a row a box. No batch size: not reported.
    QString csv() const override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    QString markText(const CategoryMark& mark) const override;

private:
    // Time is shown in the unit of its largest median, as a card would show that.
    void chooseUnit();

    using Group = std::array<SpreadSamples, 2>;

    const BoxFigure m_figure;
    const Metric& m_metric;
    BatchGroups<Group> m_groups;
    QString m_unit;
};

}  // namespace inferometer::plots
