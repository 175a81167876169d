// SPDX-License-Identifier: GPL-3.0-or-later
// Charts of hand-made records, and what they say under the mouse.
#pragma once

#include "core/load/snapshot.h"
#include "plots/category_plot.h"
#include "plots/hover_overlay.h"

#include <QApplication>
#include <qcustomplot.h>
#include <QMouseEvent>

#include <memory>
#include <utility>
#include <vector>

namespace inferometer::test {

// One ok request: sent at 1 s, its first token after `ttft`, 11 tokens until `e2e`; the server saw 0.9 of it all.
struct Sample
{
    double ttft = 0;
    double e2e = 0;
    double batch = 0;  // NaN: not reported
    Outcome outcome = Outcome::Ok;
    Phase phase = Phase::Measured;
};

inline RequestRecord recordOf(const Sample& sample, std::uint64_t sequence)
{
    RequestRecord record;
    record.sequence = sequence;
    record.scheduled = record.sent = fromSeconds(1);
    record.firstToken = {fromSeconds(1 + sample.ttft), Nanos{0}, Stamp::Exact};
    record.lastToken = {fromSeconds(1 + sample.e2e), Nanos{0}, Stamp::Exact};
    record.end = fromSeconds(1 + sample.e2e);
    record.streamedTokens = 11;
    record.chunkCount = 11;
    record.outcome = sample.outcome;
    record.phase = sample.phase;
    record.serverMetrics = static_cast<std::int32_t>(sequence);
    return record;
}

// The run whose records these are, first tokens counted.
inline std::shared_ptr<Snapshot> snapshotOfBlock(std::shared_ptr<const RecordBlock> block, RunState state)
{
    auto snapshot = std::make_shared<Snapshot>();
    for (const RequestRecord& record : block->records)
        snapshot->ttft.add(record.firstToken.at - record.sent);
    auto log = std::make_shared<RecordLog>();
    log->append(std::move(block));
    snapshot->records = log;
    snapshot->blocks = 1;
    snapshot->series = std::make_shared<SegmentedLog<SeriesSlot>>();
    snapshot->revision = 1;
    snapshot->elapsed = std::chrono::seconds{5};
    snapshot->state = state;
    return snapshot;
}

inline std::shared_ptr<Snapshot> snapshotOf(const std::vector<Sample>& samples, RunState state = RunState::Finished)
{
    auto block = std::make_shared<RecordBlock>();
    for (const Sample& sample : samples) {
        block->records.push_back(recordOf(sample, block->records.size()));
        ServerMetrics metrics;
        metrics.values[ServerMetrics::Ttft] = sample.ttft * 0.9;
        metrics.values[ServerMetrics::OutputRate] = 10 / (sample.e2e - sample.ttft) * 0.9;
        metrics.values[ServerMetrics::BatchSize] = sample.batch;
        block->serverMetrics.push_back(metrics);
    }
    return snapshotOfBlock(std::move(block), state);
}

inline std::unique_ptr<plots::Plot> shown(plots::Plot* (*make)(QWidget*), const SnapshotPtr& snapshot)
{
    std::unique_ptr<plots::Plot> plot{make(nullptr)};
    plot->resize(700, 300);
    plot->show();
    plot->display(snapshot);
    plot->canvas().replot();
    return plot;
}

inline const plots::CategoryPlot& categoriesOf(const plots::Plot& plot)
{
    return *qobject_cast<const plots::CategoryPlot*>(&plot);
}

inline void moveTo(plots::Plot& plot, QPointF at)
{
    QMouseEvent move{QEvent::MouseMove, at, plot.canvas().mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier};
    QApplication::sendEvent(&plot.canvas(), &move);
}

// What the label under the mouse says at a point of the axes; the y axis' middle.
inline QString hoverText(plots::Plot& plot, double x)
{
    moveTo(plot, {plot.canvas().xAxis->coordToPixel(x), plot.canvas().axisRect()->rect().center().y() * 1.0});
    const auto& info = plot.findChild<plots::HoverOverlay*>()->info();
    return info ? info->text : QString{};
}

}  // namespace inferometer::test
