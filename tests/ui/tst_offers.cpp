// SPDX-License-Identifier: GPL-3.0-or-later
// The offers of named sites in the real window: asked for, filtered, sorted, and one taken for a deployment.
#include "core/cloud/named_sites.h"
#include "ui/provision/offers_pane.h"
#include "ui/provision/yaml_edit.h"
#include "widgets/value_edit.h"

#include <QCheckBox>
#include <QClipboard>
#include <QTableView>
#include <QTextEdit>

#include "tests/support/route_server.h"
#include "tests/ui/provision_bench.h"

#include <atomic>

using namespace inferometer;
using test::ProvisionBench;

namespace {

constexpr const char* kSecure = R"({"gpus":[
  {"id":"NVIDIA L4","name":"L4","memory":24,"secure":true,"maxCount":{"secure":8},"price":{"secure":0.44},
   "availability":"HIGH"},
  {"id":"NVIDIA H100 80GB HBM3","name":"H100 SXM","memory":80,"secure":true,"maxCount":{"secure":8},
   "price":{"secure":2.99},"availability":"LOW"},
  {"id":"NVIDIA GeForce RTX 4090","name":"RTX 4090","memory":24,"secure":true,"maxCount":{"secure":8},
   "price":{"secure":0},"availability":"NONE"}]})";
constexpr const char* kCommunity = R"({"gpus":[
  {"id":"NVIDIA L4","name":"L4","memory":24,"community":true,"maxCount":{"community":4},"price":{"community":0.31},
   "availability":"MEDIUM"}]})";

std::atomic<bool> hasNothing = false;

RouteAnswer catalog(const RouteRequest& asked)
{
    if (hasNothing)
        return {200, R"({"gpus":[]})"};
    if (asked.line.find("/v2/catalog/gpus") == std::string::npos)
        return {};
    return {200, asked.line.find("cloud=SECURE") != std::string::npos ? kSecure : kCommunity};
}

// A column as it is shown, row by row.
QStringList column(const ProvisionBench& bench, std::string_view id)
{
    const auto& model = *bench.find<QTableView>("offers-table").model();
    QStringList cells;
    for (int row = 0; row < model.rowCount(); ++row)
        cells << model.index(row, ui::OffersModel::sectionOf(id)).data().toString();
    return cells;
}

QString told(const ProvisionBench& bench) { return bench.find<QTextEdit>("offers-state").toPlainText(); }

}  // namespace

class TestOffers : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AnOfferIsFoundAndTaken();
    void ASiteThatCannotBeAskedSaysWhy();
    void WithoutAnAccountThereIsNothingToAsk();
    void AskingCanBeCancelled();

private:
    const RouteServer m_server{catalog};

    void open(ProvisionBench& bench, std::vector<NamedSite> more = {}) const
    {
        more.insert(more.begin(), {"pods", {"runpod", {{"api-url", m_server.url()}, {"disk", "80"}}}});
        QVERIFY(saveSites(configFolder(), more).ok());
        bench.secrets.items["RUNPOD_API_KEY"] = "rpa_nobodys";
        bench.openByKeys("provisioning");
        bench.click("show-offers");
    }
};

void TestOffers::AnOfferIsFoundAndTaken()
{
    ProvisionBench bench;
    open(bench);
    // The cheapest first, what tells no price last.
    QTRY_COMPARE(column(bench, "gpu"),
                 (QStringList{QStringLiteral("L4"), QStringLiteral("L4"), QStringLiteral("H100 SXM"),
                              QStringLiteral("RTX 4090")}));
    QCOMPARE(column(bench, "price"),
             (QStringList{QStringLiteral("0.31 USD"), QStringLiteral("0.44 USD"), QStringLiteral("2.99 USD"),
                          QStringLiteral("-")}));
    QCOMPARE(told(bench), QStringLiteral("4 of 4 offers."));
    bench.find<QTableView>("offers-table").sortByColumn(ui::OffersModel::sectionOf("memory"), Qt::DescendingOrder);
    QCOMPARE(column(bench, "memory").front(), QStringLiteral("80"));
    bench.type("offers-memory", QStringLiteral("40"));
    QCOMPARE(column(bench, "gpu"), QStringList{QStringLiteral("H100 SXM")});
    bench.type("offers-price", QStringLiteral("1"));
    QCOMPARE(told(bench), QStringLiteral("0 of 4 offers."));
    QVERIFY(!bench.find<QPushButton>("offers-use").isEnabled());
    bench.type("offers-memory", {});
    bench.type("offers-gpu", QStringLiteral("l4"));
    QCOMPARE(column(bench, "price"), (QStringList{QStringLiteral("0.44 USD"), QStringLiteral("0.31 USD")}));
    bench.type("offers-price", QStringLiteral("cheap"));
    QCOMPARE(widgets::fieldState(bench.find<QLineEdit>("offers-price")), widgets::FieldState::Invalid);
    QCOMPARE(column(bench, "price").size(), 2);

    auto& table = bench.find<QTableView>("offers-table");
    table.selectRow(1);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("pods\tNVIDIA L4\tL4\t1\t24\t0.31 USD")));
    QTest::keyClick(&table, Qt::Key_Return);
    const std::string yaml = bench.find<QPlainTextEdit>("editor-yaml").toPlainText().toStdString();
    QCOMPARE(ui::yamlValue(yaml, "site/provider"), std::string{"runpod"});
    QCOMPARE(ui::yamlValue(yaml, "site/gpu"), std::string{"NVIDIA L4"});
    QCOMPARE(ui::yamlValue(yaml, "site/cloud"), std::string{"community"});
    QCOMPARE(ui::yamlValue(yaml, "site/disk"), std::string{"80"});
}

void TestOffers::ASiteThatCannotBeAskedSaysWhy()
{
    ProvisionBench bench;
    open(bench, {{"dead", {"runpod", {{"api-url", "http://127.0.0.1:9"}}}}, {"here", {}}});
    QTRY_COMPARE(column(bench, "price").size(), 4);
    QTRY_VERIFY2(told(bench).contains(QStringLiteral("dead: ")), qPrintable(told(bench)));
    QVERIFY2(!told(bench).contains(QStringLiteral("here")), qPrintable(told(bench)));
}

void TestOffers::WithoutAnAccountThereIsNothingToAsk()
{
    const ProvisionBench bench;
    QVERIFY(saveSites(configFolder(), {{"here", {}}}).ok());
    bench.openByKeys("provisioning");
    QVERIFY(!bench.find<QPushButton>("show-offers").isEnabled());
    QVERIFY(bench.find<QPushButton>("show-offers").toolTip().contains(QStringLiteral("add an account")));
}

void TestOffers::AskingCanBeCancelled()
{
    ProvisionBench bench;
    open(bench);
    QTRY_COMPARE(column(bench, "price").size(), 4);
    hasNothing = true;
    bench.click("offers-again");
    QCOMPARE(bench.find<QPushButton>("offers-again").text(), QStringLiteral("&Cancel"));
    bench.click("offers-again");
    QTest::qWait(500);  // what the site says behind that is not taken
    hasNothing = false;
    QCOMPARE(bench.find<QPushButton>("offers-again").text(), QStringLiteral("&Ask again"));
    QCOMPARE(told(bench), QStringLiteral("4 of 4 offers."));
}

QTEST_MAIN(TestOffers)
#include "tst_offers.moc"
