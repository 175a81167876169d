// SPDX-License-Identifier: GPL-3.0-or-later
// Commands, their shortcuts and the palette, in the real window.
#include "ui/form/field_form.h"
#include "ui/frame/actions.h"
#include "widgets/command_palette.h"
#include "widgets/elided_label.h"
#include "widgets/popover.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSet>

#include "tests/ui/window_bench.h"

using namespace inferometer;

class TestActions : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void EveryCommandHasIdTextAndIcon();
    void NoTwoDefaultsClash();
    void OnlyDifferencesAreKept();
    void TheMenuHoldsEveryCommand();
    void CtrlDigitsChoosePages();
    void EscapeLeavesARunAloneInATextField();
    void ThePaletteRunsACommand();
    void ThePaletteOpensFromATextField();
    void EscapeClosesThePaletteAndReturnsTheFocus();
    void ThePaletteFindsAFieldOfAClosedSection();
    void ThePaletteFindsFieldsByAnyOfTheirWords();
    void ThePaletteOpensASavedRun();
    void NothingFoundIsSaid();
    void ARunIsRenamedOnceOneIsInView();
    void F1ExplainsTheFocusedField();
    void AFolderWithoutAResultIsTold();
};

void TestActions::EveryCommandHasIdTextAndIcon()
{
    const test::WindowBench bench;
    QSet<QString> ids;
    for (const QAction* action : bench.context.actions->all()) {
        QVERIFY(!action->objectName().isEmpty());
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        const QImage picture = action->icon().pixmap(24, 24).toImage();
        QVERIFY2(test::colorsIn(picture, 2) == 2, qPrintable(action->objectName()));
        QVERIFY2(!ids.contains(action->objectName()), qPrintable(action->objectName()));
        ids.insert(action->objectName());
    }
}

void TestActions::NoTwoDefaultsClash()
{
    const test::WindowBench bench;
    const ui::ActionSet& actions = *bench.context.actions;
    QSet<QString> taken;
    for (const QAction* action : actions.all()) {
        const QString keys = actions.defaultShortcut(*action).toString();
        QVERIFY2(keys.isEmpty() || !taken.contains(keys), qPrintable(keys));
        taken.insert(keys);
    }
    QVERIFY(taken.contains(QStringLiteral("Ctrl+R")));
    QVERIFY(taken.contains(QStringLiteral("Ctrl+1")));
}

void TestActions::OnlyDifferencesAreKept()
{
    test::WindowBench bench;
    ui::ActionSet& actions = *bench.context.actions;
    QAction& run = *actions.find(QStringLiteral("run"));
    const QKeySequence f5{Qt::Key_F5};
    actions.setShortcut(run, f5);
    QVERIFY(bench.settings.shortcut(QStringLiteral("run")) == f5);
    QVERIFY(!bench.settings.shortcut(QStringLiteral("stop")));
    bench.open();
    QCOMPARE(bench.context.actions->find(QStringLiteral("run"))->shortcut(), f5);
    bench.context.actions->resetShortcuts();
    QVERIFY(!bench.settings.shortcut(QStringLiteral("run")));
    QCOMPARE(bench.context.actions->find(QStringLiteral("run"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
}

void TestActions::TheMenuHoldsEveryCommand()
{
    const test::WindowBench bench;
    auto* menu = bench.window->findChild<QMenu*>(QStringLiteral("main-menu"));
    QVERIFY(menu);
    bench.click("menu");
    QVERIFY(menu->isVisible());
    menu->hide();
    for (QAction* action : bench.context.actions->all())
        QVERIFY2(menu->actions().contains(action), qPrintable(action->objectName()));
}

void TestActions::CtrlDigitsChoosePages()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(bench.find<QLineEdit>("results-folder").isVisible());
    bench.press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!bench.find<QLineEdit>("results-folder").isVisible());
    QVERIFY(bench.find<QWidget>("run").isVisible());
}

void TestActions::EscapeLeavesARunAloneInATextField()
{
    test::WindowBench bench;
    bench.click("run-simulator");
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.phase() == ui::RunPhase::Running, 20'000);
    auto* field = new QLineEdit{bench.window.get()};
    field->setAccessibleName(QStringLiteral("any"));
    field->show();
    field->setFocus();
    bench.press(Qt::Key_Escape);
    QCOMPARE(bench.runs.phase(), ui::RunPhase::Running);
    QVERIFY(bench.runs.snapshot()->state == RunState::Running);
    bench.find<QWidget>("stop").setFocus();
    bench.press(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.snapshot()->state != RunState::Running, 20'000);
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.runs.isActive(), 20'000);
}

void TestActions::ThePaletteRunsACommand()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_K, Qt::ControlModifier);
    auto& input = bench.find<QLineEdit>("palette-input");
    QVERIFY(input.isVisible());
    QVERIFY(input.hasFocus());
    QTest::keyClicks(&input, QStringLiteral("inferometer abo"));
    const auto& matches = bench.find<QListWidget>("palette-matches");
    QCOMPARE(matches.count(), 1);
    QVERIFY(input.accessibleDescription().contains(matches.item(0)->text()));
    QTest::keyClick(&input, Qt::Key_Return);
    QVERIFY(!input.isVisible());
    QVERIFY(bench.find<QLabel>("version").isVisible());
}

