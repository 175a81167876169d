// SPDX-License-Identifier: GPL-3.0-or-later
// The view of requests, driven by clicks and keys.
#include "plots/gap_plot.h"
#include "ui/requests/request_details.h"
#include "ui/requests/request_phases.h"
#include "ui/requests/request_table.h"
#include "ui/requests/requests_view.h"
#include "ui/settings/settings.h"
#include "widgets/span_chart.h"

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
#include "tests/ui/requests_fixture.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>

using namespace inferometer;
using test::columnOf;
using test::list;

namespace {

std::shared_ptr<const RunHeader> headerOf(const char* runId)
{
    auto header = std::make_shared<RunHeader>();
    header->runId = runId;
    return header;
}

struct Shown
{
    test::RecordFeed feed = test::mixed();
    ui::RequestsView view;
    ui::RequestTable& table = *view.findChild<ui::RequestTable*>();

    Shown()
    {
        view.resize(900, 600);
        view.show();
        view.display(feed.snapshot(), headerOf("run"));
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
        return test::texts(static_cast<ui::RequestsModel&>(*table.model()), id);
    }
    QString label(const char* name) const { return view.findChild<QLabel*>(QString::fromLatin1(name))->text(); }
};

}  // namespace

class TestRequests : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void HeaderClicksSortThenLeaveTheOrder();
    void TypingFiltersAndFailedOnlyToo();
    void AFilterThatNothingMatchesIsSaid();
    void RowsAreCopiedAsTabSeparatedValues();
    void ChosenColumnsAreRemembered();
    void TheLastColumnCannotBeHidden();
    void AChosenRowIsToldAndShown();
    void SelectingFromOutsideEmitsNothing();
    void SelectionFollowsItsRequestThroughSorting();
    void PhasesFollowTheMoments();
    void PartsOfTheTtftStandBehindOneAnother();
    void AFailedRequestEndsInItsPhase();
    void PhaseChartPutsBarsInOrder();
    void ChunksStandAcrossTime();
    void ThePromptIsShownAsItWasSent();
    void RawEventsStandBehindTheirTimes();
    void AnotherRunStartsAfresh();
    void TheSameRunCountedAnewKeepsTheChosenRow();
    void CoolDownIsCalledCoolDown();
    void HiddenTableCatchesUp();
    void EveryInputHasAName();
};

void TestRequests::HeaderClicksSortThenLeaveTheOrder()
{
    Shown shown;
    shown.clickHeader("ttft_s");
    QCOMPARE(shown.texts("number"), list("2 4 0 1 3"));
    shown.clickHeader("ttft_s");
    QCOMPARE(shown.texts("number"), list("0 4 2 1 3"));
    shown.clickHeader("ttft_s");
    QCOMPARE(shown.texts("number"), list("0 1 2 3 4"));
    QCOMPARE(shown.table.horizontalHeader()->sortIndicatorSection(), columnOf("number"));
    shown.clickHeader("number");
    QCOMPARE(shown.texts("number"), list("4 3 2 1 0"));
    shown.clickHeader("number");
    QCOMPARE(shown.texts("number"), list("0 1 2 3 4"));
}

