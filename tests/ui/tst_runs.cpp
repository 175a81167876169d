// SPDX-License-Identifier: GPL-3.0-or-later
// Runs looked at from any page, while others go on; values that evaluations share.
#include "ui/base/two_line_row.h"
#include "ui/form/evaluation_page.h"
#include "ui/form/field_form.h"
#include "ui/run/run_view.h"

#include <QListWidget>

#include "tests/ui/window_bench.h"

using namespace inferometer;
using Bench = test::WindowBench;

namespace {

QListWidget& listOf(const Bench& bench) { return bench.find<QListWidget>("runs-list"); }

ui::RunView& viewOf(const Bench& bench) { return *bench.window->findChild<ui::RunView*>(); }

void clickRow(const Bench& bench, int row)
{
    QListWidget& list = listOf(bench);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(row)).center());
}

QString detailOf(const Bench& bench, int row)
{
    return listOf(bench).item(row)->data(ui::TwoLineRow::kDetailRole).toString();
}

// A run of the simulator that has ended.
void measureOnce(const Bench& bench)
{
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
}

}  // namespace

class TestRuns : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void WithoutARunTheListSaysSo();
    void RunsAreListedAndFiltered();
    void ARunWithoutItsCardIsListed();
    void AnOldRunIsLookedAtWhileAnotherGoesOn();
    void AResultOpensFromAPageOfItsOwn();
    void AFailedStartLeavesAnOpenedRunThoughAnotherEnded();
    void TwoRunsAreQueuedWhileAnOldOneIsLookedAt();
    void WhatWaitsIsTakenOutAndMoved();
    void TheFootStopsTheRunFromEveryPage();
    void ADoubleClickIsOneRun();
    void EvaluationsShareTheirValues();
};

void TestRuns::WithoutARunTheListSaysSo()
{
    const Bench bench;
    bench.click("page-runs");
    QTRY_VERIFY(bench.text("runs-state").startsWith(QStringLiteral("No run yet")));
    QCOMPARE(listOf(bench).count(), 0);
}

void TestRuns::RunsAreListedAndFiltered()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    measureOnce(bench);
    QCOMPARE(bench.find<widgets::ElidedLabel>("run-end").text(), QStringLiteral("whole"));
    bench.load(6, 3, 5);
    measureOnce(bench);
    bench.click("page-runs");
    QListWidget& list = listOf(bench);
    QTRY_COMPARE(list.count(), 2);
    QVERIFY(list.item(0)->text().contains(QStringLiteral("3 streams")));
    QVERIFY(list.item(1)->text().contains(QStringLiteral("2 streams")));
    QCOMPARE(list.item(1)->data(Qt::AccessibleTextRole).toString(),
             list.item(1)->text() + QStringLiteral(", ") + detailOf(bench, 1));
    bench.type("runs-filter", QStringLiteral("2 STREAMS"));
    QVERIFY(list.item(0)->isHidden());
    QVERIFY(!list.item(1)->isHidden());
    bench.type("runs-filter", QStringLiteral("nothing like it"));
    QVERIFY(bench.text("runs-state").startsWith(QStringLiteral("No run has this")));
    bench.type("runs-filter", QStringLiteral("2 streams"));
    list.setFocus();
    list.setCurrentRow(1);
    bench.press(Qt::Key_Return);
    QTRY_COMPARE(viewOf(bench).shown().runId().toStdString(), bench.runs.ended().front().header.runId);
}

void TestRuns::ARunWithoutItsCardIsListed()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    measureOnce(bench);
    QVERIFY(QFile::remove(QString::fromStdString(bench.runs.saved()->folder) + QStringLiteral("/run.json")));
    bench.click("page-runs");
    QTRY_COMPARE(listOf(bench).count(), 1);
    QVERIFY(listOf(bench).item(0)->text().contains(QStringLiteral("2 streams")));
}

void TestRuns::AnOldRunIsLookedAtWhileAnotherGoesOn()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    measureOnce(bench);
    const QString old = bench.runs.runId();
    const QStringList before = bench.allShown();
    bench.load(5000, 2, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running) && bench.runs.snapshot()->ok > 4, 20'000);
    QVERIFY(viewOf(bench).shown().runId() != old);
    bench.click("page-runs");
    QTRY_VERIFY(listOf(bench).count() == 2);
    clickRow(bench, 1);
    QTRY_COMPARE(viewOf(bench).shown().runId(), old);
    QVERIFY(bench.isPhase(ui::RunPhase::Running));
    const std::uint64_t then = bench.runs.snapshot()->ok;
    QTRY_VERIFY(bench.runs.snapshot()->ok > then + 4);
    QCOMPARE(viewOf(bench).shown().runId(), old);
    QCOMPARE(bench.allShown().mid(0, before.size() - 1), before.mid(0, before.size() - 1));  // but for "run again"
    clickRow(bench, 0);
    QTRY_COMPARE(viewOf(bench).shown().runId(), bench.runs.runId());
    clickRow(bench, 1);
    QTRY_COMPARE(viewOf(bench).shown().runId(), old);
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QCOMPARE(viewOf(bench).shown().runId(), old);
}

void TestRuns::AResultOpensFromAPageOfItsOwn()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    measureOnce(bench);
    Bench other;
    other.click("page-settings");
    QVERIFY(other.drop(QString::fromStdString(bench.runs.saved()->folder)));
    QTRY_COMPARE(viewOf(other).shown().runId(), bench.runs.runId());
    QVERIFY(viewOf(other).isVisible());
    QVERIFY(listOf(other).isVisible());
}

