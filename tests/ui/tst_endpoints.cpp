// SPDX-License-Identifier: GPL-3.0-or-later
// The Endpoints page, by clicks and keys against the simulator.
#include "core/http/wire.h"
#include "ui/endpoints/endpoint_form.h"

#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableWidget>
#include <QToolButton>

#include "tests/ui/endpoint_bench.h"

using namespace inferometer;
using test::kKey;
using test::lab;
using Bench = test::EndpointBench;

class TestEndpoints : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AnEmptyPageSaysWhatToDo();
    void AnEndpointIsAddedByKeys();
    void AWrongFieldForbidsToSaveAndSaysWhy();
    void TheKeyIsInTheKeyringAndInNoFile();
    void WithoutAKeyringNothingIsSavedAndItIsSaid();
    void ATypedKeyIsSavedBeforeTheWindowCloses();
    void AKeyBeingSavedIsWaitedFor();
    void ARefusedKeyHoldsUpOneCloseOnly();
    void AKeyIsRevealedOnlyWhileTyped();
    void HeadersAreEditedInTheTable();
    void DuplicatesShareTheKeyUntilBothAreGone();
    void ARemovedEndpointComesBack();
    void ChangesThatWereNotSavedComeBack();
    void ARenamedEndpointKeepsItsPlaceAndKey();
    void TheConnectionIsTestedStepByStep();
    void AFailedTestSaysWhere();
    void ATestIsCancelled();
    void AFileThatCannotBeReadIsToldAndKept();
    void EveryInputHasAName();
    void ASmallWindowCutsNoField();
    void TheScrollBarStandsBesideTheForm();
};

// An endpoint with a typed key, not saved.
static void beginCloud(const Bench& bench)
{
    bench.showPage();
    bench.click("add-endpoint");
    bench.type("endpoint-name", QStringLiteral("cloud"));
    bench.type("endpoint-base-url", QStringLiteral("http://h"));
    bench.choose("endpoint-key-place", QStringLiteral("System keyring"));
    bench.type("endpoint-key", QString::fromLatin1(kKey));
}

void TestEndpoints::AnEmptyPageSaysWhatToDo()
{
    const Bench bench;
    bench.showPage();
    QVERIFY(bench.find<QLabel>("endpoints-empty").isVisible());
    QVERIFY(bench.text("endpoints-empty").contains(QStringLiteral("the command line knows it")));
    QVERIFY(!bench.find<QPushButton>("remove-endpoint").isEnabled());
    bench.click("add-first-endpoint");
    QVERIFY(bench.find<QLineEdit>("endpoint-name").isVisible());
    QVERIFY(!bench.find<QPushButton>("save-endpoint").isEnabled());
    bench.click("discard-endpoint");
    QVERIFY(bench.find<QLabel>("endpoints-empty").isVisible());
}

