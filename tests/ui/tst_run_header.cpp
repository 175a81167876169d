// SPDX-License-Identifier: GPL-3.0-or-later
// The heading of a run, by clicks and keys: its name, note, end, verdict and folder.
#include "ui/run/definition_view.h"
#include "widgets/metrics.h"
#include "widgets/word_button.h"

#include <QClipboard>
#include <QListWidget>
#include <QToolButton>

#include "tests/ui/run_header_fixture.h"

using namespace inferometer;
using test::sample;
using test::whole;
using Bench = test::OpenedRun;

namespace {

struct Shown
{
    ui::RunView view;

    explicit Shown(FinishedRun run)
    {
        view.resize(1100, 800);
        view.show();
        view.display(whole(std::move(run)));
        QApplication::processEvents();
    }
    template <typename Part>
    Part& part(const char* name) const
    {
        return *view.findChild<Part*>(QString::fromLatin1(name));
    }
    QString text(const char* label) const { return part<widgets::ElidedLabel>(label).text(); }
};

}  // namespace

class TestRunHeader : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AClickOnTheNameRenamesTheRunEverywhere();
    void EscapeGivesTheOldNameBack();
    void ClickingElsewhereKeepsTheName();
    void AnEmptyNameIsItsOwnAgain();
    void AnotherRunInViewIsNotNamed();
    void ANameThatCannotBeWrittenIsToldAndStays();
    void ANameThatIsTooLongStaysOpen();
    void HostileTextsAreSpelledOut();
    void ANoteIsWrittenReadAndTakenAway();
    void AClickElsewhereKeepsTheNote();
    void ANoteThatIsTooLongStaysOpen();
    void ARunOutOfAZipIsReadOnly();
    void ARunUnderWayHasItsOwnName();
    void WhatWasMeasuredStandsUnderTheName();
    void ACutRunNeverLooksWhole();
    void TheVerdictOpensWhatItMeans();
    void TheFolderIsOpenedAndItsPathCopied();
    void TabGoesThroughTheHeadingAsItIsRead();
    void ANarrowViewCutsTheWords();
    void FactsHaveALineOfTheirOwnWhereRoomIsShort();
    void WordsOfAButtonHoldNoShortcut();
    void WordsOfAButtonAreCutBetweenFigures();
};

void TestRunHeader::AClickOnTheNameRenamesTheRunEverywhere()
{
    const Bench bench;
    QVERIFY(bench.name().startsWith(QStringLiteral("simulated, 2 streams, ")));
    QVERIFY(!bench.edit().isVisible());
    bench.click("run-name");
    QVERIFY(bench.edit().hasFocus());
    QTest::keyClicks(&bench.edit(), QStringLiteral("Nightly, new driver"));
    QTest::keyClick(&bench.edit(), Qt::Key_Return);
    QVERIFY(bench.find<QToolButton>("run-rename").hasFocus());
    const QString name = QStringLiteral("Nightly, new driver");
    QTRY_COMPARE(bench.name(), name);
    QCOMPARE(bench.kept(), (RunLabel{"Nightly, new driver", ""}));
    bench.find<QAction>("copy-summary").trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("## Nightly, new driver\n")));
    bench.click("page-runs");
    const auto& list = bench.find<QListWidget>("runs-list");
    QTRY_COMPARE(list.count(), 1);
    QCOMPARE(list.item(0)->text(), name);
    bench.click("run-rename");
    QTest::keyClicks(&bench.edit(), QStringLiteral("Once more"));
    QTest::keyClick(&bench.edit(), Qt::Key_Return);
    QTRY_COMPARE(list.item(0)->text(), QStringLiteral("Once more"));
    bench.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&bench.find<QLineEdit>("palette-input"), QStringLiteral("@once"));
    QCOMPARE(bench.find<QListWidget>("palette-matches").count(), 1);
}

