// SPDX-License-Identifier: GPL-3.0-or-later
// The tab of statistics, driven by clicks and keys.
#include "core/metrics/definitions.h"
#include "ui/run/summary_markdown.h"
#include "ui/settings/settings.h"
#include "widgets/figure_card.h"

#include <QComboBox>
#include <QHeaderView>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/run_view_fixture.h"
#include "tests/ui/statistics_fixture.h"
#include "tests/ui/ui_fixture.h"

#include <cmath>

using namespace inferometer;
using test::Column;
using test::cutShort;
using test::finishedOf;
using test::sixty;
using Shown = test::ShownStatistics;

namespace {

// Counts what is painted in a widget and below it.
class PaintCount : public QObject
{
public:
    explicit PaintCount(QWidget& root)
    {
        for (QWidget* widget : root.findChildren<QWidget*>())
            widget->installEventFilter(this);
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
    int count = 0;
};

int marginOf(const Shown& shown)
{
    return 2 * (shown.table.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &shown.table) + 1);
}

void nothingIsCutIn(const Shown& shown)
{
    const int margin = marginOf(shown);
    for (int column = 0; column < Column::Columns; ++column) {
        if (shown.table.isColumnHidden(column))
            continue;
        for (int row = 0; row < shown.model().rowCount(); ++row) {
            const QModelIndex index = shown.model().index(row, column);
            const QString text = index.data().toString();
            const QRect cell = shown.table.visualRect(index);
            const QRect taken = shown.table.fontMetrics().boundingRect(
                {0, 0, cell.width() - margin, 1000}, column == Column::Name ? Qt::TextWordWrap : 0, text);
            QVERIFY2(taken.width() <= cell.width() - margin && taken.height() <= cell.height(), qPrintable(text));
        }
    }
    const int length = shown.table.horizontalHeader()->length();
    const int room = shown.table.viewport()->width();
    QVERIFY2(length <= room, qPrintable(QStringLiteral("%1 of %2").arg(length).arg(room)));
}

}  // namespace

class TestStatistics : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TheTabStandsBetweenOverviewAndRequests();
    void BeforeAnythingEndedOneSentenceStandsThere();
    void EveryMetricHasARowInTheOrderOfTheCatalog();
    void LiveItTellsWhatIsKnownAndSaysSo();
    void WhatServersReportHasItsRows();
    void MarksAreShownAndExplained();
    void CardsAndMarkdownMarkTheSame();
    void AClickShowsTheDistribution();
    void ArrowsAndTabReachEverything();
    void CurvesOfCutRunsEndWhereTheyAreKnown();
    void AnotherToolsFiguresAreThoseOfItsDefinitions();
    void OfARunThatGoesOnAnotherToolSaysNothing();
    void WidthsAreRemembered();
    void WhoseDefinitionsIsRemembered();
    void NothingIsCutInASmallWindow();
    void RowsStandEquallyFarApart();
    void HiddenOrIdleItDoesNothing();
    void EveryInputHasAName();
};

void TestStatistics::TheTabStandsBetweenOverviewAndRequests()
{
    test::Live live;
    QCOMPARE(live.tabs.tabText(1), QStringLiteral("Statistics"));
    const auto* view = live.view.findChild<ui::StatisticsView*>();
    QVERIFY(!view->isVisible());
    live.tabs.setFocus();
    QTest::keyClick(&live.tabs, Qt::Key_Right);
    QVERIFY(view->isVisible());
    live.display(sixty());
    QCOMPARE(view->findChild<ui::StatisticsTable*>()->model()->index(0, Column::Count).data().toString(),
             QStringLiteral("60"));
}

void TestStatistics::BeforeAnythingEndedOneSentenceStandsThere()
{
    Shown shown;
    QVERIFY(!shown.table.isVisible());
    shown.display(test::emptySnapshot());
    QCOMPARE(shown.label("no-statistics"), QStringLiteral("Statistics appear when the first request has ended."));
    QVERIFY(!shown.table.isVisible());
    test::RecordFeed feed;
    feed.addFailed(Outcome::HttpError, 500, "no");
    shown.display(finishedOf(feed));
    QVERIFY(shown.label("no-statistics").contains(QStringLiteral("No request of this run ended ok")));
    shown.display(sixty());
    QVERIFY(shown.table.isVisible());
}

