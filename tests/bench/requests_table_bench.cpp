// SPDX-License-Identifier: GPL-3.0-or-later
// The table of requests with many of them: ticks while a run goes on, frames while scrolling, sorting, filtering.
//   requests_table_bench [REQUESTS=1000000]
#include "ui/requests/request_columns.h"
#include "ui/requests/request_table.h"
#include "ui/requests/requests_view.h"

#include <QScrollBar>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

using namespace inferometer;

namespace {

double timeOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - start}.count();
}

void report(const char* what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at
        = [&](double q) { return times[static_cast<std::size_t>(q * static_cast<double>(times.size() - 1))]; };
    std::printf("%-52s %4zu times  median %7.2f  p99 %7.2f  max %7.2f ms\n", what, times.size(), at(0.5), at(0.99),
                times.back());
}

// As the event loop would: what is due, then the painting.
void paint(QWidget& widget)
{
    QApplication::processEvents();
    static_cast<void>(widget.grab());
}

void ticks(ui::RequestsView& view, test::SampleRun& run, double& at, const char* what)
{
    std::vector<double> ticking;
    std::vector<double> frames;
    for (int i = 0; i < 50 && at < run.duration(); ++i) {
        run.advanceTo(at);
        at += 0.1;
        const SnapshotPtr snapshot = run.snapshot();
        ticking.push_back(timeOf([&] { view.display(snapshot, nullptr); }));
        frames.push_back(ticking.back() + timeOf([&] { paint(view); }));
    }
    report((std::string{what} + ": tick").c_str(), ticking);
    report((std::string{what} + ": tick and frame").c_str(), frames);
}

void scroll(ui::RequestsView& view, const char* what)
{
    QScrollBar& bar = *view.findChild<ui::RequestTable*>()->verticalScrollBar();
    std::vector<double> frames;
    for (int i = 0; i < 200; ++i)
        frames.push_back(timeOf([&] {
            bar.setValue(static_cast<int>(static_cast<double>(bar.maximum()) * ((i * 37) % 200) / 200));
            paint(view);
        }));
    report(what, frames);
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    test::dress(false);
    test::SampleShape shape;
    shape.asked = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    shape.streams = 500;
    shape.failedShare = 0.01;
    test::SampleRun run{shape};
    double at = run.duration() * 0.97;
    for (double before = 1; before < at; before += 1)  // blocks as a collector makes them
        run.advanceTo(before);
    ui::RequestsView view;
    view.resize(1100, 700);
    view.show();
    const SnapshotPtr first = run.snapshot();
    std::printf("%llu requests, %llu of them ended; a view of 1100 x 700\n",
                static_cast<unsigned long long>(shape.asked), static_cast<unsigned long long>(first->finished));
    report("first display of all", {timeOf([&] {
               view.display(first, nullptr);
               paint(view);
           })});
    ticks(view, run, at, "by number");
    scroll(view, "scrolling, by number");
    auto& model = static_cast<ui::RequestsModel&>(*view.findChild<ui::RequestTable*>()->model());
    const auto columns = ui::requestColumns();
    const auto ttft
        = static_cast<int>(std::find_if(columns.begin(), columns.end(),
                                        [](const auto& one) { return std::string_view{one.id} == "ttft_s"; })
                           - columns.begin());
    report("sort by TTFT", {timeOf([&] { model.sort(ttft); })});
    view.select(1000);
    ticks(view, run, at, "sorted, one selected");
    scroll(view, "scrolling, sorted");
    report("filter: failed only", {timeOf([&] { model.setFilter({{}, true}); })});
    report("filter: a word", {timeOf([&] { model.setFilter({QStringLiteral("reset"), false}); })});
    ticks(view, run, at, "sorted and filtered");
    report("filter: none again", {timeOf([&] { model.setFilter({}); })});
    report("find and show one", {timeOf([&] {
               view.select(shape.asked / 2);
               paint(view);
           })});
    return 0;
}
