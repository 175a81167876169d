// SPDX-License-Identifier: GPL-3.0-or-later
// The live area with a run in it: one request that succeeded, three at the rate limit, one refused, one cut.
#pragma once

#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "ui/requests/request_table.h"
#include "ui/run/run_view.h"

#include <QApplication>
#include <QMenu>
#include <QTabBar>
#include <QTest>

#include "tests/ui/record_feed.h"

namespace inferometer::test {

struct Live
{
    RecordFeed feed;
    RunSpec spec;
    ui::RunView view;
    ui::PlotGrid& grid = *view.findChild<ui::PlotGrid*>();
    QTabBar& tabs = *view.findChild<QTabBar*>();

    Live()
    {
        spec.target.modelNames = "model";
        spec.arrivals.numConcurrentRequests = 8;
        view.resize(1100, 800);
        view.show();
        feed.addOk(0, 0.3);
        for (int i = 0; i < 3; ++i)
            feed.addFailed(Outcome::RateLimited, 429, "slow down");
        feed.addFailed(Outcome::HttpError, 503, "loading model");
        feed.addFailed(Outcome::Cancelled, 0, "");
        display();
        QApplication::processEvents();
    }
    // The run as it goes on.
    void display()
    {
        view.display(ui::ShownRun::Live{feed.snapshot(), std::make_shared<const RunSpec>(spec), nullptr});
    }
    // The run as it ended.
    void display(FinishedRun run)
    {
        run.snapshot = feed.snapshot();
        run.header.spec = spec;
        view.display(std::make_shared<const FinishedRun>(std::move(run)));
    }
    void clickTab(ui::RunView::Tab tab) { QTest::mouseClick(&tabs, Qt::LeftButton, {}, tabs.tabRect(tab).center()); }
    ui::PlotCard& card(const char* id) const
    {
        for (ui::PlotCard* card : grid.cards()) {
            if (card->entry().id == id)
                return *card;
        }
        qFatal("no such chart");
    }
    QAction& action(const QMenu& menu, const char* name) const
    {
        auto* action = menu.findChild<QAction*>(QString::fromLatin1(name));
        Q_ASSERT(action);
        return *action;
    }
    int requestsShown() const { return view.findChild<ui::RequestTable*>()->model()->rowCount(); }
};

}  // namespace inferometer::test
