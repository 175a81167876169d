// SPDX-License-Identifier: GPL-3.0-or-later
// A range of the run: selected by mouse, keys and menu in every chart over time, and ended.
#include "plots/hover_overlay.h"
#include "plots/plot_text.h"

#include <QAction>
#include <qcustomplot.h>
#include <QMouseEvent>
#include <QToolButton>

#include "tests/ui/range_fixture.h"

#include <array>
#include <cmath>

using namespace inferometer;
using Scene = test::RangeScene;

namespace {

constexpr std::array kOverTime{"throughput", "in-flight", "gantt"};

// Where a moment lies in a chart, half way down.
QPointF placeOf(plots::Plot& plot, double moment)
{
    return {plot.canvas().xAxis->coordToPixel(moment), plot.canvas().axisRect()->rect().center().y() * 1.0};
}

void send(plots::Plot& plot, QEvent::Type type, QPointF at, Qt::KeyboardModifiers modifiers)
{
    const bool isMove = type == QEvent::MouseMove;
    const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event{type, at, plot.canvas().mapToGlobal(at), isMove ? Qt::NoButton : Qt::LeftButton, held, modifiers};
    QApplication::sendEvent(&plot.canvas(), &event);
}

void drag(plots::Plot& plot, double from, double to, Qt::KeyboardModifiers modifiers = Qt::ShiftModifier)
{
    const QPointF begin = placeOf(plot, from);
    const QPointF end = placeOf(plot, to);
    send(plot, QEvent::MouseButtonPress, begin, modifiers);
    send(plot, QEvent::MouseMove, (begin + end) / 2, modifiers);
    send(plot, QEvent::MouseMove, end, modifiers);
    send(plot, QEvent::MouseButtonRelease, end, modifiers);
    Scene::settle();
}

void point(plots::Plot& plot, double moment)
{
    const QPointF at = placeOf(plot, moment);
    QMouseEvent move{QEvent::MouseMove, at, plot.canvas().mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier};
    QApplication::sendEvent(&plot.canvas(), &move);
}

// Within a pixel.
bool isAbout(plots::Plot& plot, Nanos moment, double wanted)
{
    return std::abs(plot.canvas().xAxis->coordToPixel(seconds(moment)) - placeOf(plot, wanted).x()) <= 1;
}

}  // namespace

class TestRange : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ShiftAndTheMouseSelectInEveryChartOverTime();
    void EdgesAreDraggedAndOtherDragsMove();
    void AClickSelectsNothing();
    void KeysBeginAndEndItAtTheCursor();
    void TheMenuSelectsWhatIsInView();
    void TheBandIsSeenAndFollowsTheZoom();
    void EscapeEndsItFirst();
    void TheButtonEndsItAndAnotherRunToo();
    void TimesAreAsFineAsTheRangeIsShort();
};

void TestRange::ShiftAndTheMouseSelectInEveryChartOverTime()
{
    Scene scene;
    QVERIFY(!scene.bar.isVisible());
    double begin = 4;
    for (const char* from : kOverTime) {
        drag(scene.plot(from), begin + 6, begin);
        QVERIFY(scene.isCounted());
        for (const char* id : kOverTime) {
            const auto& range = scene.band(id).range();
            QVERIFY2(range && scene.band(id).isVisible(), id);
            QVERIFY2(isAbout(scene.plot(from), range->begin, begin), id);
            QVERIFY2(isAbout(scene.plot(from), range->end, begin + 6), id);
            QVERIFY2(scene.plot(id).isFollowing(), "nothing was moved");
        }
        QVERIFY(scene.bar.isVisible());
        begin += 2;
    }
    QVERIFY(!scene.plot("distribution").findChild<plots::RangeBand*>());
}

