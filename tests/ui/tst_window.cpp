// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window by clicks and keys against the simulated endpoint.
#include "core/config/endpoints.h"
#include "ui/base/text.h"
#include "ui/requests/requests_view.h"
#include "ui/run/run_view.h"
#include "widgets/elided_label.h"
#include "widgets/fact_list.h"
#include "widgets/metrics.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTableView>
#include <QToolButton>

#include "tests/ui/window_bench.h"

#include <memory>

using namespace inferometer;

using Bench = test::WindowBench;

class TestWindow : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void LabelsOfFieldsAreMutedOnEveryPage();
    void TheFirstButtonRunsAgainstTheSimulator();
    void RunFillsTheCardsAndKeepsTheResults();
    void StopEndsARunAndKeepsWhatWasMeasured();
    void AWrongFieldForbidsToRunAndSaysWhy();
    void AnEndpointThatIsNotThereIsToldInPlace();
    void ASavedEndpointIsWhatIsMeasured();
    void AFailedStartLeavesTheRunThatIsShown();
    void AFailedStartLeavesAnOpenedRun();
    void EveryModelsResultStaysAtHand();
    void TheCommandIsCopied();
    void RunIsNotOfferedWhereNothingRuns();
    void ClosingDuringARunAsksOnce();
    void FormValuesComeBackButNotTheSimulator();
    void SimulatorOnRequestIsReadyToGo();
    void AFinishedRunIsOpenedAgainByADrop();
    void AnInterruptedRunIsOfferedAtStart();
    void TheSameRunStartsAgain();
    void EveryInputHasAName();
    void ASmallWindowShowsIconsOnly();
};

void TestWindow::LabelsOfFieldsAreMutedOnEveryPage()
{
    const test::WindowBench bench;
    for (const ui::PageEntry& page : ui::pages())
        bench.window->showPage(page.id);
    for (const auto* label : bench.window->findChildren<QLabel*>()) {
        if (label->buddy())
            QVERIFY2(label->foregroundRole() == QPalette::PlaceholderText, qPrintable(label->text()));
    }
}