void TestRuns::AFailedStartLeavesAnOpenedRunThoughAnotherEnded()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    measureOnce(bench);
    const QString first = bench.runs.runId();
    const QString folder = QString::fromStdString(bench.runs.saved()->folder);
    bench.load(6, 3, 5);
    measureOnce(bench);
    QVERIFY(bench.drop(folder));
    QTRY_COMPARE(viewOf(bench).shown().runId(), first);
    const QStringList before = bench.allShown();
    QVERIFY(bench.failToStart());
    QCOMPARE(viewOf(bench).shown().runId(), first);
    QCOMPARE(bench.allShown(), before);
}

void TestRuns::TwoRunsAreQueuedWhileAnOldOneIsLookedAt()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    measureOnce(bench);
    const QString old = bench.runs.runId();
    const QString folder = QString::fromStdString(bench.runs.saved()->folder);
    bench.load(60, 2, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running), 20'000);
    QCOMPARE(bench.find<QPushButton>("run").text(), QStringLiteral("&Queue"));
    bench.load(6, 3, 5);
    bench.click("run");
    bench.load(8, 4, 5);
    bench.click("run");
    QTRY_COMPARE(bench.runs.waiting().size(), 2U);
    QTRY_COMPARE(bench.find<QPushButton>("activity-waiting").text(), QStringLiteral("2 waiting"));
    QVERIFY(bench.drop(folder));
    QTRY_COMPARE(viewOf(bench).shown().runId(), old);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 60'000);
    QCOMPARE(bench.runs.ended().size(), 4U);
    QCOMPARE(bench.runs.ended()[2].header.spec.arrivals.numRequests, 6);
    QCOMPARE(bench.runs.ended()[3].header.spec.arrivals.numRequests, 8);
    for (const RunCard& card : bench.runs.ended())
        QCOMPARE(card.summary.ok, static_cast<std::uint64_t>(card.header.spec.arrivals.numRequests));
    QCOMPARE(viewOf(bench).shown().runId(), old);
    QVERIFY(!bench.find<QWidget>("activity-stop").isVisible());
}

void TestRuns::WhatWaitsIsTakenOutAndMoved()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(5000, 2, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running), 20'000);
    for (const int requests : {6, 8, 10}) {
        bench.load(requests, 2, 5);
        bench.click("run");
    }
    QTRY_COMPARE(bench.runs.waiting().size(), 3U);
    bench.click("activity-waiting");
    QListWidget& list = listOf(bench);
    QVERIFY(list.isVisible());
    QTRY_VERIFY(list.count() >= 4 && list.item(3)->text().startsWith(QStringLiteral("Waiting")));
    list.setFocus();
    list.setCurrentRow(2);
    bench.press(Qt::Key_Delete);
    QTRY_COMPARE(bench.runs.waiting().size(), 2U);
    QCOMPARE(bench.runs.waiting()[1]->spec.arrivals.numRequests, 10);
    bench.runs.moveUp(bench.runs.waiting()[1]->id);
    QCOMPARE(bench.runs.waiting()[0]->spec.arrivals.numRequests, 10);
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.runs.isActive(), 20'000);
    QCOMPARE(bench.runs.ended().size(), 1U);
    QVERIFY(bench.runs.waiting().empty());
}

void TestRuns::TheFootStopsTheRunFromEveryPage()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    QVERIFY(!bench.find<QWidget>("activity-stop").isVisible());
    bench.aim(5000, 2, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running) && bench.runs.snapshot()->ok > 2, 20'000);
    bench.click("page-about");
    QVERIFY(bench.find<widgets::ElidedLabel>("activity-words").text().contains(QStringLiteral("of 5000")));
    bench.click("activity-stop");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QVERIFY(bench.runs.saved()->summary.ok > 2);
    QVERIFY(!bench.find<QWidget>("activity-stop").isVisible());
    // A cut run does not look whole.
    const auto& end = bench.find<widgets::ElidedLabel>("run-end");
    QVERIFY2(end.text().contains(QStringLiteral("never sent")), qPrintable(end.text()));
    bench.click("page-runs");
    QTRY_COMPARE(listOf(bench).count(), 1);
    const QString detail = detailOf(bench, 0);
    QVERIFY2(detail.contains(QStringLiteral("127.0.0.1:")) && detail.contains(QStringLiteral("never sent")),
             qPrintable(detail));
}

void TestRuns::ADoubleClickIsOneRun()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(6, 2, 5);
    auto& run = bench.find<QPushButton>("run");
    QTest::mouseClick(&run, Qt::LeftButton);
    QTest::mouseDClick(&run, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QVERIFY(bench.runs.waiting().empty());
    QCOMPARE(bench.runs.ended().size(), 1U);
    QVERIFY(!bench.find<QAction>("run").autoRepeat());
}

void TestRuns::EvaluationsShareTheirValues()
{
    Bench bench;
    const ui::EvaluationFace other{Evaluation::Synthetic, "Other", "Another evaluation"};
    ui::EvaluationPage first{other, bench.context, nullptr};
    ui::EvaluationPage second{other, bench.context, nullptr};
    first.show();
    first.form()->set("model-names", QStringLiteral("shared-model"));
    first.form()->set("num-requests", QStringLiteral("77"));
    first.hide();
    second.show();
    QCOMPARE(second.form()->spec().target.modelNames, std::string{"shared-model"});
    QCOMPARE(second.form()->spec().arrivals.numRequests, 77);
    second.form()->set("num-requests", QStringLiteral("78"));
    second.hide();
    first.show();
    QCOMPARE(first.form()->spec().arrivals.numRequests, 78);
}

QTEST_MAIN(TestRuns)
#include "tst_runs.moc"