void TestRunHeader::EscapeGivesTheOldNameBack()
{
    const Bench bench;
    const QString before = bench.name();
    bench.rename(QStringLiteral("not this"), Qt::Key_Escape);
    QVERIFY(!bench.edit().isVisible());
    QVERIFY(bench.find<QToolButton>("run-rename").hasFocus());
    QCOMPARE(bench.name(), before);
    // Neither does what comes behind: a name that is as it was is not written.
    bench.rename(before);
    QTest::qWait(50);
    QVERIFY(!QFile::exists(bench.home + QStringLiteral("/label.json")));
}

void TestRunHeader::ClickingElsewhereKeepsTheName()
{
    const Bench bench;
    bench.press(Qt::Key_F2);
    QTest::keyClicks(&bench.edit(), QStringLiteral("kept"));
    bench.find<QWidget>("tabs").setFocus();
    QVERIFY(!bench.edit().isVisible());
    QTRY_COMPARE(bench.name(), QStringLiteral("kept"));
    QVERIFY(bench.find<QWidget>("tabs").hasFocus());
}

void TestRunHeader::AnEmptyNameIsItsOwnAgain()
{
    const Bench bench;
    const QString own = bench.name();
    bench.rename(QStringLiteral("mine"));
    QTRY_COMPARE(bench.name(), QStringLiteral("mine"));
    bench.press(Qt::Key_F2);
    QTest::keyClick(&bench.edit(), Qt::Key_Backspace);
    QCOMPARE(bench.own(), own);
    QTest::keyClick(&bench.edit(), Qt::Key_Return);
    QTRY_COMPARE(bench.name(), own);
    QVERIFY(!QFile::exists(bench.home + QStringLiteral("/label.json")));
}

void TestRunHeader::AnotherRunInViewIsNotNamed()
{
    const Bench bench;
    bench.press(Qt::Key_F2);
    QTest::keyClicks(&bench.edit(), QStringLiteral("of the first"));
    FinishedRun another = *bench.view().shown().finished();  // of the same name
    another.header.runId = "another";
    bench.view().display(whole(another));
    QVERIFY(!bench.edit().isVisible());
    QTest::qWait(50);
    QCOMPARE(bench.kept(), RunLabel{});
    bench.writeNote(QStringLiteral("of that one"));
    bench.view().display(whole(sample()));
    QVERIFY(!bench.noteEdit().isVisible());
    QTest::qWait(50);
    QCOMPARE(bench.kept(), RunLabel{});
}

void TestRunHeader::ANameThatCannotBeWrittenIsToldAndStays()
{
    const Bench bench;
    const QString before = bench.name();
    QVERIFY(QDir{bench.home}.mkdir(QStringLiteral("label.json")));
    bench.rename(QStringLiteral("mine"));
    QTRY_VERIFY(bench.find<widgets::NoticeBar>("notice").isVisible());
    QVERIFY2(bench.notice().contains(QStringLiteral("label.json")), qPrintable(bench.notice()));
    QCOMPARE(bench.find<widgets::NoticeBar>("notice").tone(), widgets::Tone::Bad);
    QCOMPARE(bench.name(), before);
    // The next one is not lost behind it.
    QVERIFY(QDir{bench.home}.rmdir(QStringLiteral("label.json")));
    bench.rename(QStringLiteral("mine"));
    QTRY_COMPARE(bench.name(), QStringLiteral("mine"));
}

void TestRunHeader::ANameThatIsTooLongStaysOpen()
{
    const Bench bench;
    bench.rename(QString{70, QChar{0x20ac}});  // three bytes each
    QVERIFY(bench.edit().isVisible());
    QVERIFY2(bench.notice().contains(QStringLiteral("at most 200 bytes; this one has 210")),
             qPrintable(bench.notice()));
    QCOMPARE(bench.kept(), RunLabel{});
    QTest::keyClick(&bench.edit(), Qt::Key_End);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&bench.edit(), Qt::Key_Backspace);
    QTest::keyClick(&bench.edit(), Qt::Key_Return);
    QTRY_COMPARE(bench.name(), (QString{66, QChar{0x20ac}}));
    bench.window->resize(1024, 700);
    const auto& shown = bench.find<widgets::ElidedLabel>("run-name");
    QTRY_COMPARE(shown.toolTip(), bench.name());  // it is wider than its room
}

