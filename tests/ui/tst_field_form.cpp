// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/zero_words.h"
#include "ui/base/dialogs.h"
#include "ui/base/text.h"
#include "ui/form/field_form.h"
#include "ui/form/field_summary.h"
#include "ui/form/presets.h"
#include "ui/settings/settings.h"
#include "widgets/elided_label.h"
#include "widgets/value_edit.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include "tests/ui/ui_fixture.h"

#include <map>

using namespace inferometer;

namespace {

QWidget* inputOf(ui::FieldForm& form, const char* key) { return form.findChild<QWidget*>(QString::fromLatin1(key)); }

QLineEdit* editOf(ui::FieldForm& form, const char* key) { return qobject_cast<QLineEdit*>(inputOf(form, key)); }

widgets::Section& sectionOf(ui::FieldForm& form, const char* group)
{
    return *form.findChild<widgets::Section*>(QStringLiteral("group-") + QString::fromLatin1(group));
}

QString reasonUnder(ui::FieldForm& form, const char* key)
{
    const auto* label = form.findChild<QLabel*>(QString::fromLatin1(key) + QStringLiteral("-reason"));
    return label && label->isVisibleTo(&form) ? label->text() : QString{};
}

void turnWheel(QWidget& widget)
{
    QWheelEvent event{QPointF{5, 5},
                      widget.mapToGlobal(QPointF{5, 5}),
                      {},
                      QPoint{0, 120},
                      Qt::NoButton,
                      Qt::NoModifier,
                      Qt::NoScrollPhase,
                      false};
    QApplication::sendEvent(&widget, &event);
}

}  // namespace

class TestFieldForm : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void EveryFieldHasANamedInputWithATooltip();
    void AFieldOfAnotherEvaluationIsPassedOver();
    void NothingFocusableIsNameless();
    void SpecComesBackUnchanged();
    void InvalidTextSaysWhyAtOnce();
    void WhereZeroIsNoQuantityTheFieldSaysWhatItIs();
    void ACorrectedFieldIsFineAgain();
    void BeyondTheSuggestionOnlyWarns();
    void MarksTheFieldOfAnErrorUntilEdited();
    void TheWheelNeedsTheFocus();
    void ArrowKeysStep();
    void ASectionFoldsAndSaysItsValues();
    void NoLineIsLeftHalfOpen();
    void ASummaryPutsFirstWhatIsChanged();
    void AWrongFieldOpensItsSection();
    void FoldsComeBack();
    void AFileIsChosen();
    void ABoxGrowsWithItsLines();
    void SettingsKeepTheForm();
    void SettingsKeepNothingThatIsRefused();
};

void TestFieldForm::EveryFieldHasANamedInputWithATooltip()
{
    ui::FieldForm form;
    for (const RunField& field : runFields()) {
        if (!field.isOf(Evaluation::Synthetic) || field.place == FieldPlace::Hidden
            || field.key == "endpoint")  // chosen above the form
            continue;
        const auto* input = form.findChild<QWidget*>(ui::toQt(field.key));
        QVERIFY2(input, field.key.data());
        QCOMPARE(input->accessibleName(), ui::toQt(field.label));
        QVERIFY(input->toolTip().contains(ui::toQt(field.key)));
    }
}

void TestFieldForm::AFieldOfAnotherEvaluationIsPassedOver()
{
    std::array rows{*findRunField("num-requests"), *findRunField("seed"), *findRunField("timeout")};
    for (const FieldPlace place : {FieldPlace::Main, FieldPlace::Advanced}) {
        rows[1].place = place;
        rows[1].evaluations = ~0U;
        QVERIFY((ui::FieldForm{nullptr, Evaluation::Synthetic, rows}.has("seed")));
        rows[1].evaluations = ~(1U << static_cast<unsigned>(Evaluation::Synthetic));
        const ui::FieldForm form{nullptr, Evaluation::Synthetic, rows};
        QVERIFY(!form.has("seed") && !form.findChild<QWidget*>(QStringLiteral("seed")));
        QVERIFY(form.has("num-requests") && form.has("timeout"));
        QCOMPARE(form.spec().seed, RunSpec{}.seed);
    }
}

