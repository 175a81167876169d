// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts say: figures against hand-made records, hover text, CSV, toggles, keys, selection.
#include "plots/batch_total_plot.h"
#include "plots/box_plot.h"
#include "plots/distribution_plot.h"
#include "plots/gantt_plot.h"
#include "plots/hover_overlay.h"
#include "plots/makers.h"
#include "plots/plot_style.h"
#include "plots/plot_text.h"

#include <qcustomplot.h>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/chart_samples.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <memory>

using namespace inferometer;
using plots::Side;
using test::categoriesOf;
using test::hoverText;
using test::Sample;
using test::shown;
using test::snapshotOf;

namespace {

const double kNone = ServerMetrics::kNone;

std::vector<Sample> twoBatches()
{
    return {{0.1, 1.1, 1},
            {0.2, 1.2, 1},
            {0.4, 1.4, 1},
            {0.5, 2.5, 4},
            {0.3, 2.3, 4},
            {9.0, 9.9, 4, Outcome::Reset},
            {8, 9, 1, Outcome::Ok, Phase::Warmup}};
}

int pixelsOf(plots::Plot& plot, const QColor& color)
{
    plot.canvas().replot();
    const QImage image = plot.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color;
    }
    return count;
}

}  // namespace

class TestPlotsCharts : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void SpreadIsExactWhenFinishedAndNearWhileRunning();
    void BoxesAreThoseOfTheRecords();
    void BoxesWithoutBatchSizesAreOneGroup();
    void WhileTheRunGoesOnTheBoxOfAllIsTheCards();
    void BoxesTakeInOnlyWhatIsNew();
    void DecodeRateIsTheMeanTimesTheBatchSize();
    void TotalIsOfferedOnlyWithBatchSizes();
    void DistributionTellsTheShareThatMeetsTheLimit();
    void DistributionFollowsTheChosenLatency();
    void ErrorsStandBesideRequestsInFlight();
    void HiddenSeriesAreNeitherDrawnNorTold();
    void GanttSelectsByClick();
    void GanttShowsWhatIsSelectedElsewhere();
    void GanttDataIsARowARequest();
    void KeysPanZoomAndReset();
    void ReturnAndDoubleClickAskToEnlarge();
    void ZoomStaysWithinTheData();
    void FiguresHaveThreeDigits();
};

void TestPlotsCharts::SpreadIsExactWhenFinishedAndNearWhileRunning()
{
    plots::SpreadSamples samples;
    std::vector<double> values;
    for (std::size_t i = 0; i < plots::SpreadSamples::kExactLive * 2; ++i) {
        values.push_back(0.1 + 0.001 * static_cast<double>(i * 7919 % 4096));
        samples.add(values.back());
    }
    std::sort(values.begin(), values.end());
    const plots::Spread live = samples.spread(false);
    QVERIFY(live.median != quantileOf(values, 0.5));
    QVERIFY(std::abs(live.median / quantileOf(values, 0.5) - 1) < 1.0 / 64);
    const plots::Spread final = samples.spread(true);
    QCOMPARE(final.n, values.size());
    QCOMPARE(final.p5, quantileOf(values, 0.05));
    QCOMPARE(final.median, quantileOf(values, 0.5));
    QCOMPARE(final.p95, quantileOf(values, 0.95));
}

