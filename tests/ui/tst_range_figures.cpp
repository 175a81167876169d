// SPDX-License-Identifier: GPL-3.0-or-later
// What is of a selected range of the run: cards, charts, requests, errors, statistics; and what stays of the whole run.
#include "ui/errors/error_card.h"
#include "ui/requests/request_table.h"
#include "ui/run/export_menu.h"
#include "ui/statistics/statistics_table.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QTabBar>

#include "tests/ui/range_fixture.h"

#include <algorithm>

using namespace inferometer;
using Scene = test::RangeScene;

namespace {

std::uint64_t scheduledIn(const FinishedRun& run, const TimeRange& range)
{
    std::uint64_t count = 0;
    for (const auto& block : run.blocks)
        for (const RequestRecord& record : block->records)
            count += record.scheduled >= range.begin && record.scheduled < range.end ? 1U : 0U;
    return count;
}

}  // namespace

class TestRangeFigures : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void FiguresAreThoseOfTheRange();
    void WhatIsBeingCountedIsMarkedAtOnce();
    void ChartsOfValuesAreOfTheRange();
    void RequestsAndErrorsAreThoseOfTheRange();
    void StatisticsAndTheirCopiesSaySo();
    void ExportsStayOfTheWholeRun();
    void ARunThatGoesOnIsCountedAgain();
    void TheEndOfTheRunIsCountedAtOnce();
};

void TestRangeFigures::FiguresAreThoseOfTheRange()
{
    Scene scene;
    const QString whole = scene.card("requests").figure().number;
    scene.select(5, 12);
    const TimeRange range{fromSeconds(5), fromSeconds(12)};
    const FinishedRun part = rangeOf(*scene.run, range);
    const std::uint64_t count = scheduledIn(*scene.run, range);
    QVERIFY(count > 10 && count < 60);
    QCOMPARE(part.summary.started, count);
    QCOMPARE(scene.bar.text(), QStringLiteral("Range 5.00–12.00 s: %1 of 80 request(s)").arg(count));
    const ui::FigureSource source{*part.snapshot, &part};
    for (const ui::FigureEntry& entry : ui::figures()) {
        const widgets::FigureCard& card = scene.card(std::string{entry.id}.c_str());
        QCOMPARE(card.figure().number, ui::figureOf(entry, source).number);
        const bool isVerdict = entry.id == "verdict";
        QCOMPARE(card.isMarked(), !isVerdict);
        QVERIFY(card.figure().details.contains(isVerdict ? QStringLiteral("Of the whole run.")
                                                         : QStringLiteral("Of the range 5.00–12.00 s.")));
    }
    QCOMPARE(scene.card("verdict").figure().number, QStringLiteral("suspect"));
    QVERIFY(scene.card("requests").figure().number != whole && scene.card("output").figure().number.toDouble() > 100);
    emit scene.grid.rangeWanted(std::nullopt);
    QCOMPARE(scene.card("requests").figure().number, whole);
    QVERIFY(!scene.card("requests").isMarked());
}

void TestRangeFigures::WhatIsBeingCountedIsMarkedAtOnce()
{
    Scene scene;
    const QString of = QStringLiteral("Of the range 5.00–12.00 s.");
    const auto& tabs = *scene.view.findChild<QTabBar*>();
    const auto& none = *scene.view.findChild<QLabel*>(QStringLiteral("no-statistics"));
    const auto& noErrors = *scene.view.findChild<QLabel*>(QStringLiteral("no-errors"));
    const auto& table = *scene.view.findChild<ui::StatisticsTable*>();
    scene.view.openTab(ui::RunView::Statistics);
    QVERIFY(table.isVisible());
    // As at first, also from one range to the next.
    for (const double end : {9.0, 12.0}) {
        emit scene.grid.rangeWanted(TimeRange{fromSeconds(5), fromSeconds(end)});
        QVERIFY(scene.bar.text().contains(QStringLiteral("counting")));
        for (const auto* card : scene.view.findChildren<widgets::FigureCard*>()) {
            const bool isVerdict = card->objectName() == QStringLiteral("card-verdict");
            QCOMPARE(card->isMarked(), !isVerdict);
            QCOMPARE(card->figure().number, isVerdict ? QStringLiteral("suspect") : QStringLiteral("–"));
        }
        QCOMPARE(tabs.tabText(ui::RunView::Errors), QStringLiteral("Errors"));
        QVERIFY(!table.isVisible() && none.isVisible());
        QVERIFY(none.text().contains(QStringLiteral("being counted")) && noErrors.text() == none.text());
        QVERIFY(scene.isCounted());
        QVERIFY(scene.card("ttft").isMarked() && scene.card("ttft").figure().number != QStringLiteral("–"));
        QVERIFY(table.isVisible());
    }
    QVERIFY(scene.card("ttft").figure().details.contains(of));
}