void TestStatistics::EveryMetricHasARowInTheOrderOfTheCatalog()
{
    const Shown shown{sixty()};
    QCOMPARE(shown.model().rowCount(), static_cast<int>(metrics().size()));
    for (int row = 0; row < shown.model().rowCount(); ++row)
        QCOMPARE(shown.model().at(row).subject->id, metrics()[static_cast<std::size_t>(row)].id);
    const Statistics ttft = shown.model().at(0).data.statistics;
    QCOMPARE(shown.cell("ttft_s", Column::FirstFigure), ui::durationQuantity(ttft.mean).text());
    QCOMPARE(shown.cell("ttft_s", Column::FirstFigure + 1), ui::durationQuantity(ttft.valueAt(0.5)).text());
    QCOMPARE(shown.cell("ttft_s", Column::Interval95 - 1), ui::durationQuantity(ttft.max).text());
    const auto interval = ttft.at(0.5)->interval;
    QVERIFY(interval);
    QCOMPARE(shown.cell("ttft_s", Column::Interval95), ui::intervalText(*interval, "s"));
    QCOMPARE(shown.cell("output_token_per_s_per_request", Column::Name),
             QStringLiteral("Output rate per request (tok/s)\u00a0~"));
    // A metric of which this run has nothing says so, and no more.
    QCOMPARE(shown.cell("tls_s", Column::FirstFigure), QString{QChar{0x2013}});
    QCOMPARE(shown.cell("tls_s", Column::Count), QString{QChar{0x2013}});
}

void TestStatistics::LiveItTellsWhatIsKnownAndSaysSo()
{
    test::SampleRun run{{}};
    Shown shown;
    run.advanceTo(9);
    const SnapshotPtr first = run.snapshot();
    shown.display(first);
    const auto text
        = [](const Histogram& histogram, double q) { return ui::durationQuantity(histogram.quantile(q)).text(); };
    QCOMPARE(shown.cell("ttft_s", Column::FirstFigure + 1), text(first->ttft, 0.5));
    QCOMPARE(shown.cell("ttft_s", Column::FirstFigure + 3), QString{text(first->ttft, 0.95) + QLatin1Char{'*'}});
    QCOMPARE(shown.cell("itl_s", Column::FirstFigure), ui::durationQuantity(first->itl.meanSeconds()).text());
    QVERIFY(shown.cell("ttft_s", Column::Name).endsWith(QStringLiteral("\u00a0≈")));
    QVERIFY(!shown.cell("tpot_s", Column::Name).contains(QStringLiteral("≈")));
    QCOMPARE(shown.cell("e2e_s", Column::Count), ui::countText(first->e2e.count()));
    QCOMPARE(shown.cell("tpot_s", Column::FirstFigure), QString{QChar{0x2013}});
    QVERIFY(shown.label("statistics-notes").contains(QStringLiteral("≈ of the run so far")));
    QVERIFY(shown.panel.plot().isVisible());
    QCOMPARE(shown.panel.plot().curve().marks.front().value, first->ttft.quantile(0.5));
    shown.click("tpot_s", Column::FirstFigure);
    QVERIFY(!shown.panel.plot().isVisible());
    QVERIFY(shown.label("distribution-words").contains(QStringLiteral("when the run has ended")));
    run.advanceTo(12);
    const SnapshotPtr later = run.snapshot();
    shown.display(later);
    QCOMPARE(shown.cell("ttft_s", Column::Count), ui::countText(later->ttft.count()));
    QCOMPARE(shown.label("distribution-title"), QStringLiteral("Time per output token"));
    // Ended, the same view tells all of it, with no mark of a run that goes on.
    shown.display(sixty());
    QCOMPARE(shown.label("distribution-title"), QStringLiteral("Time per output token"));
    QVERIFY(!shown.label("statistics-notes").contains(QStringLiteral("≈")));
    QVERIFY(!shown.cell("ttft_s", Column::Name).contains(QStringLiteral("≈")));
}

void TestStatistics::WhatServersReportHasItsRows()
{
    test::SampleShape shape;
    shape.batchSizes = 3;
    FinishedRun run;
    run.snapshot = test::finishedSnapshot(40, shape);
    run.blocks = blocksOf(*run.snapshot);
    run.summary = summarize(run.blocks);
    const Statistics batch = run.summary.server[ServerMetrics::BatchSize].statistics;
    QVERIFY(batch.n > 0);
    Shown shown{std::move(run)};
    QVERIFY(shown.model().rowOf("batch_size_used") > shown.model().rowOf(metrics().back().id));
    QCOMPARE(shown.cell("batch_size_used", Column::FirstFigure), ui::threeDigits(batch.mean));
    shown.click("batch_size_used", Column::FirstFigure);
    QTRY_COMPARE(shown.panel.plot().curve().id, QStringLiteral("batch_size_used"));
    QCOMPARE(shown.panel.plot().curve().distribution.values.back(), batch.max);
}

