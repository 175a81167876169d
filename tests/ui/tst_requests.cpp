// SPDX-License-Identifier: GPL-3.0-or-later
// The table of requests: its model, its filter, and the view driven by clicks and keys.
#include "core/metrics/summary.h"
#include "ui/request_columns.h"
#include "ui/request_phases.h"
#include "ui/request_table.h"
#include "ui/requests_view.h"
#include "ui/settings.h"
#include "widgets/span_chart.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/record_feed.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>

using namespace inferometer;

namespace {

int columnOf(std::string_view id)
{
    const auto columns = ui::requestColumns();
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return id == one.id; });
    Q_ASSERT(found != columns.end());
    return static_cast<int>(found - columns.begin());
}

QStringList list(const char* words) { return QString::fromLatin1(words).split(QLatin1Char{' '}); }

// What a column says, row by row.
QStringList texts(const ui::RequestsModel& model, std::string_view id)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list << model.data(model.index(row, columnOf(id))).toString();
    return list;
}

test::RecordFeed mixed()
{
    test::RecordFeed feed;
    feed.addOk(0, 0.3);
    feed.addFailed(Outcome::RateLimited, 429, "slow down, please");
    feed.addOk(0.5, 0.1);
    feed.addFailed(Outcome::Reset, 0, "connection reset by peer");
    feed.addOk(1, 0.2);
    return feed;
}

struct Shown
{
    test::RecordFeed feed = mixed();
    ui::RequestsView view;
    ui::RequestTable& table = *view.findChild<ui::RequestTable*>();

    Shown()
    {
        view.resize(900, 600);
        view.show();
        view.display(feed.snapshot(), QStringLiteral("run"));
        QApplication::processEvents();
    }
    void clickHeader(std::string_view id) const
    {
        QHeaderView& header = *table.horizontalHeader();
        const int x = header.sectionViewportPosition(columnOf(id)) + 20;
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, {x, header.height() / 2});
    }
    void clickRow(int row) const
    {
        const QRect cell = table.visualRect(table.model()->index(row, columnOf("outcome")));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, cell.center());
    }
    QStringList texts(std::string_view id) const
    {
        return ::texts(static_cast<ui::RequestsModel&>(*table.model()), id);
    }
    QString label(const char* name) const { return view.findChild<QLabel*>(QString::fromLatin1(name))->text(); }
};

}  // namespace

class TestRequests : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ModelKeepsItsContractWhileARunGoesOn();
    void ModelHasNoPlaceForForgedNumbers();
    void ModelSortsWithoutValuesLast();
    void LiveRowsAreMergedIntoTheOrder();
    void EveryMetricOfARequestIsAColumn();
    void CellsAreFormattedAndExplained();
    void ABoundedTimeIsALimitAndSortsByTheLeastItCanBe();
    void FilterFindsWordsAndExactTerms_data();
    void FilterFindsWordsAndExactTerms();
    void HeaderClicksSortThenLeaveTheOrder();
    void TypingFiltersAndFailedOnlyToo();
    void RowsAreCopiedAsTabSeparatedValues();
    void ChosenColumnsAreRemembered();
    void TheLastColumnCannotBeHidden();
    void AChosenRowIsToldAndShown();
    void SelectingFromOutsideEmitsNothing();
    void SelectionFollowsItsRequestThroughSorting();
    void PhasesFollowTheMoments();
    void AFailedRequestEndsInItsPhase();
    void PhaseChartPutsBarsInOrder();
    void AnotherRunStartsAfresh();
    void TheSameRunCountedAnewKeepsTheChosenRow();
    void CoolDownIsCalledCoolDown();
    void HiddenTableCatchesUp();
    void EveryInputHasAName();
};