void TestRangeFigures::ChartsOfValuesAreOfTheRange()
{
    Scene scene;
    plots::Plot& distribution = scene.plot("distribution");
    const QString whole = distribution.csv();
    const QString series = scene.plot("throughput").csv();
    scene.select(5, 12);
    QVERIFY(distribution.csv() != whole);
    QCOMPARE(scene.plot("throughput").csv(), series);
    for (ui::PlotCard* card : scene.grid.cards()) {
        const bool isOfRange = !card->plot().isOverTime() && card->plot().isOffered();
        QCOMPARE(card->isMarked(), isOfRange);
        QCOMPARE(card->title().endsWith(QStringLiteral(", range 5.00–12.00 s")), isOfRange);
    }
    // Where nobody sees them they wait.
    const QString part = distribution.csv();
    scene.view.openTab(ui::RunView::Statistics);
    scene.select(8, 14);
    QCOMPARE(distribution.csv(), part);
    scene.view.openTab(ui::RunView::Overview);
    QVERIFY(distribution.csv() != part && distribution.csv() != whole);
    QVERIFY(scene.grid.cards().front()->title().endsWith(QStringLiteral(", range 8.00–14.00 s")));
    emit scene.grid.rangeWanted(std::nullopt);
    QCOMPARE(distribution.csv(), whole);
    QVERIFY(!scene.grid.cards().front()->isMarked());
}

void TestRangeFigures::RequestsAndErrorsAreThoseOfTheRange()
{
    Scene scene;
    scene.view.openTab(ui::RunView::Requests);
    const auto& table = *scene.view.findChild<ui::RequestTable*>();
    QCOMPARE(table.model()->rowCount(), 80);
    scene.select(5, 12);
    const TimeRange range{fromSeconds(5), fromSeconds(12)};
    const std::uint64_t count = scheduledIn(*scene.run, range);
    QCOMPARE(table.model()->rowCount(), static_cast<int>(count));
    QCOMPARE(scene.view.findChild<QLabel*>(QStringLiteral("requests-count"))->text(),
             QStringLiteral("%1 of 80 request(s)").arg(count));
    const std::uint64_t failed = rangeOf(*scene.run, range).summary.failed;
    QVERIFY(failed > 0 && failed < scene.run->summary.failed);
    const auto& tabs = *scene.view.findChild<QTabBar*>();
    QCOMPARE(tabs.tabText(ui::RunView::Errors), QStringLiteral("Errors %1 in range").arg(failed));
    QCOMPARE(tabs.tabToolTip(ui::RunView::Errors), QStringLiteral("Of the range 5.00–12.00 s."));
    scene.view.openTab(ui::RunView::Errors);
    Scene::settle();
    const auto shares = scene.view.findChildren<QLabel*>(QStringLiteral("error-share"));
    QVERIFY(!shares.isEmpty());
    for (const QLabel* share : shares)
        QVERIFY2(share->text().contains(QStringLiteral(" of %1 request(s)").arg(count)), qPrintable(share->text()));
    emit scene.grid.rangeWanted(std::nullopt);
    QCOMPARE(table.model()->rowCount(), 80);
    QCOMPARE(tabs.tabText(ui::RunView::Errors), QStringLiteral("Errors %1").arg(scene.run->summary.failed));
    QVERIFY(tabs.tabToolTip(ui::RunView::Errors).isEmpty());
}

