// SPDX-License-Identifier: GPL-3.0-or-later
// The Gantt of many requests: levels of detail against every row for itself, and the request found at any zoom.
#include "plots/gantt_columns.h"
#include "plots/gantt_painter.h"
#include "plots/gantt_plot.h"
#include "plots/hover_overlay.h"
#include "plots/plot_style.h"

#include <qcustomplot.h>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <cmath>
#include <functional>

using namespace inferometer;
using plots::BarState;

namespace {

constexpr QSize kSize{600, 150};
constexpr std::uint64_t kRequests = 60'000;

const QColor kBad = plots::markColors(false).bad;

struct Zoom
{
    double left;  // as shares of the whole
    double right;
    double top;
    double bottom;
};

struct Many
{
    test::SampleRun run;
    plots::GanttColumns columns;

    // `part` of the run has passed.
    explicit Many(double part) : run{shape()}
    {
        // In steps, as a run goes: rows in flight end, and groups are closed one after another.
        for (int i = 1; i <= 10; ++i) {
            run.advanceTo(run.duration() * part * i / 10);
            columns.update(*run.snapshot());
        }
    }

    static test::SampleShape shape()
    {
        test::SampleShape shape;
        shape.asked = kRequests;
        shape.streams = 300;
        shape.failedShare = 0.002;
        shape.queue = 0.05;
        return shape;
    }

    QImage picture(const Zoom& zoom, bool everyRow) const
    {
        const auto rows = static_cast<double>(kRequests);
        const double time = run.duration();
        QImage image{kSize, QImage::Format_ARGB32_Premultiplied};
        image.fill(Qt::white);
        QPainter painter{&image};
        const plots::MarkColors& marks = plots::markColors(false);
        plots::GanttPainter{}.paint(painter, columns,
                                    {QRectF{QPointF{}, QSizeF{kSize}}, time * zoom.left, time * zoom.right,
                                     rows * zoom.top, rows * zoom.bottom},
                                    {marks.client, marks.server, marks.bad, QColor{0x66, 0x70, 0x85}}, everyRow);
        return image;
    }
};

// How far two pictures are from each other.
struct Difference
{
    int drawn = 0;         // pixels of the first that show something
    int strays = 0;        // of either, with nothing within a pixel on the line of the other
    int lostFailures = 0;  // failed ones of the first, with none there in the other
    double shade = 0;      // mean of the channels' differences, of 255
};

bool isNear(const QImage& image, int x, int y, const std::function<bool(QRgb)>& is)
{
    for (int at = std::max(0, x - 1); at <= std::min(image.width() - 1, x + 1); ++at) {
        if (is(image.pixel(at, y)))
            return true;
    }
    return false;
}

Difference differenceOf(const QImage& every, const QImage& levels)
{
    const auto isDrawn = [](QRgb pixel) { return pixel != qRgb(255, 255, 255); };
    const auto isBad = [](QRgb pixel) { return pixel == kBad.rgb(); };
    Difference difference;
    double sum = 0;
    for (int y = 0; y < every.height(); ++y) {
        for (int x = 0; x < every.width(); ++x) {
            const QRgb a = every.pixel(x, y);
            const QRgb b = levels.pixel(x, y);
            difference.drawn += isDrawn(a);
            difference.strays += isDrawn(a) && !isNear(levels, x, y, isDrawn);
            difference.strays += isDrawn(b) && !isNear(every, x, y, isDrawn);
            difference.lostFailures += isBad(a) && !isNear(levels, x, y, isBad);
            if (isDrawn(a) && isDrawn(b) && !isBad(a) && !isBad(b))
                sum += (std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b)))
                    / 3.0;
        }
    }
    difference.shade = sum / std::max(1, difference.drawn);
    return difference;
}

}  // namespace

class TestGantt : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void LevelsDrawWhatEveryRowDraws_data();
    void LevelsDrawWhatEveryRowDraws();
    void LevelsKnowWhatHasEndedOnly();
    void AStragglerHidesNothing();
    void TheRequestUnderTheMouseIsFoundAtEveryZoom();
};

void TestGantt::LevelsDrawWhatEveryRowDraws_data()
{
    QTest::addColumn<double>("part");
    QTest::addColumn<QList<double>>("zoom");
    QTest::newRow("all") << 1.0 << QList<double>{0, 1, 0, 1};
    QTest::newRow("all, a third of it still to come") << 0.66 << QList<double>{0, 1, 0, 1};
    QTest::newRow("half of both") << 1.0 << QList<double>{0.31, 0.81, 0.27, 0.77};
    QTest::newRow("a tenth of the time, all rows") << 1.0 << QList<double>{0.4, 0.5, 0, 1};
    QTest::newRow("all of the time, a tenth of the rows") << 1.0 << QList<double>{0, 1, 0.4, 0.5};
    QTest::newRow("a twentieth of both, at the end") << 0.9 << QList<double>{0.86, 0.91, 0.86, 0.91};
    QTest::newRow("a line a row") << 1.0 << QList<double>{0.49, 0.52, 0.5, 0.5025};
}

