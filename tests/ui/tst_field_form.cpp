// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/text.h"
#include "ui/form/field_form.h"
#include "ui/form/presets.h"
#include "ui/settings/settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include "tests/ui/ui_fixture.h"

using namespace inferometer;

namespace {

QWidget* inputOf(ui::FieldForm& form, const char* key) { return form.findChild<QWidget*>(QString::fromLatin1(key)); }

QLineEdit* editOf(ui::FieldForm& form, const char* key) { return qobject_cast<QLineEdit*>(inputOf(form, key)); }

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
    void ACorrectedFieldIsFineAgain();
    void BeyondTheSuggestionOnlyWarns();
    void MarksTheFieldOfAnErrorUntilEdited();
    void TheWheelNeedsTheFocus();
    void ArrowKeysStep();
    void SettingsKeepTheForm();
    void SettingsKeepNothingThatIsRefused();
};

void TestFieldForm::EveryFieldHasANamedInputWithATooltip()
{
    ui::FieldForm form;
    for (const RunField& field : runFields()) {
        if (field.place == FieldPlace::Hidden || field.key == "endpoint")  // chosen above the form
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
    form.setAdvancedOpen(true);
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
    editOf(form, "sampling-params")->setText(QStringLiteral("{broken"));
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
    QVERIFY(form.isAdvancedOpen());
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
    const RunField* field = findRunField("num-requests");
    QVERIFY(field);
    const auto step
        = [field](const char* text, int steps) { return ui::steppedText(*field, QString::fromLatin1(text), steps); };
    QCOMPARE(step("10", 1), QStringLiteral("11"));
    QCOMPARE(step("1000", 1), QStringLiteral("1100"));
    QCOMPARE(step("1000", -1), QStringLiteral("990"));
    QCOMPARE(step("1", -1), QStringLiteral("1"));
    QCOMPARE(step("ten", 1), QStringLiteral("ten"));
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