void TestFieldForm::NothingFocusableIsNameless()
{
    ui::FieldForm form;
    form.unfold();
    form.show();
    QCOMPARE(test::unnamedInputs(form).join(QLatin1Char{','}), QString{});
}

void TestFieldForm::SpecComesBackUnchanged()
{
    RunSpec spec;
    spec.target.modelNames = "a b";
    spec.target.llmApi = "ollama-chat";
    spec.arrivals.numConcurrentRequests = 17;
    spec.limits.timeout = 61.5;
    spec.prompts.promptReuse = PromptReuse::SharedPrefix;
    spec.keep.saveLlmResponses = true;
    spec.keep.saveChunks = false;
    spec.prompts.samplingParams = R"({"temperature": 0})";
    spec.target.headers = {{"X-Kept", "yes"}};
    ui::FieldForm form;
    form.setSpec(spec);
    const RunSpec back = form.spec();
    for (const RunField& field : runFields())
        QCOMPARE(fieldText(back, field), fieldText(spec, field));
    QCOMPARE(back.target.headers, spec.target.headers);
    QVERIFY(form.isValid());
}

void TestFieldForm::InvalidTextSaysWhyAtOnce()
{
    ui::FieldForm form;
    form.show();
    QSignalSpy changed{&form, &ui::FieldForm::changed};
    QLineEdit* requests = editOf(form, "num-requests");
    QVERIFY(requests);
    requests->selectAll();
    QTest::keyClicks(requests, QStringLiteral("ten"));
    QVERIFY(changed.count() >= 3);
    QVERIFY(!form.isValid());
    QCOMPARE(widgets::fieldState(*requests), widgets::FieldState::Invalid);
    QVERIFY(reasonUnder(form, "num-requests").contains(QStringLiteral("ten")));
    QCOMPARE(form.problem(), reasonUnder(form, "num-requests"));
    QCOMPARE(form.spec().arrivals.numRequests, RunSpec{}.arrivals.numRequests);
}

void TestFieldForm::WhereZeroIsNoQuantityTheFieldSaysWhatItIs()
{
    ui::FieldForm form{nullptr, Evaluation::RealWorkload};
    for (const RunField& field : runFields()) {
        if (zeroWords(field.key).empty() || !form.has(field.key))
            continue;
        auto& edit = *qobject_cast<widgets::ValueEdit*>(inputOf(form, field.key.data()));
        QVERIFY2(field.hard.low <= 0, field.key.data());
        edit.setText(QStringLiteral("0"));
        QCOMPARE(edit.unit(), ui::toQt(zeroWords(field.key)));
        edit.setText(QStringLiteral("7"));
        QCOMPARE(edit.unit(), ui::toQt(field.unit));
    }
    RunSpec spec;
    spec.limits.idleTimeout = 0;
    QCOMPARE(ui::fieldSummary(spec, {findRunField("idle-timeout")}), QStringLiteral("Idle timeout no limit"));
}

void TestFieldForm::ACorrectedFieldIsFineAgain()
{
    ui::FieldForm form;
    QLineEdit* tokens = editOf(form, "num-output-tokens");
    tokens->setText(QStringLiteral("0"));
    QVERIFY(!form.isValid());
    tokens->setText(QStringLiteral("128"));
    QVERIFY(form.isValid());
    QCOMPARE(widgets::fieldState(*tokens), widgets::FieldState::Fine);
    QCOMPARE(reasonUnder(form, "num-output-tokens"), QString{});
    QCOMPARE(form.spec().prompts.numOutputTokens, 128);
    form.set("sampling-params", QStringLiteral("{broken"));
    QVERIFY(!form.isValid());
}

