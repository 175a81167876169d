// SPDX-License-Identifier: GPL-3.0-or-later
// A run beside its server, by a copy of this program on "another" machine, in the controller that shows it: live as any
// run, stopped as any run, and alone.
#include "core/config/field_text.h"
#include "core/provision/left_run.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/provision/deployment_files.h"
#include "ui/run/run_controller.h"
#include "widgets/elided_label.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/fake_client.h"
#include "tests/support/rough_host.h"
#include "tests/support/ssh_server.h"
#include "tests/ui/provision_bench.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <utility>

using namespace inferometer;
using ui::RunPhase;

namespace {

constexpr int kPatience = 60'000;  // ms

struct Bench
{
    // The real program in the folder of a run, as the one that is copied would be.
    test::FakeClient client{"exec '" INFEROMETER_PROGRAM "' \"$@\""};
    std::shared_ptr<test::RoughHost> host = std::make_shared<test::RoughHost>();
    ui::SimulatedEndpoint simulator;
    ui::RunController runs;

    RunSpec spec(int requests)
    {
        if (!simulator.start())
            qFatal("The simulator does not start");
        RunSpec asked = simulator.demonstration(defaultSpec(Evaluation::Synthetic));
        asked.endpoint.clear();
        static_cast<void>(setField(asked, *findRunField("num-output-tokens"), "4").ok());
        asked.arrivals.numRequests = requests;
        asked.arrivals.numConcurrentRequests = 2;
        asked.keep.resultsDir = client / "results";
        return asked;
    }
    void startBeside(int requests)
    {
        PlacedRun placed{LoadPlace::Beside, host, spec(requests)};
        placed.home = {placed.run.keep.resultsDir, client / "notes"};
        runs.startBeside(placed);
    }
    bool isAt(RunPhase phase) const { return runs.phase() == phase; }
};

struct FarMachine
{
    const test::SshServer server;
    const test::FakeClient client{"exec '" INFEROMETER_PROGRAM "' \"$@\""};
};

// A deployment over SSH in the window.
struct FarBench : FarMachine, test::ProvisionBench
{
    bool comesUp(const std::string& more = {}) const
    {
        const std::string known = client / "known_hosts";
        test::writeFile(known, server.knownHost());
        const std::string site = "site: {provider: ssh, host: \"" + server.place() + "\", key-file: \""
            + server.keyFile() + "\", known-hosts: \"" + known + "\"}\n";
        if (!deployments().put(name, yaml() + site + more).ok())
            return false;
        click("page-provisioning");
        click("deployment-up");
        return awaits(ui::Stage::Working) && awaits(ui::Stage::Ready)
            && QTest::qWaitFor([this] { return !deployments().isBusy(); }, kPatience);
    }
    // What the run that is measured from there says of it.
    std::string clientOf(const char* place) const
    {
        openByKeys("provisioning");
        choose("deployment-client", QString::fromLatin1(place));
        click("deployment-measure");
        if (!QTest::qWaitFor([this] { return find<QWidget>("run").isVisible(); }, kPatience))
            return "not reached";
        load(4, 2, 5);
        click("run");
        const std::size_t before = runs.ended().size();
        if (!QTest::qWaitFor([&] { return runs.ended().size() > before; }, kPatience))
            return ui::toStd(ui::errorText(runs.error()));
        const RunSpec& spec = runs.saved()->header.spec;
        for (const auto& [key, value] : spec.keep.metadata)
            if (key == "client")
                return value + ", ok " + std::to_string(runs.saved()->summary.ok);
        return "not told";
    }
    QString clientAdvice() const { return find<widgets::ElidedLabel>("deployment-client-why").text(); }
    bool goesDown() const
    {
        openByKeys("provisioning");
        if (!QTest::qWaitFor([this] { return find<QWidget>("deployment-destroy").isEnabled(); }, kPatience))
            return false;
        click("deployment-destroy");
        return awaits(ui::Stage::Down) && running().empty();
    }
};

}  // namespace

class TestBeside : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ItIsShownAndKeptAsAnyRun();
    void ItIsStoppedAndWhatWasMeasuredIsKept();
    void WhatCannotBeBegunIsSaid();
    void ADeploymentOverSshIsMeasuredBesideItsServer();
    void AClientHereGoesByTheNetwork();
    void WhatAKilledProgramLeftIsFetchedAtTheNextStart();
};

void TestBeside::ItIsShownAndKeptAsAnyRun()
{
    Bench bench;
    QSignalSpy snapshots{&bench.runs, &ui::RunController::snapshotChanged};
    bench.startBeside(12);
    QVERIFY(bench.isAt(RunPhase::Preparing));
    // Nobody else is measured meanwhile.
    bench.runs.start(bench.spec(4));
    QVERIFY(ui::errorText(bench.runs.error()).contains(QStringLiteral("beside the server")));
    QVERIFY(bench.runs.waiting().empty());
    QTRY_VERIFY_WITH_TIMEOUT(bench.isAt(RunPhase::Finished) || bench.isAt(RunPhase::Failed), kPatience);
    QVERIFY2(bench.isAt(RunPhase::Finished), qPrintable(ui::errorText(bench.runs.error())));
    QCOMPARE(bench.runs.saved()->summary.ok, 12U);
    QVERIFY(!snapshots.isEmpty());
    QCOMPARE(bench.runs.ended().size(), 1U);
    QVERIFY(bench.runs.ended().front().folder.starts_with(bench.client / "results"));
    const NamedValues& scope = bench.runs.saved()->header.spec.keep.metadata;
    QVERIFY(std::find(scope.begin(), scope.end(),
                      std::pair{std::string{"client"}, std::string{"beside the server on a rough machine"}})
            != scope.end());
    // And the next one is one of here again.
    bench.runs.start(bench.spec(4));
    QTRY_VERIFY_WITH_TIMEOUT(bench.isAt(RunPhase::Finished) && bench.runs.ended().size() == 2, kPatience);
}