void TestRequests::ModelKeepsItsContractWhileARunGoesOn()
{
    test::SampleShape shape;
    shape.asked = 200;
    shape.failedShare = 0.2;
    test::SampleRun run{shape};
    ui::RequestsModel model;
    const QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    const int ttft = columnOf("ttft_s");
    for (double at = 1; at < run.duration(); at += 1) {
        run.advanceTo(at);
        const SnapshotPtr snapshot = run.snapshot();
        model.display(snapshot);
        QCOMPARE(model.total(), snapshot->finished);
        if (at > 10)
            model.sort(ttft, Qt::DescendingOrder);
        if (at > 20)
            model.setFilter({QString{}, true});
    }
    run.finish();
    model.display(run.snapshot());
    QCOMPARE(model.total(), std::size_t{200});
    QCOMPARE(static_cast<std::uint64_t>(model.rowCount()), run.snapshot()->failed);
    model.display(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestRequests::ModelHasNoPlaceForForgedNumbers()
{
    test::RecordFeed feed = mixed();
    Snapshot forged = *feed.snapshot();
    auto block = std::make_shared<RecordBlock>(*forged.records->at(0));
    block->records[0].sequence = std::uint64_t{1} << 40U;  // no memory holds so many places
    const auto log = std::make_shared<RecordLog>();
    log->append(block);
    forged.records = log;
    forged.blocks = 1;
    ui::RequestsModel model;
    model.display(std::make_shared<const Snapshot>(forged));
    QCOMPARE(model.rowCount(), static_cast<int>(block->records.size()));  // it is listed
    QVERIFY(!model.find(block->records[0].sequence));                     // but not found by its number
}

void TestRequests::ModelSortsWithoutValuesLast()
{
    test::RecordFeed feed = mixed();
    ui::RequestsModel model;
    model.display(feed.snapshot());
    model.sort(columnOf("ttft_s"), Qt::AscendingOrder);
    QCOMPARE(texts(model, "number"), list("2 4 0 1 3"));
    model.sort(columnOf("ttft_s"), Qt::DescendingOrder);
    QCOMPARE(texts(model, "number"), list("0 4 2 1 3"));
    model.sort(-1);
    QCOMPARE(texts(model, "number"), list("0 1 2 3 4"));
}

void TestRequests::LiveRowsAreMergedIntoTheOrder()
{
    test::RecordFeed feed = mixed();
    ui::RequestsModel model;
    const QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.sort(columnOf("ttft_s"));
    model.display(feed.snapshot());
    const QPersistentModelIndex slowest = model.index(2, 0);
    feed.addOk(2, 0.25);
    feed.addOk(2, 0.05);
    model.display(feed.snapshot());
    QCOMPARE(texts(model, "number"), list("6 2 4 5 0 1 3"));
    QCOMPARE(slowest.row(), 4);
    QCOMPARE(model.rowOf(6), 0);
}

void TestRequests::EveryMetricOfARequestIsAColumn()
{
    for (const Metric& metric : metrics()) {
        const auto columns = ui::requestColumns();
        const bool there
            = std::any_of(columns.begin(), columns.end(), [&](const auto& one) { return metric.id == one.id; });
        QCOMPARE(there, !metric.perToken);
    }
    QSet<QString> ids;
    for (const ui::RequestColumn& column : ui::requestColumns()) {
        ids << QString::fromLatin1(column.id);
        QVERIFY2(!column.title().isEmpty() && column.definition().size() > 10, column.id);
    }
    QCOMPARE(static_cast<std::size_t>(ids.size()), ui::requestColumns().size());
}

void TestRequests::CellsAreFormattedAndExplained()
{
    test::RecordFeed feed = mixed();
    ui::RequestsModel model;
    model.display(feed.snapshot());
    const QModelIndex ttft = model.index(0, columnOf("ttft_s"));
    QCOMPARE(ttft.data().toString(), QStringLiteral("300\u00a0ms"));
    QCOMPARE(ttft.data(ui::RequestsModel::SortRole).toDouble(), 0.3);
    QVERIFY(ttft.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    QVERIFY(ttft.data(Qt::ToolTipRole).toString().contains(QStringLiteral("generated payload")));
    QVERIFY(!model.index(1, columnOf("ttft_s")).data(ui::RequestsModel::SortRole).isValid());
    QCOMPARE(model.index(1, columnOf("outcome")).data().toString(), QStringLiteral("rate_limited"));
    QCOMPARE(model.index(0, columnOf("stamp")).data().toString(), QStringLiteral("exact"));
    QCOMPARE(model.index(3, columnOf("error")).data(Qt::ToolTipRole).toString(),
             QStringLiteral("connection reset by peer"));
    QCOMPARE(ui::stampText({fromSeconds(1), std::chrono::microseconds{120}, Stamp::Bounded}),
             QStringLiteral("bounded by 120\u00a0µs"));
}

// The first token of the one that took longest may have come at once: it is no slowest request.
void TestRequests::ABoundedTimeIsALimitAndSortsByTheLeastItCanBe()
{
    test::RecordFeed feed;
    feed.addOk(0, 0.3);
    RequestRecord bounded = test::wholeRequest();
    bounded.firstToken
        = {bounded.sent + std::chrono::milliseconds{500}, std::chrono::milliseconds{400}, Stamp::Bounded};
    feed.add(bounded);
    feed.addOk(0, 0.2);
    ui::RequestsModel model;
    model.display(feed.snapshot());
    const QModelIndex cell = model.index(1, columnOf("ttft_s"));
    QCOMPARE(cell.data().toString(), QStringLiteral("≤ 500\u00a0ms"));
    QVERIFY(std::abs(cell.data(ui::RequestsModel::SortRole).toDouble() - 0.1) < 1e-9);
    QVERIFY(!model.index(0, columnOf("ttft_s")).data().toString().contains(QStringLiteral("≤")));
    QVERIFY(!model.index(1, columnOf("e2e_s")).data().toString().contains(QStringLiteral("≤")));
    model.sort(columnOf("ttft_s"), Qt::DescendingOrder);
    QCOMPARE(texts(model, "number"), list("0 2 1"));
}

void TestRequests::FilterFindsWordsAndExactTerms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing asked") << QStringLiteral("") << list("0 1 2 3 4");
    QTest::newRow("error, any case") << QStringLiteral("SLOW Down") << list("1");
    QTest::newRow("outcome") << QStringLiteral("reset") << list("3");
    QTest::newRow("status") << QStringLiteral("429") << list("1");
    QTest::newRow("number as a word") << QStringLiteral("3") << list("3");
    QTest::newRow("number") << QStringLiteral("#4") << list("4");
    QTest::newRow("every word") << QStringLiteral("reset please") << QStringList{};
    QTest::newRow("exact outcome") << QStringLiteral("outcome:ok") << list("0 2 4");
    QTest::newRow("exact status") << QStringLiteral("status:200 #2") << list("2");
    QTest::newRow("status that never came") << QStringLiteral("status:0") << list("3");
    QTest::newRow("as an error card asks") << ui::RequestFilter::textFor(Outcome::RateLimited, 429) << list("1");
}

void TestRequests::FilterFindsWordsAndExactTerms()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    test::RecordFeed feed = mixed();
    ui::RequestsModel model;
    model.setFilter({text, false});
    model.display(feed.snapshot());
    QCOMPARE(texts(model, "number"), found);
}

void TestRequests::HeaderClicksSortThenLeaveTheOrder()
{
    Shown shown;
    shown.clickHeader("ttft_s");
    QCOMPARE(shown.texts("number"), list("2 4 0 1 3"));
    shown.clickHeader("ttft_s");
    QCOMPARE(shown.texts("number"), list("0 4 2 1 3"));
    shown.clickHeader("ttft_s");
    QCOMPARE(shown.texts("number"), list("0 1 2 3 4"));
    QCOMPARE(shown.table.horizontalHeader()->sortIndicatorSection(), -1);
    shown.clickHeader("number");
    QCOMPARE(shown.texts("number"), list("0 1 2 3 4"));
    QCOMPARE(shown.table.horizontalHeader()->sortIndicatorSection(), columnOf("number"));
}

void TestRequests::TypingFiltersAndFailedOnlyToo()
{
    Shown shown;
    QCOMPARE(shown.label("requests-count"), QStringLiteral("5 of 5 requests"));
    QTest::keyClicks(shown.view.findChild<QLineEdit*>(), QStringLiteral("reset"));
    QTRY_COMPARE(shown.texts("number"), list("3"));
    QCOMPARE(shown.label("requests-count"), QStringLiteral("1 of 5 requests"));
    shown.view.findChild<QLineEdit*>()->clear();
    QTest::keyClick(shown.view.findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(shown.texts("number").size(), 5);
    QTest::mouseClick(shown.view.findChild<QCheckBox*>(), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(shown.texts("number"), list("1 3"));
}

void TestRequests::RowsAreCopiedAsTabSeparatedValues()
{
    Shown shown;
    shown.view.findChild<QLineEdit*>()->clear();
    shown.clickRow(0);
    QTest::keyClick(&shown.table, Qt::Key_Down, Qt::ShiftModifier);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(&shown.table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char{'\n'}, Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    const QStringList headers = lines[0].split(QLatin1Char{'\t'});
    const auto at = headers.indexOf(QStringLiteral("TTFT (s)"));
    QVERIFY2(at > 0, qPrintable(lines[0]));
    QCOMPARE(lines[1].split(QLatin1Char{'\t'})[at], QStringLiteral("0.3"));
    QCOMPARE(lines[2].split(QLatin1Char{'\t'})[at], QString{});
    QCOMPARE(lines[2].split(QLatin1Char{'\t'}).last(), QStringLiteral("slow down, please"));
}

void TestRequests::ChosenColumnsAreRemembered()
{
    const QTemporaryDir folder;
    ui::Settings settings{folder.filePath(QStringLiteral("workbench.ini"))};
    {
        Shown shown;
        QVERIFY(shown.table.isColumnHidden(columnOf("chunks")));
        shown.table.showColumn(columnOf("chunks"));
        shown.table.hideColumn(columnOf("status"));
        shown.table.setColumnWidth(columnOf("error"), 321);
        QHeaderView& header = *shown.table.horizontalHeader();
        header.moveSection(header.visualIndex(columnOf("error")), 0);
        shown.view.save(settings);
    }
    Shown again;
    again.view.restore(settings);
    QVERIFY(!again.table.isColumnHidden(columnOf("chunks")));
    QVERIFY(again.table.isColumnHidden(columnOf("status")));
    QCOMPARE(again.table.columnWidth(columnOf("error")), 321);
    QCOMPARE(again.table.horizontalHeader()->logicalIndex(0), columnOf("error"));
}

void TestRequests::TheLastColumnCannotBeHidden()
{
    Shown shown;
    const auto columns = ui::requestColumns();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i)
        shown.table.setColumnHidden(i, i != columnOf("outcome"));
    bool checked = false;
    QTimer::singleShot(0, &shown.view, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const auto actions = menu->actions();
        QVERIFY(!actions[columnOf("outcome")]->isEnabled());
        actions[columnOf("ttft_s")]->trigger();
        checked = true;
        menu->close();
    });
    emit shown.table.horizontalHeader()->customContextMenuRequested({5, 5});
    QVERIFY(checked);
    QVERIFY(!shown.table.isColumnHidden(columnOf("ttft_s")));
}

void TestRequests::AChosenRowIsToldAndShown()
{
    Shown shown;
    QSignalSpy told{&shown.view, &ui::RequestsView::requestSelected};
    shown.clickRow(1);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toULongLong(), 1ULL);
    QVERIFY(shown.label("request-title").contains(QStringLiteral("429 Too Many Requests")));
    auto* error = shown.view.findChild<QWidget*>(QStringLiteral("request-error"))->findChild<QPlainTextEdit*>();
    QVERIFY(error->isVisible());
    QCOMPARE(error->toPlainText(), QStringLiteral("slow down, please"));
    const auto* headers = shown.view.findChild<QWidget*>(QStringLiteral("request-headers"));
    const auto* notKept = shown.view.findChild<QWidget*>(QStringLiteral("request-not-kept"));
    QVERIFY(headers->isVisible() && !notKept->isVisible());
    QCOMPARE(headers->findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("HTTP/1.1 429 No\n"));
    QTest::keyClick(&shown.table, Qt::Key_Down);
    QCOMPARE(told.count(), 2);
    QVERIFY(shown.label("request-title").contains(QStringLiteral("Request 2 · ok")));
    QVERIFY(!error->isVisible());
    QVERIFY(!headers->isVisible() && notKept->isVisible());
    QSignalSpy chart{&shown.view, &ui::RequestsView::chartWanted};
    QTest::mouseClick(shown.view.findChild<QPushButton*>(QStringLiteral("show-in-chart")), Qt::LeftButton);
    QCOMPARE(chart.count(), 1);
}

void TestRequests::SelectingFromOutsideEmitsNothing()
{
    Shown shown;
    QSignalSpy told{&shown.view, &ui::RequestsView::requestSelected};
    shown.view.select(3);
    QCOMPARE(told.count(), 0);
    QCOMPARE(shown.table.selectionModel()->selectedRows().value(0).row(), 3);
    QVERIFY(shown.label("request-title").startsWith(QStringLiteral("Request 3")));
    shown.view.select(99);
    QVERIFY(shown.label("request-title").contains(QStringLiteral("in flight")));
    shown.view.select(std::nullopt);
    QVERIFY(shown.table.selectionModel()->selectedRows().isEmpty());
}

void TestRequests::SelectionFollowsItsRequestThroughSorting()
{
    Shown shown;
    shown.clickRow(0);
    QSignalSpy told{&shown.view, &ui::RequestsView::requestSelected};
    shown.clickHeader("ttft_s");
    QCOMPARE(shown.table.selectionModel()->selectedRows().value(0).row(), 2);
    shown.feed.addOk(3, 0.01);
    shown.view.display(shown.feed.snapshot(), QStringLiteral("run"));
    QCOMPARE(shown.table.selectionModel()->selectedRows().value(0).row(), 3);
    shown.view.setFilter(QStringLiteral("outcome:ok"));
    QCOMPARE(shown.table.selectionModel()->selectedRows().value(0).row(), 3);
    QCOMPARE(told.count(), 0);
}

void TestRequests::PhasesFollowTheMoments()
{
    const RequestRecord record = test::wholeRequest();
    QStringList ids;
    QList<int> lengths;  // ms
    for (const ui::RequestPhase& phase : ui::phasesOf(record)) {
        ids << QString::fromLatin1(phase.id);
        lengths << qRound(seconds(phase.to - phase.from) * 1000);
    }
    QCOMPARE(ids, list("queue connect tls write wait reasoning tokens end"));
    QCOMPARE(lengths, (QList<int>{100, 100, 200, 50, 500, 500, 500, 100}));
    QVERIFY(ui::phasesSentence(ui::phasesOf(record)).startsWith(QStringLiteral("Queue 100\u00a0ms, Connect")));
}

void TestRequests::AFailedRequestEndsInItsPhase()
{
    RequestRecord record;
    record.outcome = Outcome::ConnectRefused;
    record.scheduled = record.connectStart = fromSeconds(1);
    record.end = fromSeconds(1.2);
    const auto refused = ui::phasesOf(record);
    QCOMPARE(QByteArray{refused.back().id}, QByteArray{"connect"});
    QCOMPARE(refused.size(), std::size_t{2});  // it did queue, for no time
    record.outcome = Outcome::HttpError;
    record.connectStart = kUnset;
    record.sent = record.written = fromSeconds(1);
    const auto refusedByServer = ui::phasesOf(record);
    QCOMPARE(QByteArray{refusedByServer.back().id}, QByteArray{"wait"});
    QCOMPARE(refusedByServer.back().to, record.end);
}

void TestRequests::PhaseChartPutsBarsInOrder()
{
    Shown shown;
    shown.clickRow(0);
    const auto* chart = shown.view.findChild<widgets::SpanChart*>();
    QVERIFY(chart->isVisible());
    const auto& spans = chart->spans();
    QCOMPARE(spans.size(), std::size_t{5});  // queue, write, wait, tokens, end
    QCOMPARE(spans[2].length, QStringLiteral("300\u00a0ms"));
    QVERIFY(spans[2].tip.contains(QStringLiteral("from 0.000050 s to 0.300000 s")));
    for (std::size_t i = 1; i < spans.size(); ++i)
        QVERIFY(chart->barRect(i).left() >= chart->barRect(i - 1).left());
    QVERIFY(chart->barRect(3).width() > 3 * chart->barRect(2).width());
    QTRY_VERIFY_WITH_TIMEOUT(chart->rect().contains(chart->barRect(4).toAlignedRect()), 1000);
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("Wait 300")));
}

