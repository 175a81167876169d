// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop is told when a long run has ended.
#include "ui/base/session_bus.h"
#include "ui/run/end_notice.h"

#include <QCheckBox>

#include "tests/ui/run_header_fixture.h"

using namespace inferometer;

namespace {

struct Bench : test::WindowBench
{
    QStringList told;
    QWidget other;

    Bench()
    {
        context.dialogs.tellDesktop
            = [this](const QString& title, const QString& text) { told << title + QLatin1Char{'|'} + text; };
    }
    // Another window is in front.
    void lookAway()
    {
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QVERIFY(!window->isActiveWindow());
    }
    void end(double seconds)
    {
        FinishedRun run = test::sample();
        auto snapshot = std::make_shared<Snapshot>(*run.snapshot);
        snapshot->elapsed = fromSeconds(seconds);
        run.snapshot = snapshot;
        run.label.name = "Nightly";
        window->findChild<ui::EndNotice*>()->runEnded(run);
    }
};

}  // namespace

class TestEndNotice : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ALongRunIsToldWhenNobodyLooks();
    void TheSettingForbidsIt();
    void ARunThatEndsTellsItself();
    void WithoutABusNothingHappens();
};

void TestEndNotice::ALongRunIsToldWhenNobodyLooks()
{
    Bench bench;
    bench.lookAway();
    bench.end(29.9);
    QCOMPARE(bench.told, QStringList{});
    bench.end(30);
    QCOMPARE(bench.told,
             QStringList{QStringLiteral("Nightly|80 of 80 request(s), 4 of 80 requests failed. "
                                        "Verdict: suspect.")});
    bench.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
    bench.end(300);
    QCOMPARE(bench.told.size(), 1);
}

void TestEndNotice::TheSettingForbidsIt()
{
    Bench bench;
    bench.click("page-settings");
    auto& box = bench.find<QCheckBox>("tell-ends");
    QVERIFY(box.isChecked());
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Space);
    bench.lookAway();
    bench.end(300);
    QCOMPARE(bench.told, QStringList{});
    const ui::Settings later{bench.folder.filePath(QStringLiteral("workbench.ini"))};
    QVERIFY(!later.tellsEnds());
}

void TestEndNotice::ARunThatEndsTellsItself()
{
    Bench bench;
    bench.lookAway();
    QVERIFY(bench.simulator.start().ok());
    bench.aim(4, 2, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QCOMPARE(bench.told, QStringList{});  // it was short
}

void TestEndNotice::WithoutABusNothingHappens()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    QVERIFY(!ui::hasSessionBus());
    ui::tellDesktop(QStringLiteral("title"), QStringLiteral("text"));
}

QTEST_MAIN(TestEndNotice)
#include "tst_end_notice.moc"