void TestEndpoints::AnEndpointIsAddedByKeys()
{
    const Bench bench;
    bench.openByKeys("endpoints");
    bench.click("add-endpoint");
    QVERIFY(bench.find<QLineEdit>("endpoint-name").hasFocus());
    bench.type("endpoint-name", QStringLiteral("box in the lab"));
    bench.type("endpoint-base-url", QStringLiteral("http://box:8000/v1"));
    bench.choose("endpoint-llm-api", QStringLiteral("openai-completions"));
    bench.choose("endpoint-key-place", QStringLiteral("Environment variable"));
    bench.type("endpoint-api-key-env", QStringLiteral("BOX_KEY"));
    bench.type("endpoint-extra-body", QStringLiteral("{\"top_k\": 1}"));
    QTest::keyClick(bench.window.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(bench.saved().size(), 1U);
    const EndpointEntry entry = bench.saved().front();
    QCOMPARE(entry.name, std::string{"box in the lab"});
    QCOMPARE(entry.target.baseUrl, std::string{"http://box:8000/v1"});
    QCOMPARE(entry.target.llmApi, std::string{"openai-completions"});
    QCOMPARE(entry.target.apiKeyEnv, std::string{"BOX_KEY"});
    QCOMPARE(entry.target.extraBody, std::string{"{\"top_k\": 1}"});
    QCOMPARE(bench.find<QListWidget>("endpoint-list").currentItem()->text(), QStringLiteral("box in the lab"));
    QCOMPARE(bench.text("endpoint-title"), QStringLiteral("box in the lab"));
    QVERIFY(!bench.find<QPushButton>("save-endpoint").isEnabled());
    QVERIFY(bench.find<QComboBox>("endpoint").findText(QStringLiteral("box in the lab")) > 0);
}

void TestEndpoints::AWrongFieldForbidsToSaveAndSaysWhy()
{
    const Bench bench{{lab()}};
    bench.showPage();
    bench.type("endpoint-base-url", QStringLiteral("box:8000"));
    auto& save = bench.find<QPushButton>("save-endpoint");
    QVERIFY(!save.isEnabled());
    QVERIFY(save.toolTip().contains(QStringLiteral("http://")));
    QVERIFY(bench.find<QLabel>("endpoint-base-url-reason").isVisible());
    QVERIFY(!bench.find<QPushButton>("test-connection").isEnabled());
    bench.click("discard-endpoint");
    QVERIFY(!bench.find<QLabel>("endpoint-base-url-reason").isVisible());
    bench.click("add-endpoint");
    bench.type("endpoint-base-url", QStringLiteral("http://h"));
    bench.type("endpoint-name", QStringLiteral("lab"));
    QCOMPARE(bench.text("endpoint-name-reason"), QStringLiteral("Another endpoint has this name."));
    QVERIFY(bench.find<QPushButton>("test-connection").isEnabled());  // a name is no reason not to try
    bench.type("endpoint-name", QStringLiteral("lab 2"));
    QVERIFY(save.isEnabled());
    bench.choose("endpoint-key-place", QStringLiteral("Environment variable"));
    QVERIFY(!save.isEnabled());
    bench.type("endpoint-api-key-env", QString::fromLatin1(kKey));
    QVERIFY(!save.isEnabled());
    QVERIFY(!bench.text("endpoint-api-key-env-reason").contains(QString::fromLatin1(kKey)));
    bench.choose("endpoint-key-place", QStringLiteral("System keyring"));
    QCOMPARE(bench.text("endpoint-key-reason"), QStringLiteral("Type the key."));
}

void TestEndpoints::TheKeyIsInTheKeyringAndInNoFile()
{
    const Bench bench;
    bench.showPage();
    bench.click("add-endpoint");
    bench.type("endpoint-name", QStringLiteral("cloud"));
    bench.type("endpoint-base-url", QString::fromStdString(bench.simulator.url()));
    bench.choose("endpoint-key-place", QStringLiteral("System keyring"));
    bench.type("endpoint-key", QString::fromLatin1(kKey));
    bench.click("save-endpoint");
    QTRY_COMPARE(bench.names(), QStringList{QStringLiteral("cloud")});
    QCOMPARE(bench.saved().front().target.apiKeyKeyring, std::string{"cloud"});
    QCOMPARE(bench.secrets.items.at("cloud"), std::string{kKey});
    QVERIFY(bench.find<QLineEdit>("endpoint-key").text().isEmpty());
    bench.choose("endpoint", QStringLiteral("cloud"));
    bench.window->close();
    QCOMPARE(bench.fileWith(kKey), QString{});
    QVERIFY(!bench.fileWith("api-key-keyring").isEmpty());
}

void TestEndpoints::WithoutAKeyringNothingIsSavedAndItIsSaid()
{
    Bench bench;
    bench.secrets.missing = true;
    beginCloud(bench);
    bench.click("save-endpoint");
    QTRY_COMPARE(bench.notice("endpoint-notice"), QStringLiteral("No keyring service answered."));
    QVERIFY(bench.saved().empty());
    QVERIFY(bench.find<QPushButton>("save-endpoint").isEnabled());
    QCOMPARE(bench.find<QLineEdit>("endpoint-key").text(), QString::fromLatin1(kKey));
}

void TestEndpoints::ATypedKeyIsSavedBeforeTheWindowCloses()
{
    Bench bench;
    beginCloud(bench);
    bench.secrets.missing = true;
    bench.window->close();
    QVERIFY(bench.window->isVisible());
    QTRY_COMPARE(bench.notice("endpoint-notice"), QStringLiteral("No keyring service answered."));
    QVERIFY(bench.window->isVisible());

    bench.secrets.missing = false;
    bench.type("endpoint-key", QString::fromLatin1(kKey));
    bench.click("save-endpoint");
    QTRY_COMPARE(bench.names(), QStringList{QStringLiteral("cloud")});
    QVERIFY(bench.window->isVisible());  // that save was no farewell

    bench.type("endpoint-key", QStringLiteral("sk-newer"));
    bench.window->close();
    QTRY_VERIFY(!bench.window->isVisible());
    QCOMPARE(bench.secrets.items.at(bench.saved().front().target.apiKeyKeyring), std::string{"sk-newer"});
}

void TestEndpoints::AKeyBeingSavedIsWaitedFor()
{
    const Bench bench;
    beginCloud(bench);
    bench.click("save-endpoint");
    bench.window->close();
    QVERIFY(bench.window->isVisible());
    QTRY_VERIFY(!bench.window->isVisible());
    QCOMPARE(bench.secrets.items.at("cloud"), std::string{kKey});
    QCOMPARE(bench.names(), QStringList{QStringLiteral("cloud")});
}

void TestEndpoints::ARefusedKeyHoldsUpOneCloseOnly()
{
    Bench bench;
    bench.secrets.missing = true;
    beginCloud(bench);
    bench.window->close();
    QTRY_VERIFY(!bench.notice("endpoint-notice").isEmpty());
    bench.window->close();
    QVERIFY(!bench.window->isVisible());
}

void TestEndpoints::AKeyIsRevealedOnlyWhileTyped()
{
    EndpointEntry entry = lab();
    entry.target.apiKeyKeyring = "lab";
    Bench bench{{entry}};
    bench.secrets.items["lab"] = kKey;
    bench.showPage();
    auto& key = bench.find<QLineEdit>("endpoint-key");
    QVERIFY(key.isVisible());
    QVERIFY(key.text().isEmpty());
    QVERIFY(key.placeholderText().contains(QStringLiteral("keyring")));
    QCOMPARE(key.echoMode(), QLineEdit::Password);
    auto* reveal = key.parentWidget()->findChild<QToolButton*>();
    QTest::mouseClick(reveal, Qt::LeftButton);
    QCOMPARE(key.echoMode(), QLineEdit::Normal);
    bench.type("endpoint-key", QStringLiteral("new-key"));
    bench.click("save-endpoint");
    QTRY_COMPARE(bench.secrets.items.at("lab"), std::string{"new-key"});
    QTRY_VERIFY(key.text().isEmpty());
    QCOMPARE(key.echoMode(), QLineEdit::Password);
}

void TestEndpoints::HeadersAreEditedInTheTable()
{
    const Bench bench{{lab()}};
    bench.showPage();
    auto& table = bench.find<QTableWidget>("endpoint-headers");
    QCOMPARE(table.rowCount(), 1);
    const auto isFull = [&table] { return table.rowAt(table.viewport()->height() - 2) == table.rowCount() - 1; };
    QVERIFY2(isFull(), "as high as its rows");
    const QRect cell = table.visualRect(table.model()->index(0, 0)).adjusted(2, 2, -2, -2);
    QVERIFY2(test::colorsIn(table.viewport()->grab(cell).toImage()) > 1, "says what to do there");
    table.setFocus();
    const auto fill = [&table](int row, int column, const QString& text) {
        table.setCurrentCell(row, column);
        QTest::keyClick(&table, Qt::Key_F2);
        // The editors before it go with the next turn of the event loop.
        auto* editor = table.viewport()->findChildren<QLineEdit*>().last();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QApplication::processEvents();  // only then is it taken
    };
    fill(0, 0, QStringLiteral("X-Team"));
    fill(0, 1, QStringLiteral("blue"));
    QCOMPARE(table.rowCount(), 2);
    QVERIFY2(isFull(), "as high as its rows");
    fill(1, 0, QStringLiteral("Authorization"));
    fill(1, 1, QStringLiteral("Bearer secret"));
    QVERIFY(bench.find<QLabel>("endpoint-headers-reason").isVisible());
    QVERIFY(!bench.text("endpoint-headers-reason").contains(QStringLiteral("Bearer secret")));
    QVERIFY(!bench.find<QPushButton>("save-endpoint").isEnabled());
    table.selectRow(1);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Delete);
    bench.click("save-endpoint");
    QCOMPARE(bench.saved().front().target.headers, (NamedValues{{"X-Team", "blue"}}));
}

