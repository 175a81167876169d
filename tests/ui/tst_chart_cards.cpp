// SPDX-License-Identifier: GPL-3.0-or-later
// Charts as cards: how much room they take, what they hint at, one cursor through all of them.
#include "plots/hover_overlay.h"
#include "plots/plot.h"
#include "ui/base/text.h"
#include "ui/charts/drop_mark.h"
#include "ui/run/export_menu.h"

#include <qcustomplot.h>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QToolButton>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/run_view_fixture.h"
#include "tests/ui/ui_fixture.h"

#include <set>

using namespace inferometer;
using test::Live;

namespace {

// A finished run whose server reports so many batch sizes.
void displayBatches(Live& live, std::uint32_t batchSizes)
{
    test::SampleShape shape;
    shape.batchSizes = batchSizes;
    live.grid.display(test::finishedSnapshot(80, shape));
    QApplication::processEvents();
    QApplication::processEvents();
}

plots::HoverOverlay& overlayOf(ui::PlotCard& card) { return *card.plot().findChild<plots::HoverOverlay*>(); }

QToolButton& button(ui::PlotCard& card, const char* kind)
{
    return *card.findChild<QToolButton*>(QLatin1String{kind} + QLatin1Char{'-'} + ui::toQt(card.entry().id));
}

void moveMouse(plots::Plot& plot, QPointF at)
{
    QMouseEvent move{QEvent::MouseMove, at, plot.canvas().mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier};
    QApplication::sendEvent(&plot.canvas(), &move);
}

void leave(plots::Plot& plot)
{
    QEvent left{QEvent::Leave};
    QApplication::sendEvent(&plot.canvas(), &left);
}

QPointF middleOf(plots::Plot& plot) { return plot.canvas().axisRect()->rect().center(); }

}  // namespace

class TestChartCards : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void OneBatchSizeTakesOneChart();
    void ManyBatchSizesTakeAChartAFigure();
    void NoChartIsMadeWiderForAHole();
    void MenusCallChartsAsTheirCardsDo();
    void AButtonShowsEverythingAgain();
    void AHintIsToldOnce();
    void ADraggedCardSeesItsPlace();
    void OneCursorThroughAllChartsOverTime();
    void TheHoverBoxFollowsTheZoom();
};

void TestChartCards::OneBatchSizeTakesOneChart()
{
    Live live;
    for (const std::uint32_t batchSizes : {0U, 1U}) {
        displayBatches(live, batchSizes);
        for (const char* other : {"latency", "output-rate", "batch-total"})
            QVERIFY(!live.card(other).isVisible());
        ui::PlotCard& card = live.card("ttft");
        QVERIFY(card.isVisible());
        QCOMPARE(card.title(), QStringLiteral("Time to first token"));
        const QString ttft = card.plot().csv();
        QToolButton& choice = button(card, "choose");
        QVERIFY(choice.isVisible());
        QVERIFY(choice.text().startsWith(QStringLiteral("TTFT")));
        emit choice.menu()->aboutToShow();
        QCOMPARE(choice.menu()->actions().size(), 3);
        choice.menu()->actions()[2]->trigger();
        QVERIFY(choice.text().startsWith(QStringLiteral("Output rate")));
        QCOMPARE(card.title(), QStringLiteral("Output rate per request"));
        // The same figures as the chart of the output rate has.
        QCOMPARE(card.plot().csv(), live.card("output-rate").plot().csv());
        QVERIFY(card.plot().csv() != ttft);
        card.plot().choose(0);
        QCOMPARE(card.plot().csv(), ttft);
    }
}

void TestChartCards::ManyBatchSizesTakeAChartAFigure()
{
    Live live;
    displayBatches(live, 0);
    live.card("ttft").plot().choose(1);
    displayBatches(live, 4);
    for (const char* id : {"ttft", "latency", "output-rate", "batch-total"})
        QVERIFY(live.card(id).isVisible());
    QCOMPARE(live.card("ttft").title(), QStringLiteral("TTFT by batch size"));
    QVERIFY(!button(live.card("ttft"), "choose").isVisible());
    QVERIFY(live.card("ttft").plot().csv() != live.card("latency").plot().csv());
}

