// SPDX-License-Identifier: GPL-3.0-or-later
// The settings page, presets and the about page, in the real window.
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "ui/form/field_form.h"
#include "ui/form/presets.h"
#include "ui/form/run_volume.h"
#include "ui/frame/actions.h"
#include "ui/frame/libraries.h"
#include "widgets/copy_box.h"
#include "widgets/notice_bar.h"
#include "widgets/section.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QToolButton>

#include "tests/ui/window_bench.h"

using namespace inferometer;

class TestSettings : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void TheAppearanceIsToldAndKept();
    void TheLanguageIsKeptForTheNextStart();
    void TheResultsFolderIsTheForms();
    void TheFormStartsWithThePresetThatWasChosen();
    void TheEndpointsFileIsShown();
    void FieldsStandBetweenTheSameEdges();
    void AShortcutThatIsTakenIsRefused();
    void AShortcutIsChangedAndReset();
    void TheLayoutIsRestored();
    void WhatIsFoldedStaysSo();
    void EverythingIsRestoredOnlyWhenConfirmed();
    void APresetFillsTheForm();
    void APresetOfOnesOwnComesAndGoes();
    void AChangedPresetIsBroughtUpToDateOrSavedAsAnother();
    void TheVolumeCountsModelsAndWarmUp();
    void TheRunIsCopiedAsYaml();
    void AboutNamesEveryLibrary();
    void EveryPageCanBeNamed();
};

void TestSettings::initTestCase() { QLocale::setDefault(QLocale{QStringLiteral("en_US")}); }

void TestSettings::TheAppearanceIsToldAndKept()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    const QSignalSpy told{&bench.settings, &ui::Settings::appearanceChanged};
    auto& box = bench.find<QComboBox>("appearance");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Down);
    QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(told.count(), 2);
    QCOMPARE(bench.settings.appearance(), ui::Appearance::Dark);
}

void TestSettings::TheLanguageIsKeptForTheNextStart()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    auto& box = bench.find<QComboBox>("language");
    box.setFocus();
    QTest::keyClicks(&box, QStringLiteral("F"));
    QCOMPARE(bench.settings.language(), QStringLiteral("fr"));
}

void TestSettings::TheResultsFolderIsTheForms()
{
    test::WindowBench bench;
    bench.chosenFolder = bench.folder.filePath(QStringLiteral("elsewhere"));
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(bench.find<QLineEdit>("results-folder").text(), bench.folder.filePath(QStringLiteral("results")));
    bench.click("choose-folder");
    QCOMPARE(bench.find<QLineEdit>("results-dir").text(), bench.chosenFolder);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.find<QLineEdit>("results-dir").setText(QStringLiteral("third"));
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    // The next start may be in another folder.
    QCOMPARE(bench.find<QLineEdit>("results-folder").text(), QDir::current().filePath(QStringLiteral("third")));
    QCOMPARE(bench.find<QLineEdit>("results-dir").text(), QDir::current().filePath(QStringLiteral("third")));
    bench.type("results-folder", {});
    bench.press(Qt::Key_Return);
    const QString own = QString::fromStdString(resultsFolder({}));
    QCOMPARE(bench.find<QLineEdit>("results-folder").text(), own);
    QCOMPARE(bench.find<QLineEdit>("results-dir").text(), QString{});
    QCOMPARE(bench.find<QLineEdit>("results-dir").placeholderText(), own);
}

void TestSettings::TheFormStartsWithThePresetThatWasChosen()
{
    test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    auto& box = bench.find<QComboBox>("start-preset");
    QCOMPARE(box.currentText(), QStringLiteral("The last values"));
    box.setFocus();
    QTest::keyClicks(&box, QStringLiteral("Long p"));
    RunSpec last;
    last.target.modelNames = "mine";
    bench.settings.setLastSpec(last);
    RunSpec started = ui::startSpec(bench.settings);
    QCOMPARE(started.prompts.numInputTokens, 8000);
    QCOMPARE(started.target.modelNames, std::string{"mine"});
    box.setCurrentIndex(0);
    emit box.activated(0);
    started = ui::startSpec(bench.settings);
    QCOMPARE(started.prompts.numInputTokens, RunSpec{}.prompts.numInputTokens);
}

