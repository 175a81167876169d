// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/makers.h"
#include "plots/plot.h"

#include <QCoreApplication>

#include <array>

namespace inferometer::plots {

namespace {
constexpr std::array kPlots{
    PlotEntry{"ttft", QT_TRANSLATE_NOOP("plots", "Time to first token"), PlotSpan::Cell, makeTtftBoxes},
    PlotEntry{"ttft-parts", QT_TRANSLATE_NOOP("plots", "Where the TTFT goes"), PlotSpan::Cell, makeTtftPartsPlot},
    PlotEntry{"latency", QT_TRANSLATE_NOOP("plots", "End-to-end latency"), PlotSpan::Cell, makeLatencyBoxes},
    PlotEntry{"output-rate", QT_TRANSLATE_NOOP("plots", "Output throughput"), PlotSpan::Cell, makeOutputRateBoxes},
    PlotEntry{"throughput", QT_TRANSLATE_NOOP("plots", "Output throughput over time"), PlotSpan::Cell,
              makeThroughputPlot},
    PlotEntry{"distribution", QT_TRANSLATE_NOOP("plots", "Distribution of latencies"), PlotSpan::Cell,
              makeDistributionPlot},
    PlotEntry{"in-flight", QT_TRANSLATE_NOOP("plots", "Requests in flight and failed"), PlotSpan::Cell,
              makeInFlightPlot},
    PlotEntry{"batch-total", QT_TRANSLATE_NOOP("plots", "Decode rate × batch size"), PlotSpan::Cell,
              makeBatchTotalPlot},
    PlotEntry{"gantt", QT_TRANSLATE_NOOP("plots", "LLM requests across time"), PlotSpan::FullWidth, makeGanttPlot},
};
}

std::span<const PlotEntry> plots() { return kPlots; }

QString plotTitle(const PlotEntry& entry) { return QCoreApplication::translate("plots", entry.title.data()); }

QString plotTitle(const PlotEntry& entry, const Plot& plot)
{
    const QString own = plot.ownTitle();
    return own.isEmpty() ? plotTitle(entry) : own;
}

}  // namespace inferometer::plots
