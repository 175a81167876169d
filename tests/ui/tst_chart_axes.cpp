// SPDX-License-Identifier: GPL-3.0-or-later
// Axes: they grow by steps while a run goes on and fit it when it is over; one unit for the same quantity everywhere.
#include "plots/hover_overlay.h"
#include "plots/line_labels.h"
#include "plots/makers.h"
#include "plots/plot.h"
#include "plots/si_ticker.h"
#include "ui/base/text.h"

#include <qcustomplot.h>
#include <QMouseEvent>
#include <QTest>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/chart_samples.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <cmath>
#include <memory>

using namespace inferometer;
using test::shown;

namespace {

// Requests sent at 1 s whose first token came after so long, as far as charts look.
SnapshotPtr runOf(const std::vector<double>& ttfts, RunState state = RunState::Finished)
{
    auto block = std::make_shared<RecordBlock>();
    for (const double ttft : ttfts) {
        RequestRecord record = test::recordOf({ttft, 1 + ttft, ServerMetrics::kNone}, block->records.size());
        record.serverMetrics = -1;
        block->records.push_back(record);
    }
    return test::snapshotOfBlock(std::move(block), state);
}

// What the axis says at its last tick, in its own unit; and where that is, in s.
double lastLabel(const QCPAxis& axis) { return axis.tickVectorLabels().last().toDouble(); }

// `count` values, evenly from the first to the last.
std::vector<double> between(double first, double last, int count = 100)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(first + (last - first) * i / (count - 1));
    return values;
}

}  // namespace

class TestChartAxes : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TimeGrowsByStepsAndFitsWhenTheRunIsOver();
    void RowsFitWhenTheRunIsOver();
    void ValuesFitWhenTheRunIsOver();
    void ANarrowDistributionBeginsAboveNought();
    void BarsStandOnAnAxisOfTheirOwn();
    void TicksOfBothSidesStandOnOneGrid();
    void OneFailureHasATickOfItsOwn();
    void AnAxisIsWrittenInOneNotation_data();
    void AnAxisIsWrittenInOneNotation();
    void WordsAtLinesCrossNothing_data();
    void WordsAtLinesCrossNothing();
    void ATimeHasTheUnitOfItsCard_data();
    void ATimeHasTheUnitOfItsCard();
};

void TestChartAxes::TimeGrowsByStepsAndFitsWhenTheRunIsOver()
{
    for (const auto make : {plots::makeThroughputPlot, plots::makeInFlightPlot, plots::makeGanttPlot}) {
        test::SampleShape shape;
        shape.asked = 8;
        shape.tokens = 20;
        test::SampleRun run{shape};
        run.advanceTo(0.4);
        const auto plot = shown(make, run.snapshot());
        QCOMPARE(plot->canvas().xAxis->range(), QCPRange(0, 10));
        run.finish();
        const SnapshotPtr last = run.snapshot();
        plot->display(last);
        const double most = plot->canvas().xAxis->range().upper / seconds(last->elapsed);
        QVERIFY2(most >= 1 && most <= 1.06, qPrintable(QString::number(most)));
        QVERIFY(seconds(last->elapsed) < 3);
        // The next run starts over.
        test::SampleRun next{{}};
        next.advanceTo(11);
        plot->display(next.snapshot());
        QCOMPARE(plot->canvas().xAxis->range(), QCPRange(0, 15));
    }
}

void TestChartAxes::RowsFitWhenTheRunIsOver()
{
    test::SampleShape shape;
    shape.asked = 16;
    test::SampleRun run{shape};
    run.advanceTo(3);
    const auto plot = shown(plots::makeGanttPlot, run.snapshot());
    QCOMPARE(plot->canvas().yAxis->range(), QCPRange(-0.5, 19.5));
    run.finish();
    plot->display(run.snapshot());
    QCOMPARE(plot->canvas().yAxis->range(), QCPRange(-0.5, 15.5));
}

void TestChartAxes::ValuesFitWhenTheRunIsOver()
{
    // One slow answer while the run went on, which the end shows to be one of many.
    const auto plot = shown(plots::makeTtftBoxes, runOf({0.9}, RunState::Running));
    const double live = plot->canvas().yAxis->range().upper;
    QVERIFY(live > 0.9);
    auto values = between(0.01, 0.02);
    values.insert(values.begin(), 0.9);
    const auto later = std::make_shared<Snapshot>(*runOf(values, RunState::Running));
    later->revision = 2;
    plot->display(later);
    const auto ended = std::make_shared<Snapshot>(*later);
    ended->revision = 3;
    ended->state = RunState::Finished;
    plot->display(ended);
    QVERIFY(plot->canvas().yAxis->range().upper < 0.05);
    QVERIFY(plot->canvas().yAxis->range().upper > 0.02);
}

