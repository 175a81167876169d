// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of where the TTFT goes, against hand-made records.
#include "plots/makers.h"
#include "plots/ttft_parts_plot.h"

#include <QTest>

#include "tests/ui/chart_samples.h"
#include "tests/ui/ui_fixture.h"

using namespace inferometer;
using plots::Side;
using test::categoriesOf;
using test::hoverText;
using test::shown;
using test::snapshotOf;

namespace {

const double kNone = ServerMetrics::kNone;

// The same run with other words of the server.
SnapshotPtr withServer(const SnapshotPtr& snapshot, ServerMetrics (*told)(const ServerMetrics& before))
{
    auto block = std::make_shared<RecordBlock>(*snapshot->records->at(0));
    for (ServerMetrics& metrics : block->serverMetrics)
        metrics = told(metrics);
    auto log = std::make_shared<RecordLog>();
    log->append(std::move(block));
    auto other = std::make_shared<Snapshot>(*snapshot);
    other->records = log;
    return other;
}

}  // namespace

class TestTtftParts : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AreThoseThatAreTold();
    void AreNotOfferedWhereNoneIs();
};

void TestTtftParts::AreThoseThatAreTold()
{
    const SnapshotPtr snapshot = snapshotOf({{0.1, 1, kNone}, {0.2, 1.1, kNone}, {0.3, 1.2, kNone}});
    const auto alone = shown(plots::makeTtftPartsPlot, snapshot);
    QVERIFY2(alone->isOffered(), "the server told its TTFT");
    QCOMPARE(alone->csv(),
             QStringLiteral("part,witness,n,p5_s,median_s,p95_s\nclient_queue,client,3,0,0,0\n"
                            "network,client,3,0.011,0.02,0.029\nunexplained,client,3,0.099,0.18,0.261\n"));

    const auto plot = shown(plots::makeTtftPartsPlot, withServer(snapshot, [](const ServerMetrics& before) {
                                ServerMetrics metrics = before;
                                metrics.values[ServerMetrics::Queue] = 0.01;
                                metrics.values[ServerMetrics::Prefill] = metrics.values[ServerMetrics::Ttft] - 0.01;
                                return metrics;
                            }));
    const auto& categories = categoriesOf(*plot).categories();
    QVERIFY2(categories.size() == 5, "of kept-alive connections, so none was opened");
    QCOMPARE(categories[2].of(Side::Server).value, 0.01);
    QCOMPARE(categories[3].of(Side::Server).value, 0.17);
    QCOMPARE(categories[4].of(Side::Client).value, 0.0);
    QCOMPARE(hoverText(*plot, 3), QStringLiteral("Prefill\nServer median 170 ms, p5 to p95 89.0 to 251 ms"));
    QVERIFY(plot->accessibleDescription().startsWith(QStringLiteral("Client queue: Client median")));
}

void TestTtftParts::AreNotOfferedWhereNoneIs()
{
    const SnapshotPtr silent
        = withServer(snapshotOf({{0.1, 1, kNone}}), [](const ServerMetrics&) { return ServerMetrics{}; });
    QVERIFY(!shown(plots::makeTtftPartsPlot, silent)->isOffered());
}

QTEST_MAIN(TestTtftParts)
#include "tst_ttft_parts.moc"
