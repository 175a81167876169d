// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments in the real window, with our simulator as a real engine on this machine: made, measured, ended, and
// whatever happens on the way, nothing runs that is not shown.
#include "core/provision/deployment_lock.h"
#include "core/store/finished_run.h"
#include "ui/form/field_form.h"
#include "ui/provision/log_view.h"
#include "widgets/elided_label.h"
#include "widgets/fact_list.h"
#include "widgets/segment_bar.h"

#include <QClipboard>
#include <QListWidget>
#include <QTcpServer>
#include <QTcpSocket>
#include <QToolButton>

#include "tests/ui/provision_bench.h"

using namespace inferometer;
using test::ProvisionBench;
using ui::Stage;

namespace {

// Of the simulator, step by step until it can be brought up.
void fillEditor(const ProvisionBench& bench)
{
    bench.click("first-deployment");
    bench.type("deployment-name", QString::fromStdString(bench.name));
    bench.click("editor-next");
    bench.choose("deployment-engine-recipe", QStringLiteral("The simulator"));
    bench.type("deployment-model", QStringLiteral("/m/tiny.gguf"));
    bench.type("deployment-alias", QStringLiteral("simulated"));
    bench.click("editor-next");
    bench.type("deployment-limits-ttl", QStringLiteral("10m"));
    bench.click("editor-next");
}

bool tells(const NamedValues& facts, const char* fact, const std::string& value)
{
    return std::any_of(facts.begin(), facts.end(), [&](const auto& one) {
        return one.first == fact && one.second.find(value) != std::string::npos;
    });
}

}  // namespace

class TestProvision : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void FromNothingToAMeasuredEndpointAndBack();
    void AFailureIsSaidAndLeavesNothing();
    void WhatIsCancelledIsEnded();
    void AStartThatTheProgramLeavesIsFoundAgain();
    void AnOrphanIsShownOnEveryPageAndEnded();
    void ClosingAsksWhatIsToBecomeOfWhatRuns();
    void AFileThatCannotBeReadIsShownSo();
    void ARemovedDeploymentComesBack();
    void ASiteIsAskedWhichMachineItWouldBe();
    void AnImageThatIsKeptIsShownAndNothingStandsByIt();
};

void TestProvision::FromNothingToAMeasuredEndpointAndBack()
{
    const ProvisionBench bench;
    bench.openByKeys("provisioning");
    QVERIFY(!bench.isStripShown());
    fillEditor(bench);
    const QString yaml = bench.find<QPlainTextEdit>("editor-yaml").toPlainText();
    QVERIFY2(yaml.contains(QStringLiteral("\nengine:\n  recipe: sim\n")), qPrintable(yaml));
    QVERIFY(bench.find<QTextEdit>("editor-command").toPlainText().contains(QStringLiteral("simulate --port 0")));
    bench.click("editor-up");
    QVERIFY(bench.awaits(Stage::Working));
    QVERIFY(bench.awaits(Stage::Ready));

    QCOMPARE(bench.running().size(), 1U);
    QCOMPARE(bench.shown("deployment-stage"), QStringLiteral("Ready"));
    const QString url = bench.find<widgets::ElidedLabel>("deployment-endpoint").text();
    QVERIFY2(url.startsWith(QStringLiteral("http://127.0.0.1:")), qPrintable(url));
    bench.click("copy-endpoint");
    QCOMPARE(QApplication::clipboard()->text(), url);
    const auto& phases = bench.find<widgets::SegmentBar>("deployment-phases").segments();
    QCOMPARE(phases.size(), 3U);
    QCOMPARE(phases.back().label, QStringLiteral("first token"));
    const QString log = bench.window->findChild<ui::LogView*>()->text();
    for (const char* words : {"Validate", "Connection", "The simulator is started; next: listen", "Deploy"})
        QVERIFY2(log.contains(QString::fromLatin1(words)), qPrintable(log));
    bench.click("deployment-copy");
    QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("inferometer deployment run --config ")));

    // On every page: what, since when, and its end.
    for (const ui::PageEntry& page : ui::pages()) {
        bench.click(QByteArray{"page-"}.append(page.id).constData());
        QVERIFY2(bench.isStripShown(), page.id);
    }
    bench.click("standing-show");
    QVERIFY(bench.find<QWidget>("deployment-measure").isVisible());

    bench.click("deployment-measure");
    QTRY_COMPARE(bench.find<QLineEdit>("base-url").text(), url);
    QCOMPARE(bench.find<QLineEdit>("model-names").text(), QStringLiteral("simulated"));
    bench.load(4, 2, 5);
    bench.click("run");
    QVERIFY(QTest::qWaitFor([&bench] { return bench.isPhase(ui::RunPhase::Finished); }, test::kStartPatience));
    const NamedValues& facts = bench.runs.saved()->header.spec.keep.metadata;
    QVERIFY(tells(facts, "deployment", bench.name));
    QVERIFY(tells(facts, "deployment_phases", "first token"));
    QVERIFY(tells(facts, "deployment_command", "simulate"));

    bench.openByKeys("provisioning");
    QTRY_VERIFY(!bench.deployments().isBusy());
    bench.click("deployment-destroy");
    QCOMPARE(bench.questions.size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isAt(Stage::Down), test::kStartPatience);
    QVERIFY(bench.running().empty());
    QVERIFY2(bench.advice().contains(QStringLiteral("looked at twice")), qPrintable(bench.advice()));
    QVERIFY(!bench.isStripShown());
    // A run to anywhere else is none of the deployment's.
    QVERIFY(bench.deployments().withFacts(bench.runs.saved()->header.spec).keep.metadata.empty());
}

