// SPDX-License-Identifier: GPL-3.0-or-later
// A run beside its server, by a copy of this program on "another" machine, in the controller that shows it: live as any
// run, stopped as any run, and alone.
#include "core/config/field_text.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/run/run_controller.h"

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
    bool isAt(RunPhase phase) const { return runs.phase() == phase; }
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
};

void TestBeside::ItIsShownAndKeptAsAnyRun()
{
    Bench bench;
    QSignalSpy snapshots{&bench.runs, &ui::RunController::snapshotChanged};
    bench.runs.startBeside(bench.spec(12), bench.host);
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
    bench.runs.startBeside(bench.spec(100'000), bench.host);
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
    bench.runs.startBeside(bench.spec(4), bench.host);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isAt(RunPhase::Failed), kPatience);
    QVERIFY(!ui::errorText(bench.runs.error()).isEmpty());
    QVERIFY(!bench.runs.isActive());
}

void TestBeside::ADeploymentOverSshIsMeasuredBesideItsServer()
{
    const test::SshServer server;
    const test::FakeClient client{"exec '" INFEROMETER_PROGRAM "' \"$@\""};
    const test::ProvisionBench bench;
    const std::string known = client / "known_hosts";
    test::writeFile(known, server.knownHost());
    const std::string site = "site: {provider: ssh, host: \"" + server.place() + "\", key-file: \"" + server.keyFile()
        + "\", known-hosts: \"" + known + "\"}\n";
    QVERIFY(bench.deployments().put(bench.name, bench.yaml() + site).ok());
    bench.click("page-provisioning");
    bench.click("deployment-up");
    QVERIFY(bench.awaits(ui::Stage::Working));
    QVERIFY(bench.awaits(ui::Stage::Ready));
    QTRY_VERIFY(!bench.deployments().isBusy());
    QVERIFY(bench.find<QComboBox>("deployment-client").isVisible());
    QCOMPARE(bench.find<QComboBox>("deployment-client").currentText(), QStringLiteral("Beside the server"));

    const auto clientOf = [&bench](const char* place) {
        bench.openByKeys("provisioning");
        bench.choose("deployment-client", QString::fromLatin1(place));
        bench.click("deployment-measure");
        if (!QTest::qWaitFor([&bench] { return bench.find<QWidget>("run").isVisible(); }, kPatience))
            return std::string{"not reached"};
        bench.load(4, 2, 5);
        bench.click("run");
        const std::size_t before = bench.runs.ended().size();
        if (!QTest::qWaitFor([&] { return bench.runs.ended().size() > before; }, kPatience))
            return ui::toStd(ui::errorText(bench.runs.error()));
        const RunSpec& spec = bench.runs.saved()->header.spec;
        for (const auto& [name, value] : spec.keep.metadata)
            if (name == "client")
                return value + ", ok " + std::to_string(bench.runs.saved()->summary.ok);
        return std::string{"not told"};
    };
    QCOMPARE(clientOf("Beside the server"), "beside the server on " + server.place() + ", ok 4");
    QTRY_VERIFY(!bench.runs.isActive());
    QCOMPARE(clientOf("Here"), std::string{"here, through a tunnel, ok 4"});
    bench.openByKeys("provisioning");
    QTRY_VERIFY(bench.find<QWidget>("deployment-destroy").isEnabled());
    bench.click("deployment-destroy");
    QVERIFY(bench.awaits(ui::Stage::Down));
    QVERIFY(bench.running().empty());
}

QTEST_MAIN(TestBeside)
#include "tst_beside.moc"
