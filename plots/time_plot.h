// SPDX-License-Identifier: GPL-3.0-or-later
// Figures over time, from the snapshot's series: means over a window, thinned to what a chart can show. The first is a
// line over an area; a second one, on the right axis, is events: an impulse with a cross wherever there were any.
#pragma once

#include "plots/nice_range.h"
#include "plots/plot.h"

#include <optional>
#include <span>
#include <vector>

class QCPAxis;
class QCPGraph;

namespace inferometer::plots {

struct HoverInfo;

// One value a slot, averaged over `window` slots and multiplied by `scale`.
struct TimeSeries
{
    double (*valueOf)(const SeriesSlot& slot) = nullptr;
    double scale = 1;
    std::size_t window = 1;
    const char* label = nullptr;   // QT_TRANSLATE_NOOP("plots", ...), as are the others
    const char* axis = nullptr;    // the axis' title
    const char* column = nullptr;  // of the CSV
    double least = 1;              // the axis' first end
    bool whole = false;            // ticks at whole numbers only
    // Of a count, QT_TRANSLATE_N_NOOP("plots", ...): %1 of them; null: the axis' title stands behind the figure.
    const char* counted = nullptr;
};

struct TimeChart
{
    std::span<const TimeSeries> series;  // one or two
    const char* subtitle;                // QT_TRANSLATE_NOOP("plots", ...)
    const char* sentence;                // for screen readers: of each series %1 now, %2 highest (then %3, %4)
    const char* meaning;                 // of the line, to someone who sees it for the first time
};

class TimePlot : public Plot
{
    Q_OBJECT

public:
    explicit TimePlot(const TimeChart& chart, QWidget* parent = nullptr);

    bool isOverTime() const override { return true; }
    std::vector<LegendEntry> legend() const override;
    QString subtitle() const override;
    QString sentence() const override;
    std::vector<Landmark> landmarks() override;
    // `seconds_since_start`, then a column a series. A row a slot of 0.1 s, named by its end; nothing is averaged.
    QString csv() const override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    void restyle() override;

private:
    struct Line
    {
        const TimeSeries* series;
        QCPAxis* axis;
        QCPGraph* graph;
        NiceRange range;
        std::vector<double> sums{0};  // sums[i]: of the slots before i
        double highest = 0;
        double now = 0;

        void take(const SeriesSlot& slot) { sums.push_back(sums.back() + series->valueOf(slot)); }
        // Mean of the slots [first, last).
        double meanOf(std::size_t first, std::size_t last) const;
        double at(double key) const;
    };

    void addLine(const TimeSeries& series, QCPAxis& axis);
    void takeSlots(const Snapshot& snapshot);
    void fillArea(Line& line) const;
    void fillEvents(Line& line) const;
    std::size_t slotCount() const { return m_lines.front().sums.size() - 1; }
    std::size_t step() const;
    std::size_t eventWindow() const;
    void fitAxes();
    std::optional<HoverInfo> hoverAt(QPointF at) const;

    const TimeChart m_chart;
    std::vector<Line> m_lines;
    std::size_t m_sealed = 0;  // slots in the sums that will not change
    NiceRange m_time{10};
};

}  // namespace inferometer::plots
