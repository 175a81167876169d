// SPDX-License-Identifier: GPL-3.0-or-later
// The second language is whole: nothing unfinished, every placeholder kept, every label of the form in it.
#include "core/cloud/provider.h"
#include "ui/base/language.h"
#include "ui/base/text.h"
#include "ui/form/field_form.h"
#include "ui/form/run_volume.h"
#include "ui/run/progress_text.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include "tests/ui/window_bench.h"

using namespace inferometer;

namespace {

struct TsMessage
{
    QString source;
    QStringList forms;  // of the translation; several for plurals
    QString type;       // "unfinished", "vanished" or none
};

// A text, or one for each plural form.
QStringList readForms(QXmlStreamReader& xml)
{
    QStringList forms;
    QString text;
    while (!xml.atEnd()
           && !(xml.readNext() == QXmlStreamReader::EndElement && xml.name() == QLatin1String{"translation"})) {
        if (xml.isStartElement())
            forms << xml.readElementText();
        else if (xml.isCharacters())
            text += xml.text();
    }
    return forms.isEmpty() ? QStringList{text} : forms;
}

TsMessage readMessage(QXmlStreamReader& xml)
{
    TsMessage message;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String{"source"}) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String{"translation"}) {
            message.type = xml.attributes().value(QLatin1String{"type"}).toString();
            message.forms = readForms(xml);
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QList<TsMessage> messagesOf(const QString& language)
{
    QFile file{QStringLiteral(TRANSLATIONS "/inferometer_%1.ts").arg(language)};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml{&file};
    QList<TsMessage> messages;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String{"message"})
            messages << readMessage(xml);
    }
    return messages;
}

// %1, %2, %n of a text, in order.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression kPlaceholder{QStringLiteral("%(\\d|L?n)")};
    QStringList found;
    for (auto each = kPlaceholder.globalMatch(text); each.hasNext();)
        found << each.next().captured();
    found.sort();
    return found;
}

}  // namespace

class TestTranslation : public QObject
{
    Q_OBJECT

private slots:
    void NothingIsUnfinished_data();
    void NothingIsUnfinished();
    void PlaceholdersAreKept();
    void EnglishHasPlurals();
    void TheWindowSpeaksFrench();
    void WhatASiteNeedsIsSaidInFrench();
};

void TestTranslation::NothingIsUnfinished_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("French") << QStringLiteral("fr");
    QTest::newRow("English plurals") << QStringLiteral("en");
}

void TestTranslation::NothingIsUnfinished()
{
    QFETCH(const QString, language);
    const QList<TsMessage> messages = messagesOf(language);
    QVERIFY(!messages.isEmpty());
    for (const TsMessage& message : messages) {
        QVERIFY2(message.type.isEmpty(), qPrintable(message.source));
        QVERIFY2(!message.forms.contains(QString{}), qPrintable(message.source));
    }
}

void TestTranslation::PlaceholdersAreKept()
{
    for (const TsMessage& message : messagesOf(QStringLiteral("fr"))) {
        for (const QString& form : message.forms)
            QVERIFY2(placeholders(form) == placeholders(message.source), qPrintable(message.source));
    }
}

void TestTranslation::EnglishHasPlurals()
{
    ui::speak(*qApp, QStringLiteral("en"));
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    QVERIFY(ui::volumeText(spec).startsWith(QStringLiteral("1 request, ")));
    spec.arrivals.numRequests = 2;
    QVERIFY(ui::volumeText(spec).startsWith(QStringLiteral("2 requests, ")));
    Snapshot snapshot;
    snapshot.asked = 1;
    QCOMPARE(ui::doneText(snapshot), QStringLiteral("0 of 1 request"));
    QCOMPARE(QCoreApplication::translate("plots", "%1 request(s)", nullptr, 0), QStringLiteral("%1 requests"));
}

void TestTranslation::TheWindowSpeaksFrench()
{
    ui::speak(*qApp, QStringLiteral("fr"));
    for (const RunField& field : runFields()) {
        // A few words are the same in both.
        if (field.help.size() > 20)
            QVERIFY2(ui::tableText(field.help) != ui::toQt(field.help), std::string{field.key}.c_str());
    }
    // One and none are singular.
    QCOMPARE(QCoreApplication::translate("plots", "%1 request(s)", nullptr, 0), QStringLiteral("%1 requête"));
    QCOMPARE(QCoreApplication::translate("plots", "%1 request(s)", nullptr, 2), QStringLiteral("%1 requêtes"));
    const test::WindowBench bench;
    QCOMPARE(bench.find<QPushButton>("run").text(), QStringLiteral("&Lancer !").replace(u' ', QChar{QChar::Nbsp}));
    QStringList labels;
    for (const QLabel* label : bench.find<ui::FieldForm>("form").findChildren<QLabel*>())
        labels << label->text().remove(QLatin1Char{'&'});
    // Short in its column, as in English.
    QVERIFY(labels.contains(QStringLiteral("Requêtes")));
    RunSpec spec;
    spec.prompts.numInputTokens = 2000;
    QVERIFY(ui::volumeText(spec).contains(QLocale{QStringLiteral("fr")}.toString(20'000)));
}

void TestTranslation::WhatASiteNeedsIsSaidInFrench()
{
    ui::speak(*qApp, QStringLiteral("fr"));
    int told = 0;
    for (const Provider& provider : providers()) {
        const std::vector<Error> errors = validateSite({std::string{provider.id}});
        auto error = errors.begin();
        for (const SiteKey& key : provider.keys) {
            if (!key.isNeeded)
                continue;
            QVERIFY2(error != errors.end(), std::string{provider.id}.c_str());
            const QString said = ui::errorText(*error++);
            QVERIFY2(!said.contains(ui::toQt(key.help)), qPrintable(said));
            QVERIFY2(said.contains(ui::tableText(key.help)), qPrintable(said));
            ++told;
        }
    }
    QVERIFY(told > 0);
}

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
