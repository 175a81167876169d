// SPDX-License-Identifier: GPL-3.0-or-later
// Every cell of the table of statistics against summary.json, worded here by the functions of the screen.
#pragma once

#include "ui/statistics/statistics_model.h"
#include "ui/statistics/statistics_table.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace inferometer::test {

using nlohmann::json;

inline double numberIn(const json& value) { return value.is_null() ? std::nan("") : value.get<double>(); }
inline bool has(const json& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), json(std::string{name})) != names.end();
}

// As the tab of statistics words a figure of the file.
inline QString tableWords(const json& metric, const char* key, std::string_view unit)
{
    const ui::Quantity quantity = ui::metricQuantity(unit, numberIn(metric.at(key)));
    return (has(metric.at("lower_limits"), key) ? QStringLiteral("\u2265 ") : QString{}) + quantity.text()
        + (has(metric.at("unsupported"), key) && !metric.at(key).is_null() ? QStringLiteral("*") : QString{});
}

inline void compareRows(const ui::StatisticsModel& model, const json& summary)
{
    const bool anything = std::any_of(metrics().begin(), metrics().end(), [&](const Metric& metric) {
        const json& saved = summary.at(std::string{metric.id});
        return saved.at("n").get<int>() + saved.at("censored").get<int>() > 0;
    });
    QCOMPARE(model.hasValues(), anything);
    for (const Metric& metric : metrics()) {
        const json& saved = summary.at(std::string{metric.id});
        const int row = model.rowOf(metric.id);
        const auto cell = [&](int column) { return model.index(row, column).data().toString(); };
        if (saved.at("n").get<int>() + saved.at("censored").get<int>() == 0) {
            for (int column = 1; column < ui::StatisticsModel::Arrivals; ++column)
                QCOMPARE(cell(column), QString{QChar{0x2013}});
            continue;
        }
        QStringList cells;
        QStringList expected;
        for (const char* key : {"mean", "p50", "p90", "p95", "p99", "max"}) {
            cells << cell(ui::StatisticsModel::FirstFigure + static_cast<int>(expected.size()));
            expected << tableWords(saved, key, metric.unit);
        }
        QCOMPARE(cells, expected);
        const json& interval = saved.at("interval_95");
        QCOMPARE(cell(ui::StatisticsModel::Interval95),
                 interval.contains("p50")
                     ? ui::intervalText({interval.at("p50").at(0), interval.at("p50").at(1)}, metric.unit)
                     : QString{QChar{0x2013}});
        QCOMPARE(cell(ui::StatisticsModel::Count), ui::countText(saved.at("n").get<std::uint64_t>()));
        QCOMPARE(cell(ui::StatisticsModel::Name).contains(QStringLiteral("\u00a0~")),
                 saved.at("estimated").get<int>() > 0);
        const json& stamps = saved.at("stamps");
        const double inexact = stamps.at("bounded").get<double>() + stamps.at("user").get<double>();
        QCOMPARE(cell(ui::StatisticsModel::Name).endsWith(QStringLiteral("\u00a0±")), inexact > 0);
        QCOMPARE(cell(ui::StatisticsModel::Arrivals),
                 inexact == 0
                     ? QString{}
                     : QStringLiteral("%1\u00a0% ±%2")
                           .arg(ui::threeDigits(100 * inexact / (inexact + stamps.at("exact").get<double>())),
                                ui::metricQuantity(metric.unit, numberIn(saved.at("arrival_error_max"))).text()));
    }
}

// The file holds four decimals of what servers say.
inline void compareServerRows(const ui::StatisticsModel& model, const json& summary)
{
    for (const auto field : {ServerMetrics::Ttft, ServerMetrics::EndToEnd, ServerMetrics::OutputRate}) {
        const std::string id{serverMetricName(field)};
        const json& median = summary.at("results_" + id + "_quantiles_p50");
        const int row = model.rowOf(id);
        QCOMPARE(row >= 0, !median.is_null());
        if (row < 0)
            continue;
        const Statistics& statistics = model.at(row).data.statistics;
        QVERIFY(std::abs(statistics.valueAt(0.5) - numberIn(median)) < 1e-4);
        QVERIFY(std::abs(statistics.mean - numberIn(summary.at("results_" + id + "_mean"))) < 1e-4);
        QVERIFY(model.index(row, ui::StatisticsModel::FirstFigure + 1)
                    .data()
                    .toString()
                    .startsWith(ui::metricQuantity(model.at(row).subject->unit, statistics.valueAt(0.5)).text()));
    }
}

}  // namespace inferometer::test
