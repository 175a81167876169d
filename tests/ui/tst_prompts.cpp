// SPDX-License-Identifier: GPL-3.0-or-later
// The Prompts page, by clicks and keys.
#include "core/store/user_prompts.h"
#include "ui/base/two_line_row.h"
#include "ui/run/run_view.h"
#include "widgets/fact_list.h"

#include <QElapsedTimer>
#include <QFile>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRegularExpression>

#include "tests/ui/window_bench.h"

#include <optional>

using namespace inferometer;

namespace {

struct Bench : test::WindowBench
{
    std::string data() const { return folder.path().toStdString(); }
    QString path() const { return folder.filePath(QStringLiteral("prompts.yaml")); }
    std::optional<PromptFile> own() const { return loadUserPrompts(data()).value(); }
    void write(const QString& file, const QByteArray& text) const
    {
        QFile out{file};
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            qFatal("no prompts to test with");
    }
    QByteArray read(const QString& file) const
    {
        QFile in{file};
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray{};
    }

    void showPage() const { openByKeys("prompts"); }
    QListWidget& list() const { return find<QListWidget>("prompt-list"); }
    QString shown() const { return find<QPlainTextEdit>("prompt-template").toPlainText(); }
    QString title() const { return text("prompt-title"); }
    bool can(const char* button) const { return find<QPushButton>(button).isEnabled(); }
    void choose(const char* name) const
    {
        list().setFocus();
        list().setCurrentItem(list().findItems(QString::fromLatin1(name), Qt::MatchExactly).front());
    }
    void doOffered() const
    {
        QTest::mouseClick(find<widgets::NoticeBar>("prompt-notice").findChild<QPushButton*>(), Qt::LeftButton);
    }
};

const QByteArray kTheirs{"default_prompt:\n  - name: theirs\n    template: Say hello.\n"
                         "multiple_prompts:\n  - {name: second, template: Say goodbye.}\n"};

}  // namespace

class TestPrompts : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void OursAreShownAndMakeNoFile();
    void APromptIsAddedByKeys();
    void WhatIsTypedIsChecked();
    void ADuplicateHasANameOfItsOwn();
    void ARemovedPromptComesBack();
    void TheDefaultIsChosenAndNeverRemoved();
    void ChangesThatWereNotSavedComeBack();
    void ClosingKeepsWhatWasTyped();
    void ResetGivesOursAndCanBeTakenBack();
    void AFileIsImportedAndTheOldOneComesBack();
    void AFileThatWillNotDoChangesNothing();
    void TheListIsExportedAsRunsReadIt();
    void AFileThatCannotBeReadIsToldAndKept();
    void WhatIsChangedElsewhereIsShown();
    void ARunUsesThemAndSaysSo();
    void ALongTextIsShownAtOnce();
    void ListAndTextAreOfTheColourOfFields();
    void EveryInputHasAName();
    void ASmallWindowCutsNothing();
};

void TestPrompts::OursAreShownAndMakeNoFile()
{
    const Bench bench;
    bench.showPage();
    QCOMPARE(bench.list().count(), 21);
    QCOMPARE(bench.list().item(0)->text(), QStringLiteral("default"));
    const QString detail = bench.list().item(0)->data(ui::TwoLineRow::kDetailRole).toString();
    QVERIFY(detail.startsWith(QLatin1String{"The default"}));
    QCOMPARE(bench.list().item(0)->data(Qt::AccessibleTextRole).toString(), QStringLiteral("default, ") + detail);
    QCOMPARE(bench.title(), QStringLiteral("default"));
    QCOMPARE(bench.shown().toStdString(), loadPromptFile({}).value().defaultPrompt.text);
    QVERIFY(bench.text("prompt-count").startsWith(QLatin1String{"About "}));
    QVERIFY(bench.text("prompts-origin").contains(QStringLiteral("built in")));
    for (const char* button : {"save-prompt", "discard-prompt", "reset-prompts", "remove-prompt", "default-prompt"})
        QVERIFY2(!bench.can(button), button);
    // A line is broken between paragraphs only: the editor breaks the rest.
    for (int row = 0; row < bench.list().count(); ++row) {
        bench.list().setCurrentRow(row);
        QVERIFY2(!bench.shown().contains(QRegularExpression{QStringLiteral("[^\\n]\\n[^\\n]")}),
                 qPrintable(bench.title()));
    }
    QVERIFY(!bench.own());
}

