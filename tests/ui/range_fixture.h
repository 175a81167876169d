// SPDX-License-Identifier: GPL-3.0-or-later
// The live area with a run of 80 requests in it, some of them failed, and ranges of it.
#pragma once

#include "core/store/run_range.h"
#include "plots/range_band.h"
#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "ui/run/range_bar.h"
#include "ui/run/range_counter.h"
#include "ui/run/run_view.h"
#include "widgets/figure_card.h"

#include <QApplication>
#include <QTest>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/ui_fixture.h"

namespace inferometer::test {

inline FinishedRun sampleRun(std::uint64_t seed = 7)
{
    SampleShape shape;
    shape.failedShare = 0.2;
    shape.seed = seed;
    FinishedRun run;
    run.snapshot = finishedSnapshot(80, shape);
    run.blocks = blocksOf(*run.snapshot);
    run.facts.elapsed = run.snapshot->elapsed;
    run.facts.loadEnd = run.snapshot->elapsed;
    run.facts.verdict.level = VerdictLevel::Suspect;
    run.summary = summarize(run.blocks, run.facts.loadEnd);
    return run;
}

struct RangeScene
{
    std::shared_ptr<const FinishedRun> run = std::make_shared<const FinishedRun>(sampleRun());
    ui::RunView view;
    ui::PlotGrid& grid = *view.findChild<ui::PlotGrid*>();
    ui::RangeBar& bar = *view.findChild<ui::RangeBar*>();

    RangeScene()
    {
        view.resize(1100, 800);
        view.show();
        view.display(run);
        settle();
    }
    static void settle()
    {
        QApplication::processEvents();
        QApplication::processEvents();
    }
    plots::Plot& plot(const char* id) const
    {
        for (ui::PlotCard* card : grid.cards())
            if (card->entry().id == id)
                return card->plot();
        qFatal("no such chart");
    }
    const plots::RangeBand& band(const char* id) const { return *plot(id).findChild<plots::RangeBand*>(); }
    std::optional<TimeRange> range() const { return band("gantt").range(); }
    bool isCounted() const
    {
        return QTest::qWaitFor([this] { return bar.text().contains(QStringLiteral(" of ")); }, 5000);
    }
    void select(double begin, double end)
    {
        emit grid.rangeWanted(TimeRange{fromSeconds(begin), fromSeconds(end)});
        QVERIFY(isCounted());
        settle();
    }
    const widgets::FigureCard& card(const char* id) const
    {
        return *view.findChild<widgets::FigureCard*>(QStringLiteral("card-") + QString::fromLatin1(id));
    }
};

}  // namespace inferometer::test
