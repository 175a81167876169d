// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every chart in its card with sample data, light and dark, into a folder, for a person to look at:
//   render_charts FOLDER            (QT_SCALE_FACTOR=2 for the other scale)
#include "plots/distribution_plot.h"
#include "plots/gantt_plot.h"
#include "ui/charts/plot_card.h"

#include <QDir>
#include <QGridLayout>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

#include <array>
#include <cstdio>

using namespace inferometer;

namespace {

struct Scene
{
    const char* name;
    SnapshotPtr (*make)();
};

SnapshotPtr half(test::SampleShape shape)
{
    test::SampleRun run{shape};
    run.advanceTo(run.duration() / 2);
    return run.snapshot();
}

test::SampleShape shaped(std::uint64_t requests, std::uint32_t batchSizes, std::uint64_t streams)
{
    test::SampleShape shape;
    shape.asked = requests;
    shape.batchSizes = batchSizes;
    shape.streams = streams;
    shape.failedShare = requests > 10'000 ? 0.001 : 0.05;
    return shape;
}

constexpr std::array kScenes{
    Scene{"empty", [] { return test::emptySnapshot(); }},
    Scene{"running", [] { return half(shaped(200, 4, 8)); }},
    Scene{"no-server", [] { return test::finishedSnapshot(80, shaped(80, 0, 8)); }},
    Scene{"many-batches", [] { return test::finishedSnapshot(4000, shaped(4000, 14, 64)); }},
    Scene{"100000", [] { return test::finishedSnapshot(100'000, shaped(100'000, 6, 500)); }},
};

// Three columns of cards, the Gantt below across all of them.
void fill(QWidget& page, const SnapshotPtr& snapshot)
{
    auto* grid = new QGridLayout{&page};
    int cell = 0;
    for (const plots::PlotEntry& entry : plots::plots()) {
        auto* card = new ui::PlotCard{entry, &page};
        card->plot().display(snapshot);
        const bool wide = entry.span == plots::PlotSpan::FullWidth;
        grid->addWidget(card, wide ? 3 : cell / 3, wide ? 0 : cell % 3, 1, wide ? 3 : 1);
        ++cell;
    }
    for (int row = 0; row < 4; ++row)
        grid->setRowStretch(row, row == 3 ? 3 : 2);
}

void render(const Scene& scene, const QDir& folder, const QString& suffix)
{
    QWidget page;
    page.setAutoFillBackground(true);
    page.resize(1120, 1000);
    fill(page, scene.make());
    page.show();
    RunSpec limits;
    limits.slo.ttft = 0.35;
    page.findChild<plots::DistributionPlot*>()->setLimits(limits);
    page.findChild<plots::GanttPlot*>()->setSelected(20);
    // Twice: layouts settle, then queued replots paint.
    QApplication::processEvents();
    QApplication::processEvents();
    const QString path = folder.filePath(QString::fromLatin1(scene.name) + suffix + QStringLiteral(".png"));
    if (!page.grab().save(path))
        std::fprintf(stderr, "%s cannot be written\n", qPrintable(path));
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 2 || !QDir{}.mkpath(arguments[1])) {
        std::fprintf(stderr, "Usage: render_charts FOLDER\n");
        return 1;
    }
    const QString scale = QStringLiteral("@%1x").arg(application.devicePixelRatio());
    for (const bool dark : {false, true}) {
        test::dress(dark);
        for (const Scene& scene : kScenes)
            render(scene, QDir{arguments[1]}, (dark ? QStringLiteral("-dark") : QStringLiteral("-light")) + scale);
    }
    return 0;
}
