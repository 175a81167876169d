// SPDX-License-Identifier: GPL-3.0-or-later
// The notes that explain the charts: when they come and go, and that they can be read.
#include "plots/plot_export.h"
#include "ui/charts/chart_guide.h"
#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "ui/run/run_view.h"
#include "widgets/callouts.h"

#include <QToolButton>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/window_bench.h"

using namespace inferometer;

class TestChartGuide : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TheFirstSimulatedRunIsExplained();
    void AnotherRunSendsTheNotesAway();
    void WithoutARunThereIsNothingToExplain();
    void NotesKeepOffEachOther_data();
    void NotesKeepOffEachOther();
    void NotesAreInNoPicture();
    void WhatFindsNoRoomIsLeftOut();
};

namespace {

bool isExplained(const test::WindowBench& bench)
{
    return bench.find<QWidget>("chart-guide").isVisible()
        && !bench.window->findChildren<widgets::Callouts*>().isEmpty();
}

// The simulator's demonstration, cut when a few of its requests are complete.
void runSimulator(test::WindowBench& bench)
{
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.snapshot() && bench.runs.snapshot()->ok >= 3, 30'000);
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
}

}  // namespace

void TestChartGuide::TheFirstSimulatedRunIsExplained()
{
    test::WindowBench bench;
    bench.click("run-simulator");
    QVERIFY(!isExplained(bench));
    runSimulator(bench);
    QVERIFY(isExplained(bench));
    bench.find<QWidget>("stop").setFocus();
    bench.press(Qt::Key_Escape);
    QVERIFY(!isExplained(bench));
    // Seen once; it can be had again.
    bench.open();
    bench.click("run-simulator");
    runSimulator(bench);
    QVERIFY(!isExplained(bench));
    bench.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&bench.find<QLineEdit>("palette-input"), QStringLiteral("explain the charts"));
    QTest::keyClick(&bench.find<QLineEdit>("palette-input"), Qt::Key_Return);
    QVERIFY(isExplained(bench));
    QTest::mouseClick(bench.find<QWidget>("chart-guide").findChild<QToolButton*>(QStringLiteral("dismiss")),
                      Qt::LeftButton);
    QVERIFY(!isExplained(bench));
}

void TestChartGuide::AnotherRunSendsTheNotesAway()
{
    test::WindowBench bench;
    auto& view = *bench.window->findChild<ui::RunView*>();
    view.display(test::finishedSnapshot(20));
    bench.find<QAction>("explain-charts").trigger();
    QVERIFY(isExplained(bench));
    QVERIFY(bench.failToStart());
    QVERIFY(!isExplained(bench));
}

void TestChartGuide::WithoutARunThereIsNothingToExplain()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    bench.find<QAction>("explain-charts").trigger();
    QVERIFY(!isExplained(bench));
    QVERIFY(bench.find<widgets::NoticeBar>("notice").isVisible());
}

void TestChartGuide::NotesKeepOffEachOther_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("streams");
    QTest::newRow("small") << QSize{1024, 700} << 8;
    QTest::newRow("usual") << QSize{1440, 900} << 8;
    QTest::newRow("one wave") << QSize{1024, 700} << 80;
}

void TestChartGuide::NotesKeepOffEachOther()
{
    QFETCH(const QSize, size);
    QFETCH(const int, streams);
    const test::WindowBench bench;
    bench.window->resize(size);
    test::SampleShape shape;
    shape.streams = static_cast<std::uint64_t>(streams);
    auto& view = *bench.window->findChild<ui::RunView*>();
    view.display(test::finishedSnapshot(80, shape));
    QApplication::processEvents();
    QVERIFY(view.explainCharts());
    QApplication::processEvents();
    int shown = 0;
    for (const auto* layer : bench.window->findChildren<widgets::Callouts*>()) {
        for (std::size_t i = 0; i < layer->count(); ++i) {
            const QRectF place = layer->placeOf(i);
            QVERIFY2(!place.isEmpty(), qPrintable(layer->callout(i).text));
            QVERIFY(QRectF{layer->rect()}.contains(place));
            for (std::size_t other = 0; other < layer->count(); ++other) {
                QVERIFY(!place.contains(layer->callout(other).at));
                QVERIFY(other == i || !place.intersects(layer->placeOf(other)));
                const QLineF line = layer->lineOf(other);
                for (int step = 0; other != i && step <= 100; ++step)
                    QVERIFY(!place.contains(line.pointAt(step / 100.0)));
            }
            ++shown;
        }
    }
    QVERIFY2(shown >= 6, qPrintable(QString::number(shown)));
}

void TestChartGuide::NotesAreInNoPicture()
{
    const test::WindowBench bench;
    auto& view = *bench.window->findChild<ui::RunView*>();
    view.display(test::finishedSnapshot(40));
    auto& card = *bench.window->findChild<ui::PlotCard*>(QStringLiteral("plot-gantt"));
    QApplication::processEvents();
    const QImage before = plots::imageOf(card.plot(), card.title(), {});
    const QImage plain = card.grab().toImage();
    QVERIFY(view.explainCharts());
    QVERIFY(card.grab().toImage() != plain);
    QCOMPARE(plots::imageOf(card.plot(), card.title(), {}), before);
}

void TestChartGuide::WhatFindsNoRoomIsLeftOut()
{
    QWidget ground;
    ground.resize(300, 60);
    ground.show();
    widgets::Callouts callouts{ground};
    const QString text = QStringLiteral("A sentence that takes some room");
    callouts.set({{text, {20, 30}}, {text, {150, 30}}, {text, {160, 30}}, {text, {170, 30}}});
    int shown = 0;
    for (std::size_t i = 0; i < callouts.count(); ++i)
        shown += callouts.placeOf(i).isEmpty() ? 0 : 1;
    QVERIFY2(shown >= 1 && shown < 4, qPrintable(QString::number(shown)));
    ground.resize(2000, 1000);
    callouts.set({{text, {100, 100}}, {text, {600, 500}}, {text, {1200, 500}}, {text, {1800, 900}}});
    for (std::size_t i = 0; i < callouts.count(); ++i)
        QVERIFY(!callouts.placeOf(i).isEmpty());
}

QTEST_MAIN(TestChartGuide)
#include "tst_chart_guide.moc"
