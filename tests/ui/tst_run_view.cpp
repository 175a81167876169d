// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/figures.h"
#include "ui/run/run_view.h"
#include "widgets/elided_label.h"
#include "widgets/even_grid.h"
#include "widgets/figure_card.h"
#include "widgets/notice_bar.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

using namespace inferometer;

namespace {

widgets::FigureText cardText(ui::RunView& view, const char* id)
{
    const auto* card = view.findChild<widgets::FigureCard*>(QStringLiteral("card-") + QString::fromLatin1(id));
    return card ? card->figure() : widgets::FigureText{};
}

}  // namespace

class TestRunView : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AListIsCutBetweenItsParts();
    void StartsWithWordsAndAButton();
    void CardsShowTheSnapshot();
    void CardsShowTheSavedSummary();
    void RatesOfFewWavesAreMarkedWhileTheRunGoesOn();
    void ARowOfTheCatalogStandsOnItsCard();
    void FailuresAreCountedByKind();
    void VerdictTellsItsReasons();
    void EverythingFitsASmallWindow();
    void GridNeverLeavesOneAlone();
};

void TestRunView::AListIsCutBetweenItsParts()
{
    const QFontMetrics metrics{QApplication::font()};
    const QString list = QStringLiteral("10 × HTTP, 3 × reset, 2 × timeout");
    const auto shown
        = [&](const QString& room) { return widgets::elidedList(metrics, list, metrics.horizontalAdvance(room)); };
    QCOMPARE(shown(list), list);
    QCOMPARE(shown(list.chopped(1)), QStringLiteral("10 × HTTP, 3 × reset, …"));
    QCOMPARE(shown(QStringLiteral("10 × HTTP, 3 × res, …")), QStringLiteral("10 × HTTP, …"));
    QVERIFY(shown(QStringLiteral("10 × HTT")).endsWith(QChar{0x2026}));
}

