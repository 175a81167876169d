// SPDX-License-Identifier: GPL-3.0-or-later
// A figure over time, from the snapshot's series: the mean over a sliding window, thinned to what a chart can show.
#pragma once

#include "plots/nice_range.h"
#include "plots/plot.h"

#include <optional>
#include <vector>

class QCPGraph;

namespace inferometer::plots {

struct HoverInfo;

// What a time plot shows: one value a slot, averaged over `window` slots and multiplied by `scale`.
struct TimeSeries
{
    double (*valueOf)(const SeriesSlot& slot);
    double scale;
    std::size_t window;
    const char* axis;  // QT_TRANSLATE_NOOP("plots", ...)
    const char* subtitle;
    const char* sentence;  // for screen readers: %1 now, %2 highest
    double least;          // the y axis' first end
};

class TimePlot : public Plot
{
    Q_OBJECT

public:
    explicit TimePlot(const TimeSeries& series, QWidget* parent = nullptr);

    std::vector<LegendEntry> legend() const override { return {}; }
    QString subtitle() const override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    void restyle() override;

private:
    void takeSealed(const Snapshot& snapshot);
    void fillGraph();
    void fitAxes();
    void describe();
    // Mean of the slots (first, last], from the running sum.
    double meanOf(std::size_t first, std::size_t last) const;
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    const TimeSeries m_series;
    QCPGraph* m_graph;
    std::vector<double> m_sums{0};  // m_sums[i]: of the slots before i
    std::size_t m_sealed = 0;       // slots in m_sums that will not change
    NiceRange m_x{10};
    NiceRange m_y;
    double m_highest = 0;
};

}  // namespace inferometer::plots