void TestFieldForm::BeyondTheSuggestionOnlyWarns()
{
    ui::FieldForm form;
    QLineEdit* requests = editOf(form, "num-requests");
    requests->setText(QStringLiteral("100000"));
    QCOMPARE(widgets::fieldState(*requests), widgets::FieldState::Warning);
    QVERIFY(!reasonUnder(form, "num-requests").isEmpty());
    QVERIFY(form.isValid());
    QCOMPARE(form.spec().arrivals.numRequests, 100000);
}

void TestFieldForm::MarksTheFieldOfAnErrorUntilEdited()
{
    ui::FieldForm form;
    form.show();
    QVERIFY(form.mark(Error::verbatim(Errc::NotFound, "The CA file x.pem is not there; give another.", "ca-file")));
    QVERIFY(editOf(form, "ca-file")->isVisible());
    QVERIFY(reasonUnder(form, "ca-file").contains(QStringLiteral("x.pem")));
    editOf(form, "ca-file")->setText(QStringLiteral("/"));
    QVERIFY(!reasonUnder(form, "ca-file").contains(QStringLiteral("x.pem")));
    QVERIFY(!form.mark(Error::verbatim(Errc::Network, "No field has this.", "no-such-field")));
}

void TestFieldForm::TheWheelNeedsTheFocus()
{
    ui::FieldForm form;
    form.show();
    QLineEdit* requests = editOf(form, "num-requests");
    auto* api = qobject_cast<QComboBox*>(inputOf(form, "llm-api"));
    QVERIFY(api);
    editOf(form, "base-url")->setFocus();
    const int choice = api->currentIndex();
    turnWheel(*requests);
    turnWheel(*api);
    QCOMPARE(requests->text(), QStringLiteral("10"));
    QCOMPARE(api->currentIndex(), choice);
    form.activateWindow();
    requests->setFocus();
    QTRY_VERIFY(requests->hasFocus());
    turnWheel(*requests);
    QCOMPARE(requests->text(), QStringLiteral("11"));
}

void TestFieldForm::ArrowKeysStep()
{
    const RunField* field = findRunField("num-concurrent-requests");
    QVERIFY(field);
    const auto step
        = [field](const char* text, int steps) { return ui::steppedText(*field, QString::fromLatin1(text), steps); };
    QCOMPARE(step("10", 1), QStringLiteral("11"));
    QCOMPARE(step("1000", 1), QStringLiteral("1100"));
    QCOMPARE(step("1000", -1), QStringLiteral("990"));
    QCOMPARE(step("1", -1), QStringLiteral("1"));
    QCOMPARE(step("ten", 1), QStringLiteral("ten"));
}

void TestFieldForm::ASectionFoldsAndSaysItsValues()
{
    ui::FieldForm form;
    form.set("num-requests", QStringLiteral("2000"));
    form.set("num-concurrent-requests", QStringLiteral("64"));
    form.show();
    widgets::Section& load = sectionOf(form, "Load");
    const auto& summary = *load.findChild<widgets::ElidedLabel*>(QStringLiteral("summary"));
    QVERIFY(load.isOpen() && !summary.isVisible());
    QTest::mouseClick(&load.header(), Qt::LeftButton);
    QVERIFY(!inputOf(form, "num-requests")->isVisible());
    QVERIFY(summary.isVisible());
    QVERIFY2(summary.text().startsWith(QStringLiteral("2000 requests, 64 streams, ")), qPrintable(summary.text()));
    QCOMPARE(load.header().accessibleDescription(), summary.text());
    QTest::mouseClick(&load, Qt::LeftButton, {}, summary.geometry().center());
    QVERIFY(inputOf(form, "num-requests")->isVisible());
}