void TestRunHeader::HostileTextsAreSpelledOut()
{
    const Bench bench;
    QFile file{bench.home + QStringLiteral("/label.json")};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "{\"version\": 1, \"name\": \"<b>x</b>\\nsecond\\u001b[31m\\u202eevil\", \"note\": \"<i>a</i>\\u202e\"}");
    file.close();
    bench.view().showWelcome();
    bench.view().display(SnapshotPtr{test::finishedSnapshot(4)});
    bench.openRun(bench.home);
    QCOMPARE(bench.name(), QStringLiteral("<b>x</b>\\nsecond\\x1b[31m\\u202eevil"));
    QCOMPARE(bench.find<widgets::WordButton>("run-note").words(), QStringLiteral("<i>a</i>\\u202e"));
    QVERIFY(!bench.find<QWidget>("run-note").toolTip().contains(QStringLiteral("<i>")));
    bench.rename(QStringLiteral("a") + QChar{0x202e} + QStringLiteral("b"));
    QTRY_COMPARE(bench.name(), QStringLiteral("a\\u202eb"));
}

void TestRunHeader::ANoteIsWrittenReadAndTakenAway()
{
    const Bench bench;
    auto& button = bench.find<widgets::WordButton>("run-note");
    QCOMPARE(button.words(), QStringLiteral("Add a note"));
    bench.rename(QStringLiteral("mine"));
    button.setFocus();
    QTest::keyClick(&button, Qt::Key_Return);
    QVERIFY(bench.noteEdit().hasFocus());
    QTest::keyClicks(&bench.noteEdit(), QStringLiteral("first R&D line"));
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Return);
    QTest::keyClicks(&bench.noteEdit(), QStringLiteral("second"));
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!bench.noteEdit().isVisible());
    QVERIFY(button.hasFocus());
    QTRY_COMPARE(button.words(), QStringLiteral("first R&D line"));
    // The name was kept just before.
    QCOMPARE(bench.kept(), (RunLabel{"mine", "first R&D line\nsecond"}));
    QVERIFY(button.toolTip().contains(QStringLiteral("second")));
    bench.find<QAction>("copy-summary").trigger();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(QStringLiteral("> first R\\&D line  \n> second  \n")), qPrintable(copied));
    bench.writeNote(QStringLiteral("not this"));
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Escape);
    QVERIFY(!bench.noteEdit().isVisible());
    bench.click("run-note");
    QCOMPARE(bench.noteEdit().toPlainText(), QStringLiteral("first R&D line\nsecond"));
    bench.noteEdit().selectAll();
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Delete);
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(button.words(), QStringLiteral("Add a note"));
    QCOMPARE(bench.kept(), (RunLabel{"mine", ""}));
}

void TestRunHeader::AClickElsewhereKeepsTheNote()
{
    const Bench bench;
    const auto& button = bench.find<widgets::WordButton>("run-note");
    bench.writeNote(QStringLiteral("by a click"));
    QVERIFY(bench.window->rect().contains(bench.find<QWidget>("note-editor").geometry()));
    QTest::mouseClick(&bench.view(), Qt::LeftButton, {}, QPoint{2, 2});
    QVERIFY(!bench.noteEdit().isVisible());
    QTRY_COMPARE(button.words(), QStringLiteral("by a click"));
    bench.writeNote(QStringLiteral("by Tab"));
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Tab);
    QTRY_COMPARE(button.words(), QStringLiteral("by Tab"));
    QVERIFY(!bench.noteEdit().isVisible());
}