void TestWindow::TheFirstButtonRunsAgainstTheSimulator()
{
    Bench bench;
    bench.click("run-simulator");
    QVERIFY(bench.runs.isActive());
    QCOMPARE(bench.find<QPushButton>("run").text(), QStringLiteral("&Queue"));
    QVERIFY(bench.find<QPushButton>("stop").isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running), 10'000);
    const auto& status = bench.find<widgets::ElidedLabel>("status");
    QCOMPARE(status.text(), QStringLiteral("Simulated endpoint: being measured"));
    QTRY_VERIFY_WITH_TIMEOUT(bench.card("in-flight") == QStringLiteral("8"), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(bench.card("ttft") != QString{QChar{0x2013}}, 10'000);
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 10'000);
    QVERIFY(status.text().startsWith(QStringLiteral("Simulated endpoint: ")));
    QVERIFY(!status.text().contains(QStringLiteral("being measured")));
}

void TestWindow::RunFillsTheCardsAndKeepsTheResults()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(6, 3, 5);
    QTest::keyClick(bench.window.get(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QCOMPARE(bench.find<widgets::ElidedLabel>("done").text(), QStringLiteral("6 of 6 request(s)"));
    for (const char* id : {"ttft", "inter-token", "output", "requests"})
        QVERIFY2(bench.card(id) != QString{QChar{0x2013}}, id);
    QCOMPARE(bench.card("errors"), QStringLiteral("0"));
    QVERIFY(!bench.card("verdict").isEmpty());
    QCOMPARE(bench.find<widgets::ElidedLabel>("run-end").text(), QStringLiteral("whole"));
    QVERIFY(!bench.find<widgets::NoticeBar>("notice").isVisible());
    bench.click("run-folder");
    QCOMPARE(bench.opened.size(), 1);
    QVERIFY(QDir{bench.opened.front()}.exists());
    QVERIFY(bench.find<QPushButton>("run").isEnabled());
}

void TestWindow::StopEndsARunAndKeepsWhatWasMeasured()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(1000, 4, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.snapshot() && bench.runs.snapshot()->ok >= 4, 20'000);
    bench.click("stop");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QVERIFY(bench.runs.saved()->summary.ok >= 4);
    QVERIFY(bench.runs.snapshot()->finished < 1000);
    QVERIFY(!bench.find<QPushButton>("stop").isEnabled());
}

void TestWindow::AWrongFieldForbidsToRunAndSaysWhy()
{
    Bench bench;
    bench.type("num-requests", QStringLiteral("many"));
    auto& run = bench.find<QPushButton>("run");
    QVERIFY(!run.isEnabled());
    QVERIFY(run.toolTip().contains(QStringLiteral("many")));
    QTest::keyClick(bench.window.get(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(!bench.runs.isActive());
    QCOMPARE(bench.text("volume"), QStringLiteral("The load is not known while a field is wrong."));
    QVERIFY(!bench.find<QWidget>("command").isEnabled());
    bench.type("num-requests", QStringLiteral("5"));
    QVERIFY(run.isEnabled());
    QVERIFY(bench.text("volume").startsWith(QStringLiteral("5 request")));
    QVERIFY(bench.find<QWidget>("command").isEnabled());
}

void TestWindow::AnEndpointThatIsNotThereIsToldInPlace()
{
    Bench bench;
    bench.type("base-url", QStringLiteral("http://127.0.0.1:1"));
    bench.type("model-names", QStringLiteral("any"));
    const auto& status = bench.find<widgets::ElidedLabel>("status");
    QCOMPARE(status.text(), QStringLiteral("127.0.0.1:1"));
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.runs.isActive(), 20'000);
    QVERIFY(!bench.notice().isEmpty());
    QCOMPARE(status.text(), QStringLiteral("127.0.0.1:1: no answer"));
    QVERIFY(bench.find<widgets::NoticeBar>("notice").isVisible());
    QVERIFY(bench.find<QPushButton>("run").isEnabled());
}

void TestWindow::ASavedEndpointIsWhatIsMeasured()
{
    const QTemporaryDir folder;
    ui::SimulatedEndpoint simulator;
    QVERIFY(simulator.start());
    EndpointEntry entry;
    entry.name = "mine";
    entry.target.baseUrl = simulator.url();
    QVERIFY(saveEndpoints(folder.path().toStdString(), {entry}));
    ui::RunController runs{folder.path().toStdString()};
    RunSpec spec;
    spec.endpoint = "mine";
    spec.target.baseUrl = "http://127.0.0.1:1";  // what the form still says
    spec.arrivals.numRequests = 2;
    spec.prompts.numOutputTokens = 5;
    spec.keep.resultsDir = folder.filePath(QStringLiteral("results")).toStdString();
    runs.start(spec);
    QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), 20'000);
    QCOMPARE(runs.phase(), ui::RunPhase::Finished);
    QCOMPARE(runs.snapshot()->ok, 2U);
    spec.endpoint = "nobody";
    runs.start(spec);
    QCOMPARE(runs.phase(), ui::RunPhase::Failed);
    QCOMPARE(runs.error().field, std::string{"endpoint"});
}

void TestWindow::AFailedStartLeavesTheRunThatIsShown()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(6, 3, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    const QStringList before = bench.allShown();
    QVERIFY(bench.failToStart());
    QCOMPARE(bench.allShown(), before);
    bench.find<QAction>("open-folder").trigger();
    QCOMPARE(QDir{bench.opened.value(0)}, QDir{QString::fromStdString(bench.runs.saved()->folder)});
}

void TestWindow::AFailedStartLeavesAnOpenedRun()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(6, 3, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    const QStringList ended = bench.allShown();
    Bench other;
    QVERIFY(other.drop(QString::fromStdString(bench.runs.saved()->folder)));
    QTRY_COMPARE_WITH_TIMEOUT(other.allShown(), ended, 20'000);
    QVERIFY(other.failToStart());
    QCOMPARE(other.allShown(), ended);
}

void TestWindow::EveryModelsResultStaysAtHand()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    bench.type("model-names", QStringLiteral("simulated simulated"));
    QVERIFY(!bench.find<QPushButton>("runs").isVisible());
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QCOMPARE(bench.runs.ended().size(), 2U);
    auto& runs = bench.find<QPushButton>("runs");
    QVERIFY(runs.isVisible());
    QCOMPARE(runs.menu()->actions().size(), 2);
    QVERIFY(runs.menu()->actions().first()->text().startsWith(QStringLiteral("simulated, 2 streams")));
    auto& live = *bench.window->findChild<ui::RunView*>();
    const QString second = live.shown().runId();
    runs.menu()->actions().first()->trigger();
    QTRY_VERIFY(live.shown().runId() != second);
    QCOMPARE(live.shown().runId().toStdString(), bench.runs.ended().front().header.runId);
    QCOMPARE(live.shown().snapshot()->ok, 4U);
}

void TestWindow::RunIsNotOfferedWhereNothingRuns()
{
    const Bench bench;
    auto& run = bench.find<QAction>("run");
    QVERIFY(run.isEnabled());
    QCOMPARE(run.statusTip(), QString{});
    bench.click("page-endpoints");
    QVERIFY(!run.isEnabled());
    QCOMPARE(run.statusTip(), QStringLiteral("This page starts no run."));
    bench.click("page-synthetic");
    QVERIFY(run.isEnabled());
}

void TestWindow::TheCommandIsCopied()
{
    Bench bench;
    bench.type("num-requests", QStringLiteral("123"));
    auto& box = bench.find<QWidget>("command");
    QTest::mouseClick(box.findChild<QToolButton*>(QStringLiteral("copy")), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.startsWith(QStringLiteral("inferometer run")));
    QVERIFY(copied.contains(QStringLiteral("--num-requests 123")));
    QCOMPARE(copied, box.findChild<QPlainTextEdit*>(QStringLiteral("text-0"))->toPlainText());
}

void TestWindow::ClosingDuringARunAsksOnce()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(1000, 4, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.snapshot() && bench.runs.snapshot()->ok >= 4, 20'000);
    bench.answer = false;
    QVERIFY(!bench.window->close());
    QVERIFY(bench.window->isVisible());
    QVERIFY(bench.isPhase(ui::RunPhase::Running));
    bench.answer = true;
    bench.window->close();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.window->isVisible(), 20'000);
    QCOMPARE(bench.questions.size(), 2);
    QVERIFY(bench.runs.saved()->summary.ok >= 4);
}

void TestWindow::FormValuesComeBackButNotTheSimulator()
{
    Bench bench;
    bench.click("run-simulator");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running), 10'000);
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 10'000);
    bench.window->close();
    const RunSpec kept = bench.settings.lastSpec();
    QCOMPARE(kept.arrivals.numRequests, bench.runs.spec().arrivals.numRequests);
    QCOMPARE(kept.target.baseUrl, RunSpec{}.target.baseUrl);
    QVERIFY(!bench.settings.layout(QStringLiteral("window")).isEmpty());
}

void TestWindow::SimulatorOnRequestIsReadyToGo()
{
    Bench bench{{.spec = {}, .opened = {}, .simulator = true, .run = false}};
    QTRY_VERIFY(bench.simulator.isRunning());
    QCOMPARE(bench.find<QLineEdit>("base-url").text(), QString::fromStdString(bench.simulator.url()));
    QVERIFY(!bench.runs.isActive());
}

void TestWindow::AFinishedRunIsOpenedAgainByADrop()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(6, 3, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    const QString folder = QString::fromStdString(bench.runs.saved()->folder);
    const QString ttft = bench.card("ttft");

    Bench other;
    QVERIFY(other.drop(folder + QStringLiteral("/records.csv")));
    QTRY_COMPARE_WITH_TIMEOUT(other.card("ttft"), ttft, 20'000);
    auto& live = *other.window->findChild<ui::RunView*>();
    live.openTab(ui::RunView::Requests);
    QCOMPARE(other.find<QTableView>("requests-table").model()->rowCount(), 6);
    auto& requests = *other.window->findChild<ui::RequestsView*>();
    requests.select(2);
    const auto& facts = requests.findChild<widgets::FactList*>()->facts();
    QVERIFY(facts.back().value.startsWith(bench.runs.runId()));
    QVERIFY(facts.back().value.endsWith(QStringLiteral("-2")));
    live.openTab(ui::RunView::Definition);
    auto* yaml = other.find<QWidget>("run-yaml").findChild<QPlainTextEdit*>();
    QVERIFY(yaml->toPlainText().contains(QStringLiteral("num-output-tokens: 5")));
    QVERIFY(other.find<QAction>("run-again").isEnabled());
}

void TestWindow::AnInterruptedRunIsOfferedAtStart()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(6, 3, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    // As a crash leaves it: no end in the journal, and no file besides.
    const QDir folder{ui::toQt(bench.runs.saved()->folder)};
    for (const QString& name : folder.entryList(QDir::Files)) {
        if (name != QStringLiteral("journal"))
            QVERIFY(QFile::remove(folder.filePath(name)));
    }
    QFile journal{folder.filePath(QStringLiteral("journal"))};
    QVERIFY(journal.resize(journal.size() - 1));

    bench.open();
    auto& notice = bench.find<widgets::NoticeBar>("window-notice");
    QTRY_VERIFY(notice.text().contains(QStringLiteral("1 interrupted run")));
    QVERIFY(folder.exists(QStringLiteral("records.csv")));
    QTest::mouseClick(notice.findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_COMPARE(bench.find<widgets::ElidedLabel>("done").text(), QStringLiteral("6 of 6 request(s)"));
    QVERIFY(!notice.isVisible());
}

void TestWindow::TheSameRunStartsAgain()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    bench.type("num-requests", QStringLiteral("9"));
    bench.find<QAction>("run-again").trigger();
    QTRY_VERIFY(bench.runs.isActive());
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QCOMPARE(bench.runs.snapshot()->finished, std::uint64_t{4});
    bench.find<QAction>("open-folder").trigger();
    QVERIFY(QDir{bench.opened.value(0)}.exists());
}

void TestWindow::EveryInputHasAName()
{
    Bench bench;
    QCOMPARE(test::unnamedInputs(*bench.window).join(QLatin1Char{','}), QString{});
}

void TestWindow::ASmallWindowShowsIconsOnly()
{
    Bench bench;
    bench.window->resize(1440, 900);
    QApplication::processEvents();
    const int wide = bench.find<QWidget>("page-synthetic").width();
    bench.window->resize(1024, 700);
    QApplication::processEvents();
    QCOMPARE(bench.window->size(), QSize(1024, 700));
    // 1100 px for 13 px text; this machine's font may be another.
    bench.window->resize(widgets::rhythm(*bench.window, 120), 700);
    QApplication::processEvents();
    QVERIFY(bench.find<QWidget>("page-synthetic").width() < wide / 2);
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