void TestFieldForm::NoLineIsLeftHalfOpen()
{
    for (const EvaluationRow& evaluation : evaluations()) {
        ui::FieldForm form{nullptr, evaluation.evaluation};
        form.resize(360, 900);
        form.unfold();
        form.show();
        QApplication::processEvents();
        std::map<int, int> ends;  // of the inputs at a height
        for (const RunField& field : runFields()) {
            const QWidget* input = form.has(field.key) ? inputOf(form, field.key.data()) : nullptr;
            if (!input || !input->isVisible())
                continue;
            const QPoint end = input->mapTo(&form, QPoint{input->width(), 0});
            ends[end.y()] = std::max(ends[end.y()], end.x());
        }
        QVERIFY(!ends.empty());
        for (const auto& [top, end] : ends)
            QVERIFY2(end >= form.width() - 2, qPrintable(QStringLiteral("%1 at %2").arg(end).arg(top)));
    }
}

void TestFieldForm::ASummaryPutsFirstWhatIsChanged()
{
    const auto said = [](const RunSpec& spec, std::initializer_list<const char*> keys) {
        std::vector<const RunField*> rows;
        for (const char* key : keys)
            rows.push_back(findRunField(key));
        return ui::fieldSummary(spec, rows);
    };
    RunSpec spec;
    QCOMPARE(said(spec, {"num-requests", "num-concurrent-requests"}), QStringLiteral("10 requests, Concurrent 1"));
    QCOMPARE(said(spec, {"seed", "save-chunks", "system-prompt"}), QStringLiteral("Default values"));
    spec.arrivals.numConcurrentRequests = 64;
    spec.keep.saveChunks = false;
    spec.prompts.systemPrompt = "Be\nshort.";
    QCOMPARE(said(spec, {"num-requests", "num-concurrent-requests"}), QStringLiteral("64 streams, 10 requests"));
    QCOMPARE(said(spec, {"save-chunks", "system-prompt"}), QStringLiteral("Save chunks off, System prompt Be short."));
    // Two count tokens: the labels tell them apart. A measure keeps its unit.
    QCOMPARE(said(spec, {"num-input-tokens", "num-output-tokens", "timeout"}),
             QStringLiteral("Input tokens 1000, Output tokens 1000, Timeout 600 s"));
    spec.prompts.systemPrompt = std::string(500, 'x');
    QVERIFY(said(spec, {"system-prompt"}).size() < 100);
}

void TestFieldForm::AWrongFieldOpensItsSection()
{
    ui::FieldForm form;
    form.show();
    widgets::Section& prompts = sectionOf(form, "Prompts and answers");
    QVERIFY(!prompts.isOpen());
    form.set("sampling-params", QStringLiteral("{broken"));
    QVERIFY(inputOf(form, "sampling-params")->isVisible());
    QTest::mouseClick(&prompts.header(), Qt::LeftButton);
    const auto& summary = *prompts.findChild<widgets::ElidedLabel*>(QStringLiteral("summary"));
    QCOMPARE(summary.text(), form.problem());
    form.set("num-requests", QStringLiteral("11"));
    QVERIFY(!prompts.isOpen());  // a person closed it, and knows
}

void TestFieldForm::FoldsComeBack()
{
    ui::FieldForm form;
    const QByteArray first = form.folds();
    QSignalSpy folded{&form, &ui::FieldForm::folded};
    sectionOf(form, "Load").header().click();
    sectionOf(form, "Results").header().click();
    QCOMPARE(folded.count(), 2);
    const QByteArray left = form.folds();
    QVERIFY(left != first);
    ui::FieldForm again;
    again.setFolds(left);
    QCOMPARE(again.folds(), left);
    QVERIFY(!sectionOf(again, "Load").isOpen() && sectionOf(again, "Results").isOpen());
    again.setFolds("Load\n=1\nLoad=111\nNo such=11");
    QCOMPARE(again.folds(), first);
    again.setFolds({}, true);
    QVERIFY(!sectionOf(again, "Endpoint").isOpen() && sectionOf(again, "Load").isOpen());
}