void TestRange::EdgesAreDraggedAndOtherDragsMove()
{
    Scene scene;
    plots::Plot& throughput = scene.plot("throughput");
    scene.select(5, 12);
    drag(throughput, 12, 15, Qt::NoModifier);
    QVERIFY(isAbout(throughput, scene.range()->end, 15));
    QCOMPARE(scene.range()->begin, fromSeconds(5));
    drag(scene.plot("gantt"), 5, 3, Qt::NoModifier);
    QVERIFY(isAbout(scene.plot("gantt"), scene.range()->begin, 3));
    // Beyond the other edge.
    drag(throughput, seconds(scene.range()->begin), 18, Qt::NoModifier);
    QVERIFY(isAbout(throughput, scene.range()->begin, 15));
    QVERIFY(isAbout(throughput, scene.range()->end, 18));
    const auto before = scene.range();
    QTest::keyClick(&throughput, Qt::Key_Plus);
    const QCPRange view = throughput.canvas().xAxis->range();
    drag(throughput, view.center(), view.center() - 2, Qt::NoModifier);
    QVERIFY(throughput.canvas().xAxis->range().lower > view.lower);
    QVERIFY(scene.range() == before);
}

void TestRange::AClickSelectsNothing()
{
    Scene scene;
    drag(scene.plot("throughput"), 5, 5);
    QVERIFY(!scene.range());
    scene.select(5, 12);
    drag(scene.plot("throughput"), 8, 8);
    QCOMPARE(scene.range()->begin, fromSeconds(5));
    QCOMPARE(scene.range()->end, fromSeconds(12));
    QVERIFY(!scene.plot("throughput").canvas().rect().isEmpty());
    // Before the first run there is nothing to select from.
    ui::RunView empty;
    empty.show();
    auto& grid = *empty.findChild<ui::PlotGrid*>();
    emit grid.rangeWanted(TimeRange{Nanos{0}, fromSeconds(1)});
    QVERIFY(!empty.findChild<ui::RangeCounter*>()->range());
}

void TestRange::KeysBeginAndEndItAtTheCursor()
{
    Scene scene;
    plots::Plot& gantt = scene.plot("gantt");
    point(gantt, 8);
    QTest::keyClick(&gantt, '[');
    QVERIFY(scene.range() && isAbout(gantt, scene.range()->begin, 8));
    QVERIFY(isAbout(gantt, scene.range()->end, gantt.canvas().xAxis->range().upper));
    point(gantt, 14);
    QTest::keyClick(&gantt, ']');
    QVERIFY(isAbout(gantt, scene.range()->begin, 8));
    QVERIFY(isAbout(gantt, scene.range()->end, 14));
    // A begin behind the end takes what is left of the view.
    point(gantt, 18);
    QTest::keyClick(&gantt, '[');
    QVERIFY(isAbout(gantt, scene.range()->begin, 18));
    QVERIFY(isAbout(gantt, scene.range()->end, gantt.canvas().xAxis->range().upper));
    // By the keyboard alone: Shift and the arrows move what is pointed at.
    auto& hover = *gantt.findChild<plots::HoverOverlay*>();
    hover.clear();
    QTest::keyClick(&gantt, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&gantt, ']');
    QVERIFY(hover.place());
    QVERIFY(isAbout(gantt, scene.range()->end, gantt.canvas().xAxis->pixelToCoord(hover.place()->x())));
    QCOMPARE(scene.range()->begin, Nanos{0});
}

void TestRange::TheMenuSelectsWhatIsInView()
{
    Scene scene;
    plots::Plot& load = scene.plot("in-flight");
    auto* select = load.findChild<QAction*>(QStringLiteral("select-range"));
    auto* end = load.findChild<QAction*>(QStringLiteral("end-range"));
    QVERIFY(select && end && !end->isEnabled());
    QTest::keyClick(&load, Qt::Key_Plus);
    select->trigger();
    const QCPRange view = load.canvas().xAxis->range();
    QVERIFY(view.lower > 0);
    QVERIFY(isAbout(load, scene.range()->begin, view.lower) && isAbout(load, scene.range()->end, view.upper));
    QVERIFY(end->isEnabled() && scene.isCounted() && scene.bar.isVisible());
    end->trigger();
    QVERIFY(!scene.range());
    QVERIFY(!scene.bar.isVisible());
    QVERIFY(!scene.plot("distribution").findChild<QAction*>(QStringLiteral("select-range")));
    // So do the keys where nothing is pointed at. A file may say that its run took longer than a clock can hold.
    load.canvas().xAxis->setRange(0, 1);
    load.findChild<plots::HoverOverlay*>()->clear();
    QTest::keyClick(&load, '[');
    QVERIFY(isAbout(load, scene.range()->end, load.canvas().xAxis->range().upper));
    QCPAxis& axis = *load.canvas().xAxis;
    axis.blockSignals(true);
    axis.setRange(0, 1e12);
    QVERIFY(scene.band("in-flight").view().end == fromSeconds(1e9));
    axis.blockSignals(false);
}

