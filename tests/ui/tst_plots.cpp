// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/gantt_plot.h"
#include "plots/hover_overlay.h"
#include "plots/plot.h"
#include "plots/plot_export.h"
#include "plots/plot_style.h"
#include "ui/base/text.h"
#include "ui/base/theme.h"
#include "ui/charts/export_colors.h"

#include <QAction>
#include <qcustomplot.h>
#include <QFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <memory>
#include <set>

using namespace inferometer;

namespace {

std::unique_ptr<plots::Plot> shown(const plots::PlotEntry& entry)
{
    std::unique_ptr<plots::Plot> plot{entry.make(nullptr)};
    plot->resize(700, 300);
    plot->show();
    return plot;
}

QImage pictureOf(plots::Plot& plot)
{
    plot.canvas().replot();
    return plot.grab().toImage();
}

int pixelsNear(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                    + std::abs(pixel.blue() - color.blue())
                < 24;
        }
    }
    return count;
}

QByteArray bytesOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

// A PDF says when it was made.
QByteArray withoutDate(const QByteArray& pdf)
{
    const qsizetype at = pdf.indexOf("/CreationDate");
    return at < 0 ? pdf : pdf.left(at) + pdf.mid(pdf.indexOf('\n', at));
}

}  // namespace

class TestPlots : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void EveryPlotDrawsEverySize_data();
    void EveryPlotDrawsEverySize();
    void EveryPlotFollowsThePalette_data() { plotRows(); }
    void EveryPlotFollowsThePalette();
    void EveryPlotIsExported_data() { plotRows(); }
    void EveryPlotIsExported();
    void ExportIsLightUnderADarkTheme_data() { plotRows(); }
    void ExportIsLightUnderADarkTheme();
    void ExportNamesAFolderThatIsNotThere();
    void IdsAreUniqueAndTitlesGiven();
    void ColoursAreThoseOfTheKit();
    void GanttTakesInOnlyWhatIsNew();
    void GanttHasNoPlaceForForgedNumbers();
    void GanttKeepsFailuresVisibleWhenMerged();
    void GanttFollowsUntilZoomedAndAgainWhenReset();
    void AFailedBarBearsACross();
    void ValuesAreReachedByKeys();
    void TheWheelIsThePagesUntilTheChartHasTheFocus();
    void AnotherRunStartsAfresh();
    void HiddenPlotsCatchUp();

private:
    static void plotRows();
};

void TestPlots::plotRows()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(plots::plots().size()); ++i)
        QTest::newRow(plots::plots()[static_cast<std::size_t>(i)].id.data()) << i;
}

void TestPlots::EveryPlotDrawsEverySize_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<quint64>("requests");
    for (int i = 0; i < static_cast<int>(plots::plots().size()); ++i) {
        for (const quint64 requests : {0ULL, 1ULL, 100'000ULL})
            QTest::addRow("%s %llu", plots::plots()[static_cast<std::size_t>(i)].id.data(), requests) << i << requests;
    }
}

void TestPlots::EveryPlotDrawsEverySize()
{
    QFETCH(int, index);
    QFETCH(quint64, requests);
    const auto plot = shown(plots::plots()[static_cast<std::size_t>(index)]);
    test::SampleShape shape;
    shape.streams = requests > 1 ? 500 : 1;
    shape.batchSizes = 4;
    const QImage before = pictureOf(*plot);
    plot->display(requests == 0 ? test::emptySnapshot() : test::finishedSnapshot(requests, shape));
    const QImage after = pictureOf(*plot);
    QVERIFY(test::colorsIn(after) > 3);
    QVERIFY(!plot->accessibleDescription().isEmpty());
    QVERIFY(plot->csv().endsWith(QLatin1Char{'\n'}));
    if (requests > 0)
        QVERIFY(after != before);
}

void TestPlots::EveryPlotFollowsThePalette()
{
    QFETCH(int, index);
    const auto plot = shown(plots::plots()[static_cast<std::size_t>(index)]);
    test::SampleShape shape;
    shape.batchSizes = 4;
    plot->display(test::finishedSnapshot(40, shape));
    const QColor light = pictureOf(*plot).pixelColor(2, 2);
    QCOMPARE(light, ui::themeColors(false).surface);
    test::dress(true);
    const QImage dark = pictureOf(*plot);
    QCOMPARE(dark.pixelColor(2, 2), ui::themeColors(true).surface);
    const QCPAxis* axis = plot->canvas().xAxis;
    QVERIFY(ui::contrastRatio(axis->tickLabelColor(), dark.pixelColor(2, 2)) >= 4.5);
    QVERIFY(ui::contrastRatio(axis->labelColor(), dark.pixelColor(2, 2)) >= 4.5);
}

void TestPlots::EveryPlotIsExported()
{
    QFETCH(int, index);
    const plots::PlotEntry& entry = plots::plots()[static_cast<std::size_t>(index)];
    const std::unique_ptr<plots::Plot> plot{entry.make(nullptr)};
    test::SampleShape shape;
    shape.batchSizes = 4;
    plot->display(test::finishedSnapshot(40, shape));
    const QTemporaryDir folder;
    plots::ExportSpec spec;
    const QString png = folder.filePath(QStringLiteral("a.png"));
    QVERIFY(plots::exportPlot(*plot, plots::plotTitle(entry), png, spec).ok());
    const QImage image{png};
    QCOMPARE(image.size(), spec.size * 2);
    QVERIFY(test::colorsIn(image) > 8);
    spec.format = plots::PictureFormat::Svg;
    const QString svg = folder.filePath(QStringLiteral("a.svg"));
    QVERIFY(plots::exportPlot(*plot, plots::plotTitle(entry), svg, spec).ok());
    QFile file{svg};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("</svg>"));
    spec.format = plots::PictureFormat::Pdf;
    QFile pdf{folder.filePath(QStringLiteral("a.pdf"))};
    QVERIFY(plots::exportPlot(*plot, plots::plotTitle(entry), pdf.fileName(), spec).ok());
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    const QByteArray paper = pdf.readAll();
    QVERIFY(paper.startsWith("%PDF-") && paper.contains("/MediaBox [0 0 720") && paper.trimmed().endsWith("%%EOF"));
    QFile data{folder.filePath(QStringLiteral("a.csv"))};
    QVERIFY(plots::exportData(*plot, data.fileName()).ok());
    QVERIFY(data.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(data.readAll()), plot->csv());
}