void TestSettings::TheEndpointsFileIsShown()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(bench.find<QLineEdit>("endpoints-file").text().endsWith(QStringLiteral("endpoints.yaml")));
    bench.click("open-endpoints-folder");
    QCOMPARE(bench.opened, QStringList{bench.folder.path()});
}

void TestSettings::FieldsStandBetweenTheSameEdges()
{
    const test::WindowBench bench;
    bench.window->showPage("settings");
    QApplication::processEvents();
    const auto placeOf = [&bench](const char* name) {
        const auto& field = bench.find<QWidget>(name);
        return QRect{field.mapTo(bench.window.get(), QPoint{0, 0}), field.size()};
    };
    const QRect first = placeOf("appearance");
    QVERIFY(first.width() > 100);
    for (const char* name : {"language", "results-folder", "endpoints-file", "start-preset"}) {
        QCOMPARE(placeOf(name).left(), first.left());
        QCOMPARE(placeOf(name).right(), first.right());
    }
    QCOMPARE(placeOf("choose-folder").width(), placeOf("open-endpoints-folder").width());
}

void TestSettings::AShortcutThatIsTakenIsRefused()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    bench.find<QTableWidget>("shortcuts").selectRow(0);
    auto& edit = bench.find<QKeySequenceEdit>("shortcut");
    edit.setKeySequence(QKeySequence{Qt::CTRL | Qt::Key_K});
    emit edit.editingFinished();
    const auto& clash = bench.find<QLabel>("shortcut-clash");
    QVERIFY(clash.isVisible());
    QVERIFY(clash.text().contains(bench.context.actions->find(QStringLiteral("palette"))->text()));
    QCOMPARE(bench.context.actions->all().front()->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
    QCOMPARE(edit.keySequence(), QKeySequence(Qt::CTRL | Qt::Key_R));
}