void TestPlotsCharts::BoxesAreThoseOfTheRecords()
{
    const auto plot = shown(plots::makeTtftBoxes, snapshotOf(twoBatches()));
    const auto& categories = categoriesOf(*plot).categories();
    QCOMPARE(categories.size(), 2U);
    QCOMPARE(categories[0].id, QStringLiteral("1"));
    const plots::CategoryMark& client = categories[0].of(Side::Client);
    QCOMPARE(client.n, 3U);
    QCOMPARE(client.value, 0.2);
    QCOMPARE(client.low, 0.11);
    QCOMPARE(client.high, 0.38);
    QCOMPARE(categories[1].of(Side::Server).value, 0.36);
    QCOMPARE(plot->ownTitle(), QStringLiteral("TTFT by batch size"));
    QCOMPARE(hoverText(*plot, 0),
             QStringLiteral("Batch size 1\nServer median 180 ms, p5 to p95 99.0 to 342 ms\n"
                            "Client median 200 ms, p5 to p95 110 to 380 ms"));
    QCOMPARE(plot->csv(),
             QStringLiteral("batch_size,side,n,p5,median,p95\n"
                            "1,server,3,0.099,0.18,0.342\n1,client,3,0.11,0.2,0.38\n"
                            "4,server,2,0.279,0.36,0.441\n4,client,2,0.31,0.4,0.49\n"));
    QVERIFY(plot->accessibleDescription().startsWith(QStringLiteral("Batch size 1: Server median 180 ms")));
    // The kit's rate, as result files have it: eleven tokens in a second, and in two.
    const auto rates = shown(plots::makeOutputRateBoxes, snapshotOf(twoBatches()));
    QVERIFY(std::abs(categoriesOf(*rates).categories()[0].of(Side::Client).value - 11) < 1e-9);
    QVERIFY(std::abs(categoriesOf(*rates).categories()[1].of(Side::Server).value - 4.5) < 1e-9);
    const auto latency = shown(plots::makeLatencyBoxes, snapshotOf(twoBatches()));
    QCOMPARE(categoriesOf(*latency).categories()[0].of(Side::Client).value, 1.2);
    QCOMPARE(categoriesOf(*latency).categories()[0].of(Side::Server).n, 0U);
}

void TestPlotsCharts::BoxesWithoutBatchSizesAreOneGroup()
{
    const auto plot = shown(plots::makeTtftBoxes, snapshotOf({{0.1, 1, kNone}, {0.2, 1, kNone}}));
    QCOMPARE(categoriesOf(*plot).categories().size(), 1U);
    QCOMPARE(plot->ownTitle(), QStringLiteral("Time to first token"));
    QVERIFY(!plot->canvas().xAxis->tickLabels());
    QVERIFY(plot->canvas().xAxis->label().isEmpty());
    // One that says nothing among others that do has a place of its own, the last.
    const auto mixed = shown(plots::makeTtftBoxes, snapshotOf({{0.1, 1, kNone}, {0.2, 1, 8}}));
    QCOMPARE(categoriesOf(*mixed).categories().size(), 2U);
    QVERIFY(hoverText(*mixed, 1).startsWith(QStringLiteral("Batch size not reported\n")));
}

void TestPlotsCharts::WhileTheRunGoesOnTheBoxOfAllIsTheCards()
{
    const auto live = snapshotOf({}, RunState::Running);  // a first token came, no request has ended
    live->ttft.add(fromSeconds(0.123));
    const auto plot = shown(plots::makeTtftBoxes, live);
    QVERIFY(hoverText(*plot, 0).startsWith(QStringLiteral("Server not reported yet\nClient median \u2248 123 ms")));
    const auto later = snapshotOf({{0.1, 1, kNone}}, RunState::Running);
    later->ttft.add(fromSeconds(0.2));
    plot->display(later);
    QCOMPARE(categoriesOf(*plot).categories()[0].of(Side::Client).value, later->ttft.quantile(0.5));
    QVERIFY(plot->accessibleDescription().contains(QStringLiteral("; Client median \u2248 ")));
    plot->display(snapshotOf({{0.1, 1, kNone}}));
    QVERIFY(plot->accessibleDescription().contains(QStringLiteral("Client median 100 ms")));
}

void TestPlotsCharts::BoxesTakeInOnlyWhatIsNew()
{
    test::SampleShape shape;
    shape.batchSizes = 2;
    test::SampleRun run{shape};
    constexpr std::array kFigures{
        plots::BoxFigure{"ttft_s", ServerMetrics::Ttft, nullptr, "%1", "s", "s", "s", nullptr}};
    plots::BoxPlot plot{kFigures, plots::BoxRole::StandsForAll};
    plot.show();
    std::size_t n = 0;
    for (const double at : {3.0, 6.0, 60.0}) {
        run.advanceTo(at);
        const SnapshotPtr snapshot = run.snapshot();
        plot.display(snapshot);
        n = 0;
        for (const plots::Category& category : plot.categories())
            n += category.of(Side::Client).n;
        QCOMPARE(n, static_cast<std::size_t>(snapshot->ok));
    }
    plot.display(snapshotOf(twoBatches()));
    QCOMPARE(plot.categories()[0].of(Side::Client).n, 3U);
}