void TestRangeFigures::StatisticsAndTheirCopiesSaySo()
{
    Scene scene;
    scene.view.openTab(ui::RunView::Statistics);
    Scene::settle();
    const auto& table = *scene.view.findChild<ui::StatisticsTable*>();
    QVERIFY(table.wholeText(ui::CopyFormat::Tsv).startsWith(QStringLiteral("metric\t")));
    scene.select(5, 12);
    const FinishedRun part = rangeOf(*scene.run, {fromSeconds(5), fromSeconds(12)});
    const auto ttft = std::find_if(part.summary.metrics.begin(), part.summary.metrics.end(),
                                   [](const auto& row) { return row.metric->id == "ttft_s"; });
    const QString tsv = table.wholeText(ui::CopyFormat::Tsv);
    QVERIFY(tsv.startsWith(QStringLiteral("metric, range 5.00–12.00 s\tunit\t")));
    QVERIFY(tsv.contains(QStringLiteral("Time to first token\ts\t%1\t%2\t")
                             .arg(ttft->statistics.n)
                             .arg(QString::number(ttft->statistics.mean, 'g', 10))));
    QVERIFY(table.wholeText(ui::CopyFormat::Markdown).startsWith(QStringLiteral("| metric, range 5.00–12.00 s |")));
    QVERIFY(table.wholeText(ui::CopyFormat::Latex).contains(QStringLiteral("metric, range 5.00--12.00 s &")));
    QVERIFY(scene.view.findChild<QLabel*>(QStringLiteral("statistics-notes"))
                ->text()
                .startsWith(QStringLiteral("Of the requests of the range 5.00–12.00 s")));
    scene.select(1000, 2000);
    QCOMPARE(scene.view.findChild<QLabel*>(QStringLiteral("no-statistics"))->text(),
             QStringLiteral("No request of the range 1000–2000 s ended ok: there are no statistics."));
    QCOMPARE(scene.bar.text(), QStringLiteral("Range 1000–2000 s: 0 of 80 request(s)"));
    emit scene.grid.rangeWanted(std::nullopt);
    QVERIFY(table.wholeText(ui::CopyFormat::Tsv).startsWith(QStringLiteral("metric\t")));
}

void TestRangeFigures::ExportsStayOfTheWholeRun()
{
    const ui::Dialogs dialogs;
    Scene scene;
    const ui::ExportMenu& menu = scene.view.makeExportMenu(dialogs);
    scene.view.display(scene.run);
    auto* copy = menu.findChild<QAction*>(QStringLiteral("copy-summary"));
    copy->trigger();
    const QString whole = QGuiApplication::clipboard()->text();
    scene.select(5, 12);
    QGuiApplication::clipboard()->clear();
    copy->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), whole);
    QVERIFY(!whole.isEmpty() && scene.view.shown().finished() == scene.run.get());
}

void TestRangeFigures::ARunThatGoesOnIsCountedAgain()
{
    Scene scene;
    test::SampleRun live{{}};
    live.advanceTo(4);
    scene.view.display(live.snapshot());
    scene.select(2, 6);
    const auto& counter = *scene.view.findChild<ui::RangeCounter*>();
    QVERIFY(scene.bar.text().contains(QStringLiteral("in flight")));
    const auto first = counter.part();
    double at = 4;
    const auto goOn = [&] {
        live.advanceTo(at += 0.01);
        scene.view.display(live.snapshot());
        return counter.part() != first;
    };
    QElapsedTimer waited;
    waited.start();
    QVERIFY(QTest::qWaitFor(goOn, 5000));
    QVERIFY2(waited.elapsed() > 500, "no more than once a second");
    QVERIFY(counter.part()->summary.started >= first->summary.started);
    // Long after it nothing of it changes, so it is counted no more.
    live.advanceTo(14);
    scene.view.display(live.snapshot());
    const auto before = counter.part();
    QVERIFY(QTest::qWaitFor([&] { return counter.part() != before; }, 5000));
    const auto last = counter.part();
    QVERIFY(last->snapshot->inFlight.empty());
    QSignalSpy changed{&counter, &ui::RangeCounter::changed};
    for (int i = 0; i < 15; ++i) {
        live.advanceTo(14.1 + 0.1 * i);
        scene.view.display(live.snapshot());
        QTest::qWait(100);
    }
    QCOMPARE(changed.count(), 0);
    QCOMPARE(counter.part(), last);
}

void TestRangeFigures::TheEndOfTheRunIsCountedAtOnce()
{
    Scene scene;
    auto snapshot = std::make_shared<Snapshot>(*scene.run->snapshot);
    snapshot->run = std::make_shared<char>();
    snapshot->state = RunState::Running;
    scene.view.display(snapshot);
    scene.select(5, 12);
    const auto& counter = *scene.view.findChild<ui::RangeCounter*>();
    const auto live = counter.part();
    auto ended = std::make_shared<FinishedRun>(*scene.run);
    ended->header.runId = "the end";
    auto last = std::make_shared<Snapshot>(*snapshot);
    last->state = RunState::Finished;
    ended->snapshot = last;
    QElapsedTimer waited;
    waited.start();
    scene.view.display(std::shared_ptr<const FinishedRun>{ended});
    QVERIFY2(scene.range(), "it is the same run");
    QVERIFY(QTest::qWaitFor([&] { return counter.part() != live; }, 5000));
    QVERIFY(waited.elapsed() < 900);
    QCOMPARE(counter.part()->header.runId, ended->header.runId);
}

QTEST_MAIN(TestRangeFigures)
#include "tst_range_figures.moc"