void TestActions::ThePaletteOpensFromATextField()
{
    const test::WindowBench bench;
    auto& field = bench.find<QLineEdit>("base-url");
    field.setFocus();
    const QString before = field.text();
    bench.press(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(bench.find<QLineEdit>("palette-input").isVisible());
    QCOMPARE(field.text(), before);
}

void TestActions::EscapeClosesThePaletteAndReturnsTheFocus()
{
    const test::WindowBench bench;
    auto& field = bench.find<QLineEdit>("base-url");
    field.setFocus();
    bench.press(Qt::Key_K, Qt::ControlModifier);
    auto& input = bench.find<QLineEdit>("palette-input");
    const auto& matches = bench.find<QListWidget>("palette-matches");
    const int first = matches.currentRow();
    QTest::keyClick(&input, Qt::Key_Down);
    QVERIFY(matches.currentRow() > first);
    QTest::keyClick(&input, Qt::Key_Up);
    QCOMPARE(matches.currentRow(), first);
    QTest::keyClick(&input, Qt::Key_Escape);
    QVERIFY(!input.isVisible());
    QVERIFY(field.hasFocus());
}

void TestActions::ThePaletteFindsFieldsByAnyOfTheirWords()
{
    const test::WindowBench bench;
    const auto& matches = bench.find<QListWidget>("palette-matches");
    const auto first = [&](const char* typed) {
        bench.press(Qt::Key_K, Qt::ControlModifier);
        auto& input = bench.find<QLineEdit>("palette-input");
        input.clear();
        QTest::keyClicks(&input, QString::fromLatin1(typed));
        return matches.isVisible() ? matches.item(0)->text() : QString{};
    };
    // Group, synonym, flag, label, help, with or without the prefix.
    QCOMPARE(first("slo"), QStringLiteral("Limit of TTFT"));
    QCOMPARE(first("goodput tpot"), QStringLiteral("Limit of TPOT"));
    QCOMPARE(first(">slo-e2e"), QStringLiteral("Limit of E2E"));
    QCOMPARE(first("users"), QStringLiteral("Number of concurrent requests"));
    QCOMPARE(first("multimodal"), QStringLiteral("Multimodal image size"));
    QCOMPARE(first("CONNECT proxy"), QStringLiteral("Proxy"));
    // A command of that name comes before a field that only speaks of it.
    QCOMPARE(first("run"), QStringLiteral("Run"));
    QCOMPARE(first("no such thing"), QString{});
}

void TestActions::ThePaletteFindsAFieldOfAClosedSection()
{
    const test::WindowBench bench;
    QVERIFY(!bench.find<QWidget>("grace-period").isVisible());
    bench.press(Qt::Key_K, Qt::ControlModifier);
    auto& input = bench.find<QLineEdit>("palette-input");
    QTest::keyClicks(&input, QStringLiteral(">grace"));
    QTest::keyClick(&input, Qt::Key_Return);
    QApplication::processEvents();
    auto& field = bench.find<QLineEdit>("grace-period");
    QVERIFY(field.hasFocus());
    QVERIFY(!field.visibleRegion().isEmpty());
}

void TestActions::ThePaletteOpensASavedRun()
{
    test::WindowBench bench;
    QVERIFY(bench.simulator.start().ok());
    auto& form = bench.find<ui::FieldForm>("form");
    RunSpec spec = bench.simulator.demonstration(form.spec());
    spec.arrivals.numRequests = 4;
    spec.prompts.numOutputTokens = 3;
    form.setSpec(spec);
    bench.press(Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.phase() == ui::RunPhase::Finished, 30'000);
    bench.open();
    bench.press(Qt::Key_K, Qt::ControlModifier);
    auto& input = bench.find<QLineEdit>("palette-input");
    QTest::keyClicks(&input, QStringLiteral("@simulated"));
    QCOMPARE(bench.find<QListWidget>("palette-matches").count(), 1);
    QTest::keyClick(&input, Qt::Key_Return);
    QTRY_COMPARE(bench.find<widgets::ElidedLabel>("done").text(), QStringLiteral("4 of 4 request(s)"));
}

void TestActions::NothingFoundIsSaid()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_K, Qt::ControlModifier);
    auto& input = bench.find<QLineEdit>("palette-input");
    QTest::keyClicks(&input, QStringLiteral("xyzzy"));
    QVERIFY(!bench.find<QListWidget>("palette-matches").isVisible());
    QTest::keyClick(&input, Qt::Key_Return);
    QVERIFY(input.isVisible());
}

void TestActions::ARunIsRenamedOnceOneIsInView()
{
    test::WindowBench bench;
    const QAction& rename = *bench.context.actions->find(QStringLiteral("rename"));
    QVERIFY(!rename.isEnabled());
    QCOMPARE(rename.statusTip(), QStringLiteral("There is no run in view."));
    bench.click("run-simulator");
    QTRY_VERIFY_WITH_TIMEOUT(rename.isEnabled(), 20'000);
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.runs.isActive(), 20'000);
    QVERIFY(rename.isEnabled());
}

void TestActions::F1ExplainsTheFocusedField()
{
    const test::WindowBench bench;
    bench.find<QLineEdit>("num-requests").setFocus();
    bench.press(Qt::Key_F1);
    const auto* popover = bench.window->findChild<widgets::Popover*>();
    QVERIFY(popover->isVisible());
    QVERIFY(popover->text().contains(QStringLiteral("warm-up not counted")));
    QCOMPARE(popover->findChild<QLabel*>()->textFormat(), Qt::RichText);  // its marks are no words
    QVERIFY(bench.window->rect().contains(popover->geometry()));
    bench.press(Qt::Key_1);
    QVERIFY(!popover->isVisible());
}

void TestActions::AFolderWithoutAResultIsTold()
{
    test::WindowBench bench;
    bench.chosenFolder = bench.folder.path();
    bench.press(Qt::Key_O, Qt::ControlModifier);
    auto& notice = bench.find<QWidget>("window-notice");
    QTRY_VERIFY(notice.isVisible());
}

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
