// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/makers.h"
#include "plots/plot.h"

#include <QCoreApplication>

#include <array>

namespace inferometer::plots {

namespace {
constexpr std::array kPlots{
    PlotEntry{"throughput", QT_TRANSLATE_NOOP("plots", "Output throughput over time"), PlotSpan::Cell,
              makeThroughputPlot},
    PlotEntry{"in-flight", QT_TRANSLATE_NOOP("plots", "Requests in flight and failed"), PlotSpan::Cell,
              makeInFlightPlot},
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