void TestChartAxes::ANarrowDistributionBeginsAboveNought()
{
    const auto narrow = between(0.20, 0.22);
    const auto plot = shown(plots::makeDistributionPlot, runOf(narrow, RunState::Running));
    QCOMPARE(plot->canvas().xAxis->range().lower, 0.0);
    plot->display(runOf(narrow));
    const QCPRange fitted = plot->canvas().xAxis->range();
    QVERIFY(fitted.lower > 0.15 && fitted.lower < 0.2);
    QVERIFY(fitted.upper > 0.22 && fitted.upper < 0.25);
    // The limit belongs to the picture.
    RunSpec limits;
    limits.slo.ttft = 0.17;
    plot->setLimits(limits);
    QVERIFY(plot->canvas().xAxis->range().lower < 0.17);
    QVERIFY(plot->canvas().xAxis->range().lower > 0.1);
    plot->setLimits({});
    plot->display(runOf(between(0.05, 0.22)));
    QCOMPARE(plot->canvas().xAxis->range().lower, 0.0);
}

void TestChartAxes::BarsStandOnAnAxisOfTheirOwn()
{
    const auto plot = shown(plots::makeDistributionPlot, runOf(between(0.05, 0.5)));
    const auto* bars = qobject_cast<QCPBars*>(plot->canvas().plottable(0));
    QVERIFY(bars);
    const QCPAxis& axis = *bars->valueAxis();
    QCOMPARE(&axis, plot->canvas().yAxis2);
    QVERIFY(axis.visible() && axis.tickLabels() && axis.label().contains(QLatin1Char{'%'}));
    double highest = 0;
    double sum = 0;
    for (const QCPBarsData& bar : *bars->data()) {
        highest = std::max(highest, bar.value);
        sum += bar.value;
    }
    QVERIFY(std::abs(sum - 100) < 1);
    QVERIFY2(axis.range().upper >= highest && axis.range().upper <= highest * 1.6, "they fill it");
    QCOMPARE(axis.range().lower, 0.0);
    plot->setSeriesVisible(1, false);
    QVERIFY2(!axis.visible(), "an axis of nothing");
}

void TestChartAxes::TicksOfBothSidesStandOnOneGrid()
{
    test::SampleShape shape;
    shape.failedShare = 0.2;
    const SnapshotPtr run = test::finishedSnapshot(80, shape);
    for (const auto make : {plots::makeDistributionPlot, plots::makeInFlightPlot}) {
        const auto plot = shown(make, run);
        const QCPAxis& left = *plot->canvas().yAxis;
        const QCPAxis& right = *plot->canvas().yAxis2;
        QVector<double> grid;
        for (const double tick : left.tickVector())
            grid << left.coordToPixel(tick);
        QVERIFY(right.tickVector().size() > 2);
        for (const double tick : right.tickVector()) {
            const double at = right.coordToPixel(tick);
            QVERIFY(std::any_of(grid.begin(), grid.end(), [at](double line) { return std::abs(line - at) < 0.1; }));
        }
    }
}

void TestChartAxes::OneFailureHasATickOfItsOwn()
{
    for (const double share : {0.02, 0.2, 0.6}) {
        test::SampleShape shape;
        shape.failedShare = share;
        const auto plot = shown(plots::makeInFlightPlot, test::finishedSnapshot(80, shape));
        const double step = plot->canvas().yAxis2->tickVector().at(1);
        const double places = step < 1 ? 1 / step : step;
        QVERIFY2(std::abs(places - std::round(places)) < 1e-6, qPrintable(QString::number(step)));
    }
}

void TestChartAxes::AnAxisIsWrittenInOneNotation_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("factor");
    QTest::addColumn<QString>("labels");
    QTest::newRow("plain") << 0.0 << 8000.0 << 1.0 << QStringLiteral("0 2000 4000 6000 8000");
    QTest::newRow("up to 10 k") << 0.0 << 10'000.0 << 1.0 << QStringLiteral("0 2.5k 5k 7.5k 10k");
    QTest::newRow("up to 1 M") << 0.0 << 1e6 << 1.0 << QStringLiteral("0 0.25M 0.5M 0.75M 1M");
    QTest::newRow("down to 20 k") << -2e4 << 0.0 << 1.0 << QStringLiteral("-20k -15k -10k -5k 0");
    QTest::newRow("zoomed") << 1'234'560.0 << 1'234'568.0 << 1.0
                            << QStringLiteral("1.23456M 1.234562M 1.234564M 1.234566M 1.234568M");
    QTest::newRow("in a unit of its own") << 0.0 << 20.0 << 1000.0 << QStringLiteral("0 5k 10k 15k 20k");
}

