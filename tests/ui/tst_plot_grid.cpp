// SPDX-License-Identifier: GPL-3.0-or-later
// The charts' layout: enlarged, detached, hidden, moved, remembered, by clicks and keys.
#include "plots/gantt_plot.h"
#include "ui/charts/chart_window.h"
#include "ui/requests/requests_view.h"
#include "ui/settings/settings.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>

#include "tests/ui/run_view_fixture.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>

using namespace inferometer;
using test::Live;

class TestPlotGrid : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ADoubleClickEnlargesAndEscapeLeaves();
    void ADetachedChartDrawsOnInItsWindow();
    void ADetachedChartComesBackWhenItIsMoved();
    void ChartsAreHiddenMovedAndRestored();
    void ADraggedChartChangesPlaces();
    void ChartAndTableSelectTheSameRequest();
    void SeriesAreToggledInTheMenu();
    void LayoutIsRemembered();
    void LayoutTextSkipsWhatItDoesNotKnow();
};

void TestPlotGrid::ADoubleClickEnlargesAndEscapeLeaves()
{
    Live live;
    ui::PlotCard& throughput = live.card("throughput");
    const int before = throughput.height();
    QTest::mouseDClick(&throughput, Qt::LeftButton, {}, {30, 10});
    QApplication::processEvents();
    QVERIFY(throughput.height() > before);
    QVERIFY(!live.card("gantt").isVisible());
    QTest::keyClick(&throughput.plot(), Qt::Key_Escape);
    QApplication::processEvents();
    QVERIFY(live.card("gantt").isVisible());
    QCOMPARE(throughput.height(), before);
    live.action(throughput.menu(), "enlarge").trigger();
    QCOMPARE(live.grid.enlarged(), &throughput);
    live.action(throughput.menu(), "enlarge").trigger();
    QCOMPARE(live.grid.enlarged(), nullptr);
}

void TestPlotGrid::ADetachedChartDrawsOnInItsWindow()
{
    Live live;
    ui::PlotCard& gantt = live.card("gantt");
    emit gantt.enlargeWanted();
    live.action(gantt.menu(), "detach").trigger();
    QVERIFY(gantt.window()->pos() != QPoint{});  // not left in the screen's corner
    const QPointer<ui::ChartWindow> window{qobject_cast<ui::ChartWindow*>(gantt.window())};
    QVERIFY(window && window->isVisible());
    QVERIFY2(live.card("throughput").isVisible(), "the others are seen again");
    QVERIFY(window->windowTitle().contains(gantt.title()));
    const qsizetype before = gantt.plot().csv().count(QLatin1Char{'\n'});
    for (int i = 0; i < 40; ++i)
        live.feed.addOk(i * 0.1, 0.3);
    live.display();
    QCOMPARE(gantt.plot().csv().count(QLatin1Char{'\n'}), before + 40);
    emit gantt.enlargeWanted();
    QVERIFY(window->isMaximized());
    QTest::keyClick(&gantt.plot(), Qt::Key_Escape);
    QTRY_VERIFY(!window);
    QVERIFY(!live.grid.isDetached(gantt));
    QCOMPARE(gantt.window(), &live.view);
    QVERIFY(gantt.isVisible());
}

void TestPlotGrid::ADetachedChartComesBackWhenItIsMoved()
{
    Live live;
    ui::PlotCard& throughput = live.card("throughput");
    live.grid.detach(throughput);
    live.action(throughput.menu(), "hide").trigger();
    QVERIFY(!live.grid.isDetached(throughput));
    QVERIFY(!throughput.isVisible());
    live.grid.detach(live.card("gantt"));
    live.action(live.grid.menu(), "restore-layout").trigger();
    QCOMPARE(live.card("gantt").window(), &live.view);
    QVERIFY(throughput.isVisible());
    live.grid.detach(throughput);
    live.action(throughput.menu(), "detach").trigger();
    QVERIFY(!live.grid.isDetached(throughput));
}