void TestPlots::ExportIsLightUnderADarkTheme()
{
    QFETCH(int, index);
    const plots::PlotEntry& entry = plots::plots()[static_cast<std::size_t>(index)];
    const QTemporaryDir folder;
    const ui::ExportColors colors;
    const auto write = [&](plots::Plot& plot, const QString& name, plots::PictureFormat format) {
        plots::ExportSpec spec = colors.spec();
        spec.format = format;
        const QString path = folder.filePath(name);
        return plots::exportPlot(plot, QStringLiteral("T"), path, spec).ok() ? bytesOf(path) : QByteArray{};
    };
    const auto plot = shown(entry);
    test::SampleShape shape;
    shape.batchSizes = 4;
    plot->display(test::finishedSnapshot(40, shape));
    using Format = plots::PictureFormat;
    const QByteArray light = write(*plot, QStringLiteral("light.svg"), Format::Svg);
    const QByteArray paper = write(*plot, QStringLiteral("light.pdf"), Format::Pdf);
    test::dress(true);
    const QImage screen = pictureOf(*plot);
    QCOMPARE(screen.pixelColor(2, 2), ui::themeColors(true).surface);
    QVERIFY(light.contains(ui::themeColors(false).surface.name().toLatin1()));
    QCOMPARE(write(*plot, QStringLiteral("dark.svg"), Format::Svg), light);
    QCOMPARE(withoutDate(write(*plot, QStringLiteral("dark.pdf"), Format::Pdf)), withoutDate(paper));
    const QImage picture = QImage::fromData(write(*plot, QStringLiteral("dark.png"), Format::Png));
    QCOMPARE(picture.pixelColor(2, 2), ui::themeColors(false).surface);
    QVERIFY2(pictureOf(*plot) == screen, "the screen stays as it was");
    // As the screen, and with nothing behind it, when a person says so.
    colors.findChild<QAction*>(QStringLiteral("colors-dark"))->trigger();
    QVERIFY(
        write(*plot, QStringLiteral("d.svg"), Format::Svg).contains(ui::themeColors(true).surface.name().toLatin1()));
    colors.findChild<QAction*>(QStringLiteral("colors-transparent"))->trigger();
    const QImage bare = QImage::fromData(write(*plot, QStringLiteral("bare.png"), Format::Png));
    QCOMPARE(bare.pixelColor(2, 2).alpha(), 0);
    QVERIFY(test::colorsIn(bare) > 3);
    QVERIFY2(pictureOf(*plot) == screen, "the screen stays as it was");
}