void TestRunHeader::ANoteThatIsTooLongStaysOpen()
{
    const Bench bench;
    bench.click("run-note");
    bench.noteEdit().setPlainText(QString{20'001, QLatin1Char{'x'}});
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(bench.noteEdit().isVisible());
    QVERIFY(bench.text("note-hint").contains(QStringLiteral("at most 20000 bytes; this one has 20001")));
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Delete);
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(bench.kept().note.size(), std::size_t{20'000});
    QTRY_VERIFY(bench.find<QWidget>("run-note").toolTip().size() < 2'000);
}

void TestRunHeader::ARunOutOfAZipIsReadOnly()
{
    Bench bench;
    bench.writeNote(QStringLiteral("packed"));
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(bench.kept().note, std::string{"packed"});
    bench.find<QAction>("download").trigger();
    QTRY_VERIFY(bench.notice().startsWith(QStringLiteral("The results are in ")));
    QVERIFY(bench.drop(bench.savedTo));
    QTRY_VERIFY(!bench.view().shown().finished()->archive.empty());
    QVERIFY2(bench.label("run-facts").contains(QStringLiteral("read from ") + bench.savedTo),
             qPrintable(bench.label("run-facts")));
    QVERIFY(!bench.find<QWidget>("run-folder").isVisible());
    const auto& pencil = bench.find<QToolButton>("run-rename");
    QVERIFY(!pencil.isEnabled());
    QVERIFY(pencil.icon().pixmap(16, QIcon::Disabled).toImage() != pencil.icon().pixmap(16).toImage());
    QVERIFY(pencil.toolTip().contains(QStringLiteral("archive")));
    bench.click("run-name");
    QVERIFY(!bench.edit().isVisible());
    bench.press(Qt::Key_F2);
    QVERIFY(!bench.edit().isVisible());
    QCOMPARE(bench.notice(), pencil.toolTip());
    bench.click("run-note");
    QCOMPARE(bench.noteEdit().toPlainText(), QStringLiteral("packed"));
    QVERIFY(bench.noteEdit().isReadOnly());
    QTest::keyClick(&bench.noteEdit(), Qt::Key_Escape);
    bench.find<QAction>("copy-path").trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), bench.savedTo);
}

void TestRunHeader::ARunUnderWayHasItsOwnName()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.click("page-synthetic");
    bench.aim(5000, 3, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Running) && bench.runs.snapshot(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.snapshot()->ok > 2, 20'000);
    QTRY_VERIFY2(bench.name().startsWith(QStringLiteral("simulated, 3 streams, ")), qPrintable(bench.name()));
    QVERIFY(bench.label("time").contains(QStringLiteral("elapsed")));
    QVERIFY(bench.find<QWidget>("time").isVisible());
    for (const char* hidden : {"run-end", "run-folder", "run-note"})
        QVERIFY2(!bench.find<QWidget>(hidden).isVisible(), hidden);
    QVERIFY(bench.find<QWidget>("run-verdict").isVisible());
    bench.press(Qt::Key_F2);
    QVERIFY(!bench.edit().isVisible());
    QVERIFY(bench.notice().contains(QStringLiteral("once it has ended")));
    bench.runs.stop();
    bench.runs.cut();
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QTRY_VERIFY(bench.find<QWidget>("run-end").isVisible());
    QVERIFY(!bench.find<QWidget>("time").isVisible());
    QVERIFY(bench.label("run-end").contains(QStringLiteral("never sent")));
    // Named at once, it is so in the menu of this session's runs and in the list.
    const QString folder = QString::fromStdString(bench.runs.saved()->folder);
    bench.rename(QStringLiteral("cut"));
    QTRY_COMPARE(bench.runs.ended().back().label.name, std::string{"cut"});
    QCOMPARE(readRunLabel(folder.toStdString()).name, std::string{"cut"});
    bench.click("page-runs");
    const auto& list = bench.find<QListWidget>("runs-list");
    QTRY_COMPARE(list.count(), 2);
    QCOMPARE(list.item(0)->text(), QStringLiteral("cut"));
}

void TestRunHeader::WhatWasMeasuredStandsUnderTheName()
{
    const Shown shown{sample()};
    const QString facts = shown.text("run-facts");
    QVERIFY2(facts.contains(QStringLiteral(" elapsed · meta-llama/Llama-3.3-70B · lab-h100:8000 · 22 Nov 2026 ")),
             qPrintable(facts));
    QVERIFY(!facts.contains(QStringLiteral("secret")));
    QVERIFY(shown.text("run-name").startsWith(QStringLiteral("Llama-3.3-70B, 64 streams, ")));
    QCOMPARE(shown.text("done"), QStringLiteral("80 of 80 request(s)"));
    QCOMPARE(shown.text("run-end"), QStringLiteral("4 of 80 requests failed"));
}

void TestRunHeader::ACutRunNeverLooksWhole()
{
    FinishedRun run = sample();
    run.summary.failed = 0;
    Shown shown{run};
    QCOMPARE(shown.text("run-end"), QStringLiteral("whole"));
    run.header.spec.limits.timeout = 4;
    run.facts.loadEnd = fromSeconds(4);
    run.facts.neverSent = 468;
    shown.view.display(whole(run));
    QCOMPARE(shown.text("run-end"), QStringLiteral("stopped by the timeout, 468 never sent"));
    const auto& end = shown.part<widgets::ElidedLabel>("run-end");
    QCOMPARE(end.role(), widgets::toneRole(widgets::Tone::Warning));
    run.facts.localFault = LocalFault{"No space left on device"};
    shown.view.display(whole(run));
    QCOMPARE(shown.text("run-end"),
             QStringLiteral("ended by a fault of this machine, 468 never sent: No space left on device"));
    QCOMPARE(end.role(), widgets::toneRole(widgets::Tone::Bad));
}

void TestRunHeader::TheVerdictOpensWhatItMeans()
{
    FinishedRun run = sample();
    Shown shown{run};
    auto& chip = shown.part<widgets::WordButton>("run-verdict");
    QCOMPARE(chip.words(), QStringLiteral("suspect"));
    QCOMPARE(chip.tone(), widgets::Tone::Warning);
    QVERIFY(chip.toolTip().contains(QStringLiteral("before you quote or compare them")));
    const auto* definition = shown.view.findChild<ui::DefinitionView*>();
    QVERIFY(!definition->isVisible());
    QTest::mouseClick(&chip, Qt::LeftButton);
    QVERIFY(definition->isVisible());
    QCOMPARE(shown.part<QLabel>("verdict-meaning").text(),
             QStringLiteral("Something may have touched these figures. Read the reasons before you quote or compare "
                            "them."));
    shown.view.openTab(ui::RunView::Overview);
    run.facts.verdict.level = VerdictLevel::ClientBound;
    shown.view.display(whole(run));
    QCOMPARE(chip.words(), QStringLiteral("client-bound"));
    QCOMPARE(chip.tone(), widgets::Tone::Bad);
    chip.setFocus();
    QTest::keyClick(&chip, Qt::Key_Return);
    QVERIFY(definition->isVisible());
    QVERIFY(shown.part<QLabel>("verdict-meaning").text().endsWith(QStringLiteral("Do not quote them.")));
    run.facts.verdict = {};
    shown.view.display(whole(run));
    QCOMPARE(chip.words(), QStringLiteral("ok"));
    QCOMPARE(chip.tone(), widgets::Tone::Good);
}

void TestRunHeader::TheFolderIsOpenedAndItsPathCopied()
{
    Bench bench;
    QVERIFY(bench.find<QWidget>("run-folder").toolTip().contains(bench.home));
    bench.click("run-folder");
    QCOMPARE(bench.opened, QStringList{bench.home});
    bench.find<QAction>("copy-path").trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), bench.home);
}

