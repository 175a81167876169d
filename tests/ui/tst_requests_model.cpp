// SPDX-License-Identifier: GPL-3.0-or-later
// The table of requests: its model, its columns and its filter.
#include "core/metrics/summary.h"
#include "ui/requests/request_filter.h"
#include "ui/requests/request_table.h"
#include "ui/requests/requests_model.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QTest>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/requests_fixture.h"
#include "tests/ui/ui_fixture.h"

using namespace inferometer;
using test::columnOf;
using test::list;
using test::mixed;
using test::texts;

class TestRequestsModel : public test::ScreenTest
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
    void ATableIsSortedByTheSchedule();
    void NoCellIsCut();
    void FilterFindsWordsAndExactTerms_data();
    void FilterFindsWordsAndExactTerms();
};

void TestRequestsModel::ModelKeepsItsContractWhileARunGoesOn()
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

void TestRequestsModel::ModelHasNoPlaceForForgedNumbers()
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

void TestRequestsModel::ModelSortsWithoutValuesLast()
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

void TestRequestsModel::LiveRowsAreMergedIntoTheOrder()
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

void TestRequestsModel::EveryMetricOfARequestIsAColumn()
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

void TestRequestsModel::CellsAreFormattedAndExplained()
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
    const QModelIndex outcome = model.index(1, columnOf("outcome"));
    QCOMPARE(outcome.data().toString(), QStringLiteral("Too Many Requests"));
    QVERIFY(outcome.data(Qt::ToolTipRole).toString().contains(QStringLiteral("rate_limited")));
    QCOMPARE(ui::requestColumns()[static_cast<std::size_t>(outcome.column())].plain(model.at(1)),
             QStringLiteral("rate_limited"));
    QCOMPARE(model.index(0, columnOf("stamp")).data().toString(), QStringLiteral("exact"));
    QCOMPARE(model.index(3, columnOf("error")).data(Qt::ToolTipRole).toString(),
             QStringLiteral("connection reset by peer"));
    QCOMPARE(ui::stampText({fromSeconds(1), std::chrono::microseconds{120}, Stamp::Bounded}),
             QStringLiteral("bounded by 120\u00a0µs"));
}

// The first token of the one that took longest may have come at once: it is no slowest request.
void TestRequestsModel::ABoundedTimeIsALimitAndSortsByTheLeastItCanBe()
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

// Whatever the order in which they ended.
void TestRequestsModel::ATableIsSortedByTheSchedule()
{
    auto snapshot = std::make_shared<Snapshot>(*mixed().snapshot());
    const auto log = std::make_shared<RecordLog>();
    for (std::size_t i = snapshot->blocks; i-- > 0;)
        log->append(std::make_shared<RecordBlock>(*snapshot->records->at(i)));
    snapshot->records = log;
    ui::RequestsModel model;
    const ui::RequestTable table{model};
    model.display(snapshot);
    QCOMPARE(texts(model, "number"), list("0 1 2 3 4"));
    const QHeaderView& header = *table.horizontalHeader();
    QVERIFY(header.isSortIndicatorShown());
    QCOMPARE(header.sortIndicatorSection(), columnOf("number"));
    QCOMPARE(header.sortIndicatorOrder(), Qt::AscendingOrder);
}

void TestRequestsModel::NoCellIsCut()
{
    test::RecordFeed feed = mixed();
    RequestRecord late = test::wholeRequest();
    late.firstToken = {late.sent + std::chrono::milliseconds{888}, std::chrono::microseconds{888}, Stamp::Bounded};
    feed.add(late);
    late.firstToken.stamp = Stamp::User;
    feed.add(late);
    for (std::size_t i = 0; i < kOutcomes; ++i)
        feed.addFailed(static_cast<Outcome>(i), 0, "");
    ui::RequestsModel model;
    model.display(feed.snapshot());
    ui::RequestTable table{model};
    for (const ui::RequestColumn& column : ui::requestColumns()) {
        const int i = columnOf(column.id);
        table.showColumn(i);
        const int needed = static_cast<QAbstractItemView&>(table).sizeHintForColumn(i);
        if (column.id != std::string_view{"error"})  // of any length
            QVERIFY2(needed <= table.columnWidth(i), column.id);
    }
}

void TestRequestsModel::FilterFindsWordsAndExactTerms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing asked") << QStringLiteral("") << list("0 1 2 3 4");
    QTest::newRow("error, any case") << QStringLiteral("SLOW Down") << list("1");
    QTest::newRow("outcome") << QStringLiteral("reset") << list("3");
    QTest::newRow("outcome in words") << QStringLiteral("Too many requests") << list("1");
    QTest::newRow("outcome in result files") << QStringLiteral("rate_lim") << list("1");
    QTest::newRow("status") << QStringLiteral("429") << list("1");
    QTest::newRow("number as a word") << QStringLiteral("3") << list("3");
    QTest::newRow("number") << QStringLiteral("#4") << list("4");
    QTest::newRow("every word") << QStringLiteral("reset please") << QStringList{};
    QTest::newRow("exact outcome") << QStringLiteral("outcome:ok") << list("0 2 4");
    QTest::newRow("exact status") << QStringLiteral("status:200 #2") << list("2");
    QTest::newRow("status that never came") << QStringLiteral("status:0") << list("3");
    QTest::newRow("as an error card asks") << ui::RequestFilter::textFor(Outcome::RateLimited, 429) << list("1");
}

void TestRequestsModel::FilterFindsWordsAndExactTerms()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    test::RecordFeed feed = mixed();
    ui::RequestsModel model;
    model.setFilter({text, false});
    model.display(feed.snapshot());
    QCOMPARE(texts(model, "number"), found);
}

QTEST_MAIN(TestRequestsModel)
#include "tst_requests_model.moc"
