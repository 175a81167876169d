// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of core on the screen: settings by their labels, every sentence in the user's language.
#include "core/config/endpoints.h"
#include "core/store/run_end.h"
#include "core/workload/connection_check.h"
#include "core/workload/plan.h"
#include "ui/base/language.h"
#include "ui/base/text.h"
#include "ui/form/field_form.h"
#include "ui/run/verdict_text.h"

#include "tests/ui/window_bench.h"

#include <array>

using namespace inferometer;

namespace {

Error wrongUrl()
{
    return {Errc::InvalidInput,
            sentence("errors", "%1 must begin with http:// or https://.").with(Figure::setting("base-url")),
            "base-url"};
}

// Patterns of the sentence and those within it that nobody translated.
QStringList untranslated(const Sentence& said)
{
    QStringList found;
    const QString pattern = ui::toQt(said.pattern);
    if (pattern != QStringLiteral("%1") && QCoreApplication::translate("errors", pattern.toUtf8()) == pattern)
        found << pattern;
    for (const Figure& figure : said.figures) {
        if (figure.part)
            found << untranslated(*figure.part);
    }
    return found;
}

struct Fault
{
    const char* key;
    const char* text;
    const char* said;  // in French, a part of it
};

// As somebody types them into the form. A blank is written as a plain one here.
constexpr std::array kFaults{
    Fault{"base-url", "lab", "« URL de base » doit commencer par http:// ou https://."},
    Fault{"base-url", "http://me@lab", "remplissez « Variable de la clé d’API »."},
    Fault{"base-url", "http://:80", "« URL de base » ne nomme pas d’hôte"},
    Fault{"base-url", "http://lab/a b", "« URL de base » ne doit pas contenir d’espaces."},
    Fault{"proxy", "https://lab", "« Proxy » doit commencer par http:// ;"},
    Fault{"proxy", "http://me@lab", "les proxys qui en demandent"},
    Fault{"api-key-env", "sk-0123456789abcdef0123", "« Variable de la clé d’API » doit être le nom d’une variable"},
    Fault{"ca-file", "a.pem",
          "« URL de base » commence par http:// ; écrivez-y https:// ou videz « Fichier d’autorité »."},
    Fault{"extra-body", "{", "« Corps additionnel » doit être un objet JSON"},
    Fault{"extra-body", R"({"a":1,"a":2})", "contient deux fois la clé « a »"},
    Fault{"extra-body", R"({"max_tokens":7})",
          "ne doit pas fixer « max_tokens » à 7 ; donnez la longueur des réponses dans "
          "« Jetons de sortie »."},
    Fault{"extra-body", R"({"model":"x"})", "fixer « model » ; nommez le modèle dans « Nom du modèle »."},
    Fault{"extra-body", R"({"prompt":"x"})", "par « Fichier de prompts » et « Prompt système »."},
    Fault{"extra-body", R"({"images":[]})", "choisissez « Image »."},
    Fault{"extra-body", R"({"stream":false})", "fixer « stream » à false ; chaque mesure"},
    Fault{"sampling-params", R"({"min_tokens":1})", "choisissez exact ou cap dans « Longueur des réponses »."},
    Fault{"sampling-params", R"({"stream_options":1})", "gardez-y \"include_usage\""},
    Fault{"num-requests", "ten",
          "« Requêtes » doit être un nombre entier de 0 à 100 000 000 requêtes, et non « ten »."},
    Fault{"seed", "x", "« Graine » doit être un nombre entier de 0 à 9 007 199 254 740 992, et non « x »."},
    Fault{"timeout", "x", "« Durée maximale » doit être un nombre de 0,1 à 2 592 000 s, et non « x »."},
};

// From then on; what is English comes before.
void speakFrench()
{
    static const bool once = [] {
        ui::speak(*qApp, QStringLiteral("fr"));
        return true;
    }();
    QVERIFY(once);
}

QString plainBlanks(QString text)
{
    for (const QChar blank : {QChar{QChar::Nbsp}, QChar{0x202f}})
        text.replace(blank, QLatin1Char{' '});
    return text;
}

// What a form cannot hold, or not as typed.
std::vector<RunSpec> wrongSpecs()
{
    std::vector<RunSpec> specs(9);
    specs[0].prompts.systemPrompt = std::string{"a\0b", 3};
    specs[1].prompts.imageSize = ImageSize::Small;
    specs[1].target.llmApi = "openai-completions";
    specs[2].prompts.imageSize = ImageSize::Small;
    specs[2].prompts.useMultiplePrompts = true;
    specs[3].target.headers = {{"X-A", "1"}, {"x-a", "2"}};
    specs[4].target.headers = {{"ss-sn-options", "1"}};
    specs[4].prompts.useDebuggingMode = true;
    specs[5].keep.metadata = {{"", "1"}};
    specs[6].keep.metadata = {{"a", "\xff"}};
    specs[7].keep.metadata = {{"model", "1"}};
    specs[8].keep.metadata = {{"a", "1"}, {"a", "2"}};
    for (const auto& [name, value] :
         NamedValues{{"a b", ""}, {"Connection", "x"}, {"a", "\r\n"}, {"Cookie", "x"}, {"a", "${"}})
        specs.emplace_back().target.headers = {{name, value}};
    return specs;
}

}  // namespace