void TestRunHeader::TabGoesThroughTheHeadingAsItIsRead()
{
    const Bench bench;
    bench.find<QWidget>("run-rename").setFocus();
    for (const char* next : {"run-verdict", "run-folder", "run-note", "charts", "export", "tabs"}) {
        bench.press(Qt::Key_Tab);
        QCOMPARE(bench.window->focusWidget()->objectName(), QString::fromLatin1(next));
    }
}

void TestRunHeader::ANarrowViewCutsTheWords()
{
    FinishedRun run = sample();
    run.label = {std::string(200, 'n'), std::string(500, 'o')};
    run.facts.neverSent = 123'456;
    const Shown shown{run};
    auto& view = const_cast<ui::RunView&>(shown.view);
    view.resize(640, 690);
    QApplication::processEvents();
    QCOMPARE(view.width(), 640);
    QVERIFY2(view.minimumSizeHint().width() <= 620, qPrintable(QString::number(view.minimumSizeHint().width())));
    QList<QRect> places;
    for (const char* name : {"run-naming", "run-verdict", "run-folder", "run-note", "charts", "export", "run-end",
                             "done", "run-facts", "tabs"})
    {
        const auto& part = shown.part<QWidget>(name);
        QVERIFY2(part.isVisible() && part.width() > 0, name);
        const QRect place{part.mapTo(&view, QPoint{}), part.size()};
        QVERIFY2(view.rect().contains(place), name);
        for (const QRect& other : places)
            QVERIFY2(!place.intersects(other), name);
        places << place;
    }
    QVERIFY(shown.part<QWidget>("run-verdict").width() >= shown.part<QWidget>("run-verdict").sizeHint().width());
    QTest::mouseClick(&shown.part<QWidget>("run-name"), Qt::LeftButton);
    QApplication::processEvents();
    QVERIFY(shown.part<QWidget>("run-name-edit").isVisible());
    QCOMPARE(view.width(), 640);
}