void TestSettings::AShortcutIsChangedAndReset()
{
    const test::WindowBench bench;
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    auto& table = bench.find<QTableWidget>("shortcuts");
    table.selectRow(0);
    auto& edit = bench.find<QKeySequenceEdit>("shortcut");
    edit.setFocus();
    QTest::keyClick(&edit, Qt::Key_F5);
    const QAction& run = *bench.context.actions->find(QStringLiteral("run"));
    QTRY_COMPARE(run.shortcut(), QKeySequence(Qt::Key_F5));
    QCOMPARE(table.item(0, 1)->text(), QStringLiteral("F5"));
    bench.click("reset-shortcut");
    QCOMPARE(run.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
    QVERIFY(!bench.find<QPushButton>("reset-shortcut").isEnabled());
}

void TestSettings::TheLayoutIsRestored()
{
    const test::WindowBench bench;
    auto& form = bench.find<ui::FieldForm>("form");
    const auto& command = bench.find<widgets::CopyBox>("command");
    const QByteArray folds = form.folds();
    const auto kept = [&bench](const char* what) { return bench.settings.layout(QString::fromLatin1(what)); };
    const auto& results = bench.find<widgets::Section>("group-Results");
    results.header().click();
    command.findChild<QToolButton*>(QStringLiteral("fold"))->click();
    QVERIFY(form.folds() != folds && !kept("form-folds").isEmpty() && !kept("form-command").isEmpty());
    bench.window->resize(1100, 800);
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    bench.click("restore-layout");
    QVERIFY(!results.isOpen() && kept("form-folds").isEmpty() && kept("form-command").isEmpty());
    QVERIFY(bench.window->size() != QSize(1100, 800));
}

void TestSettings::WhatIsFoldedStaysSo()
{
    test::WindowBench bench;
    bench.find<widgets::Section>("group-Results").header().click();
    bench.find<widgets::Section>("group-Load").header().click();
    bench.find<QWidget>("command").findChild<QToolButton*>(QStringLiteral("fold"))->click();
    const QByteArray folds = bench.find<ui::FieldForm>("form").folds();
    const bool folded = bench.find<widgets::CopyBox>("command").isFolded();
    for (const QSize size : {QSize{1440, 900}, QSize{1440, 640}}) {
        bench.open();
        bench.window->resize(size);
        QApplication::processEvents();
        QCOMPARE(bench.find<ui::FieldForm>("form").folds(), folds);
        QCOMPARE(bench.find<widgets::CopyBox>("command").isFolded(), folded);
        QCOMPARE(bench.find<QWidget>("command").findChild<QWidget*>(QStringLiteral("text-0"))->isVisible(), !folded);
    }
}

void TestSettings::EverythingIsRestoredOnlyWhenConfirmed()
{
    test::WindowBench bench;
    auto& requests = bench.find<QLineEdit>("num-requests");
    requests.setText(QStringLiteral("321"));
    QAction& run = *bench.context.actions->find(QStringLiteral("run"));
    bench.context.actions->setShortcut(run, QKeySequence{Qt::Key_F5});
    bench.press(Qt::Key_Comma, Qt::ControlModifier);
    bench.answer = false;
    bench.click("restore-everything");
    QCOMPARE(requests.text(), QStringLiteral("321"));
    bench.answer = true;
    bench.click("restore-everything");
    QCOMPARE(bench.questions.size(), 2);
    QCOMPARE(requests.text(), QStringLiteral("10"));
    QCOMPARE(run.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
    QVERIFY(!bench.settings.shortcut(QStringLiteral("run")));
}

void TestSettings::APresetFillsTheForm()
{
    const test::WindowBench bench;
    auto& form = bench.find<ui::FieldForm>("form");
    bench.find<QLineEdit>("base-url").setText(QStringLiteral("http://lab:8000"));
    auto& box = bench.find<QComboBox>("presets");
    QCOMPARE(box.currentIndex(), 0);
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(box.currentText(), QStringLiteral("Quick look"));
    QCOMPARE(form.spec().arrivals.numRequests, 20);
    QCOMPARE(form.spec().target.baseUrl, std::string{"http://lab:8000"});
    QCOMPARE(bench.find<QLabel>("volume").text(),
             QStringLiteral("22 request(s), about 5,500 tokens in, 2,200 tokens out"));
    bench.find<QLineEdit>("num-requests").setText(QStringLiteral("21"));
    QCOMPARE(box.currentText(), QStringLiteral("Quick look (changed)"));
    emit box.activated(box.currentIndex());  // once more
    QCOMPARE(form.spec().arrivals.numRequests, 20);
    QCOMPARE(box.currentText(), QStringLiteral("Quick look"));
    QVERIFY(!bench.find<QToolButton>("delete-preset").isEnabled());
}

void TestSettings::APresetOfOnesOwnComesAndGoes()
{
    test::WindowBench bench;
    bench.typed = QStringLiteral("Nuit / été 100 %");
    bench.find<QLineEdit>("num-requests").setText(QStringLiteral("77"));
    bench.click("save-preset");
    auto& box = bench.find<QComboBox>("presets");
    QCOMPARE(box.currentText(), bench.typed);
    bench.open();
    auto& again = bench.find<QComboBox>("presets");
    const int index = again.findText(bench.typed);
    QVERIFY(index > 0);
    again.setCurrentIndex(index);
    emit again.activated(index);
    QCOMPARE(bench.find<ui::FieldForm>("form").spec().arrivals.numRequests, 77);
    bench.find<QMenu>("delete-preset-menu").actions().front()->trigger();
    QCOMPARE(again.findText(bench.typed), -1);
    QVERIFY(bench.settings.presets().isEmpty());
    auto& notice = bench.find<widgets::NoticeBar>("preset-notice");
    QVERIFY(notice.isVisible());
    QVERIFY(notice.text().contains(bench.typed));
    QTest::mouseClick(notice.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(again.currentText(), bench.typed);
    QCOMPARE(bench.settings.presets(), QStringList{bench.typed});
    QVERIFY(!notice.isVisible());
}

void TestSettings::AChangedPresetIsBroughtUpToDateOrSavedAsAnother()
{
    test::WindowBench bench;
    bench.typed = QStringLiteral("nightly & weekly");
    auto& requests = bench.find<QLineEdit>("num-requests");
    auto& box = bench.find<QComboBox>("presets");
    const auto& notice = bench.find<widgets::NoticeBar>("preset-notice");
    requests.setText(QStringLiteral("77"));
    bench.click("save-preset");
    requests.setText(QStringLiteral("78"));
    QCOMPARE(box.currentText(), QStringLiteral("nightly & weekly (changed)"));
    const auto choose = [&bench](int entry) {
        bench.click("save-preset");
        auto& menu = bench.find<QMenu>("save-preset-menu");
        QTRY_VERIFY(menu.isVisible());
        menu.actions().at(entry)->trigger();
        menu.close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    choose(0);
    QCOMPARE(box.currentText(), bench.typed);
    QCOMPARE(bench.settings.preset(bench.typed).at(QStringLiteral("num-requests")), QStringLiteral("78"));
    QVERIFY(notice.isVisible() && notice.text().contains(bench.typed));
    QTest::mouseClick(notice.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(bench.settings.preset(bench.typed).at(QStringLiteral("num-requests")), QStringLiteral("77"));
    QCOMPARE(box.currentText(), QStringLiteral("nightly & weekly (changed)"));
    bench.typed = QStringLiteral("Quick look");
    choose(1);
    QVERIFY(notice.isVisible() && bench.settings.presets().size() == 1);  // that name is taken
    bench.typed = QStringLiteral("other");
    choose(1);
    QCOMPARE(bench.settings.presets(), (QStringList{QStringLiteral("nightly & weekly"), QStringLiteral("other")}));
    QCOMPARE(box.currentText(), bench.typed);
    // Any of one's own can go, whichever is chosen.
    bench.find<QMenu>("delete-preset-menu").actions().front()->trigger();
    QCOMPARE(bench.settings.presets(), QStringList{bench.typed});
    QCOMPARE(box.currentText(), bench.typed);
}

void TestSettings::TheVolumeCountsModelsAndWarmUp()
{
    RunSpec spec;
    spec.target.modelNames = "a b";
    spec.arrivals.numRequests = 100;
    spec.edges.warmupRequests = 10;
    spec.prompts.numInputTokens = 50;
    spec.prompts.numOutputTokens = 20;
    const ui::RunVolume volume = ui::volumeOf(spec);
    QCOMPARE(volume.requests, 220.0);
    QCOMPARE(volume.tokensIn, 11'000.0);
    QCOMPARE(volume.tokensOut, 4'400.0);
}

void TestSettings::TheRunIsCopiedAsYaml()
{
    const test::WindowBench bench;
    bench.find<QLineEdit>("num-requests").setText(QStringLiteral("123"));
    const auto& box = bench.find<QWidget>("command");
    const auto buttons = box.findChildren<QToolButton*>();
    const auto yaml = std::find_if(buttons.begin(), buttons.end(),
                                   [](const QToolButton* one) { return one->text() == QStringLiteral("As YAML"); });
    QVERIFY(yaml != buttons.end());
    QTest::mouseClick(*yaml, Qt::LeftButton);
    QTest::mouseClick(box.findChild<QToolButton*>(QStringLiteral("copy")), Qt::LeftButton);
    const Result<RunSpec> read = parseRunYaml(QGuiApplication::clipboard()->text().toStdString(), "clipboard");
    QVERIFY(read.ok());
    QCOMPARE(read.value().arrivals.numRequests, 123);
}

void TestSettings::AboutNamesEveryLibrary()
{
    const test::WindowBench bench;
    bench.click("page-about");
    QVERIFY(bench.find<QLabel>("version").text().contains(QStringLiteral(INFEROMETER_VERSION)));
    QVERIFY(bench.find<QPlainTextEdit>("licence").toPlainText().contains(QStringLiteral("GNU GENERAL PUBLIC LICENSE")));
    QStringList names;
    for (const ui::Library& library : ui::libraries()) {
        QVERIFY2(library.version().contains(QLatin1Char{'.'}), library.name);
        names << QString::fromUtf8(library.name);
    }
    for (const char* linked :
         {"Qt", "QCustomPlot", "OpenSSL", "QtKeychain", "libzip", "CLI11", "PCRE2", "utf8proc", "SentencePiece"})
        QVERIFY2(names.contains(QString::fromLatin1(linked)), linked);
}

void TestSettings::EveryPageCanBeNamed()
{
    const test::WindowBench bench;
    for (const ui::PageEntry& page : ui::pages()) {
        bench.click(QByteArray{"page-"}.append(page.id).constData());
        QApplication::processEvents();
        QCOMPARE(test::unnamedInputs(*bench.window).join(QLatin1Char{','}), QString{});
    }
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