void TestPlotGrid::ChartsAreHiddenMovedAndRestored()
{
    Live live;
    live.action(live.card("throughput").menu(), "hide").trigger();
    QVERIFY(!live.card("throughput").isVisible());
    QAction& shown = live.action(live.grid.menu(), "show-throughput");
    QVERIFY(!shown.isChecked());
    shown.trigger();
    QVERIFY(live.card("throughput").isVisible());

    ui::ChartLayout layout;
    const std::string first = layout.order().front();
    const std::string last = layout.order().back();
    layout.moveTo(last, first);
    QCOMPARE(layout.order().front(), last);
    layout.moveBy(last, 1, [](const std::string&) { return true; });
    QCOMPARE(layout.order()[1], last);
    QCOMPARE(layout.order().front(), first);
    layout.moveBy(first, -1, [](const std::string&) { return true; });
    QCOMPARE(layout.order().front(), first);
    layout.setHidden(first, true);
    live.grid.setChartLayout(layout);
    live.action(live.grid.menu(), "restore-layout").trigger();
    QCOMPARE(live.grid.chartLayout(), ui::ChartLayout{});
    for (ui::PlotCard* card : live.grid.cards())
        QCOMPARE(card->isVisible(), card->plot().isOffered());
}

void TestPlotGrid::ADraggedChartChangesPlaces()
{
    Live live;
    QMimeData carried;
    carried.setData(ui::PlotCard::kMimeType, "gantt");
    const QPoint at = live.card("throughput").mapTo(live.grid.viewport(), QPoint{20, 20});
    QDragEnterEvent enter{at, Qt::MoveAction, &carried, Qt::LeftButton, {}};
    QApplication::sendEvent(live.grid.viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop{at, Qt::MoveAction, &carried, Qt::LeftButton, {}};
    QApplication::sendEvent(live.grid.viewport(), &drop);
    QVERIFY(drop.isAccepted());
    const auto& order = live.grid.chartLayout().order();
    QVERIFY(std::find(order.begin(), order.end(), "gantt") < std::find(order.begin(), order.end(), "throughput"));
}

void TestPlotGrid::ChartAndTableSelectTheSameRequest()
{
    Live live;
    auto& gantt = dynamic_cast<plots::GanttPlot&>(live.card("gantt").plot());
    auto* requests = live.view.findChild<ui::RequestsView*>();
    emit gantt.requestSelected(3);
    QVERIFY(requests->isVisible());
    QCOMPARE(requests->selected(), std::optional<std::uint64_t>{3});
    auto* table = live.view.findChild<ui::RequestTable*>();
    QCOMPARE(table->selectionModel()->selectedRows().value(0).row(), 3);
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(gantt.selected(), std::optional<std::uint64_t>{4});
    QTest::mouseClick(live.view.findChild<QPushButton*>(QStringLiteral("show-in-chart")), Qt::LeftButton);
    QVERIFY(gantt.isVisible());
    emit live.card("throughput").plot().enlargeWanted();
    QCOMPARE(live.grid.enlarged(), &live.card("throughput"));
}

void TestPlotGrid::SeriesAreToggledInTheMenu()
{
    Live live;
    ui::PlotCard& card = live.card("gantt");
    emit card.menu().aboutToShow();
    auto* series = card.menu().findChild<QMenu*>(QStringLiteral("series"));
    QCOMPARE(static_cast<std::size_t>(series->actions().size()), card.plot().legend().size());
    QVERIFY(card.plot().isSeriesVisible(1));
    series->actions()[1]->trigger();
    QVERIFY(!card.plot().isSeriesVisible(1));
    emit card.findChild<QLabel*>()->linkActivated(QStringLiteral("1"));
    QVERIFY(card.plot().isSeriesVisible(1));
}

void TestPlotGrid::LayoutIsRemembered()
{
    const QTemporaryDir folder;
    ui::Settings settings{folder.filePath(QStringLiteral("workbench.ini"))};
    {
        Live live;
        live.action(live.card("gantt").menu(), "hide").trigger();
        live.view.save(settings);
    }
    Live again;
    again.view.restore(settings);
    QVERIFY(!again.card("gantt").isVisible());
    QVERIFY(again.card("throughput").isVisible());
}

void TestPlotGrid::LayoutTextSkipsWhatItDoesNotKnow()
{
    ui::ChartLayout layout;
    layout.moveTo(layout.order().back(), layout.order().front());
    layout.setHidden(layout.order().front(), true);
    QCOMPARE(ui::ChartLayout::fromText(layout.text()), layout);
    QCOMPARE(ui::ChartLayout::fromText("no-such " + layout.text() + " !other"), layout);
    QCOMPARE(ui::ChartLayout::fromText({}), ui::ChartLayout{});
}

QTEST_MAIN(TestPlotGrid)
#include "tst_plot_grid.moc"