void TestBeside::ItIsStoppedAndWhatWasMeasuredIsKept()
{
    Bench bench;
    bench.startBeside(100'000);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isAt(RunPhase::Running), kPatience);
    QVERIFY(bench.runs.canStop());
    bench.runs.stop();
    bench.runs.stop();
    QTRY_VERIFY_WITH_TIMEOUT(bench.isAt(RunPhase::Finished), kPatience);
    QVERIFY(bench.runs.saved()->summary.ok > 0);
    QVERIFY(bench.runs.saved()->summary.started < 100'000);
}

void TestBeside::WhatCannotBeBegunIsSaid()
{
    Bench bench;
    bench.client.setManifest("{}");
    bench.startBeside(4);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isAt(RunPhase::Failed), kPatience);
    QVERIFY(!ui::errorText(bench.runs.error()).isEmpty());
    QVERIFY(!bench.runs.isActive());
}

void TestBeside::ADeploymentOverSshIsMeasuredBesideItsServer()
{
    const FarBench bench;
    QVERIFY(bench.comesUp());
    QVERIFY(bench.find<QComboBox>("deployment-client").isVisible());
    QCOMPARE(bench.find<QComboBox>("deployment-client").currentText(), QStringLiteral("Beside the server"));
    QCOMPARE(bench.clientOf("Beside the server"), "beside the server on " + bench.server.place() + ", ok 4");
    QTRY_VERIFY(!bench.runs.isActive());
    QCOMPARE(bench.clientAdvice(), QStringLiteral("A copy of this program goes there: no network is in the figures."));
    QCOMPARE(bench.clientOf("Here, through a tunnel"), std::string{"here, through a tunnel, ok 4"});
    QCOMPARE(bench.clientAdvice(), QStringLiteral("Through SSH, whose own delay is in the figures."));
    QTRY_VERIFY(!bench.runs.isActive());
    QVERIFY(bench.goesDown());
}

// The place is the one that the command line takes for such a file.
void TestBeside::AClientHereGoesByTheNetwork()
{
    const FarBench bench;
    QVERIFY(bench.comesUp("client: {provider: local, server: 127.0.0.1}\n"));
    QCOMPARE(bench.clientOf("Here, over the network"), std::string{"here, over the network, ok 4"});
    QTRY_VERIFY(!bench.runs.isActive());
    const std::string port = std::to_string(bench.state()->endpoint->port);
    QCOMPARE(bench.runs.saved()->header.spec.target.baseUrl, "http://127.0.0.1:" + port);
    QCOMPARE(bench.clientAdvice(), QStringLiteral("As its file says: what the network takes is in the figures."));
    QVERIFY(bench.goesDown());
}

void TestBeside::WhatAKilledProgramLeftIsFetchedAtTheNextStart()
{
    FarBench bench;
    const QString results = QString::fromStdString(bench.client / "results");
    bench.settings.setResultsDir(results);
    const std::string run = bench.client / "run.yaml";
    test::writeFile(run,
                    "version: 2\nrun: synthetic\nnum-requests: 200\nnum-concurrent-requests: 2\nnum-input-tokens: 40\n"
                    "num-output-tokens: 5\nresults-dir: "
                        + results.toStdString() + "\n");
    QVERIFY(bench.comesUp("run: " + run + "\n"));
    const std::string file = ui::deploymentFile(bench.deployments().folder(), bench.name);
    QProcess program;
    program.start(QStringLiteral(INFEROMETER_PROGRAM),
                  {QStringLiteral("deployment"), QStringLiteral("run"), QStringLiteral("--config"),
                   QString::fromStdString(file)});
    const auto part = [&results] {
        const QStringList runs = QDir{results}.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        return runs.isEmpty() ? QString{} : results + QLatin1Char{'/'} + runs.front();
    };
    constexpr qint64 kSome = 6000;  // bytes
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo{part() + QStringLiteral("/journal")}.size() > kSome, kPatience);
    QCOMPARE(program.state(), QProcess::Running);
    program.kill();
    QVERIFY(program.waitForFinished(kPatience));
    bench.open();
    QTRY_VERIFY_WITH_TIMEOUT(
        bench.find<widgets::NoticeBar>("window-notice")
            .text()
            .startsWith(QStringLiteral("The rest of a run that went on beside its server was fetched")),
        kPatience);
    const Result<FinishedRun> whole = loadResult(part().toStdString());
    QVERIFY(whole.ok());
    QVERIFY(whole.value().ended);
    QCOMPARE(whole.value().summary.ok, 200U);
    QVERIFY(!LeftRun::isAnyIn(notesFolder(bench.deployments().folder(), bench.name)));
    QVERIFY(bench.goesDown());
}

QTEST_MAIN(TestBeside)
#include "tst_beside.moc"