void TestRequests::AnotherRunStartsAfresh()
{
    Shown shown;
    shown.clickRow(2);
    test::RecordFeed other;
    other.addOk(0, 1);
    shown.view.display(other.snapshot(), QStringLiteral("other"));
    QCOMPARE(shown.texts("number"), list("0"));
    QVERIFY(!shown.view.selected());
    QVERIFY(shown.label("request-title").startsWith(QStringLiteral("Choose")));
}

// As at the end of a run: the same requests, now with their edges marked.
std::shared_ptr<Snapshot> countedAnew(const Snapshot& live, Phase phase)
{
    auto snapshot = std::make_shared<Snapshot>(live);
    auto log = std::make_shared<RecordLog>();
    for (std::size_t i = 0; i < live.blocks; ++i) {
        auto marked = std::make_shared<RecordBlock>(*live.records->at(i));
        for (RequestRecord& record : marked->records)
            record.phase = phase;
        log->append(std::move(marked));
    }
    snapshot->records = std::move(log);
    ++snapshot->revision;
    return snapshot;
}

void TestRequests::TheSameRunCountedAnewKeepsTheChosenRow()
{
    Shown shown;
    auto live = std::make_shared<Snapshot>(*shown.feed.snapshot());
    live->run = std::make_shared<char>();
    shown.view.display(live, QStringLiteral("run"));
    shown.view.select(2);
    shown.view.display(countedAnew(*live, Phase::Cooldown), QStringLiteral("run"));
    QCOMPARE(shown.view.selected(), std::optional<std::uint64_t>{2});
    QCOMPARE(shown.table.selectionModel()->selectedRows().value(0).row(), 2);
    QCOMPARE(shown.texts("phase").value(2), QStringLiteral("cool-down"));
}