void TestPlots::ExportNamesAFolderThatIsNotThere()
{
    const std::unique_ptr<plots::Plot> plot{plots::plots()[0].make(nullptr)};
    const Status status = plots::exportPlot(*plot, {}, QStringLiteral("/nowhere/at/all.svg"),
                                            {plots::PictureFormat::Svg, {100, 100}, 1});
    QVERIFY(!status.ok());
    QVERIFY(status.error().message.find("/nowhere/at/all.svg") != std::string::npos);
}

void TestPlots::IdsAreUniqueAndTitlesGiven()
{
    std::set<std::string_view> ids;
    for (const plots::PlotEntry& entry : plots::plots()) {
        QVERIFY(ids.insert(entry.id).second);
        QVERIFY(!plots::plotTitle(entry).isEmpty());
    }
}

void TestPlots::ColoursAreThoseOfTheKit()
{
    QCOMPARE(plots::markColors(false).server.name(), QStringLiteral("#325c8c"));
    QCOMPARE(plots::markColors(false).client.name(), QStringLiteral("#ee7625"));
    const auto find = [](std::string_view id) {
        return *std::find_if(plots::plots().begin(), plots::plots().end(),
                             [id](const plots::PlotEntry& entry) { return entry.id == id; });
    };
    QCOMPARE(plots::plotTitle(find("gantt")), QStringLiteral("LLM requests across time"));
}

void TestPlots::GanttTakesInOnlyWhatIsNew()
{
    test::SampleRun run{{}};
    plots::GanttColumns columns;
    run.advanceTo(4);
    const SnapshotPtr early = run.snapshot();
    columns.update(*early);
    QCOMPARE(columns.count(plots::BarState::InFlight), early->inFlight.size());
    QCOMPARE(columns.count(plots::BarState::Ok), early->ok);
    run.finish();
    const SnapshotPtr late = run.snapshot();
    columns.update(*late);
    QCOMPARE(columns.rows(), late->asked);
    QCOMPARE(columns.count(plots::BarState::InFlight), 0U);
    QCOMPARE(columns.count(plots::BarState::Ok), late->ok);
    QCOMPARE(columns.count(plots::BarState::Failed), late->failed);
    const auto& records = late->records->at(0)->records;
    const RequestRecord& record
        = *std::find_if(records.begin(), records.end(), [](const auto& r) { return r.outcome == Outcome::Ok; });
    const plots::Bar bar = columns.bar(record.sequence);
    QVERIFY(std::abs(bar.sent - seconds(record.sent)) < 1e-9);
    QVERIFY(std::abs(bar.firstToken - seconds(record.firstToken.at)) < 1e-6);
    QVERIFY(std::abs(bar.end - seconds(record.lastToken.at)) < 1e-6);
}

void TestPlots::GanttHasNoPlaceForForgedNumbers()
{
    test::SampleRun run{{}};
    run.finish();
    Snapshot forged = *run.snapshot();
    auto block = std::make_shared<RecordBlock>(*forged.records->at(0));
    block->records[0].sequence = std::uint64_t{1} << 40U;  // no memory holds so many rows
    const auto log = std::make_shared<RecordLog>();
    log->append(block);
    forged.records = log;
    forged.blocks = 1;
    plots::GanttColumns columns;
    columns.update(forged);
    QVERIFY(columns.rows() < 1'000'000);
    QCOMPARE(columns.count(plots::BarState::Ok) + columns.count(plots::BarState::Failed), block->records.size() - 1);
}