void TestPlotsCharts::DecodeRateIsTheMeanTimesTheBatchSize()
{
    const auto plot = shown(plots::makeBatchTotalPlot, snapshotOf(twoBatches()));
    const auto& categories = categoriesOf(*plot).categories();
    QCOMPARE(categories.size(), 2U);
    QVERIFY(std::abs(categories[0].of(Side::Client).value - 11) < 1e-9);
    QVERIFY(std::abs(categories[1].of(Side::Client).value - 22) < 1e-9);
    QVERIFY(std::abs(categories[1].of(Side::Server).value - 18) < 1e-9);
    QCOMPARE(plot->csv(),
             QStringLiteral("batch_size,side,n,decode_rate_times_batch_size\n"
                            "1,server,3,9\n1,client,3,11\n4,server,2,18\n4,client,2,22\n"));
}

void TestPlotsCharts::TotalIsOfferedOnlyWithBatchSizes()
{
    plots::BatchTotalPlot plot;
    const QSignalSpy offered{&plot, &plots::Plot::offeredChanged};
    plot.display(snapshotOf({{0.1, 1, kNone}}));
    QVERIFY(!plot.isOffered());
    // Hidden, and yet it looks.
    plot.display(snapshotOf(twoBatches()));
    QVERIFY(plot.isOffered());
    QCOMPARE(offered.last().at(0).toBool(), true);
    plot.show();
    plot.display(snapshotOf({{0.1, 1, kNone}}));
    QVERIFY(!plot.isOffered());
    QCOMPARE(offered.last().at(0).toBool(), false);
    plots::BatchTotalPlot another;
    const QSignalSpy atOnce{&another, &plots::Plot::offeredChanged};
    another.display(snapshotOf(twoBatches()));
    QCOMPARE(atOnce.size(), 1);
}

void TestPlotsCharts::DistributionTellsTheShareThatMeetsTheLimit()
{
    std::vector<Sample> samples;
    for (int i = 1; i <= 100; ++i)
        samples.push_back({0.01 * i, 2, kNone});
    plots::DistributionPlot plot;
    plot.resize(700, 300);
    plot.show();
    plot.display(snapshotOf(samples));
    QVERIFY(plot.subtitle().isEmpty());
    RunSpec limits;
    limits.slo.ttft = 0.505;
    plot.setLimits(limits);
    QVERIFY(plot.subtitle().startsWith(QStringLiteral("SLO 505 ms met by 50.")));
    QVERIFY(plot.sentence().contains(plot.subtitle()));
    QVERIFY(std::abs(plot.shareBelow(0.755) - 0.75) < 0.01);
    plot.canvas().replot();
    const QStringList lines = hoverText(plot, 0.5).split(QLatin1Char{'\n'});
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[1].endsWith(QStringLiteral("% at or below")));
    const QStringList rows = plot.csv().split(QLatin1Char{'\n'});
    QCOMPARE(rows[0], QStringLiteral("share,ttft_s"));
    QCOMPARE(rows.size(), 1003);
    QCOMPARE(rows[1001], QStringLiteral("1,1"));
}

void TestPlotsCharts::DistributionFollowsTheChosenLatency()
{
    plots::DistributionPlot plot;
    plot.resize(700, 300);
    plot.show();
    const SnapshotPtr snapshot = test::finishedSnapshot(80);
    plot.display(snapshot);
    QCOMPARE(plot.ownTitle(), QStringLiteral("Distribution of TTFT"));
    const QSignalSpy header{&plot, &plots::Plot::legendChanged};
    plot.choose(2);
    QVERIFY(!header.isEmpty());
    QCOMPARE(plot.choices().size(), 3);
    QCOMPARE(plot.ownTitle(), QStringLiteral("Distribution of ITL"));
    QCOMPARE(plot.canvas().xAxis->label(), QStringLiteral("ITL (ms)"));
    const double end = plot.canvas().xAxis->range().upper;
    QVERIFY(end > snapshot->itl.quantile(0.95) && end < snapshot->itl.quantile(0.95) * 5);
}