void TestRequests::CoolDownIsCalledCoolDown()
{
    ui::RequestsModel model;
    test::RecordFeed feed = mixed();
    for (const auto& [phase, words] : {std::pair{Phase::Warmup, "warm-up"}, std::pair{Phase::Measured, "measured"},
                                       std::pair{Phase::Cooldown, "cool-down"}})
    {
        model.display(countedAnew(*feed.snapshot(), phase));
        QCOMPARE(texts(model, "phase").value(0), QString::fromLatin1(words));
    }
}

void TestRequests::HiddenTableCatchesUp()
{
    Shown shown;
    shown.view.hide();
    shown.feed.addOk(2, 0.2);
    shown.view.display(shown.feed.snapshot(), QStringLiteral("run"));
    shown.view.select(5);
    QCOMPARE(shown.texts("number").size(), 5);
    shown.view.show();
    QCOMPARE(shown.texts("number").size(), 6);
    QCOMPARE(shown.table.selectionModel()->selectedRows().value(0).row(), 5);
    QVERIFY(shown.label("request-title").startsWith(QStringLiteral("Request 5")));
}

void TestRequests::EveryInputHasAName()
{
    Shown shown;
    shown.clickRow(1);
    QCOMPARE(test::unnamedInputs(shown.view).join(QLatin1Char{','}), QString{});
}

QTEST_MAIN(TestRequests)
#include "tst_requests.moc"