void TestPlots::GanttKeepsFailuresVisibleWhenMerged()
{
    const plots::PlotEntry& entry = plots::plots().back();
    const auto plot = shown(entry);
    test::SampleShape shape;
    shape.streams = 500;
    shape.failedShare = 0;
    plot->display(test::finishedSnapshot(100'000, shape));
    const QColor bad = plots::markColors(false).bad;
    QCOMPARE(pixelsNear(pictureOf(*plot), bad), 0);
    shape.failedShare = 0.0005;
    plot->display(test::finishedSnapshot(100'000, shape));
    QVERIFY(pixelsNear(pictureOf(*plot), bad) >= 30);
}

void TestPlots::GanttFollowsUntilZoomedAndAgainWhenReset()
{
    plots::GanttPlot plot;
    plot.resize(700, 300);
    plot.show();
    test::SampleRun run{{}};
    run.advanceTo(4);
    plot.display(run.snapshot());
    pictureOf(plot);
    QVERIFY(plot.isFollowing());
    const QPoint middle{400, 150};
    QWheelEvent wheel{QPointF{middle},
                      plot.canvas().mapToGlobal(QPointF{middle}),
                      {},
                      QPoint{0, 120},
                      Qt::NoButton,
                      Qt::NoModifier,
                      Qt::NoScrollPhase,
                      false};
    QApplication::sendEvent(&plot.canvas(), &wheel);
    QVERIFY(!plot.isFollowing());
    const QCPRange zoomed = plot.canvas().xAxis->range();
    QVERIFY(zoomed.size() < 10);
    run.finish();
    plot.display(run.snapshot());
    QCOMPARE(plot.canvas().xAxis->range(), zoomed);
    plot.findChild<QAction*>(QStringLiteral("reset-zoom"))->trigger();
    QVERIFY(plot.isFollowing());
    QVERIFY(plot.canvas().xAxis->range().upper >= run.duration());
}

void TestPlots::AFailedBarBearsACross()
{
    plots::GanttPlot plot;
    plot.resize(700, 300);
    plot.show();
    test::SampleShape shape;
    shape.failedShare = 1;
    plot.display(test::finishedSnapshot(8, shape));
    const QImage picture = pictureOf(plot);
    const plots::Bar bar = plot.columns().bar(0);
    QCOMPARE(bar.state, plots::BarState::Failed);
    const int end = qRound(plot.canvas().xAxis->coordToPixel(bar.end));
    const int top = qRound(plot.canvas().yAxis->coordToPixel(-0.4));
    const int bottom = qRound(plot.canvas().yAxis->coordToPixel(0.4));
    QVERIFY(pixelsNear(picture.copy(end + 4, top, 20, bottom - top), plots::markColors(false).bad) >= 6);
}

void TestPlots::ValuesAreReachedByKeys()
{
    plots::GanttPlot plot;
    plot.resize(700, 300);
    plot.show();
    plot.display(test::finishedSnapshot(40));
    pictureOf(plot);
    const auto& hover = *plot.findChild<plots::HoverOverlay*>();
    QVERIFY(!hover.info());
    QSet<QString> seen;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(&plot, i < 30 ? Qt::Key_Up : Qt::Key_Left, Qt::ShiftModifier);
        if (hover.info())
            seen.insert(hover.info()->text.section(QLatin1Char{'\n'}, 0, 0));
    }
    QVERIFY2(seen.size() > 2, "several requests were passed");
    QVERIFY2(plot.isFollowing(), "nothing was panned");
    QFocusEvent lost{QEvent::FocusOut};
    QApplication::sendEvent(&plot, &lost);
    QVERIFY(!hover.info());
}

void TestPlots::TheWheelIsThePagesUntilTheChartHasTheFocus()
{
    QScrollArea page;
    auto* plot = new plots::GanttPlot;
    plot->setMinimumHeight(900);
    page.setWidget(plot);
    page.setWidgetResizable(true);
    page.resize(700, 300);
    page.show();
    page.activateWindow();
    page.setFocus();
    plot->display(test::finishedSnapshot(500));
    QApplication::processEvents();
    const auto turn = [&](Qt::KeyboardModifiers modifiers) {
        const QPointF at{400, 150};
        QWheelEvent wheel{
            at, plot->canvas().mapToGlobal(at), {}, QPoint{0, -120}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false};
        QApplication::sendEvent(&plot->canvas(), &wheel);
    };
    turn(Qt::NoModifier);
    QVERIFY(plot->isFollowing());
    QVERIFY(page.verticalScrollBar()->value() > 0);
    const int scrolled = page.verticalScrollBar()->value();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(plot, Qt::Key_Plus);
    const double size = plot->canvas().xAxis->range().size();
    turn(Qt::ControlModifier);
    QVERIFY(plot->canvas().xAxis->range().size() > size);
    plot->setFocus();
    const double wider = plot->canvas().xAxis->range().size();
    turn(Qt::NoModifier);
    QVERIFY(plot->canvas().xAxis->range().size() > wider);
    QCOMPARE(page.verticalScrollBar()->value(), scrolled);
}

void TestPlots::AnotherRunStartsAfresh()
{
    plots::GanttPlot plot;
    plot.show();
    plot.display(test::finishedSnapshot(500));
    QCOMPARE(plot.columns().rows(), 500U);
    plot.display(test::finishedSnapshot(3));
    QCOMPARE(plot.columns().rows(), 3U);
    plot.display(nullptr);
    QCOMPARE(plot.columns().rows(), 0U);
}

void TestPlots::HiddenPlotsCatchUp()
{
    plots::GanttPlot plot;
    plot.display(test::finishedSnapshot(20));
    QCOMPARE(plot.columns().rows(), 0U);
    plot.show();
    QCOMPARE(plot.columns().rows(), 20U);
}

QTEST_MAIN(TestPlots)
#include "tst_plots.moc"