void TestPlotsCharts::ErrorsStandBesideRequestsInFlight()
{
    auto snapshot = snapshotOf({{0.1, 1, kNone}});
    auto series = std::make_shared<SegmentedLog<SeriesSlot>>();
    for (std::uint32_t i = 0; i < 50; ++i) {
        SeriesSlot slot;
        slot.inFlight = 8;
        slot.failed = i == 23 || i == 24 ? 2 : 0;
        series->append(slot);
    }
    snapshot->series = series;
    snapshot->sealedSlots = 50;
    const auto plot = shown(plots::makeInFlightPlot, snapshot);
    QCOMPARE(hoverText(*plot, 2.5), QStringLiteral("2.5 s\n8 request(s)\n4 failed / s"));
    QCOMPARE(hoverText(*plot, 4.5), QStringLiteral("4.5 s\n8 request(s)\n0 failed / s"));
    QVERIFY(pixelsOf(*plot, plots::markColors(false).bad) > 0);
    const QStringList rows = plot->csv().split(QLatin1Char{'\n'});
    QCOMPARE(rows[0], QStringLiteral("seconds_since_start,in_flight_requests,failed_requests_per_s"));
    QCOMPARE(rows[24], QStringLiteral("2.4,8,20"));
    QCOMPARE(rows[26], QStringLiteral("2.6,8,0"));
    QCOMPARE(plot->accessibleDescription(),
             QStringLiteral("Requests in flight: 8 now, 8 at most. Failed a second: 0 now, 4 at most."));
}

void TestPlotsCharts::HiddenSeriesAreNeitherDrawnNorTold()
{
    const auto plot = shown(plots::makeTtftBoxes, snapshotOf(twoBatches()));
    const QColor server = plots::markColors(false).server;
    QVERIFY(pixelsOf(*plot, server) > 0);
    QVERIFY(hoverText(*plot, 0).contains(QStringLiteral("Server")));
    const QSignalSpy header{plot.get(), &plots::Plot::legendChanged};
    plot->setSeriesVisible(0, false);
    QCOMPARE(header.size(), 1);
    QVERIFY(!plot->isSeriesVisible(0));
    QCOMPARE(pixelsOf(*plot, server), 0);
    QVERIFY(!hoverText(*plot, 0).contains(QStringLiteral("Server")));
    plot->setSeriesVisible(0, true);
    QVERIFY(pixelsOf(*plot, server) > 0);
    // Merged and bar by bar.
    for (const std::uint64_t requests : {20U, 5000U}) {
        const auto gantt = shown(plots::makeGanttPlot, test::finishedSnapshot(requests));
        const QColor waiting = plots::markColors(false).client;
        QVERIFY(pixelsOf(*gantt, waiting) > 0);
        gantt->setSeriesVisible(0, false);
        QCOMPARE(pixelsOf(*gantt, waiting), 0);
    }
}

void TestPlotsCharts::GanttSelectsByClick()
{
    plots::GanttPlot plot;
    plot.resize(700, 300);
    plot.show();
    plot.display(test::finishedSnapshot(10));
    plot.canvas().replot();
    const QSignalSpy selected{&plot, &plots::GanttPlot::requestSelected};
    const QPoint third{plot.canvas().axisRect()->rect().center().x(), qRound(plot.canvas().yAxis->coordToPixel(2))};
    const QImage before = plot.grab().toImage();
    QTest::mouseClick(&plot.canvas(), Qt::LeftButton, Qt::NoModifier, third);
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].toULongLong(), 2U);
    QCOMPARE(plot.selected(), std::optional<std::uint64_t>{2});
    plot.canvas().replot();
    QVERIFY(plot.grab().toImage() != before);
    // A drag pans, it selects nothing.
    QTest::mousePress(&plot.canvas(), Qt::LeftButton, Qt::NoModifier, third);
    QTest::mouseRelease(&plot.canvas(), Qt::LeftButton, Qt::NoModifier, third + QPoint{60, 0});
    QCOMPARE(selected.size(), 1);
    plot.display(test::finishedSnapshot(5));
    QVERIFY(!plot.selected());
}

void TestPlotsCharts::GanttShowsWhatIsSelectedElsewhere()
{
    plots::GanttPlot plot;
    plot.resize(700, 300);
    plot.show();
    plot.display(test::finishedSnapshot(2000));
    const QSignalSpy selected{&plot, &plots::GanttPlot::requestSelected};
    plot.canvas().yAxis->setRange(1, 50);
    plot.canvas().xAxis->setRange(0, 20);
    plot.setSelected(1500);
    const plots::Bar bar = plot.columns().bar(1500);
    QVERIFY(plot.canvas().yAxis->range().contains(1500));
    QCOMPARE(plot.canvas().yAxis->range().size(), 49.0);
    QVERIFY(plot.canvas().xAxis->range().contains(bar.sent));
    QVERIFY(selected.isEmpty());
    const QCPRange rows = plot.canvas().yAxis->range();
    plot.setSelected(1501);
    QCOMPARE(plot.canvas().yAxis->range(), rows);
    plot.setSelected(7'000'000);
    plot.canvas().replot();
}