void TestPrompts::APromptIsAddedByKeys()
{
    const Bench bench;
    bench.showPage();
    bench.click("add-prompt");
    QVERIFY(bench.find<QLineEdit>("prompt-name").hasFocus());
    QVERIFY(!bench.find<QLabel>("prompt-name-reason").isVisible());
    QTest::keyClicks(bench.window->focusWidget(), QStringLiteral("harbour"));
    bench.press(Qt::Key_Tab);
    QVERIFY(bench.find<QPlainTextEdit>("prompt-template").hasFocus());
    QTest::keyClicks(bench.window->focusWidget(), QStringLiteral("Describe a harbour"));
    bench.press(Qt::Key_Return);
    QTest::keyClicks(bench.window->focusWidget(), QStringLiteral("at night."));
    QCOMPARE(bench.text("prompt-count"), QStringLiteral("About 6 token(s) · 5 words · 28 bytes"));
    QTest::keyClick(bench.window.get(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(bench.own());
    QCOMPARE(bench.own()->multiple.size(), 21U);
    QCOMPARE(bench.own()->multiple.back().name, std::string{"harbour"});
    QCOMPARE(bench.own()->multiple.back().text, std::string{"Describe a harbour\nat night."});
    QCOMPARE(bench.list().currentItem()->text(), QStringLiteral("harbour"));
    QVERIFY(bench.text("prompts-origin").startsWith(QLatin1String{"Your own"}));
    QVERIFY(!bench.can("save-prompt"));
}

void TestPrompts::WhatIsTypedIsChecked()
{
    const Bench bench;
    bench.showPage();
    bench.choose("prompt2");
    bench.type("prompt-name", QStringLiteral("prompt3"));
    QCOMPARE(bench.text("prompt-name-reason"), QStringLiteral("Another prompt has this name."));
    QVERIFY(!bench.can("save-prompt"));
    QCOMPARE(bench.find<QPushButton>("save-prompt").toolTip(), QStringLiteral("Another prompt has this name."));
    bench.type("prompt-name", QString{});
    QCOMPARE(bench.text("prompt-name-reason"), QStringLiteral("A prompt has no name; give it one."));
    bench.find<QLineEdit>("prompt-name").setText(QString{201, QLatin1Char{'n'}});
    QVERIFY(bench.text("prompt-name-reason").contains(QStringLiteral("more than the 200")));
    bench.type("prompt-name", QStringLiteral("prompt2"));
    QVERIFY(!bench.find<QLabel>("prompt-name-reason").isVisible());
    bench.type("prompt-template", QStringLiteral("  "));
    QCOMPARE(bench.text("prompt-template-reason"), QStringLiteral("A prompt has no text; give it some."));
    bench.find<QPlainTextEdit>("prompt-template").setPlainText(QStringLiteral("one\ntwo\x1b[31m"));
    QVERIFY(bench.text("prompt-template-reason").startsWith(QLatin1String{"Line 2 of the text holds a control"}));
    QVERIFY(!bench.can("save-prompt"));
    QVERIFY(!bench.own());
    bench.click("discard-prompt");
    QVERIFY(!bench.find<QLabel>("prompt-template-reason").isVisible());
}

void TestPrompts::ADuplicateHasANameOfItsOwn()
{
    const Bench bench;
    bench.showPage();
    bench.click("duplicate-prompt");
    QCOMPARE(bench.title(), QStringLiteral("default 2"));
    QVERIFY(bench.find<QLineEdit>("prompt-name").hasFocus());
    QCOMPARE(bench.own()->multiple.back().name, std::string{"default 2"});
    QCOMPARE(bench.own()->multiple.back().text, bench.own()->defaultPrompt.text);
}

void TestPrompts::ARemovedPromptComesBack()
{
    const Bench bench;
    bench.showPage();
    bench.choose("prompt5");
    QTest::keyClick(&bench.list(), Qt::Key_Delete);
    QCOMPARE(bench.list().count(), 20);
    QCOMPARE(bench.title(), QStringLiteral("prompt6"));
    QVERIFY(bench.list().hasFocus());
    QVERIFY(bench.notice("prompt-notice").contains(QStringLiteral("prompt5")));
    bench.doOffered();
    QCOMPARE(bench.list().count(), 21);
    QCOMPARE(bench.title(), QStringLiteral("prompt5"));
    QVERIFY(!bench.own());  // as it was: none of one's own
    bench.write(bench.path(), kTheirs);
    bench.showPage();
    bench.click("page-settings");
    bench.showPage();
    bench.choose("second");
    bench.click("remove-prompt");
    QVERIFY(bench.own()->multiple.empty());
    bench.doOffered();
    QCOMPARE(bench.own()->multiple.front().text, std::string{"Say goodbye."});
}

void TestPrompts::TheDefaultIsChosenAndNeverRemoved()
{
    const Bench bench;
    bench.showPage();
    QVERIFY(!bench.can("remove-prompt"));
    QVERIFY(bench.find<QPushButton>("remove-prompt").toolTip().contains(QStringLiteral("always a default")));
    bench.choose("prompt2");
    bench.click("default-prompt");
    QCOMPARE(bench.own()->defaultPrompt.name, std::string{"prompt2"});
    QCOMPARE(bench.list().item(0)->text(), QStringLiteral("prompt2"));
    QCOMPARE(bench.list().item(2)->text(), QStringLiteral("default"));
    QCOMPARE(bench.list().currentRow(), 0);
    QVERIFY(!bench.can("remove-prompt"));
    bench.choose("default");
    QVERIFY(bench.can("remove-prompt"));
}

void TestPrompts::ChangesThatWereNotSavedComeBack()
{
    const Bench bench;
    bench.showPage();
    bench.type("prompt-template", QStringLiteral("Changed."));
    bench.list().setFocus();
    QTest::keyClick(&bench.list(), Qt::Key_Down);
    QCOMPARE(bench.title(), QStringLiteral("prompt1"));
    QVERIFY(bench.notice("prompt-notice").contains(QStringLiteral("default")));
    bench.doOffered();
    QCOMPARE(bench.title(), QStringLiteral("default"));
    QCOMPARE(bench.shown(), QStringLiteral("Changed."));
    bench.click("save-prompt");
    QCOMPARE(bench.own()->defaultPrompt.text, std::string{"Changed."});
}

void TestPrompts::ClosingKeepsWhatWasTyped()
{
    const Bench bench;
    bench.showPage();
    bench.type("prompt-template", QStringLiteral("Kept."));
    QVERIFY(bench.window->close());
    QCOMPARE(bench.own()->defaultPrompt.text, std::string{"Kept."});
}

void TestPrompts::ResetGivesOursAndCanBeTakenBack()
{
    const Bench bench;
    bench.write(bench.path(), kTheirs);
    bench.showPage();
    QCOMPARE(bench.list().count(), 2);
    bench.choose("second");
    bench.click("reset-prompts");
    QCOMPARE(bench.list().count(), 21);
    QVERIFY(!bench.own());
    QVERIFY(!bench.can("reset-prompts"));
    bench.doOffered();
    QCOMPARE(bench.list().count(), 2);
    QCOMPARE(bench.title(), QStringLiteral("second"));
    QCOMPARE(bench.read(bench.path()), kTheirs);
}

void TestPrompts::AFileIsImportedAndTheOldOneComesBack()
{
    Bench bench;
    bench.showPage();
    bench.chosenFile = bench.folder.filePath(QStringLiteral("theirs.yaml"));
    bench.write(bench.chosenFile, kTheirs);
    bench.click("import-prompts");
    QCOMPARE(bench.list().count(), 2);
    QCOMPARE(bench.title(), QStringLiteral("theirs"));
    QCOMPARE(bench.own()->multiple.front().name, std::string{"second"});
    QCOMPARE(bench.notice("prompt-notice"), QStringLiteral("2 prompt(s) imported."));
    bench.doOffered();
    QVERIFY(!bench.own());
    QCOMPARE(bench.list().count(), 21);
    bench.click("duplicate-prompt");
    bench.click("import-prompts");
    bench.doOffered();
    QCOMPARE(bench.own()->multiple.back().name, std::string{"default 2"});
}

void TestPrompts::AFileThatWillNotDoChangesNothing()
{
    Bench bench;
    bench.write(bench.path(), kTheirs);
    bench.showPage();
    bench.chosenFile = bench.folder.filePath(QStringLiteral("bad.yaml"));
    bench.write(bench.chosenFile, "default_prompt:\n  - name: a\n    template: \"x\\e[31m\"\n");
    bench.click("import-prompts");
    QVERIFY(
        bench.notice("prompt-notice").contains(QStringLiteral("bad.yaml:2: Prompt \"a\": Line 1 of the text holds")));
    bench.chosenFile = QStringLiteral("/dev/zero");
    bench.click("import-prompts");
    QVERIFY(bench.notice("prompt-notice").contains(QStringLiteral("/dev/zero is no file")));
    bench.chosenFile.clear();
    bench.click("import-prompts");
    QCOMPARE(bench.read(bench.path()), kTheirs);
    QCOMPARE(bench.list().count(), 2);
}

void TestPrompts::TheListIsExportedAsRunsReadIt()
{
    const Bench bench;
    bench.write(bench.path(), "default_prompt:\n  - {name: a, template: b}\n  - {name: spare, template: c}\n");
    bench.showPage();
    QCOMPARE(bench.list().count(), 1);
    // In place of the file of one's own, which is the name that is proposed.
    bench.click("export-prompts");
    QCOMPARE(bench.savedTo, bench.path());
    const PromptFile written = loadPromptFile(bench.savedTo.toStdString()).value();
    QCOMPARE(written.defaultPrompt.name, std::string{"a"});
    QCOMPARE(written.spare.front().name, std::string{"spare"});
    QVERIFY(bench.notice("prompt-notice").contains(bench.savedTo));
}

void TestPrompts::AFileThatCannotBeReadIsToldAndKept()
{
    const Bench bench;
    const QByteArray text{"default_prompt:\n  - {name: a, template: b, colour: red}\n"};
    bench.write(bench.path(), text);
    bench.showPage();
    QVERIFY(bench.text("prompts-problem").contains(QStringLiteral("prompts.yaml:2")));
    QVERIFY(bench.find<QLabel>("prompts-problem").isVisible());
    for (const char* button : {"add-prompt", "duplicate-prompt", "remove-prompt", "export-prompts"})
        QVERIFY2(!bench.can(button), button);
    QCOMPARE(bench.read(bench.path()), text);
    bench.click("reset-prompts");
    QVERIFY(!bench.find<QLabel>("prompts-problem").isVisible());
    QCOMPARE(bench.list().count(), 21);
    bench.doOffered();
    QCOMPARE(bench.read(bench.path()), text);
    QVERIFY(bench.find<QLabel>("prompts-problem").isVisible());
}

void TestPrompts::WhatIsChangedElsewhereIsShown()
{
    const Bench bench;
    bench.write(bench.path(), kTheirs);
    bench.showPage();
    bench.click("page-settings");
    bench.write(bench.path(), QByteArray{kTheirs}.replace("hello", "hello there"));
    bench.showPage();
    QCOMPARE(bench.shown(), QStringLiteral("Say hello there."));
    QVERIFY(!bench.can("save-prompt"));
}

void TestPrompts::ARunUsesThemAndSaysSo()
{
    Bench bench;
    const auto placeholder = [&bench] { return bench.find<QLineEdit>("prompts-file").placeholderText(); };
    QCOMPARE(placeholder(), QStringLiteral("The built-in texts"));
    bench.write(bench.path(), kTheirs);
    bench.openByKeys("prompts");
    bench.openByKeys("synthetic");
    QCOMPARE(placeholder(), QStringLiteral("Your own, of the Prompts page"));
    QVERIFY(bench.simulator.start().ok());
    bench.aim(2, 1, 5);
    bench.click("run");
    QTRY_COMPARE_WITH_TIMEOUT(bench.runs.phase(), ui::RunPhase::Finished, 30'000);
    QCOMPARE(bench.runs.ended().front().header.spec.prompts.promptsFile, bench.path().toStdString());
    QCOMPARE(bench.find<QLineEdit>("prompts-file").text(), QString{});
    auto& live = *bench.window->findChild<ui::RunView*>();
    live.openTab(ui::RunView::Definition);
    bool isSaid = false;
    for (const auto* list : live.findChildren<widgets::FactList*>())
        for (const widgets::Fact& fact : list->facts())
            isSaid |= fact.value == bench.path();
    QVERIFY(isSaid);
}

void TestPrompts::ALongTextIsShownAtOnce()
{
    const Bench bench;
    QByteArray line;
    while (line.size() < static_cast<qsizetype>(kMostPromptText) - 100)
        line += "the water of a small harbour town ";
    bench.write(bench.path(), "default_prompt:\n  - name: long\n    template: " + line + "\n");
    QElapsedTimer waited;
    waited.start();
    bench.showPage();
    QApplication::processEvents();
    bench.type("prompt-name", QStringLiteral("longer"));
    const auto took = waited.elapsed();
    QVERIFY2(took < 8'000, qPrintable(QString::number(took)));
    bench.click("save-prompt");
    QCOMPARE(bench.own()->defaultPrompt.name, std::string{"longer"});
}

void TestPrompts::ListAndTextAreOfTheColourOfFields()
{
    for (const bool dark : {false, true}) {
        test::dress(dark);
        const Bench bench;
        bench.showPage();
        bench.click("add-prompt");  // no row is chosen, no text is there
        for (const char* name : {"prompt-list", "prompt-template", "prompt-name"}) {
            auto& field = bench.find<QWidget>(name);
            const QImage shown
                = bench.window->grab(QRect{field.mapTo(bench.window.get(), QPoint{}), field.size()}).toImage();
            QCOMPARE(shown.pixelColor(shown.width() - 20, shown.height() - 6), field.palette().color(QPalette::Base));
        }
    }
}

void TestPrompts::EveryInputHasAName()
{
    const Bench bench;
    bench.showPage();
    QCOMPARE(test::unnamedInputs(*bench.window).join(QLatin1Char{','}), QString{});
}

void TestPrompts::ASmallWindowCutsNothing()
{
    const Bench bench;
    bench.window->resize(1024, 700);
    bench.showPage();
    for (const char* name : {"save-prompt", "prompt-template", "reset-prompts", "prompt-count"}) {
        const auto& widget = bench.find<QWidget>(name);
        const QRect place{widget.mapTo(bench.window.get(), QPoint{}), widget.size()};
        QVERIFY2(bench.window->rect().contains(place), name);
        QVERIFY2(widget.width() >= widget.minimumSizeHint().width(), name);
    }
    QVERIFY(bench.find<QWidget>("prompt-template").height() > 200);
}

QTEST_MAIN(TestPrompts)
#include "tst_prompts.moc"