void TestProvision::AFailureIsSaidAndLeavesNothing()
{
    const ProvisionBench bench;
    bench.add("sim", "  arguments: {nonsense: 1}\n");
    bench.click("deployment-up");
    QVERIFY(bench.awaits(Stage::Failed));
    QVERIFY2(bench.advice().contains(QStringLiteral("one of its arguments is none")), qPrintable(bench.advice()));
    QCOMPARE(bench.state()->mark(ui::Step::Deploy).state, ui::StepState::Failed);
    QCOMPARE(bench.state()->mark(ui::Step::Connection).state, ui::StepState::Done);
    QVERIFY(bench.running().empty());
    QVERIFY(!bench.isStripShown());
    bench.click("log-engine");
    QTRY_VERIFY(bench.window->findChild<ui::LogView*>()->text().contains(QStringLiteral("There is no option")));
    bench.type("log-search", QStringLiteral("no option"));
    QVERIFY(bench.window->findChild<ui::LogView*>()->matches() > 0);
    bench.type("log-search", QStringLiteral("not to be found anywhere"));
    QCOMPARE(bench.window->findChild<ui::LogView*>()->matches(), 0);
}

void TestProvision::WhatIsCancelledIsEnded()
{
    const ProvisionBench bench;
    bench.add("never");
    bench.click("deployment-up");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.running().empty(), test::kStartPatience);
    QVERIFY(bench.isStripShown());
    bench.click("deployment-cancel");
    QVERIFY(bench.awaits(Stage::Down));
    QVERIFY(bench.running().empty());
    QVERIFY2(bench.advice().contains(QStringLiteral("looked at twice")), qPrintable(bench.advice()));
}

void TestProvision::AStartThatTheProgramLeavesIsFoundAgain()
{
    ProvisionBench bench;
    bench.add("never");
    bench.click("deployment-up");
    QTRY_VERIFY_WITH_TIMEOUT(!bench.running().empty(), test::kStartPatience);
    bench.open();  // as after a crash: without a question
    QVERIFY(bench.awaits(Stage::Unfinished));
    QCOMPARE(bench.running().size(), 1U);
    // What its steps said is still there.
    const QString said = bench.state()->log.join(QLatin1Char{'\n'});
    QVERIFY2(said.contains(QStringLiteral("Coming up…")) && said.contains(QStringLiteral("Connection")),
             qPrintable(said));
    QVERIFY(bench.isStripShown());
    // The file is another by now: up ends what was begun, and makes an endpoint.
    bench.add("sim");
    bench.click("deployment-up");
    QVERIFY(bench.awaits(Stage::Ready));
    QCOMPARE(bench.running().size(), 1U);
    const QString url = bench.find<widgets::ElidedLabel>("deployment-endpoint").text();
    bench.open();
    QVERIFY(bench.awaits(Stage::Ready));
    bench.click("page-provisioning");
    QCOMPARE(bench.find<widgets::ElidedLabel>("deployment-endpoint").text(), url);
    QCOMPARE(bench.state()->mark(ui::Step::Deploy).state, ui::StepState::Done);
    bench.click("standing-destroy");
    QVERIFY(bench.awaits(Stage::Down));
    QVERIFY(bench.running().empty());
}

