// SPDX-License-Identifier: GPL-3.0-or-later
// How long the event loop stands still while the whole live area draws a run of 20,000 chunks/s.
//   ui_stall_bench [SECONDS=10]          snapshots made beforehand: drawing alone
//   ui_stall_bench [SECONDS=10] --real   400 streams against the simulated endpoint in this process
// With --statistics the tab of statistics is open instead of the overview. With --range a range of the run is selected
// that begins with its last half and does not end, so that it is counted again and again.
#include "core/sim/simulator.h"
#include "ui/charts/plot_grid.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"

#include <QTemporaryDir>
#include <QTimer>

#include "tests/bench/stall_watch.h"
#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

#include <cstdio>
#include <vector>

using namespace inferometer;

namespace {

using test::watch;

// With --range: what began in the last half of the run so far, and all that follows.
void select(ui::RunView& view)
{
    if (!QApplication::arguments().contains(QStringLiteral("--range")))
        return;
    const Nanos now = view.shown().snapshot()->elapsed;
    const TimeRange range{now / 2, now + std::chrono::hours{1}};
    emit view.findChild<ui::PlotGrid*>()->rangeWanted(range);
}

// 100,000 requests are there already; 400 streams of 50 tokens/s go on.
void drawing(ui::RunView& view, double span)
{
    test::SampleShape shape;
    shape.asked = 110'000;
    shape.streams = 400;
    shape.itl = 0.02;
    test::SampleRun run{shape};
    double at = run.duration() * 0.9;
    std::vector<SnapshotPtr> snapshots;
    for (int i = 0; i < static_cast<int>(span * 10) + 1; ++i) {
        run.advanceTo(at += 0.1);
        snapshots.push_back(run.snapshot());
    }
    view.display(snapshots.front());
    select(view);
    QApplication::processEvents();
    QTimer tick;
    tick.setInterval(100);
    std::size_t next = 1;
    QObject::connect(&tick, &QTimer::timeout, &view, [&] {
        if (next < snapshots.size())
            view.display(snapshots[next++]);
    });
    tick.start();
    const double rate = static_cast<double>(snapshots.back()->tokens - snapshots.front()->tokens) / span;
    std::printf("%.0f chunks/s, %llu requests shown\n", rate,
                static_cast<unsigned long long>(snapshots.back()->finished));
    watch("drawing alone", span);
}

int real(ui::RunView& view, double span)
{
    const QTemporaryDir folder;
    SimSpec sim;
    sim.ttft = 0.2;
    sim.itl = 0.02;
    const Result<std::unique_ptr<Simulator>> simulator = Simulator::start(sim);
    if (!simulator) {
        std::fprintf(stderr, "%s\n", simulator.error().message.c_str());
        return 1;
    }
    ui::RunController runs;
    QObject::connect(&runs, &ui::RunController::snapshotChanged, &view,
                     [&](const SnapshotPtr& snapshot) { view.display(snapshot); });
    RunSpec spec;
    spec.target.baseUrl = simulator.value()->url();
    spec.target.modelNames = sim.model;
    spec.keep.resultsDir = folder.path().toStdString();
    spec.prompts.numInputTokens = 100;
    spec.prompts.numOutputTokens = 100;
    spec.arrivals.numRequests = 100'000;
    spec.arrivals.numConcurrentRequests = 540;  // of 2.2 s and a little each, 100 tokens: beyond 20,000 a second
    runs.start(spec);
    QObject::connect(&runs, &ui::RunController::phaseChanged, qApp, [&](ui::RunPhase phase) {
        if (phase == ui::RunPhase::Running || phase == ui::RunPhase::Failed)
            QCoreApplication::quit();
    });
    QApplication::exec();
    if (runs.phase() != ui::RunPhase::Running) {
        std::fprintf(stderr, "%s\n", runs.error().message.c_str());
        return 1;
    }
    QTimer::singleShot(3000, qApp, &QCoreApplication::quit);
    QApplication::exec();
    select(view);
    const std::uint64_t before = runs.snapshot()->chunks;
    watch("real run, simulator in the same process", span);
    std::printf("%.0f chunks/s\n", static_cast<double>(runs.snapshot()->chunks - before) / span);
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    test::dress(false);
    const QStringList arguments = QApplication::arguments();
    const double span = arguments.size() > 1 ? arguments[1].toDouble() : 10;
    ui::RunView view;
    view.resize(1100, 900);
    view.show();
    if (arguments.contains(QStringLiteral("--statistics")))
        view.openTab(ui::RunView::Statistics);
    if (arguments.contains(QStringLiteral("--real")))
        return real(view, span);
    drawing(view, span);
    return 0;
}