void TestEndpoints::DuplicatesShareTheKeyUntilBothAreGone()
{
    EndpointEntry entry = lab();
    entry.target.apiKeyKeyring = "lab";
    Bench bench{{entry}};
    bench.secrets.items["lab"] = kKey;
    bench.showPage();
    bench.click("duplicate-endpoint");
    QCOMPARE(bench.names(), (QStringList{QStringLiteral("lab"), QStringLiteral("lab 2")}));
    QCOMPARE(bench.saved().back().target.apiKeyKeyring, std::string{"lab"});
    bench.click("remove-endpoint");
    bench.click("remove-endpoint");
    QApplication::processEvents();
    QVERIFY(bench.saved().empty());
    QVERIFY(bench.secrets.items.contains("lab"));  // undo is still offered
    bench.window->close();
    QTRY_VERIFY(!bench.secrets.items.contains("lab"));
}

void TestEndpoints::ARemovedEndpointComesBack()
{
    EndpointEntry second = lab();
    second.name = "second";
    const Bench bench{{lab(), second}};
    bench.showPage();
    bench.click("remove-endpoint");
    QCOMPARE(bench.names(), QStringList{QStringLiteral("second")});
    QCOMPARE(bench.text("endpoint-title"), QStringLiteral("second"));
    QVERIFY(bench.find<QListWidget>("endpoint-list").hasFocus());
    QVERIFY(bench.notice("endpoint-notice").contains(QStringLiteral("lab")));
    QTest::mouseClick(bench.find<widgets::NoticeBar>("endpoint-notice").findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(bench.names(), (QStringList{QStringLiteral("lab"), QStringLiteral("second")}));
    QCOMPARE(bench.text("endpoint-title"), QStringLiteral("lab"));
}

void TestEndpoints::ChangesThatWereNotSavedComeBack()
{
    EndpointEntry second = lab();
    second.name = "second";
    const Bench bench{{lab(), second}};
    bench.showPage();
    bench.type("endpoint-base-url", QStringLiteral("http://changed"));
    auto& list = bench.find<QListWidget>("endpoint-list");
    list.setFocus();
    QTest::keyClick(&list, Qt::Key_Down);
    QCOMPARE(bench.text("endpoint-title"), QStringLiteral("second"));
    QVERIFY(bench.notice("endpoint-notice").contains(QStringLiteral("lab")));
    QTest::mouseClick(bench.find<widgets::NoticeBar>("endpoint-notice").findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(bench.find<QLineEdit>("endpoint-base-url").text(), QStringLiteral("http://changed"));
    bench.click("save-endpoint");
    QCOMPARE(bench.saved().front().target.baseUrl, std::string{"http://changed"});
}

void TestEndpoints::ARenamedEndpointKeepsItsPlaceAndKey()
{
    EndpointEntry first = lab();
    first.target.apiKeyKeyring = "lab";
    EndpointEntry second = lab();
    second.name = "second";
    Bench bench{{first, second}};
    bench.secrets.items["lab"] = kKey;
    bench.showPage();
    bench.type("endpoint-name", QStringLiteral("moved"));
    bench.click("save-endpoint");
    QCOMPARE(bench.names(), (QStringList{QStringLiteral("moved"), QStringLiteral("second")}));
    QCOMPARE(bench.saved().front().target.apiKeyKeyring, std::string{"lab"});
    bench.choose("endpoint-key-place", QStringLiteral("No key"));
    bench.click("save-endpoint");
    QCOMPARE(bench.saved().front().target.apiKeyKeyring, std::string{});
    QTRY_VERIFY(bench.secrets.items.empty());
}

void TestEndpoints::TheConnectionIsTestedStepByStep()
{
    Bench bench;
    EndpointEntry entry = bench.simulated("sim");
    entry.target.apiKeyKeyring = "sim";
    bench.secrets.items["sim"] = kKey;
    QVERIFY(bench.endpoints.put({}, entry).ok());
    bench.showPage();
    QTest::mouseClick(bench.find<QListWidget>("endpoint-list").viewport(), Qt::LeftButton, {}, {10, 10});
    bench.click("test-connection");
    QTRY_VERIFY(bench.find<QPushButton>("test-connection").text() == QStringLiteral("&Cancel"));
    QTRY_VERIFY_WITH_TIMEOUT(bench.text("connection-conclusion").contains(QStringLiteral("ready")), 20'000);
    for (const char* mark : {"connection-0-mark", "connection-1-mark", "connection-3-mark", "connection-4-mark"})
        QCOMPARE(bench.text(mark), QString{QChar{0x2713}});
    QCOMPARE(bench.text("connection-2-mark"), QString{QChar{0x2013}});
    QVERIFY(bench.text("connection-4-time").endsWith(QStringLiteral("s")));
    QVERIFY(bench.text("connection-3-note").contains(QStringLiteral("simulated")));
    bench.type("endpoint-base-url", QStringLiteral("http://127.0.0.1:1"));
    QVERIFY(bench.find<QPushButton>("test-connection").isEnabled());
}

void TestEndpoints::AFailedTestSaysWhere()
{
    const Bench bench{{lab()}};
    bench.showPage();
    bench.click("test-connection");
    QTRY_VERIFY_WITH_TIMEOUT(bench.find<QLabel>("connection-conclusion").isVisible(), 20'000);
    QCOMPARE(bench.text("connection-1-mark"), QString{QChar{0x2715}});
    QVERIFY(bench.text("connection-1-note").contains(QStringLiteral("check that the server runs")));
    QCOMPARE(bench.text("connection-2-mark"), QString{QChar{0x00B7}});
    bench.choose("endpoint-key-place", QStringLiteral("Environment variable"));
    bench.type("endpoint-api-key-env", QStringLiteral("INFEROMETER_TEST_NOT_SET"));
    bench.click("test-connection");
    QTRY_VERIFY(bench.text("connection-conclusion").contains(QStringLiteral("INFEROMETER_TEST_NOT_SET")));
}

void TestEndpoints::ATestIsCancelled()
{
    Result<Listener> silent = listenOn(0, true);
    QVERIFY(silent.ok());
    EndpointEntry entry = lab();
    entry.target.baseUrl = "https://127.0.0.1:" + std::to_string(silent.value().port);
    const Bench bench{{entry}};
    bench.showPage();
    bench.click("test-connection");
    QTRY_COMPARE(bench.text("connection-0-mark"), QString{QChar{0x2713}});
    bench.click("test-connection");
    QCOMPARE(bench.text("connection-conclusion"), QStringLiteral("Cancelled."));
    QCOMPARE(bench.find<QPushButton>("test-connection").text(), QStringLiteral("&Test connection"));
}

void TestEndpoints::AFileThatCannotBeReadIsToldAndKept()
{
    Bench bench;
    const QByteArray text{"- name: a\n  base-url: http://h\n  colour: red\n"};
    QFile file{bench.folder.filePath(QStringLiteral("endpoints.yaml"))};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    bench.showPage();
    QVERIFY(bench.text("endpoints-empty").contains(QStringLiteral("endpoints.yaml:3")));
    bench.click("add-endpoint");
    bench.type("endpoint-name", QStringLiteral("b"));
    bench.type("endpoint-base-url", QStringLiteral("http://h"));
    bench.click("save-endpoint");
    QVERIFY(bench.notice("endpoint-notice").contains(QStringLiteral("colour")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), text);
}

void TestEndpoints::EveryInputHasAName()
{
    EndpointEntry entry = lab();
    entry.target.apiKeyKeyring = "lab";
    const Bench bench{{entry}};
    bench.showPage();
    QCOMPARE(test::unnamedInputs(*bench.window).join(QLatin1Char{','}), QString{});
}

void TestEndpoints::ASmallWindowCutsNoField()
{
    const Bench bench{{lab()}};
    bench.window->resize(1024, 700);
    bench.showPage();
    const auto& form = *bench.window->findChild<ui::EndpointForm*>();
    const auto* viewport = form.parentWidget()->parentWidget();
    QTRY_VERIFY(form.isVisible());
    QTRY_VERIFY2(form.mapTo(viewport, QPoint{form.width(), 0}).x() <= viewport->width(),
                 qPrintable(QStringLiteral("%1 of %2").arg(form.width()).arg(viewport->width())));
}

void TestEndpoints::TheScrollBarStandsBesideTheForm()
{
    const Bench bench{{lab()}};
    bench.window->resize(2200, 900);
    bench.showPage();
    const auto& scroll = bench.find<QScrollArea>("endpoint-scroll");
    const auto& name = bench.find<QLineEdit>("endpoint-name");
    const int end = name.mapTo(bench.window.get(), QPoint{name.width(), 0}).x();
    const int bar = scroll.verticalScrollBar()->mapTo(bench.window.get(), QPoint{}).x();
    QVERIFY2(bar - end < 2 * name.height(), qPrintable(QString::number(bar - end)));
}

QTEST_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