void TestGantt::LevelsDrawWhatEveryRowDraws()
{
    QFETCH(double, part);
    QFETCH(QList<double>, zoom);
    const Many many{part};
    const Zoom view{zoom[0], zoom[1], zoom[2], zoom[3]};
    const Difference difference = differenceOf(many.picture(view, true), many.picture(view, false));
    QVERIFY(difference.drawn > 500);
    QCOMPARE(difference.lostFailures, 0);
    QCOMPARE(difference.strays, 0);
    QVERIFY2(difference.shade < 6, qPrintable(QString::number(difference.shade)));
}

void TestGantt::LevelsKnowWhatHasEndedOnly()
{
    const Many many{0.5};
    std::size_t groups = 0;
    for (std::size_t row = 0; row < many.columns.rows(); row += plots::GanttLevels::kLeaf) {
        const std::size_t end = row + plots::GanttLevels::kLeaf;
        const auto found = many.columns.levels().at(row, end, 1e9, 0, 1e9);
        bool ended = end <= many.columns.rows();
        for (std::size_t i = row; ended && i < end; ++i)
            ended = many.columns.state(i) != BarState::None && many.columns.state(i) != BarState::InFlight;
        QCOMPARE(found.group != nullptr, ended);
        if (!found.group)
            continue;
        ++groups;
        QVERIFY(found.group->spans.size() <= plots::GanttLevels::kMostSpans);
        // Every bar has a part, and is counted.
        std::size_t count = 0;
        for (const auto& span : found.group->spans)
            count += span.count;
        QVERIFY(count >= plots::GanttLevels::kLeaf);
    }
    QVERIFY(groups > 100);
    const auto largest = many.columns.levels().at(0, many.columns.rows(), 1e9, 0, 1e9);
    QVERIFY2(largest.rows >= 64 * plots::GanttLevels::kLeaf, "groups of groups");
    std::size_t failed = 0;
    std::uint64_t counted = 0;
    for (std::size_t row = 0; row < largest.rows; ++row)
        failed += many.columns.state(row) == BarState::Failed;
    for (const auto& span : largest.group->spans)
        counted += span.part == plots::BarPart::Bad ? span.count : 0;
    QCOMPARE(counted, failed);
}

// One request in every hundred takes as long as a thousand others: no group may be given up for it.
void TestGantt::AStragglerHidesNothing()
{
    plots::GanttLevels levels;
    for (std::size_t leaf = 0; leaf < 64; ++leaf) {
        std::vector<plots::GanttLevels::Part> parts;
        for (std::size_t i = 0; i < plots::GanttLevels::kLeaf; ++i) {
            const double sent = 0.01 * static_cast<double>(leaf * plots::GanttLevels::kLeaf + i);
            parts.push_back({plots::BarPart::Waiting, sent, sent + (i == 50 ? 300.0 : 0.3)});
        }
        levels.put(leaf, parts);
    }
    const auto found = levels.at(0, 64 * plots::GanttLevels::kLeaf, 8, 0, 400);
    QCOMPARE(found.rows, 64 * plots::GanttLevels::kLeaf);
    std::uint32_t stragglers = 0;
    for (const auto& span : found.group->spans)
        stragglers += (span.to - span.from) * found.group->step() > 200 ? span.count : 0;
    QCOMPARE(stragglers, 64U);
}

void TestGantt::TheRequestUnderTheMouseIsFoundAtEveryZoom()
{
    plots::GanttPlot plot;
    plot.resize(700, 300);
    plot.show();
    plot.display(test::finishedSnapshot(kRequests, Many::shape()));
    const QSignalSpy selected{&plot, &plots::GanttPlot::requestSelected};
    const QCPRange whole = plot.canvas().yAxis->range();
    int clicks = 0;
    for (const double share : {1.0, 0.3, 0.02, 0.0008}) {
        const double row = std::round(kRequests * 0.37);
        plot.canvas().yAxis->setRange(row - whole.size() * share * 0.3, row + whole.size() * share * 0.7);
        plot.canvas().replot();
        const QPointF at{plot.canvas().axisRect()->rect().center().x() * 1.0,
                         std::round(plot.canvas().yAxis->coordToPixel(row))};
        const double under = plot.canvas().yAxis->pixelToCoord(at.y());
        for (const auto type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
            QMouseEvent click{type, at, plot.canvas().mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier};
            QApplication::sendEvent(&plot.canvas(), &click);
        }
        QCOMPARE(selected.size(), ++clicks);
        const double found = selected.last().at(0).toDouble();
        // The axis and the bars differ by a pixel at most.
        const double pixel = plot.canvas().yAxis->range().size() / plot.canvas().axisRect()->height();
        QVERIFY2(std::abs(found - under) <= pixel + 0.5, qPrintable(QString::number(found)));
        QCOMPARE(plot.selected(), std::optional{static_cast<std::uint64_t>(found)});
        QMouseEvent move{QEvent::MouseMove, at,           plot.canvas().mapToGlobal(at),
                         Qt::NoButton,      Qt::NoButton, Qt::NoModifier};
        QApplication::sendEvent(&plot.canvas(), &move);
        const auto& info = plot.findChild<plots::HoverOverlay*>()->info();
        QVERIFY(info);
        const QString number = info->text.section(QLatin1Char{' '}, 1, 1).remove(QLatin1Char{','});
        QCOMPARE(number.toDouble(), found);
    }
}

QTEST_MAIN(TestGantt)
#include "tst_gantt.moc"