void TestProvision::AnOrphanIsShownOnEveryPageAndEnded()
{
    ProvisionBench bench;
    bench.add("sim");
    bench.click("deployment-up");
    QVERIFY(bench.awaits(Stage::Ready));
    const std::string resource = bench.running().front();
    // Neither a file nor the ledger knows it any more.
    bench.window.reset();
    QVERIFY(QDir{QString::fromStdString(dataFolder() + "/deployments")}.removeRecursively());
    bench.open();
    QTRY_VERIFY_WITH_TIMEOUT(bench.deployments().find(resource), test::kStartPatience);
    QCOMPARE(bench.deployments().find(resource)->stage(), Stage::Orphaned);
    bench.click("standing-show");
    QCOMPARE(bench.shown("deployment-stage"), QStringLiteral("Orphaned"));
    QVERIFY(!bench.find<QWidget>("deployment-up").isEnabled());
    bench.click("deployment-destroy");
    QTRY_VERIFY_WITH_TIMEOUT(bench.running().empty(), test::kStartPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.deployments().find(resource), test::kStartPatience);
    QVERIFY(!bench.isStripShown());
}

void TestProvision::ClosingAsksWhatIsToBecomeOfWhatRuns()
{
    ProvisionBench bench;
    bench.window->close();
    QVERIFY2(!bench.window->isVisible(), "nothing runs: nobody is asked");
    bench.open();
    bench.add("sim");
    bench.click("deployment-up");
    QVERIFY(bench.awaits(Stage::Ready));
    bench.window->close();
    QTRY_COMPARE(bench.decided.size(), 1);
    QVERIFY(bench.window->isVisible());
    QCOMPARE(bench.running().size(), 1U);
    bench.decision = ui::Decision::No;
    bench.window->close();
    QTRY_VERIFY(!bench.window->isVisible());
    QCOMPARE(bench.running().size(), 1U);
    bench.open();
    QVERIFY(bench.awaits(Stage::Ready));
    bench.decision = ui::Decision::Yes;
    bench.window->close();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.window->isVisible(), test::kStartPatience);
    QVERIFY(bench.running().empty());
    QCOMPARE(bench.decided.size(), 3);
}

void TestProvision::AFileThatCannotBeReadIsShownSo()
{
    const ProvisionBench bench;
    QVERIFY(bench.deployments()
                .put(bench.name, "version: 1\nname: " + bench.name + "\nmodel: m\nengine: {recipe: x}\n")
                .ok());
    bench.click("page-provisioning");
    QVERIFY(bench.awaits(Stage::Unusable));
    QVERIFY2(bench.advice().contains(QStringLiteral("deployment.yaml:1: ")), qPrintable(bench.advice()));
    QVERIFY(!bench.find<QWidget>("deployment-up").isEnabled());
    QVERIFY(bench.deployments().put(bench.name, "version: 1\nname: other\nmodel: m\nengine: {recipe: sim}\n").ok());
    QVERIFY2(bench.advice().contains(QStringLiteral("make them the same")), qPrintable(bench.advice()));
    bench.click("deployment-edit");
    bench.find<QPlainTextEdit>("editor-yaml").setPlainText(QString::fromStdString(bench.yaml()));
    bench.click("editor-save");
    QVERIFY(bench.awaits(Stage::Down));
    QVERIFY(bench.find<QWidget>("deployment-up").isEnabled());
}