void TestChartCards::NoChartIsMadeWiderForAHole()
{
    Live live;
    for (const std::uint32_t batchSizes : {0U, 4U}) {
        for (const int width : {700, 1100, 1500, 1900}) {
            live.view.resize(width, 800);
            displayBatches(live, batchSizes);
            std::set<int> widths;
            for (ui::PlotCard* card : live.grid.cards()) {
                if (card->isVisible() && card->entry().span == plots::PlotSpan::Cell)
                    widths.insert(card->width());
            }
            QVERIFY2(*widths.rbegin() - *widths.begin() <= 1, qPrintable(QString::number(width)));
        }
    }
}

void TestChartCards::MenusCallChartsAsTheirCardsDo()
{
    const ui::Dialogs dialogs;
    Live live;
    const ui::ExportMenu& menu = live.view.makeExportMenu(dialogs);
    displayBatches(live, 4);
    QStringList exports;
    for (const QMenu* one : menu.findChildren<QMenu*>())
        exports += one->title();
    for (ui::PlotCard* card : live.grid.cards()) {
        const QString name = QStringLiteral("show-") + ui::toQt(card->entry().id);
        QCOMPARE(live.grid.menu().findChild<QAction*>(name)->text(), card->title());
        QVERIFY2(exports.contains(card->title()), qPrintable(card->title()));
    }
    // What cannot be shown of this run cannot be asked for.
    QVERIFY(live.action(live.grid.menu(), "show-latency").isEnabled());
    displayBatches(live, 1);
    QVERIFY(!live.action(live.grid.menu(), "show-latency").isEnabled());
}

void TestChartCards::AButtonShowsEverythingAgain()
{
    Live live;
    for (const char* id : {"throughput", "gantt", "distribution"}) {
        ui::PlotCard& card = live.card(id);
        displayBatches(live, 0);
        QToolButton& reset = button(card, "reset");
        QVERIFY(!reset.isVisible());
        QTest::keyClick(&card.plot(), Qt::Key_Plus);
        QVERIFY(reset.isVisible());
        QVERIFY(!reset.accessibleName().isEmpty());
        QTest::mouseClick(&reset, Qt::LeftButton);
        QVERIFY(card.plot().isFollowing());
        QVERIFY(!reset.isVisible());
    }
}

void TestChartCards::AHintIsToldOnce()
{
    Live live;
    ui::PlotCard& card = live.card("gantt");
    plots::HoverOverlay& overlay = overlayOf(card);
    const QImage before = overlay.grab().toImage();
    QVERIFY(!overlay.isHinting());
    moveMouse(card.plot(), {2, 2});
    QVERIFY(overlay.isHinting());
    QVERIFY2(overlay.grab().toImage() != before, "it can be seen");
    leave(card.plot());
    QVERIFY(!overlay.isHinting());
    moveMouse(card.plot(), {2, 2});
    QVERIFY2(!overlay.isHinting(), "once");
    leave(card.plot());
}

void TestChartCards::ADraggedCardSeesItsPlace()
{
    Live live;
    auto& mark = *live.grid.findChild<ui::DropMark*>();
    QMimeData carried;
    carried.setData(ui::PlotCard::kMimeType, "gantt");
    const auto drag = [&](ui::PlotCard& over) {
        const QPoint at = over.mapTo(live.grid.viewport(), QPoint{20, 20});
        QDragMoveEvent move{at, Qt::MoveAction, &carried, Qt::LeftButton, {}};
        QApplication::sendEvent(live.grid.viewport(), &move);
    };
    QVERIFY(!mark.isVisible());
    QDragEnterEvent enter{QPoint{1, 1}, Qt::MoveAction, &carried, Qt::LeftButton, {}};
    QApplication::sendEvent(live.grid.viewport(), &enter);
    drag(live.card("throughput"));
    QVERIFY(mark.isVisible());
    QCOMPARE(mark.geometry().topLeft(), live.card("throughput").mapTo(live.grid.viewport(), QPoint{}));
    QCOMPARE(mark.size(), live.card("throughput").size());
    drag(live.card("gantt"));
    QVERIFY2(!mark.isVisible(), "where it is already");
    drag(live.card("ttft"));
    QVERIFY(mark.isVisible());
    QDragLeaveEvent away;
    QApplication::sendEvent(live.grid.viewport(), &away);
    QVERIFY(!mark.isVisible());
}