// Where how it ended takes the line, what was measured stands under it.
void TestRunHeader::FactsHaveALineOfTheirOwnWhereRoomIsShort()
{
    FinishedRun run = sample();
    run.facts.neverSent = 123'456;
    const Shown shown{run};
    auto& view = const_cast<ui::RunView&>(shown.view);
    const auto& end = shown.part<QWidget>("run-end");
    const auto& facts = shown.part<QWidget>("run-facts");
    for (const auto& [width, isNarrow] : {std::pair{1600, false}, std::pair{560, true}, std::pair{1600, false}}) {
        view.resize(width, 690);
        QApplication::processEvents();
        QCOMPARE(facts.y() > end.y(), isNarrow);
        QVERIFY(facts.width() > widgets::rhythm(view, isNarrow ? 40 : 22));
    }
}

void TestRunHeader::WordsOfAButtonHoldNoShortcut()
{
    widgets::WordButton button;
    button.setWords(QStringLiteral("R&D"));
    QVERIFY(button.shortcut().isEmpty());
    QCOMPARE(button.accessibleName(), QStringLiteral("R&D"));
    QVERIFY(button.minimumSizeHint().width() <= button.sizeHint().width());
}

void TestRunHeader::WordsOfAButtonAreCutBetweenFigures()
{
    widgets::WordButton button;
    const auto drawn = [&](const QString& words) {
        button.setWords(words);
        return button.grab().toImage();
    };
    button.setWords(QStringLiteral("Latency 1.24 s · TTFT 2"));
    button.resize(button.sizeHint());
    QCOMPARE(drawn(QStringLiteral("Latency 1.24 s · TTFT 212 ms")), drawn(QStringLiteral("Latency 1.24 s · …")));
}

QTEST_MAIN(TestRunHeader)
#include "tst_run_header.moc"