void TestProvision::ARemovedDeploymentComesBack()
{
    const ProvisionBench bench;
    bench.add();
    auto& list = bench.find<QListWidget>("deployment-list");
    QCOMPARE(list.count(), 1);
    bench.click("remove-deployment");
    QCOMPARE(list.count(), 0);
    QVERIFY(bench.find<QWidget>("first-deployment").isVisible());
    QTest::mouseClick(bench.find<widgets::NoticeBar>("provisioning-notice").findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(list.count(), 1);
    QCOMPARE(bench.state()->text, bench.yaml());
}

// A site on loopback that offers two GPUs, and refuses all else.
struct Offers
{
    QTcpServer server;
    QString said;

    Offers()
    {
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("Nothing listens");
        QObject::connect(&server, &QTcpServer::newConnection, [this] {
            QTcpSocket* socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, [this, socket] {
                const QByteArray asked = socket->readAll();
                said += QString::fromUtf8(asked);
                const QByteArray body = asked.startsWith("GET /v2/catalog/gpus?") ? kGpus : "{}";
                socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                              + QByteArray::number(body.size()) + "\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
    }
    static constexpr auto kGpus = R"({"gpus": [
{"id": "NVIDIA L4", "name": "L4", "memory": 24, "secure": true, "maxCount": {"secure": 2}, "price": {"secure": 0.44}},
{"id": "NVIDIA H100", "name": "H100 SXM", "memory": 80, "secure": true, "maxCount": {"secure": 2},
 "price": {"secure": 2.99}}]})";
};

void TestProvision::ASiteIsAskedWhichMachineItWouldBe()
{
    ProvisionBench bench;
    const Offers site;
    const std::string yaml = "version: 1\nname: " + bench.name
        + "\nmodel: Qwen/Qwen2.5-7B\nengine: {recipe: vllm}\n"
          "choose: {max-price: 3}\nsite:\n  provider: runpod\n  api-url: \"http://127.0.0.1:"
        + std::to_string(site.server.serverPort()) + "\"\n";
    QVERIFY(bench.deployments().put(bench.name, yaml).ok());
    bench.click("page-provisioning");
    bench.click("deployment-edit");
    bench.click("editor-step-3");
    QTRY_VERIFY2(bench.shown("choice-said").contains(QStringLiteral("RUNPOD_API_KEY")),
                 qPrintable(bench.shown("choice-said")));
    bench.secrets.items["RUNPOD_API_KEY"] = "nobodys-business";
    bench.click("choice-ask");
    // Dearer by the hour, cheaper by the token.
    QTRY_VERIFY2(
        bench.shown("choice-said").startsWith(QStringLiteral("Chosen: H100 SXM (NVIDIA H100): 21.2 of 80 GB needed")),
        qPrintable(bench.shown("choice-said")));
    QVERIFY(bench.shown("choice-said").contains(QStringLiteral("\nElse: L4 (NVIDIA L4): ")));
    QVERIFY(!site.said.contains(QStringLiteral("POST")));
    // Nothing was made or kept.
    QVERIFY(!QFile::exists(QString::fromStdString(bench.deployments().folder() + "/" + bench.name + "/choice.json")));
    QVERIFY(bench.running().empty());
}

void TestProvision::AnImageThatIsKeptIsShownAndNothingStandsByIt()
{
    const ProvisionBench bench;
    bench.add();
    const Result<Ledger> ledger = Ledger::open(bench.deployments().folder());
    QVERIFY(ledger);
    Resource image{.name = "inferometer-" + bench.name + "-2026-12-01", .deployment = bench.name};
    for (const ResourceKind kind : {ResourceKind::Image, ResourceKind::Snapshot}) {
        image.kind = kind;
        QVERIFY(ledger.value().write(image, ResourceState::Standing));
    }
    bench.deployments().look();
    QTRY_COMPARE(bench.state()->images.size(), 2U);
    QVERIFY(bench.isAt(Stage::Down));
    QVERIFY(!bench.isStripShown());
    const std::vector<widgets::Fact>& facts = bench.find<widgets::FactList>("deployment-facts").facts();
    QCOMPARE(facts.back().value, QString::fromStdString(image.name));
    QVERIFY(!bench.find<QWidget>("deployment-destroy").isEnabled());
    // One that is not ready yet still has to be ended.
    image.kind = ResourceKind::Image;
    image.created = realtimeNow();
    QVERIFY(ledger.value().write(image, ResourceState::Creating));
    const Result<Fd> builder = lockDeployment(bench.deployments().folder(), bench.name);
    bench.deployments().look();
    QTRY_VERIFY(bench.state()->stands());
}

QTEST_MAIN(TestProvision)
#include "tst_provision.moc"