class TestErrorText : public QObject
{
    Q_OBJECT

private slots:
    void EachPlaceIsFilledOnce();
    void CountsAreGrouped();
    void SettingsShowTheirLabels();
    void FrenchUnderEachField_data();
    void FrenchUnderEachField();
    void EveryRuleOfARunIsFrench();
    void EveryRuleOfAnEndpointIsFrench();
    void WhatWasMeasuredHasTheLanguagesDecimals();
    void ARefusedConnectionIsFrench();
    void ARefusedRunIsFrenchInTheNotice();
    void AFaultOfThisMachineIsFrench();
};

// In English, before anything speaks French.
void TestErrorText::EachPlaceIsFilledOnce()
{
    QCOMPARE(ui::filled(QStringLiteral("%2, %1, %2, %3 and 100%"), {QStringLiteral("%2"), QStringLiteral("b")}),
             QStringLiteral("b, %2, b, %3 and 100%"));
    const Sentence inner = sentence("errors", "the file %1").with("%2");
    QCOMPARE(ui::sentenceText(sentence("errors", "%1 or %2").with(inner, "x")), QStringLiteral("the file %2 or x"));
    const VerdictReason reason{VerdictLevel::Suspect, "steal", {"%1 %2"}, {}};
    QVERIFY(ui::verdictText(reason).contains(QStringLiteral("took %1 %2 of")));
}

void TestErrorText::CountsAreGrouped()
{
    QLocale::setDefault({QLocale::English, QLocale::UnitedStates});
    QVERIFY(ui::verdictText(boundReason("descriptors", 12345)).startsWith(QStringLiteral("12,345 requests")));
    QCOMPARE(ui::capText(capOf("descriptors", {"1048576", "10064"})),
             QStringLiteral("descriptors: 1,048,576 (10,064 needed)"));
    RunFacts facts;
    facts.neverSent = 12345;
    QVERIFY(ui::sentenceText(endOf({}, facts, {}).said).contains(QStringLiteral("12,345 never sent")));
    QLocale::setDefault(QLocale::c());
}

void TestErrorText::SettingsShowTheirLabels()
{
    QCOMPARE(wrongUrl().message, std::string{"base-url must begin with http:// or https://."});
    QCOMPARE(ui::errorText(wrongUrl()), QStringLiteral("Base URL must begin with http:// or https://."));
    const Sentence flag = sentence("errors", "%1 speaks TLS; write https:// instead of http:// in %2.")
                              .with("h:1", Figure::flag("base-url"));
    QCOMPARE(ui::sentenceText(flag), QStringLiteral("h:1 speaks TLS; write https:// instead of http:// in Base URL."));
    const auto said = [](const Figure& figure) { return ui::sentenceText(sentence("errors", "%1").with(figure)); };
    for (const RunField& field : runFields()) {
        QCOMPARE(said(Figure::setting(field.key)), ui::shortLabel(field));
        QCOMPARE(said(Figure::flag(field.key)), ui::shortLabel(field));
    }
    const Sentence headers
        = sentence("errors", "%1 hold \"%2\" twice; remove one.").with(Figure::setting("headers"), "a");
    QCOMPARE(ui::sentenceText(headers), QStringLiteral("Headers hold \"a\" twice; remove one."));
    QCOMPARE(ui::errorText(Error::verbatim(Errc::Disk, "100 %1, base-url")), QStringLiteral("100 %1, base-url"));
}

void TestErrorText::FrenchUnderEachField_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    for (const Fault& fault : kFaults)
        QTest::addRow("%s %s", fault.key, fault.text)
            << QString::fromUtf8(fault.key) << QString::fromUtf8(fault.text) << QString::fromUtf8(fault.said);
}

void TestErrorText::FrenchUnderEachField()
{
    speakFrench();
    QFETCH(const QString, key);
    QFETCH(const QString, text);
    QFETCH(const QString, said);
    ui::FieldForm form;
    form.set(key.toStdString(), text);
    const auto* reason = form.findChild<QLabel*>(key + QStringLiteral("-reason"));
    QVERIFY(reason);
    QVERIFY2(plainBlanks(reason->text()).contains(said), qPrintable(reason->text()));
    QVERIFY(!form.isValid());
}