void TestStatistics::MarksAreShownAndExplained()
{
    const Shown few{sixty()};
    QVERIFY(!few.cell("ttft_s", Column::FirstFigure + 1).endsWith(QLatin1Char{'*'}));
    QVERIFY(few.cell("ttft_s", Column::FirstFigure + 4).endsWith(QLatin1Char{'*'}));
    QCOMPARE(few.label("statistics-notes").count(QStringLiteral(" · ")), 1);  // * and ~, no more
    QVERIFY(few.label("statistics-notes").startsWith(QStringLiteral("* fewer requests")));
    QVERIFY(few.table.isColumnHidden(Column::Arrivals));

    const Shown cut{cutShort()};
    QVERIFY(cut.cell("e2e_s", Column::FirstFigure + 4).startsWith(QStringLiteral("≥ ")));
    QVERIFY(cut.label("statistics-notes").contains(QStringLiteral("≥ requests were cut")));
    QVERIFY(!cut.table.isColumnHidden(Column::Arrivals));
    QCOMPARE(cut.cell("ttft_s", Column::Name), QStringLiteral("Time to first token\u00a0±"));
    QCOMPARE(cut.cell("ttft_s", Column::Arrivals), QStringLiteral("50.0\u00a0% ±120\u00a0µs"));
    QVERIFY(cut.label("statistics-notes").contains(QStringLiteral("± share of the values")));
    QVERIFY(cut.model()
                .index(cut.model().rowOf("e2e_s"), Column::FirstFigure + 4)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("requests were cut")));
}

void TestStatistics::CardsAndMarkdownMarkTheSame()
{
    auto run = std::make_shared<const FinishedRun>(cutShort());
    const QString markdown = ui::summaryMarkdown(ui::ShownRun{run});
    QVERIFY(markdown.contains(QStringLiteral("\\* fewer requests")));
    QVERIFY(markdown.contains(QStringLiteral(">= requests were cut")));
    QVERIFY(markdown.contains(QStringLiteral("! share of the values")));
    // Live, with too few requests, the cards say so too.
    test::SampleRun live{{}};
    live.advanceTo(3);
    ui::RunView view;
    view.display(live.snapshot());
    const widgets::FigureText card = view.findChild<widgets::FigureCard*>(QStringLiteral("card-ttft"))->figure();
    QCOMPARE(card.unit, QStringLiteral("ms*"));
    QVERIFY(card.details.contains(QStringLiteral("* fewer requests")));
}

void TestStatistics::AClickShowsTheDistribution()
{
    Shown shown{sixty()};
    QTRY_COMPARE(shown.panel.plot().curve().id, QStringLiteral("ttft_s"));
    shown.click("e2e_s", Column::FirstFigure + 3);
    QTRY_COMPARE(shown.panel.plot().curve().id, QStringLiteral("e2e_s"));
    QCOMPARE(shown.label("distribution-title"), QStringLiteral("End-to-end latency"));
    const plots::ShareCurve& curve = shown.panel.plot().curve();
    const std::array columns{Column::FirstFigure + 1, Column::FirstFigure + 3, Column::FirstFigure + 4};
    QCOMPARE(curve.marks.size(), columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const plots::ShareMark& mark = curve.marks[i];
        QVERIFY(mark.words.endsWith(shown.cell("e2e_s", columns[i])));
        const auto place = static_cast<std::size_t>(std::lround(mark.share * kDistributionSteps));
        QVERIFY(std::abs(curve.distribution.values[place] - mark.value) < 1e-9);
    }
    QVERIFY(shown.panel.plot().csv().startsWith(QStringLiteral("share,e2e_s\n0,1.25")));
    QVERIFY(shown.panel.plot().accessibleDescription().contains(curve.marks.front().words));
    shown.click("tls_s", Column::Count);
    QVERIFY(!shown.panel.plot().isVisible());
    QCOMPARE(shown.label("distribution-words"), QStringLiteral("This run has no value of it."));
}