void TestRunView::StartsWithWordsAndAButton()
{
    ui::RunView view;
    view.show();
    QSignalSpy wanted{&view, &ui::RunView::simulatorWanted};
    auto* button = view.findChild<QPushButton*>(QStringLiteral("run-simulator"));
    QVERIFY(button && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
}

void TestRunView::CardsShowTheSnapshot()
{
    test::SampleShape shape;
    shape.failedShare = 0;
    test::SampleRun run{shape};
    run.advanceTo(12);  // 20 requests are enough for a median
    const SnapshotPtr snapshot = run.snapshot();
    ui::RunView view;
    view.show();
    view.display(snapshot);
    QCOMPARE(view.findChild<widgets::ElidedLabel*>(QStringLiteral("done"))->text(),
             QStringLiteral("%1 of 80 request(s)").arg(snapshot->finished));
    QCOMPARE(cardText(view, "in-flight").number, QStringLiteral("8"));
    QCOMPARE(cardText(view, "ttft").unit, QStringLiteral("ms"));
    QCOMPARE(cardText(view, "ttft").number,
             QString{QStringLiteral("≈ ") + ui::durationQuantity(snapshot->ttft.quantile(0.5)).number});
    QVERIFY(cardText(view, "ttft").note.startsWith(QStringLiteral("p95 ≈ ")));
    QVERIFY(cardText(view, "ttft").details.contains(QStringLiteral("≈ of the run so far")));
    const double rate = static_cast<double>(snapshot->tokens) / seconds(snapshot->elapsed);
    QCOMPARE(cardText(view, "output").number, QString::number(qRound(rate)));
    QCOMPARE(cardText(view, "errors").number, QStringLiteral("0"));
    QCOMPARE(cardText(view, "verdict").number, QStringLiteral("ok"));
}

void TestRunView::CardsShowTheSavedSummary()
{
    Metric ttft{};
    ttft.id = "ttft_s";
    FinishedRun saved;
    saved.summary.metrics.push_back({&ttft, {}});
    saved.summary.metrics.back().statistics.quantiles.push_back({0.5, 0.123, {}, false, false});
    saved.summary.metrics.back().statistics.quantiles.push_back({0.95, 0.456, {}, true, true});
    saved.summary.outputRate = 321;
    saved.summary.pace.rate = 12;
    saved.snapshot = test::finishedSnapshot(20);
    ui::RunView view;
    view.display(std::make_shared<const FinishedRun>(saved));
    QCOMPARE(cardText(view, "ttft").number, QStringLiteral("123"));
    QCOMPARE(cardText(view, "ttft").unit, QStringLiteral("ms"));
    QCOMPARE(cardText(view, "ttft").note, QStringLiteral("p95 ≥ 456\u00a0ms*"));
    QVERIFY(cardText(view, "ttft").details.contains(QStringLiteral("* fewer requests")));
    QCOMPARE(cardText(view, "output").number, QStringLiteral("321"));
    // No wave at all: neither rate is steady.
    QCOMPARE(cardText(view, "requests").unit, QStringLiteral("/s ^"));
    QCOMPARE(cardText(view, "requests").note, QStringLiteral("no steady rate"));
    QVERIFY(cardText(view, "output").details.contains(QStringLiteral("three waves")));
    saved.summary.pace.waves = 3;
    view.display(std::make_shared<const FinishedRun>(saved));
    QCOMPARE(cardText(view, "requests").unit, QStringLiteral("/s"));
}

void TestRunView::RatesOfFewWavesAreMarkedWhileTheRunGoesOn()
{
    test::SampleShape shape;
    shape.failedShare = 0;
    test::SampleRun run{shape};
    ui::RunView view;
    bool few = false;
    bool many = false;
    for (double at = 0.5; at < run.duration(); at += 0.5) {
        run.advanceTo(at);
        const SnapshotPtr snapshot = run.snapshot();
        view.display(snapshot);
        const bool marked = static_cast<double>(snapshot->counts.ok) < 3 * snapshot->inFlightMean;
        (marked ? few : many) = true;
        if (snapshot->counts.ok == 0) {
            QCOMPARE(cardText(view, "requests").number, QString{QChar{0x2013}});
            QCOMPARE(cardText(view, "requests").unit, QString{});
            continue;
        }
        for (const char* id : {"requests", "output"}) {
            QCOMPARE(cardText(view, id).unit.contains(QLatin1Char{'^'}), marked);
            QCOMPARE(cardText(view, id).details.contains(QStringLiteral("three waves")), marked);
        }
    }
    QVERIFY(few && many);
}

void TestRunView::ARowOfTheCatalogStandsOnItsCard()
{
    std::vector<RunFigure> rows{runFigures().begin(), runFigures().end()};
    const auto twice = [](const RunFigureInput& run) { return std::optional{2 * run.summary.outputRate}; };
    rows.push_back({"toy", "Toy", "tok/s", "A row that a test adds.", RunFigureKind::Value, twice});
    rows.back().card = "output";
    rows.push_back({"joules", "Energy", "J", "Another one.", RunFigureKind::Value, twice});
    rows.back().card = "energy";
    const std::vector<ui::FigureEntry> cards = ui::figures(rows);
    QCOMPARE(cards.size(), ui::figures().size() + 1);
    FinishedRun saved;
    saved.summary.outputRate = 321;
    saved.summary.pace.waves = 3;
    const SnapshotPtr snapshot = test::finishedSnapshot(20);
    const ui::FigureSource source{*snapshot, &saved};
    const auto output = std::find_if(cards.begin(), cards.end(), [](const auto& one) { return one.id == "output"; });
    QVERIFY(ui::figureOf(*output, source).details.endsWith(QStringLiteral("\nToy: 642\u00a0tok/s")));
    QCOMPARE(cards.back().label, QStringLiteral("Energy"));
    QCOMPARE(ui::figureOf(cards.back(), source).number, QStringLiteral("642"));
    QCOMPARE(ui::figureOf(cards.back(), source).unit, QStringLiteral("J"));
}

void TestRunView::FailuresAreCountedByKind()
{
    auto snapshot = std::make_shared<Snapshot>(*test::emptySnapshot());
    snapshot->failed = 2;
    ui::RunView view;
    view.display(snapshot);
    // What failed in the warm-up is told and is no error of the run.
    QCOMPARE(cardText(view, "errors").number, QStringLiteral("0"));
    QCOMPARE(cardText(view, "errors").note, QStringLiteral("2 in no figure"));
    snapshot = std::make_shared<Snapshot>(*snapshot);
    snapshot->failed = 5;
    snapshot->counts.failed = 3;
    snapshot->counts.outcomes[static_cast<std::size_t>(Outcome::Reset)] = 1;
    snapshot->counts.outcomes[static_cast<std::size_t>(Outcome::RateLimited)] = 2;
    snapshot->counts.outcomes[static_cast<std::size_t>(Outcome::Ok)] = 9;
    view.display(snapshot);
    QCOMPARE(cardText(view, "errors").number, QStringLiteral("3"));
    QCOMPARE(cardText(view, "errors").note, QStringLiteral("2 × 429, 1 × Connection reset"));
    QCOMPARE(cardText(view, "errors").tone, widgets::Tone::Bad);
    QVERIFY(cardText(view, "errors").details.contains(QStringLiteral("2 more failed; they are in no figure")));
}

void TestRunView::VerdictTellsItsReasons()
{
    auto snapshot = std::make_shared<Snapshot>(*test::emptySnapshot());
    snapshot->verdict = {VerdictLevel::ClientBound,
                         {{VerdictLevel::ClientBound, "busy", {}, "A load thread was busy 97 % of a second."}}};
    ui::RunView view;
    view.display(snapshot);
    QCOMPARE(cardText(view, "verdict").number, QStringLiteral("client-bound"));
    QCOMPARE(cardText(view, "verdict").note, QStringLiteral("load thread busy"));
    QVERIFY(cardText(view, "verdict").details.contains(QStringLiteral("97 %")));
}

void TestRunView::EverythingFitsASmallWindow()
{
    ui::RunView view;
    view.display(test::finishedSnapshot(20));
    view.notice().tell(QStringLiteral("Some folder cannot be opened"));
    QVERIFY2(view.minimumSizeHint().width() <= 620, qPrintable(QString::number(view.minimumSizeHint().width())));
    view.resize(660, 690);
    view.show();
    QVERIFY(view.height() <= 690);
    const auto cards = view.findChildren<widgets::FigureCard*>();
    for (std::size_t i = 0; i + 1 < static_cast<std::size_t>(cards.size()); ++i) {
        const auto index = static_cast<qsizetype>(i);
        QVERIFY(!cards[index]->geometry().intersects(cards[index + 1]->geometry()));
    }
}

void TestRunView::GridNeverLeavesOneAlone()
{
    QWidget owner;
    widgets::EvenGrid grid{100, 7, &owner};
    grid.setSpacing(10);
    for (int i = 0; i < 7; ++i)
        grid.addWidget(new QWidget{&owner});
    QCOMPARE(grid.columnsFor(760), 7);
    QCOMPARE(grid.columnsFor(759), 4);
    QCOMPARE(grid.columnsFor(430), 4);
    QCOMPARE(grid.columnsFor(320), 3);
    QCOMPARE(grid.columnsFor(50), 1);
    // A hidden one takes no room: six are six, or rows of three.
    grid.itemAt(6)->widget()->hide();
    QCOMPARE(grid.columnsFor(760), 6);
    QCOMPARE(grid.columnsFor(430), 3);
}

QTEST_MAIN(TestRunView)
#include "tst_run_view.moc"
