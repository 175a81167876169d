// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to a new endpoint without typing: templates, servers found on this computer, the desktop's proxy.
#include "core/config/server_templates.h"
#include "ui/endpoints/endpoint_starts.h"
#include "ui/endpoints/proxy_offer.h"

#include <QListWidget>
#include <QMenu>

#include "tests/ui/endpoint_bench.h"

#include <array>
#include <atomic>

using namespace inferometer;
using Bench = test::EndpointBench;

class TestEndpointStarts : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ATemplateFillsTheForm();
    void ServersAreFoundAndAddedByOneClick();
    void NothingIsAskedBeforeTheButton();
    void NoServerIsSaid();
    void AHostileNameIsPlainText();
    void TheDesktopsProxyIsOffered();
    void AProxyIsNeverUsedSilently();
};

namespace {

// A search that looks where the simulator is, in place of the usual ports.
ui::EndpointStarts::Search simulatorOnly(const Bench& bench)
{
    return [url = bench.simulator.url()](const std::stop_token& stop) {
        const std::array candidates{ServerTemplate{"vLLM", "openai-chat", url, "", true}};
        return findLocalServers(candidates, std::chrono::seconds{5}, stop);
    };
}

ui::EndpointStarts& startsOf(const Bench& bench) { return *bench.window->findChild<ui::EndpointStarts*>(); }

// The environment's proxy for the time of a test.
class ProxyInEnvironment
{
public:
    ProxyInEnvironment()
    {
        for (const char* name : kNames)
            qputenv(name, "http://user:secret@proxy.example:3128");
    }
    ~ProxyInEnvironment()
    {
        for (const char* name : kNames)
            qunsetenv(name);
    }
    ProxyInEnvironment(const ProxyInEnvironment&) = delete;
    ProxyInEnvironment& operator=(const ProxyInEnvironment&) = delete;

private:
    static constexpr std::array kNames{"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"};
};

}  // namespace

void TestEndpointStarts::ATemplateFillsTheForm()
{
    const Bench bench;
    bench.showPage();
    const QList<QAction*> templates = bench.find<QPushButton>("endpoint-templates").menu()->actions();
    QCOMPARE(templates.size(), static_cast<int>(serverTemplates().size()));
    for (QAction* action : templates) {
        if (action->text() == QStringLiteral("Ollama") || action->text() == QStringLiteral("OpenAI"))
            action->trigger();
        if (action->text() == QStringLiteral("Ollama")) {
            QCOMPARE(bench.find<QLineEdit>("endpoint-base-url").text(), QStringLiteral("http://127.0.0.1:11434"));
            QCOMPARE(bench.find<QComboBox>("endpoint-llm-api").currentText(), QStringLiteral("ollama-chat"));
            bench.click("save-endpoint");
        }
    }
    QCOMPARE(bench.find<QLineEdit>("endpoint-api-key-env").text(), QStringLiteral("OPENAI_API_KEY"));
    bench.click("save-endpoint");
    QCOMPARE(bench.names(), (QStringList{QStringLiteral("Ollama"), QStringLiteral("OpenAI")}));
}

void TestEndpointStarts::ServersAreFoundAndAddedByOneClick()
{
    const Bench bench;
    startsOf(bench).setSearch(simulatorOnly(bench));
    bench.click("welcome-servers");
    QTRY_VERIFY(bench.window->findChild<QPushButton*>(QStringLiteral("add-server")));
    QVERIFY(bench.find<QPushButton>("add-server").isVisible());
    bench.click("add-server");
    QCOMPARE(bench.saved().size(), 1U);
    QCOMPARE(bench.saved().front().target.baseUrl, bench.simulator.url());
    QCOMPARE(bench.saved().front().target.modelNames, std::string{"simulated"});
    QVERIFY(!bench.find<QPushButton>("add-server").isEnabled());
    QCOMPARE(bench.find<QListWidget>("endpoint-list").currentRow(), 0);
    // Again: a new list, not a longer one.
    bench.click("look-for-servers");
    QTRY_VERIFY(bench.find<QPushButton>("look-for-servers").isEnabled());
    QTRY_COMPARE(bench.window->findChildren<QPushButton*>(QStringLiteral("add-server")).size(), 1);
}