void TestErrorText::EveryRuleOfARunIsFrench()
{
    speakFrench();
    for (const RunSpec& spec : wrongSpecs()) {
        const std::vector<Error> errors = validateAll(spec);
        QVERIFY(!errors.empty());
        for (const Error& error : errors) {
            QVERIFY2(untranslated(error.said).isEmpty(), error.message.c_str());
            QVERIFY2(error.field.empty() || !ui::errorText(error).startsWith(ui::toQt(error.field)),
                     error.message.c_str());
        }
    }
}

void TestErrorText::EveryRuleOfAnEndpointIsFrench()
{
    speakFrench();
    for (const EndpointEntry& entry :
         {EndpointEntry{}, EndpointEntry{.name = " a"},
          EndpointEntry{.name = "a", .target = {.apiKeyEnv = "KEY", .apiKeyKeyring = "a"}}})
    {
        for (const Error& error : validateEndpoint(entry))
            QVERIFY2(untranslated(error.said).isEmpty(), error.message.c_str());
    }
    const auto read = parseEndpoints("- name: a\n  base-url: lab\n", "endpoints.yaml");
    QCOMPARE(
        plainBlanks(ui::errorText(read.error())),
        QStringLiteral("endpoints.yaml, ligne 1 : Point d’accès « a » : « URL de base » doit commencer par http:// ou "
                       "https://."));
}

void TestErrorText::WhatWasMeasuredHasTheLanguagesDecimals()
{
    speakFrench();
    const auto shown
        = [](const std::string& figure) { return ui::sentenceText(sentence("errors", "%1").with(figure)); };
    QCOMPARE(shown("54.6 ms"), QStringLiteral("54,6\u00a0ms"));
    QCOMPARE(shown("5.4 %"), QStringLiteral("5,4\u00a0%"));
    QCOMPARE(shown("540 ms"), QStringLiteral("540\u00a0ms"));
    VerdictInput input;
    input.stealShare = 0.054;
    const QString reason = ui::verdictText(judge(input).reasons.front());
    QVERIFY2(reason.contains(QStringLiteral("5,40\u00a0%")), qPrintable(reason));
    for (const char* other : {"0.1", "127.0.0.1", "v1.5 beta", "10.0.0.1 s", "model-1.5 s"})
        QCOMPARE(shown(other), QString::fromLatin1(other));
}

void TestErrorText::ARefusedConnectionIsFrench()
{
    speakFrench();
    RunSpec spec;
    spec.target.baseUrl = "http://127.0.0.1:1";
    QString failed;
    const Status status = checkConnection(spec, {}, [&failed](const ConnectionStepResult& step) {
        if (step.outcome == ConnectionStepResult::Outcome::Failed)
            failed = ui::sentenceText(step.error);
    });
    QVERIFY(!status);
    QCOMPARE(failed, ui::errorText(status.error()));
    QCOMPARE(plainBlanks(failed),
             QStringLiteral("Pas de connexion avec 127.0.0.1:1 : connexion refusée ; vérifiez que le "
                            "serveur tourne et que l’adresse et le port sont les bons."));
}

void TestErrorText::ARefusedRunIsFrenchInTheNotice()
{
    speakFrench();
    const test::WindowBench bench;
    bench.type("base-url", QStringLiteral("http://127.0.0.1:1"));
    bench.type("model-names", QStringLiteral("any"));
    bench.click("run");
    const auto said = [&bench] { return plainBlanks(bench.notice()); };
    QTRY_COMPARE_WITH_TIMEOUT(
        said(),
        QStringLiteral("127.0.0.1:1 a refusé la connexion ; vérifiez que le serveur tourne et que le "
                       "port est le bon."),
        10'000);
    QCOMPARE(plainBlanks(bench.text("base-url-reason")), said());
}

void TestErrorText::AFaultOfThisMachineIsFrench()
{
    speakFrench();
    const LocalFault fault{sentence("errors", "Cannot write %1: %2; %3.")
                               .with("/data/journal", Figure::cause("No space left on device"),
                                     sentence("errors", "check the disk or choose another results folder"))};
    const QString said = ui::faultText(fault);
    QVERIFY2(said != ui::toQt(fault.text()) && said.contains(QStringLiteral("/data/journal")), qPrintable(said));
    for (const char* english : {"No space", "check the disk"})
        QVERIFY2(!said.contains(QString::fromLatin1(english)), qPrintable(said));
    const LocalFault old{"7 requests failed for a fault of this machine (%1)."};
    QCOMPARE(ui::faultText(old), ui::toQt(old.text()));
    QCOMPARE(ui::faultText({}), QString{});
}

QTEST_MAIN(TestErrorText)
#include "tst_error_text.moc"