void TestPlotsCharts::GanttDataIsARowARequest()
{
    const auto plot = shown(plots::makeGanttPlot, snapshotOf(twoBatches()));
    const QStringList rows = plot->csv().split(QLatin1Char{'\n'});
    QCOMPARE(rows[0], QStringLiteral("request,state,scheduled_s,sent_s,first_token_s,end_s"));
    QCOMPARE(rows[1], QStringLiteral("0,ok,1,1,1.1,2.1"));
    QVERIFY(rows[6].startsWith(QStringLiteral("5,failed,1,1,")));
    QCOMPARE(rows.size(), 9);
}

void TestPlotsCharts::KeysPanZoomAndReset()
{
    const auto plot = shown(plots::makeGanttPlot, test::finishedSnapshot(500));
    const QCPRange all = plot->canvas().xAxis->range();
    QTest::keyClick(plot.get(), Qt::Key_Plus);
    const QCPRange nearer = plot->canvas().xAxis->range();
    QVERIFY(nearer.size() < all.size());
    QVERIFY(!plot->isFollowing());
    QTest::keyClick(plot.get(), Qt::Key_Left);
    QVERIFY(plot->canvas().xAxis->range().lower < nearer.lower);
    const double row = plot->canvas().yAxis->range().lower;
    QTest::keyClick(plot.get(), Qt::Key_Down);
    QVERIFY(plot->canvas().yAxis->range().lower > row);
    QTest::keyClick(plot.get(), Qt::Key_Home);
    QVERIFY(plot->isFollowing());
    QCOMPARE(plot->canvas().xAxis->range(), all);
    // Out again is the whole again.
    QTest::keyClick(plot.get(), Qt::Key_Plus);
    QTest::keyClick(plot.get(), Qt::Key_Minus);
    QTest::keyClick(plot.get(), Qt::Key_Minus);
    QVERIFY(plot->isFollowing());
}

void TestPlotsCharts::ReturnAndDoubleClickAskToEnlarge()
{
    const auto plot = shown(plots::makeThroughputPlot, test::finishedSnapshot(50));
    const QSignalSpy enlarge{plot.get(), &plots::Plot::enlargeWanted};
    QTest::keyClick(plot.get(), Qt::Key_Return);
    QCOMPARE(enlarge.size(), 1);
    QTest::mouseDClick(&plot->canvas(), Qt::LeftButton, Qt::NoModifier, {300, 100});
    QCOMPARE(enlarge.size(), 2);
    QVERIFY(plot->isFollowing());
}

void TestPlotsCharts::ZoomStaysWithinTheData()
{
    const auto plot = shown(plots::makeThroughputPlot, test::finishedSnapshot(50));
    const QCPRange all = plot->canvas().xAxis->range();
    const QCPRange height = plot->canvas().yAxis->range();
    plot->canvas().xAxis->setRange(-50, 500);
    QCOMPARE(plot->canvas().xAxis->range(), all);
    plot->canvas().yAxis->setRange(0, 1);
    QCOMPARE(plot->canvas().yAxis->range(), height);
    plot->canvas().xAxis->setRange(2, 2.001);
    QVERIFY(plot->canvas().xAxis->range().size() >= 1);
    QVERIFY(!plot->isFollowing());
}

void TestPlotsCharts::FiguresHaveThreeDigits()
{
    QCOMPARE(plots::threeDigits(0), QStringLiteral("0"));
    QCOMPARE(plots::threeDigits(0.01543), QStringLiteral("0.0154"));
    QCOMPARE(plots::threeDigits(9.996), QStringLiteral("10.0"));
    QCOMPARE(plots::threeDigits(424.4), QStringLiteral("424"));
    QCOMPARE(plots::durationText(0.019), QStringLiteral("19.0 ms"));
    QCOMPARE(plots::csvNumber(ServerMetrics::kNone), QString{});
    QCOMPARE(plots::csvNumber(0.1), QStringLiteral("0.1"));
}

QTEST_MAIN(TestPlotsCharts)
#include "tst_plots_charts.moc"