void TestEndpointStarts::NothingIsAskedBeforeTheButton()
{
    const Bench bench;
    std::atomic<int> searches{0};
    startsOf(bench).setSearch([&searches](const std::stop_token&) {
        ++searches;
        return std::vector<LocalServer>{};
    });
    bench.showPage();
    bench.click("add-endpoint");
    QTest::qWait(50);
    QCOMPARE(searches.load(), 0);
    bench.click("look-for-servers");
    QTRY_COMPARE(searches.load(), 1);
}

void TestEndpointStarts::NoServerIsSaid()
{
    const Bench bench;
    startsOf(bench).setSearch([](const std::stop_token&) { return std::vector<LocalServer>{}; });
    bench.showPage();
    bench.click("look-for-servers");
    QTRY_VERIFY(bench.find<QLabel>("local-servers-said").text().contains(QStringLiteral("11434")));
    QVERIFY(bench.find<QLabel>("local-servers-said").isVisible());
}

void TestEndpointStarts::AHostileNameIsPlainText()
{
    const Bench bench;
    const std::string name = "<img src=x>\n" + std::string(150, 'w');
    startsOf(bench).setSearch([name](const std::stop_token&) {
        LocalServer server{entryOf(serverTemplates().front()), "vLLM", {name}};
        return std::vector{server};
    });
    bench.showPage();
    bench.click("look-for-servers");
    QTRY_VERIFY(bench.window->findChild<QPushButton*>(QStringLiteral("add-server")));
    const auto& add = bench.find<QPushButton>("add-server");
    QTRY_VERIFY(add.isVisible() && add.width() > 10);
    QVERIFY(add.mapTo(&startsOf(bench), QPoint{add.width(), 0}).x() <= startsOf(bench).width());
    QVERIFY(startsOf(bench).width() < bench.find<QListWidget>("endpoint-list").width() + 20);
}

void TestEndpointStarts::TheDesktopsProxyIsOffered()
{
    const ProxyInEnvironment proxy;
    QCOMPARE(ui::desktopProxy(QUrl{QStringLiteral("http://127.0.0.1:8000")}), QString{});
    QCOMPARE(ui::desktopProxy(QUrl{QStringLiteral("http://localhost:8000")}), QString{});
    const Bench bench;
    bench.showPage();
    bench.click("add-endpoint");
    bench.type("endpoint-name", QStringLiteral("far"));
    bench.type("endpoint-base-url", QStringLiteral("https://far.example/v1"));
    auto& offer = bench.find<QWidget>("proxy-offer");
    QTRY_VERIFY(offer.isVisible());
    QCOMPARE(bench.find<QLineEdit>("endpoint-proxy").text(), QString{});
    bench.click("use-proxy");
    QCOMPARE(bench.find<QLineEdit>("endpoint-proxy").text(), QStringLiteral("http://proxy.example:3128"));
    QVERIFY(!offer.isVisible());
    bench.click("save-endpoint");
    QCOMPARE(bench.saved().front().target.proxy, std::string{"http://proxy.example:3128"});
}

// The simulator answers though the environment names a proxy that is not there.
void TestEndpointStarts::AProxyIsNeverUsedSilently()
{
    const ProxyInEnvironment proxy;
    Bench bench;
    bench.aim(2, 1, 3);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    QCOMPARE(bench.runs.saved()->summary.ok, 2U);
    QCOMPARE(bench.runs.saved()->facts.scope, std::string{"loopback"});
}

QTEST_MAIN(TestEndpointStarts)
#include "tst_endpoint_starts.moc"