void TestChartCards::OneCursorThroughAllChartsOverTime()
{
    Live live;
    displayBatches(live, 0);
    plots::Plot& from = live.card("throughput").plot();
    const QPointF at = middleOf(from);
    moveMouse(from, at);
    const double moment = from.canvas().xAxis->pixelToCoord(at.x());
    for (const char* id : {"in-flight", "gantt"}) {
        const auto line = overlayOf(live.card(id)).line();
        QVERIFY2(line, id);
        const QCPAxis& axis = *live.card(id).plot().canvas().xAxis;
        QVERIFY(std::abs(axis.pixelToCoord(line->x1()) - moment) < axis.range().size() * 1e-6);
        QVERIFY(line->y1() < line->y2());
    }
    QVERIFY(!overlayOf(live.card("throughput")).line());
    QVERIFY(!overlayOf(live.card("distribution")).line());
    QVERIFY(!overlayOf(live.card("ttft")).line());
    // It stays at its moment when the chart is zoomed, and is not drawn where that is out of view.
    plots::Plot& gantt = live.card("gantt").plot();
    gantt.canvas().xAxis->setRange(moment - 0.2, moment + 0.4);
    const double x = overlayOf(live.card("gantt")).line()->x1();
    QVERIFY(std::abs(gantt.canvas().xAxis->pixelToCoord(x) - moment) < 1e-6);
    gantt.canvas().xAxis->setRange(0, moment / 2);
    QVERIFY(!overlayOf(live.card("gantt")).line());
    gantt.resetZoom();
    QVERIFY(overlayOf(live.card("gantt")).line());
    live.view.resize(1300, 800);
    QApplication::processEvents();
    gantt.canvas().replot();
    const double wider = overlayOf(live.card("gantt")).line()->x1();
    QVERIFY2(std::abs(gantt.canvas().xAxis->pixelToCoord(wider) - moment) < 1e-6, "and when it grows");
    leave(from);
    for (const char* id : {"in-flight", "gantt"})
        QVERIFY2(!overlayOf(live.card(id)).line(), id);
    // From the Gantt as well; charts that are not over time say nothing.
    moveMouse(gantt, middleOf(gantt));
    QVERIFY(overlayOf(live.card("throughput")).line());
    leave(gantt);
    moveMouse(live.card("distribution").plot(), middleOf(live.card("distribution").plot()));
    QVERIFY(!overlayOf(live.card("throughput")).line());
}

void TestChartCards::TheHoverBoxFollowsTheZoom()
{
    Live live;
    displayBatches(live, 0);
    plots::Plot& gantt = live.card("gantt").plot();
    const QPointF at = middleOf(gantt);
    moveMouse(gantt, at);
    const plots::HoverOverlay& overlay = overlayOf(live.card("gantt"));
    QVERIFY(overlay.info());
    const QString before = overlay.info()->text;
    const auto wheel = [&](Qt::KeyboardModifiers modifiers) {
        QWheelEvent turn{
            at, gantt.canvas().mapToGlobal(at), {}, QPoint{0, 120}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false};
        QApplication::sendEvent(&gantt.canvas(), &turn);
    };
    for (int i = 0; i < 8; ++i)
        wheel(i % 2 ? Qt::ControlModifier : Qt::ShiftModifier);
    gantt.canvas().yAxis->setRange(60, 64);  // other requests come under the mouse
    const auto info = overlay.info();
    QVERIFY(info && info->text != before);
    moveMouse(gantt, at);
    QCOMPARE(info->text, overlay.info()->text);
}

QTEST_MAIN(TestChartCards)
#include "tst_chart_cards.moc"
