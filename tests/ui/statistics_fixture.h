// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the tab of statistics share: runs that are over, and the tab with one of them in it.
#pragma once

#include "ui/statistics/distribution_panel.h"
#include "ui/statistics/statistics_model.h"
#include "ui/statistics/statistics_table.h"
#include "ui/statistics/statistics_view.h"

#include <QApplication>
#include <QLabel>
#include <QTest>

#include "tests/ui/record_feed.h"

namespace inferometer::test {

using Column = ui::StatisticsModel::Column;

inline FinishedRun finishedOf(RecordFeed& feed)
{
    FinishedRun run;
    run.ended = true;
    run.header.stem = "simulated";
    run.snapshot = feed.snapshot();
    run.blocks = blocksOf(*run.snapshot);
    run.summary = summarize(run.blocks);
    return run;
}

// 60 requests that ended ok: enough for p50 and no further.
inline FinishedRun sixty()
{
    RecordFeed feed;
    for (int i = 0; i < 60; ++i)
        feed.addOk(0.4 * i, 0.25 + 0.01 * (i * 7 % 13), 90 + i % 20);
    return finishedOf(feed);
}

// Most were cut before their end, arrivals are bounded.
inline FinishedRun cutShort()
{
    RecordFeed feed;
    feed.addOk(0, 0.3);
    feed.add(wholeRequest());
    for (int i = 0; i < 8; ++i) {
        RequestRecord record;
        record.outcome = Outcome::Cancelled;
        record.scheduled = record.sent = record.written = fromSeconds(1);
        record.end = fromSeconds(4 + i);
        feed.add(record);
    }
    return finishedOf(feed);
}

struct ShownStatistics
{
    ui::StatisticsView view;
    ui::StatisticsTable& table = *view.findChild<ui::StatisticsTable*>();
    ui::DistributionPanel& panel = *view.findChild<ui::DistributionPanel*>();

    explicit ShownStatistics(QSize size = {900, 640})
    {
        view.resize(size);
        view.show();
        QApplication::processEvents();
    }
    explicit ShownStatistics(FinishedRun run, QSize size = {900, 640}) : ShownStatistics{size}
    {
        display(std::move(run));
    }

    void display(FinishedRun run)
    {
        view.display(std::make_shared<const FinishedRun>(std::move(run)));
        QApplication::processEvents();
    }
    void display(const SnapshotPtr& snapshot)
    {
        view.display(ui::ShownRun{snapshot});
        QApplication::processEvents();
    }
    const ui::StatisticsModel& model() const { return static_cast<const ui::StatisticsModel&>(*table.model()); }
    QString cell(std::string_view id, int column) const
    {
        return model().index(model().rowOf(id), column).data().toString();
    }
    void click(std::string_view id, int column) const
    {
        const QModelIndex index = model().index(model().rowOf(id), column);
        table.scrollTo(index);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    }
    QString label(const char* name) const { return view.findChild<QLabel*>(QString::fromLatin1(name))->text(); }
};

}  // namespace inferometer::test
