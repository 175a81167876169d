// SPDX-License-Identifier: GPL-3.0-or-later
// Frame time of the charts with many requests: while panning, zooming, and while data arrive.
//   gantt_bench [REQUESTS=100000 [CHART]]
#include "plots/gantt_plot.h"
#include "plots/plot.h"

#include <qcustomplot.h>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <vector>

using namespace inferometer;

namespace {

// In ms. The processor's time is what a busy machine cannot blur.
struct Time
{
    double wall;
    double processor;
};

double threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Time timeOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    const double busy = threadTime();
    work();
    return {std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - start}.count(),
            threadTime() - busy};
}

void report(const char* what, const std::vector<Time>& frames)
{
    std::printf("%-44s %4zu frames", what, frames.size());
    for (double Time::*const kind : {&Time::wall, &Time::processor}) {
        std::vector<double> times;
        for (const Time& frame : frames)
            times.push_back(frame.*kind);
        std::sort(times.begin(), times.end());
        const auto at
            = [&](double q) { return times[static_cast<std::size_t>(q * static_cast<double>(times.size() - 1))]; };
        std::printf("  %s median %6.2f p99 %6.2f max %6.2f", kind == &Time::wall ? "wall" : "ms, processor", at(0.5),
                    at(0.99), times.back());
    }
    std::printf(" ms\n");
}

// A frame: the replot and the painting of the widget.
void drawFrame(plots::Plot& plot)
{
    plot.canvas().replot();
    static_cast<void>(plot.grab());
}

void pan(plots::Plot& plot, const char* what, double share, double rowShare)
{
    QCPAxis& time = *plot.canvas().xAxis;
    QCPAxis& rows = *plot.canvas().yAxis;
    const QCPRange whole = time.range();
    const QCPRange all = rows.range();
    std::vector<Time> frames;
    for (int i = 0; i < 300; ++i) {
        const double at = 0.5 - 0.5 * std::cos(i * 0.05);
        const double left = whole.lower + (whole.size() * (1 - share)) * at;
        const double top = all.lower + (all.size() * (1 - rowShare)) * at;
        frames.push_back(timeOf([&] {
            time.setRange(left, left + whole.size() * share);
            rows.setRange(top, top + all.size() * rowShare);
            drawFrame(plot);
        }));
    }
    report(what, frames);
    time.setRange(whole);
    rows.setRange(all);
}

void arriving(plots::Plot& plot, const test::SampleShape& shape, const char* what)
{
    test::SampleRun run{shape};
    const double from = run.duration() * 0.9;
    run.advanceTo(from);
    plot.display(run.snapshot());
    std::vector<Time> frames;
    for (double at = from; at < run.duration(); at += 0.1) {
        run.advanceTo(at);
        const SnapshotPtr snapshot = run.snapshot();
        frames.push_back(timeOf([&] {
            plot.display(snapshot);
            drawFrame(plot);
        }));
    }
    report(what, frames);
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    test::dress(false);
    test::SampleShape shape;
    shape.asked = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
    shape.streams = 500;
    shape.failedShare = 0.001;
    shape.batchSizes = 6;
    std::printf("%llu requests, %llu streams, %g s; charts at 1100 x 320\n",
                static_cast<unsigned long long>(shape.asked), static_cast<unsigned long long>(shape.streams),
                test::SampleRun{shape}.duration());
    for (const plots::PlotEntry& entry : plots::plots()) {
        if (argc > 2 && entry.id != argv[2])
            continue;
        const std::unique_ptr<plots::Plot> plot{entry.make(nullptr)};
        plot->resize(1100, 320);
        plot->show();
        arriving(*plot, shape, (std::string{entry.id} + ": last tenth arriving, all in view").c_str());
        if (entry.id != "gantt")
            continue;
        pan(*plot, "gantt: everything in view, panned", 1, 1);
        pan(*plot, "gantt: half of the time, half of the rows", 0.5, 0.5);
        pan(*plot, "gantt: a tenth of the time, all rows", 0.1, 1);
        pan(*plot, "gantt: 1000 rows", 0.05, 1000.0 / static_cast<double>(shape.asked));
        pan(*plot, "gantt: 100 rows", 0.02, 100.0 / static_cast<double>(shape.asked));
        // Panned away from the live end while the run goes on: both costs in one frame.
        plot->canvas().xAxis->setRange(10, 60);
        arriving(*plot, shape, "gantt: zoomed in while data arrive");
    }
    return 0;
}