void TestRange::TheBandIsSeenAndFollowsTheZoom()
{
    for (const bool dark : {false, true}) {
        test::dress(dark);
        Scene scene;
        for (const char* id : kOverTime) {
            plots::Plot& plot = scene.plot(id);
            plot.canvas().replot();
            const QImage before = plot.grab().toImage();
            plot.setRange(TimeRange{fromSeconds(5), fromSeconds(10)});
            QVERIFY2(plot.grab().toImage() != before, id);
            const QRectF band = scene.band(id).band();
            QVERIFY(std::abs(band.left() - placeOf(plot, 5).x()) < 1
                    && std::abs(band.right() - placeOf(plot, 10).x()) < 2);
            QTest::keyClick(&plot, Qt::Key_Plus);
            QVERIFY(scene.band(id).band() != band);
            plot.setRange(std::nullopt);
        }
    }
}

void TestRange::EscapeEndsItFirst()
{
    Scene scene;
    ui::PlotCard* gantt = scene.grid.cards().back();
    scene.grid.enlarge(gantt);
    scene.select(5, 12);
    QTest::keyClick(&gantt->plot(), Qt::Key_Escape);
    QVERIFY(!scene.range() && !scene.bar.isVisible());
    QCOMPARE(scene.grid.enlarged(), gantt);
    QTest::keyClick(&gantt->plot(), Qt::Key_Escape);
    QVERIFY(!scene.grid.enlarged());
    // Whoever would stop a run at Escape is not asked.
    scene.select(5, 12);
    QKeyEvent override{QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier};
    override.ignore();
    QApplication::sendEvent(&scene.view, &override);
    QVERIFY(override.isAccepted());
    QTest::keyClick(&scene.view, Qt::Key_Escape);
    override.ignore();
    QApplication::sendEvent(&scene.view, &override);
    QVERIFY(!override.isAccepted());
}

void TestRange::TheButtonEndsItAndAnotherRunToo()
{
    Scene scene;
    scene.select(5, 12);
    auto* end = scene.bar.findChild<QToolButton*>(QStringLiteral("end-range"));
    QVERIFY(end->isVisible() && !end->accessibleName().isEmpty());
    QTest::mouseClick(end, Qt::LeftButton);
    QVERIFY(!scene.range() && !scene.bar.isVisible());
    scene.select(5, 12);
    scene.view.display(std::make_shared<const FinishedRun>(test::sampleRun(8)));
    QVERIFY(!scene.range() && !scene.bar.isVisible());
    QVERIFY(!scene.card("ttft").isMarked());
    scene.select(5, 12);
    test::SampleRun next{{}};
    next.advanceTo(3);
    scene.view.display(next.snapshot());
    QVERIFY(!scene.range() && !scene.bar.isVisible());
}

void TestRange::TimesAreAsFineAsTheRangeIsShort()
{
    const auto text = [](double begin, double end) {
        return plots::rangeText({fromSeconds(begin), fromSeconds(end)}, QLocale::c());
    };
    QCOMPARE(text(12.34, 18.7), QStringLiteral("12.34–18.70 s"));
    QCOMPARE(text(12.34, 80), QStringLiteral("12.3–80.0 s"));
    QCOMPARE(text(12.34, 1280), QStringLiteral("12–1280 s"));
    QCOMPARE(text(1.0004, 1.0009), QStringLiteral("1.000400–1.000900 s"));
    QCOMPARE(text(1, 1), QStringLiteral("1.000000–1.000000 s"));
}

QTEST_MAIN(TestRange)
#include "tst_range.moc"