void TestChartAxes::AnAxisIsWrittenInOneNotation()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, factor);
    plots::SiTicker ticker;
    ticker.setTickCount(4);
    ticker.setFactor(factor);
    QVector<double> ticks;
    QVector<QString> labels;
    ticker.generate({from, to}, QLocale::c(), QLatin1Char{'g'}, 6, ticks, nullptr, &labels);
    QTEST(QStringList{labels}.join(QLatin1Char{' '}), "labels");
}

void TestChartAxes::WordsAtLinesCrossNothing_data()
{
    QTest::addColumn<QList<double>>("at");
    QTest::addColumn<double>("knee");
    QTest::addColumn<bool>("hasRoom");
    QTest::newRow("far apart") << QList<double>{80, 200, 320} << 0.0 << true;
    QTest::newRow("two close together") << QList<double>{80, 330, 350} << 0.0 << true;
    QTest::newRow("three close together") << QList<double>{190, 200, 210} << 0.0 << true;
    QTest::newRow("all at one place") << QList<double>{200, 200, 200} << 0.0 << true;
    QTest::newRow("at the right edge") << QList<double>{370, 390, 399} << 0.0 << false;
    QTest::newRow("beyond an edge") << QList<double>{-50, 300, 900} << 0.0 << true;
    QTest::newRow("a steep curve at the left") << QList<double>{5, 20, 60} << 20.0 << false;
}

void TestChartAxes::WordsAtLinesCrossNothing()
{
    QFETCH(QList<double>, at);
    QFETCH(double, knee);
    QFETCH(bool, hasRoom);  // else a line is crossed before words are
    const QRectF area{0, 0, 400, 200};
    // From the lower left to the top, straight or with a knee.
    const auto curve = [knee](double x) { return knee > 0 ? std::max(0.0, 200 - 200 * x / knee) : 200 - x / 2; };
    std::vector<plots::LabelledLine> lines;
    for (const double x : at)
        lines.push_back({x, std::clamp(curve(x), 0.0, 200.0), {90, 16}});
    const std::vector<QRectF> places = plots::placeLabels(area, lines, curve);
    QCOMPARE(places.size(), lines.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const QRectF& words = places[i];
        QVERIFY(area.contains(words));
        const double x = std::clamp(lines[i].x, 0.0, 400.0);
        QVERIFY2(words.left() == x || words.right() == x, "it is told at its line");
        QVERIFY2(words.bottom() <= curve(words.right()) || words.top() >= curve(words.left()), "the curve");
        for (std::size_t j = 0; j < places.size(); ++j) {
            if (j == i)
                continue;
            QVERIFY2(!words.intersects(places[j]), "the words of another");
            const bool isBeside = lines[j].x <= words.left() || lines[j].x >= words.right();
            QVERIFY2(!hasRoom || isBeside || words.bottom() <= lines[j].top, "another line");
        }
    }
}

void TestChartAxes::ATimeHasTheUnitOfItsCard_data()
{
    QTest::addColumn<double>("median");
    QTest::addColumn<QString>("unit");
    QTest::newRow("fast") << 0.0005 << QStringLiteral("µs");
    QTest::newRow("usual") << 0.0501 << QStringLiteral("ms");
    QTest::newRow("just below a second") << 0.98 << QStringLiteral("ms");
    QTest::newRow("what is rounded to a second") << 0.9996 << QStringLiteral("s");
    QTest::newRow("slow") << 2.5 << QStringLiteral("s");
    QTest::newRow("very slow") << 75.0 << QStringLiteral("min");
}

void TestChartAxes::ATimeHasTheUnitOfItsCard()
{
    QFETCH(double, median);
    QFETCH(QString, unit);
    QCOMPARE(ui::durationQuantity(median).unit, unit);
    const SnapshotPtr run = runOf({median, median, median});
    const auto boxes = shown(plots::makeTtftBoxes, run);
    QCOMPARE(boxes->canvas().yAxis->label(), QStringLiteral("TTFT (%1), per request").arg(unit));
    // The number of the card, and ticks that say where they are.
    QVERIFY(boxes->accessibleDescription().contains(
        QStringLiteral("median %1 %2").arg(ui::durationQuantity(median).number, unit)));
    const double factor = ui::durationQuantity(median).number.toDouble() / median;
    const double tick = boxes->canvas().yAxis->tickVector().last();
    QVERIFY(std::abs(lastLabel(*boxes->canvas().yAxis) / (tick * factor) - 1) < 0.01);
    QVERIFY2(boxes->csv().contains(QLatin1Char{','} + QString::number(median)), "files stay in seconds");
    if (median == 0.9996)  // NOLINT: as it was given; histograms are not that fine
        return;
    const auto distribution = shown(plots::makeDistributionPlot, run);
    QCOMPARE(distribution->canvas().xAxis->label(), QStringLiteral("TTFT (%1)").arg(unit));
    QVERIFY(distribution->csv().contains(QStringLiteral("share,ttft_s\n")));
}

QTEST_MAIN(TestChartAxes)
#include "tst_chart_axes.moc"