void TestRequests::TypingFiltersAndFailedOnlyToo()
{
    Shown shown;
    QCOMPARE(shown.label("requests-count"), QStringLiteral("5 of 5 request(s)"));
    QTest::keyClicks(shown.view.findChild<QLineEdit*>(), QStringLiteral("reset"));
    QTRY_COMPARE(shown.texts("number"), list("3"));
    QCOMPARE(shown.label("requests-count"), QStringLiteral("1 of 5 request(s)"));
    shown.view.findChild<QLineEdit*>()->clear();
    QTest::keyClick(shown.view.findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(shown.texts("number").size(), 5);
    QTest::mouseClick(shown.view.findChild<QCheckBox*>(), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(shown.texts("number"), list("1 3"));
}

void TestRequests::AFilterThatNothingMatchesIsSaid()
{
    Shown shown;
    shown.view.select(3);
    auto& filter = *shown.view.findChild<QLineEdit*>();
    filter.setText(QStringLiteral("no such thing"));
    QTest::keyClick(&filter, Qt::Key_Return);
    QCOMPARE(shown.texts("number"), QStringList{});
    QCOMPARE(shown.table.viewport()->accessibleDescription(), QStringLiteral("No request matches the filter."));
    QVERIFY(test::colorsIn(shown.table.viewport()->grab().toImage()) > 1);
    QCOMPARE(shown.label("request-title"), QStringLiteral("The chosen request does not match the filter."));
    filter.clear();
    QTest::keyClick(&filter, Qt::Key_Return);
    QVERIFY(shown.label("request-title").startsWith(QStringLiteral("Request 3")));
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
    shown.view.display(shown.feed.snapshot(), headerOf("run"));
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

void TestRequests::PartsOfTheTtftStandBehindOneAnother()
{
    RequestRecord record;
    record.scheduled = fromSeconds(1);
    record.sent = fromSeconds(1.1);
    record.firstToken.at = fromSeconds(1.6);
    record.serverMetrics = 0;
    RecordBlock block;
    block.serverMetrics.emplace_back();
    QVERIFY(ui::ttftPhasesOf(block, record).empty());
    block.serverMetrics[0].values[ServerMetrics::Prefill] = 0.4;
    const auto parts = ui::ttftPhasesOf(block, record);
    QCOMPARE(ui::phasesSentence(parts),
             QStringLiteral("Client queue 100\u00a0ms, Prefill 400\u00a0ms, Unexplained 100\u00a0ms"));
    QCOMPARE(parts.front().from, record.scheduled);
    QCOMPARE(parts[1].from, parts[0].to);
    QCOMPARE(parts.back().to, record.firstToken.at);
    block.serverMetrics[0].values[ServerMetrics::Prefill] = 0.6;
    QVERIFY(ui::phasesSentence(ui::ttftPhasesOf(block, record)).contains(QStringLiteral("Unexplained -100")));
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

void TestRequests::ChunksStandAcrossTime()
{
    auto block = std::make_shared<RecordBlock>();
    ChunkWriter writer;
    RequestRecord record = test::wholeRequest();
    writer.begin(record.sent);
    for (const double at : {2.0, 2.25, 2.25, 3.0})
        writer.add(
            {{fromSeconds(at), Nanos{0}, Stamp::Exact}, 1, 4, at < 2.5 ? ChunkKind::Reasoning : ChunkKind::Content});
    block->chunkBytes.assign(writer.bytes().begin(), writer.bytes().end());
    record.chunks = {0, static_cast<std::uint32_t>(block->chunkBytes.size())};
    record.chunkCount = writer.count();
    const std::vector<plots::ChunkGap> gaps = plots::chunkGapsOf(*block, record);
    QCOMPARE(gaps.size(), 3U);
    QCOMPARE(gaps[0].gap, 0.25);
    QCOMPARE(gaps[1].gap, 0.0);
    QCOMPARE(gaps[2].at, 1.55);
    QVERIFY(gaps[0].isReasoning && !gaps[2].isReasoning);

    ui::RequestDetails details;
    details.show();
    details.showRequest({block.get(), &record}, nullptr);
    auto* chart = details.findChild<plots::GapPlot*>();
    QVERIFY(chart->isVisible());
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("the longest 750 ms")));
    QCOMPARE(chart->csv().section(QLatin1Char{'\n'}, 3, 3), QStringLiteral("1.55,0.75,%1,text,0").arg(gaps[2].tokens));
    // Chunks that were not kept leave no empty chart.
    record.chunks = {};
    details.showRequest({block.get(), &record}, nullptr);
    QVERIFY(!chart->isVisible());
}

void TestRequests::ThePromptIsShownAsItWasSent()
{
    auto block = std::make_shared<RecordBlock>();
    block->text = "red fox ";
    RequestRecord record = test::wholeRequest();
    record.salt = {0, 8};
    record.sequence = 7;
    RunHeader header = *headerOf("run");
    header.prompts = {{"default", "Say <b>it</b>.", 4}};
    ui::RequestDetails details;
    details.show();
    details.showRequest({block.get(), &record}, &header);
    auto* box = details.findChild<QWidget*>(QStringLiteral("request-prompt"));
    QVERIFY(box->isVisible());
    QCOMPARE(box->findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("Say red fox <b>it</b>."));
    // A text of a million tokens is not laid out whole.
    std::string words;
    while (words.size() < 300'000)
        words += "word ";
    header.prompts.front().text = words;
    details.showRequest({block.get(), &record}, &header);
    QCOMPARE(box->findChild<QPlainTextEdit*>()->toPlainText().section(QLatin1Char{'\n'}, 1),
             QStringLiteral("[100008 more characters are not shown]"));
    header.prompts.front().text = std::string(300'000, 'x');
    details.showRequest({block.get(), &record}, &header);
    QVERIFY(box->findChild<QPlainTextEdit*>()->toPlainText().size() < 6'000);
    header.prompts.front().text.clear();
    record.salt = {};
    details.showRequest({block.get(), &record}, &header);
    QVERIFY(!box->isVisible());
}

void TestRequests::RawEventsStandBehindTheirTimes()
{
    auto block = std::make_shared<RecordBlock>();
    RequestRecord record = test::wholeRequest();
    ui::RequestDetails details;
    details.show();
    details.showRequest({block.get(), &record}, nullptr);
    auto* box = details.findChild<QWidget*>(QStringLiteral("request-raw"));
    QVERIFY(!box->isVisible());
    appendRawEvent({record.sent + std::chrono::microseconds{12'345}, "data: <b>1</b>\n\n"}, record.sent, block->text);
    record.rawEvents = {0, static_cast<std::uint32_t>(block->text.size())};
    details.showRequest({block.get(), &record}, nullptr);
    QVERIFY(box->isVisible());
    QCOMPARE(box->findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("+12.345 ms  data: <b>1</b>\n"));
}

void TestRequests::AnotherRunStartsAfresh()
{
    Shown shown;
    shown.clickRow(2);
    test::RecordFeed other;
    other.addOk(0, 1);
    shown.view.display(other.snapshot(), headerOf("other"));
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
    shown.view.display(live, headerOf("run"));
    shown.view.select(2);
    shown.view.display(countedAnew(*live, Phase::Cooldown), headerOf("run"));
    QCOMPARE(shown.view.selected(), std::optional<std::uint64_t>{2});
    QCOMPARE(shown.table.selectionModel()->selectedRows().value(0).row(), 2);
    QCOMPARE(shown.texts("phase").value(2), QStringLiteral("cool-down"));
}

void TestRequests::CoolDownIsCalledCoolDown()
{
    ui::RequestsModel model;
    test::RecordFeed feed = test::mixed();
    for (const auto& [phase, words] : {std::pair{Phase::Warmup, "warm-up"}, std::pair{Phase::Measured, "measured"},
                                       std::pair{Phase::Cooldown, "cool-down"}})
    {
        model.display(countedAnew(*feed.snapshot(), phase));
        QCOMPARE(test::texts(model, "phase").value(0), QString::fromLatin1(words));
    }
}

void TestRequests::HiddenTableCatchesUp()
{
    Shown shown;
    shown.view.hide();
    shown.feed.addOk(2, 0.2);
    shown.view.display(shown.feed.snapshot(), headerOf("run"));
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
