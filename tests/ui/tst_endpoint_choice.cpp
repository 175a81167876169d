// SPDX-License-Identifier: GPL-3.0-or-later
// The choice of a saved endpoint in a run's form, by clicks and keys against the simulator.
#include <QMenu>

#include "tests/ui/endpoint_bench.h"

using namespace inferometer;
using test::kKey;
using test::lab;
using Bench = test::EndpointBench;

class TestEndpointChoice : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AChosenEndpointFillsAndLocksTheForm();
    void ARunTakesTheKeyFromTheKeyring();
    void AKeyThatIsGoneForbidsTheRun();
    void TheModelsOfTheEndpointAreOffered();
    void AChangedEndpointChangesTheForm();
    void WelcomeLeadsToANewEndpoint();
};

void TestEndpointChoice::AChosenEndpointFillsAndLocksTheForm()
{
    EndpointEntry entry = lab();
    entry.target.llmApi = "ollama-chat";
    entry.target.headers = {{"X-Team", "blue"}};
    Bench bench{{entry}};
    bench.choose("endpoint", QStringLiteral("lab"));
    QCOMPARE(bench.find<QLineEdit>("base-url").text(), QString::fromStdString(entry.target.baseUrl));
    QVERIFY(!bench.find<QLineEdit>("base-url").isEnabled());
    QVERIFY(!bench.find<QComboBox>("llm-api").isEnabled());
    QVERIFY(bench.find<QLineEdit>("model-names").isEnabled());
    QCOMPARE(bench.find<QLineEdit>("model-names").text(), QStringLiteral("big"));
    QVERIFY(bench.command().contains(QStringLiteral("--endpoint lab")));
    for (const char* part : {"--base-url", "--llm-api", "--model-names", "--header"})
        QVERIFY2(!bench.command().contains(QLatin1String{part}), part);
    bench.type("model-names", QStringLiteral("other"));
    QVERIFY(bench.command().contains(QStringLiteral("--model-names other")));
    bench.window->close();
    bench.open();
    QCOMPARE(bench.find<QComboBox>("endpoint").currentText(), QStringLiteral("lab"));
    QCOMPARE(bench.find<QLineEdit>("model-names").text(), QStringLiteral("other"));
    QVERIFY(!bench.find<QLineEdit>("base-url").isEnabled());
    bench.choose("endpoint", bench.find<QComboBox>("endpoint").itemText(0));
    QVERIFY(bench.find<QLineEdit>("base-url").isEnabled());
    QVERIFY(bench.command().contains(QStringLiteral("--base-url http://127.0.0.1:1")));
    QVERIFY(!bench.command().contains(QStringLiteral("--header")));
    QVERIFY(!bench.command().contains(QStringLiteral("--endpoint")));
}

void TestEndpointChoice::ARunTakesTheKeyFromTheKeyring()
{
    Bench bench;
    EndpointEntry entry = bench.simulated("sim");
    entry.target.apiKeyKeyring = "sim";
    bench.secrets.items["sim"] = kKey;
    QVERIFY(bench.endpoints.put({}, entry).ok());
    bench.choose("endpoint", QStringLiteral("sim"));
    QVERIFY(bench.command().startsWith(QStringLiteral("read -rs INFEROMETER_API_KEY && export INFEROMETER_API_KEY\n")));
    QVERIFY(bench.command().contains(QStringLiteral("--api-key-env INFEROMETER_API_KEY")));
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.runs.phase() == ui::RunPhase::Finished, 30'000);
    QCOMPARE(bench.runs.saved()->summary.ok, 2U);
    bench.window->close();
    QCOMPARE(bench.fileWith(kKey), QString{});
    QCOMPARE(QString::fromStdString(bench.runs.spec().endpoint), QString{});
}

void TestEndpointChoice::AKeyThatIsGoneForbidsTheRun()
{
    Bench bench;
    EndpointEntry entry = bench.simulated("sim");
    entry.target.apiKeyKeyring = "sim";
    QVERIFY(bench.endpoints.put({}, entry).ok());
    bench.choose("endpoint", QStringLiteral("sim"));
    bench.click("run");
    QTRY_VERIFY(bench.notice("notice").contains(QStringLiteral("no such key")));
    QVERIFY(!bench.runs.isActive());
}

void TestEndpointChoice::TheModelsOfTheEndpointAreOffered()
{
    Bench bench;
    bench.type("base-url", QString::fromStdString(bench.simulator.url()));
    auto& model = bench.find<QLineEdit>("model-names");
    model.setFocus();
    QTest::keyClick(&model, Qt::Key_Down);
    auto& menu = bench.find<QMenu>("models-menu");
    QTRY_VERIFY_WITH_TIMEOUT(menu.actions().size() == 1 && menu.actions().front()->isEnabled(), 10'000);
    QVERIFY(menu.isVisible());
    QTest::keyClick(&menu, Qt::Key_Down);
    QTest::keyClick(&menu, Qt::Key_Return);
    QCOMPARE(model.text(), QStringLiteral("simulated"));
    bench.type("base-url", QStringLiteral("http://127.0.0.1:1"));
    QTest::keyClick(&model, Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(bench.text("model-names-reason").contains(QStringLiteral("refused")), 10'000);
    QVERIFY(!menu.isVisible());
}

void TestEndpointChoice::AChangedEndpointChangesTheForm()
{
    Bench bench{{lab()}};
    bench.choose("endpoint", QStringLiteral("lab"));
    EndpointEntry changed = lab();
    changed.target.baseUrl = "http://127.0.0.1:2";
    changed.target.modelNames = "bigger";
    QVERIFY(bench.endpoints.put("lab", changed).ok());
    QCOMPARE(bench.find<QLineEdit>("base-url").text(), QStringLiteral("http://127.0.0.1:2"));
    QCOMPARE(bench.find<QLineEdit>("model-names").text(), QStringLiteral("bigger"));
    QVERIFY(bench.endpoints.remove("lab").ok());
    QVERIFY(bench.find<QLineEdit>("base-url").isEnabled());
    QVERIFY(bench.text("endpoint-reason").contains(QStringLiteral("lab")));
    QCOMPARE(bench.find<QComboBox>("endpoint").currentIndex(), 0);
}

void TestEndpointChoice::WelcomeLeadsToANewEndpoint()
{
    const Bench bench;
    bench.click("welcome-endpoint");
    QVERIFY(bench.find<QLineEdit>("endpoint-name").isVisible());
    QVERIFY(bench.find<QLineEdit>("endpoint-name").hasFocus());
    bench.click("page-synthetic");
    auto& box = bench.find<QComboBox>("endpoint");
    bench.choose("endpoint", box.itemText(box.count() - 1));
    QVERIFY(bench.find<QLineEdit>("endpoint-name").isVisible());
    QCOMPARE(box.currentIndex(), 0);
}

QTEST_MAIN(TestEndpointChoice)
#include "tst_endpoint_choice.moc"