void TestStatistics::ArrowsAndTabReachEverything()
{
    Shown shown{sixty()};
    shown.table.setFocus();
    QTest::keyClick(&shown.table, Qt::Key_Down);
    QTRY_COMPARE(shown.panel.plot().curve().id, QStringLiteral("ttfo_s"));
    QTest::keyClick(&shown.table, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(shown.table.currentIndex().row(), shown.model().rowCount() - 1);
    QTest::keyClick(&shown.table, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClick(&shown.table, Qt::Key_Return);
    QTRY_COMPARE(shown.panel.plot().curve().id, QStringLiteral("ttft_s"));
    QTest::keyClick(&shown.table, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), shown.view.findChild<QComboBox*>(QStringLiteral("definitions")));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), shown.view.findChild<QPushButton*>(QStringLiteral("copy-statistics")));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &shown.panel.plot());
}

void TestStatistics::CurvesOfCutRunsEndWhereTheyAreKnown()
{
    Shown shown{cutShort()};
    QTRY_COMPARE(shown.panel.plot().curve().id, QStringLiteral("ttft_s"));
    const Distribution& curve = shown.panel.plot().curve().distribution;
    QVERIFY(curve.reached > 0 && curve.reached < curve.values.size());
    const QStringList lines = shown.panel.plot().csv().split(QLatin1Char{'\n'}, Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), static_cast<qsizetype>(kDistributionSteps + 2));
    QVERIFY(lines.back().endsWith(QLatin1Char{','}));
    QVERIFY(shown.panel.plot().curve().marks.back().words.startsWith(QStringLiteral("p99 ≥ ")));
}

void TestStatistics::AnotherToolsFiguresAreThoseOfItsDefinitions()
{
    const FinishedRun run = sixty();
    Shown shown{run};
    auto& choice = *shown.view.findChild<QComboBox*>(QStringLiteral("definitions"));
    const auto& table = *shown.view.findChild<QTableView*>(QStringLiteral("defined-figures"));
    QCOMPARE(choice.count(), static_cast<int>(definitions().size()));
    QVERIFY(shown.table.isVisible());
    for (int i = 1; i < choice.count(); ++i) {
        const Definition& definition = definitions()[static_cast<std::size_t>(i)];
        const auto figures = figuresBy(definition, {run.blocks, {run.summary, run.facts}});
        choice.setCurrentIndex(i);
        QTRY_COMPARE(table.model()->rowCount(), static_cast<int>(figures.size()));
        QTRY_COMPARE(table.model()->index(0, 3).data().toString(), ui::toQt(figures.front().id));
        QVERIFY(table.isVisible());
        QVERIFY(!shown.table.isVisible());
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            const DefinedFigure& figure = figures[static_cast<std::size_t>(row)];
            const auto cell = [&](int column) { return table.model()->index(row, column).data().toString(); };
            QCOMPARE(cell(0), ui::toQt(figure.label));
            QCOMPARE(cell(2), ui::toQt(figure.unit));
            QCOMPARE(cell(3), ui::toQt(figure.id));
            QCOMPARE(cell(1),
                     figure.value ? QLocale{}.toString(*figure.value, 'f', decimalsOf(figure))
                                  : QString{QChar{0x2013}});
            QCOMPARE(table.model()->index(row, 1).data(Qt::UserRole).isValid(), figure.value.has_value());
        }
        QVERIFY(shown.view.findChild<QLabel*>(QStringLiteral("statistics-notes"))
                    ->text()
                    .contains(ui::toQt(definition.source)));
    }
    choice.setCurrentIndex(0);
    QVERIFY(shown.table.isVisible());
    QVERIFY(shown.panel.isVisible());
}

void TestStatistics::OfARunThatGoesOnAnotherToolSaysNothing()
{
    test::SampleRun live{{}};
    live.advanceTo(9);
    Shown shown;
    auto& choice = *shown.view.findChild<QComboBox*>(QStringLiteral("definitions"));
    choice.setCurrentIndex(2);
    shown.display(live.snapshot());
    QVERIFY(shown.view.findChild<QLabel*>(QStringLiteral("defined-words"))->isVisible());
    shown.display(sixty());
    const auto& table = *shown.view.findChild<QTableView*>(QStringLiteral("defined-figures"));
    QTRY_VERIFY(table.isVisible() && table.model()->rowCount() > 10);
}