void TestFieldForm::AFileIsChosen()
{
    ui::Dialogs dialogs;
    QString chosen;
    dialogs.chooseFile = [&chosen](QWidget*, const QString&, const QString&) { return chosen; };
    dialogs.chooseFolder = [](QWidget*, const QString&, const QString&) { return QStringLiteral("/a/folder"); };
    ui::FieldForm form;
    form.askThrough(dialogs);
    form.unfold();
    form.show();
    QLineEdit* file = editOf(form, "prompts-file");
    file->setText(QStringLiteral("typed.yaml"));
    QTest::keyClick(file, Qt::Key_Down);
    QCOMPARE(file->text(), QStringLiteral("typed.yaml"));  // nothing was chosen
    chosen = QStringLiteral("/a/prompts.yaml");
    auto* button = file->findChild<QToolButton*>();
    QVERIFY(button && !button->defaultAction()->toolTip().isEmpty());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(form.spec().prompts.promptsFile, std::string{"/a/prompts.yaml"});
    form.activateWindow();
    editOf(form, "results-dir")->setFocus();
    QTRY_VERIFY(editOf(form, "results-dir")->hasFocus());
    QTest::keyClick(editOf(form, "results-dir"), Qt::Key_Down);
    QCOMPARE(form.spec().keep.resultsDir, std::string{"/a/folder"});
    QVERIFY(editOf(form, "base-url")->findChildren<QToolButton*>().isEmpty());
}

void TestFieldForm::ABoxGrowsWithItsLines()
{
    ui::FieldForm form;
    form.unfold();
    form.resize(400, 2000);
    form.show();
    form.activateWindow();
    QWidget* box = inputOf(form, "system-prompt");
    box->setFocus();
    QTRY_VERIFY(box->hasFocus());
    const int low = box->height();
    QTest::keyClicks(box, QStringLiteral("You are terse."));
    QCOMPARE(box->height(), low);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(box, Qt::Key_Return);
    QVERIFY(box->height() > 3 * low && box->height() < 8 * low);
    QCOMPARE(form.spec().prompts.systemPrompt, "You are terse." + std::string(20, '\n'));
    QTest::keyClick(box, Qt::Key_Tab);
    QVERIFY(!box->hasFocus());
    form.set("extra-body", QStringLiteral("{\n  \"a\": 1\n}"));
    QVERIFY2(form.isValid(), qPrintable(form.problem()));
}

void TestFieldForm::SettingsKeepTheForm()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("workbench.ini"));
    RunSpec spec;
    spec.arrivals.numRequests = 77;
    spec.target.modelNames = "kept; with = signs";
    {
        ui::Settings settings{path};
        settings.setLastSpec(spec);
        settings.setAppearance(ui::Appearance::Dark);
    }
    ui::Settings settings{path};
    QCOMPARE(settings.lastSpec().arrivals.numRequests, 77);
    QCOMPARE(settings.lastSpec().target.modelNames, spec.target.modelNames);
    QCOMPARE(settings.lastSpec().prompts.numOutputTokens, RunSpec{}.prompts.numOutputTokens);
    QCOMPARE(settings.appearance(), ui::Appearance::Dark);
}

void TestFieldForm::SettingsKeepNothingThatIsRefused()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("workbench.ini"));
    RunSpec spec;
    spec.arrivals.numRequests = 77;
    spec.target.baseUrl = "https://h/v1?api_key=canary-1";
    spec.target.apiKeyEnv = "sk-canary-2";
    spec.prompts.samplingParams = R"({"password": "canary-3"})";
    {
        ui::Settings settings{path};
        settings.setLastSpec(spec);
        ui::savePreset(settings, QStringLiteral("mine"), spec);
    }
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    QVERIFY2(!kept.contains("canary"), kept.constData());
    QVERIFY(kept.contains("77"));
}

QTEST_MAIN(TestFieldForm)
#include "tst_field_form.moc"
