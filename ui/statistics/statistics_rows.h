// SPDX-License-Identifier: GPL-3.0-or-later
// The rows and columns of the table of statistics: every metric of the catalog, then what the server says of itself.
// What a person sees, copies or reads in the Markdown of a run is made from these rows.
#pragma once

#include "core/metrics/distribution.h"
#include "ui/run/shown_run.h"
#include "ui/statistics/metric_figure.h"

#include <array>
#include <span>
#include <vector>

namespace inferometer::ui {

// What a row is of. Names and units as in files, English.
struct StatisticsSubject
{
    std::string_view id;             // "ttft_s"
    std::string_view label;          // contexts "metrics" and "statistics"
    std::string_view unit;           // "s", "tok/s", "tokens" or empty
    std::string_view help;           // likewise
    const Metric* metric = nullptr;  // null: a figure of the server
    ServerMetrics::Field field = ServerMetrics::Ttft;

    QString title() const;       // "Output rate per request (tok/s)"; times carry their units in the cells
    QString definition() const;  // one sentence
};
// In the order of the catalog, the server's last.
std::span<const StatisticsSubject> statisticsSubjects();

struct StatisticsRow
{
    const StatisticsSubject* subject = nullptr;
    MetricStatistics data;
    bool isTold = false;    // false: it is told when the run has ended
    MetricMarks marks = 0;  // of all its figures

    bool hasValues() const { return data.statistics.n + data.statistics.censored > 0; }
    double inexactShare() const;  // of its values; 0: all arrivals are exact, or none was stamped
};

// A row of each subject; those of the server only where it says something. Live, what is known so far.
std::vector<StatisticsRow> statisticsRows(const ShownRun& run);

// A statistic of a metric.
struct StatisticsFigure
{
    const char* id = nullptr;  // "p95": as in summary.json
    MetricFigure (*of)(const Statistics& statistics) = nullptr;
    double q = 0;  // 0: it is no quantile
};
inline constexpr std::size_t kStatisticsFigures = 6;
const std::array<StatisticsFigure, kStatisticsFigures>& statisticsFigures();
MetricFigure figureOf(const StatisticsRow& row, const StatisticsFigure& figure);

// The interval that the table shows: 95 % of the median.
std::optional<Interval> medianInterval(const StatisticsRow& row);
// "3 % ±2 ms": so many values may be off by as much, for want of an exact arrival; empty: all are exact.
QString inexactText(const StatisticsRow& row);

// How the values of a row are distributed. `run` as statisticsRows() took it; any thread for a run that is over.
Distribution distributionOf(const StatisticsSubject& subject, const ShownRun& run);

}  // namespace inferometer::ui