void TestStatistics::WidthsAreRemembered()
{
    const QTemporaryDir home;
    ui::Settings settings{home.filePath(QStringLiteral("workbench.ini"))};
    Shown first{sixty()};
    const int before = first.table.columnWidth(Column::Count);
    first.table.horizontalHeader()->resizeSection(Column::Count, before + 37);
    first.view.save(settings);
    Shown second{sixty()};
    second.view.restore(settings);
    QCOMPARE(second.table.columnWidth(Column::Count), before + 37);
    second.view.resize(1200, 640);
    QApplication::processEvents();
    QCOMPARE(second.table.columnWidth(Column::Count), before + 37);
    second.view.restoreDefaults();
    second.view.resize(900, 640);
    QApplication::processEvents();
    QCOMPARE(second.table.columnWidth(Column::Count), before);
    // What is no layout of ours changes nothing.
    settings.setLayout(QStringLiteral("statistics-columns"), "n:99999999999 nonsense :7 p50:-4");
    second.view.restore(settings);
    QVERIFY(second.table.columnWidth(Column::Count) <= 4000);
}

void TestStatistics::WhoseDefinitionsIsRemembered()
{
    const QTemporaryDir home;
    ui::Settings settings{home.filePath(QStringLiteral("workbench.ini"))};
    const auto choiceOf
        = [](const Shown& shown) { return shown.view.findChild<QComboBox*>(QStringLiteral("definitions")); };
    Shown first{sixty()};
    choiceOf(first)->setCurrentIndex(2);
    first.view.save(settings);
    Shown second;
    second.view.restore(settings);
    second.display(sixty());
    QCOMPARE(choiceOf(second)->currentIndex(), 2);
    QVERIFY(second.view.findChild<QTableView*>(QStringLiteral("defined-figures"))->isVisible());
    second.view.restoreDefaults();
    QCOMPARE(choiceOf(second)->currentIndex(), 0);
    QVERIFY(second.table.isVisible());
    settings.setLayout(QStringLiteral("statistics-definitions"), "of a tool that is gone");
    choiceOf(second)->setCurrentIndex(1);
    second.view.restore(settings);
    QCOMPARE(choiceOf(second)->currentIndex(), 0);
}

// What a window of 1024 x 700 leaves.
void TestStatistics::NothingIsCutInASmallWindow()
{
    constexpr QSize kSmall{532, 560};
    test::SampleRun run{{}};
    run.advanceTo(12);
    Shown live{kSmall};
    live.display(run.snapshot());
    nothingIsCutIn(live);
    for (const FinishedRun& over : {sixty(), cutShort()})
        nothingIsCutIn(Shown{over, kSmall});
}

void TestStatistics::RowsStandEquallyFarApart()
{
    const Shown shown{sixty(), {606, 560}};
    QSet<int> paddings;
    QSet<int> heights;
    for (int row = 0; row < shown.model().rowCount(); ++row) {
        const QModelIndex name = shown.model().index(row, Column::Name);
        const QRect cell = shown.table.visualRect(name);
        const QRect words = shown.table.fontMetrics().boundingRect({0, 0, cell.width() - marginOf(shown), 1000},
                                                                   Qt::TextWordWrap, name.data().toString());
        paddings << cell.height() - words.height();
        heights << cell.height();
    }
    QVERIFY(heights.size() > 1);
    QCOMPARE(paddings.size(), 1);
}

void TestStatistics::HiddenOrIdleItDoesNothing()
{
    test::SampleRun run{{}};
    run.advanceTo(6);
    Shown shown;
    shown.display(run.snapshot());
    shown.view.hide();
    QSignalSpy changed{shown.table.model(), &QAbstractItemModel::dataChanged};
    const double before = shown.panel.plot().curve().marks.front().value;
    for (int i = 0; i < 5; ++i) {
        run.advanceTo(7 + i);
        shown.display(run.snapshot());
    }
    QCOMPARE(changed.count(), 0);
    QCOMPARE(shown.panel.plot().curve().marks.front().value, before);
    shown.view.show();
    QApplication::processEvents();
    QVERIFY(changed.count() > 0);
    // Nothing new: nothing is made or painted.
    const SnapshotPtr last = run.snapshot();
    shown.display(last);
    QTest::qWait(50);
    changed.clear();
    PaintCount painted{shown.view};
    for (int i = 0; i < 5; ++i)
        shown.display(last);
    QTest::qWait(150);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(painted.count, 0);
}

void TestStatistics::EveryInputHasAName()
{
    Shown shown{sixty()};
    QCOMPARE(test::unnamedInputs(shown.view), QStringList{});
    const QModelIndex index = shown.model().index(0, Column::FirstFigure + 3);
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("Time to first token, p95: ")));
}

QTEST_MAIN(TestStatistics)
#include "tst_statistics.moc"
