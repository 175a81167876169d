// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_rows.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace inferometer::ui {

namespace {

struct ServerWords
{
    ServerMetrics::Field field;
    const char* label;
    const char* unit;
};
constexpr std::array kServer{
    ServerWords{ServerMetrics::Ttft, QT_TRANSLATE_NOOP("statistics", "Server: time to first token"), "s"},
    ServerWords{ServerMetrics::EndToEnd, QT_TRANSLATE_NOOP("statistics", "Server: latency"), "s"},
    ServerWords{ServerMetrics::OutputRate, QT_TRANSLATE_NOOP("statistics", "Server: output rate"), "tok/s"},
    ServerWords{ServerMetrics::TotalRate, QT_TRANSLATE_NOOP("statistics", "Server: total rate"), "tok/s"},
    ServerWords{ServerMetrics::OutputRateFirstTen, QT_TRANSLATE_NOOP("statistics", "Server: rate of the first ten"),
                "tok/s"},
    ServerWords{ServerMetrics::BatchSize, QT_TRANSLATE_NOOP("statistics", "Server: batch size"), ""},
    ServerWords{ServerMetrics::AcceptanceRate, QT_TRANSLATE_NOOP("statistics", "Server: acceptance rate"), ""},
    ServerWords{ServerMetrics::Queue, QT_TRANSLATE_NOOP("statistics", "Server: queue"), "s"},
    ServerWords{ServerMetrics::Prefill, QT_TRANSLATE_NOOP("statistics", "Server: prefill"), "s"},
};
static_assert(kServer.size() == ServerMetrics::kFields);
constexpr const char* kServerHelp
    = QT_TRANSLATE_NOOP("statistics", "As the server reports it of each request that ended ok.");

std::vector<StatisticsSubject> makeSubjects()
{
    std::vector<StatisticsSubject> subjects;
    for (const Metric& metric : metrics())
        subjects.push_back({metric.id, metric.label, metric.unit, metric.help, &metric});
    for (const ServerWords& server : kServer)
        subjects.push_back(
            {serverMetricName(server.field), server.label, server.unit, kServerHelp, nullptr, server.field});
    return subjects;
}

QString wordsOf(const StatisticsSubject& subject, std::string_view text)
{
    return subject.metric ? metricText(text) : QCoreApplication::translate("statistics", text.data());
}

constexpr std::array<StatisticsFigure, kStatisticsFigures> kFigures{
    StatisticsFigure{"mean", meanFigure},
    StatisticsFigure{"p50", [](const Statistics& s) { return quantileFigure(s, 0.5); }, 0.5},
    StatisticsFigure{"p90", [](const Statistics& s) { return quantileFigure(s, 0.9); }, 0.9},
    StatisticsFigure{"p95", [](const Statistics& s) { return quantileFigure(s, 0.95); }, 0.95},
    StatisticsFigure{"p99", [](const Statistics& s) { return quantileFigure(s, 0.99); }, 0.99},
    StatisticsFigure{"max", maxFigure},
};

MetricMarks marksOf(const StatisticsRow& row, bool assumed)
{
    if (!row.hasValues())
        return 0;
    MetricMarks marks = 0;
    for (const StatisticsFigure& figure : kFigures)
        marks |= figureOf(row, figure).marks;
    if (row.data.estimated > 0)
        marks |= assumed ? TokensAssumed : TokensSpread;
    if (row.inexactShare() > 0)
        marks |= Inexact;
    return marks;
}

bool isAssumed(const RequestCounts& counts)
{
    return counts.tokenBases[static_cast<std::size_t>(TokenBasis::Assumed)] > 0;
}

MetricStatistics finished(const StatisticsSubject& subject, const Summary& summary)
{
    if (!subject.metric)
        return subject.field < summary.server.size() ? summary.server[subject.field] : MetricStatistics{};
    const auto found = std::find_if(summary.metrics.begin(), summary.metrics.end(), [&](const MetricStatistics& row) {
        return row.metric && row.metric->id == subject.id;
    });
    return found == summary.metrics.end() ? MetricStatistics{} : *found;
}

StatisticsRow rowOf(const StatisticsSubject& subject, const ShownRun& run)
{
    StatisticsRow row{&subject, {}, run.finished() != nullptr, 0};
    if (run.finished())
        row.data = finished(subject, run.finished()->summary);
    else if (auto soFar = statisticsSoFar(*run.snapshot(), subject.id)) {
        row.data.statistics = std::move(*soFar);
        row.isTold = true;
    }
    const bool assumed = isAssumed(run.finished() ? static_cast<const RequestCounts&>(run.finished()->summary)
                                                  : run.snapshot()->counts);
    row.marks = marksOf(row, assumed);
    if (!run.finished() && row.hasValues())
        row.marks |= SoFar;
    return row;
}

}  // namespace

QString StatisticsSubject::title() const
{
    const QString words = wordsOf(*this, label);
    return unit.empty() || unit == "s" || unit == "tokens" ? words
                                                           : QStringLiteral("%1 (%2)").arg(words, metricText(unit));
}

QString StatisticsSubject::definition() const { return wordsOf(*this, help); }

std::span<const StatisticsSubject> statisticsSubjects()
{
    static const std::vector<StatisticsSubject> kSubjects = makeSubjects();
    return kSubjects;
}

double StatisticsRow::inexactShare() const
{
    const auto inexact = static_cast<double>(data.stamps[1] + data.stamps[2]);
    return inexact > 0 ? inexact / (inexact + static_cast<double>(data.stamps[0])) : 0;
}

std::vector<StatisticsRow> statisticsRows(const ShownRun& run)
{
    std::vector<StatisticsRow> rows;
    if (!run.finished() && !run.snapshot())
        return rows;
    for (const StatisticsSubject& subject : statisticsSubjects()) {
        StatisticsRow row = rowOf(subject, run);
        if (subject.metric || row.hasValues())
            rows.push_back(std::move(row));
    }
    return rows;
}

const std::array<StatisticsFigure, kStatisticsFigures>& statisticsFigures() { return kFigures; }

MetricFigure figureOf(const StatisticsRow& row, const StatisticsFigure& figure)
{
    MetricFigure value = row.hasValues() ? figure.of(row.data.statistics) : MetricFigure{};
    value.marks |= row.marks & SoFar;
    return value;
}

std::optional<Interval> medianInterval(const StatisticsRow& row)
{
    const Quantile* const median = row.data.statistics.at(0.5);
    return median ? median->interval : std::nullopt;
}

QString inexactText(const StatisticsRow& row)
{
    if (row.inexactShare() == 0)
        return {};
    return QStringLiteral("%1\u00a0% ±%2")
        .arg(threeDigits(100 * row.inexactShare()), metricQuantity(row.subject->unit, row.data.arrivalErrorMax).text());
}

Distribution distributionOf(const StatisticsSubject& subject, const ShownRun& run)
{
    if (const FinishedRun* const over = run.finished())
        return subject.metric ? inferometer::distributionOf(over->blocks, *subject.metric)
                              : inferometer::distributionOf(over->blocks, subject.field);
    const Histogram* const histogram = histogramSoFar(*run.snapshot(), subject.id);
    return histogram ? inferometer::distributionOf(*histogram) : Distribution{};
}

}  // namespace inferometer::ui
