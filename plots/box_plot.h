// SPDX-License-Identifier: GPL-3.0-or-later
// A figure of each request as boxes from p5 to p95 with its median, server beside client, a category a batch size where
// the server reports it. The medians of a finished run are exact; live ones as SpreadSamples says, where there is one
// category as the cards have them.
//
// Where there is but one category a chart a figure would be two boxes in an empty field, again and again: the first of
// them shows the figure that is chosen, and the others are not offered.
#pragma once

#include "plots/batch_groups.h"
#include "plots/category_plot.h"
#include "plots/spread_samples.h"

#include <span>

namespace inferometer::plots {

struct BoxFigure
{
    const char* metric;          // of the client: an id of metrics()
    ServerMetrics::Field field;  // of the server
    const char* unit;        // QT_TRANSLATE_NOOP("plots", ...), as are the others; null: time, as durationUnit() has it
    const char* axis;        // the y axis' title, %1 its unit
    const char* name;        // among the choices
    const char* title;       // the chart's
    const char* batchTitle;  // the same where there are several categories
    // Of the client, while a run goes on, first tokens of requests under way included; null: there is none.
    Histogram Snapshot::*soFar;
};

// Whether a chart stands for the other figures where there is one category.
enum class BoxRole : std::uint8_t { StandsForAll, OfOneFigure };

class BoxPlot : public CategoryPlot
{
    Q_OBJECT

public:
    // `figures`: the one that is shown first, and those that can be chosen.
    BoxPlot(std::span<const BoxFigure> figures, BoxRole role, QWidget* parent = nullptr);

    QString subtitle() const override;
    QString ownTitle() const override;
    bool isOffered() const override;
    QStringList choices() const override;
    int choice() const override { return static_cast<int>(m_chosen); }
    void choose(int index) override;
    // `batch_size, side, n, p5, median, p95`, always in s or tokens a second; a row a box. No batch size: not reported.
    QString csv() const override;

protected:
    void refresh(const Snapshot& snapshot) override;
    void clear() override;
    QString markText(const CategoryMark& mark) const override;

private:
    // Time is shown in the unit of its largest median, as a card would show that.
    void chooseUnit();

    using Group = std::array<SpreadSamples, 2>;

    const BoxFigure& figure() const { return m_figures[m_chosen]; }
    bool hasSeveral() const { return categories().size() > 1; }
    void take(const Snapshot& snapshot);
    std::vector<Category> spreads(bool final);
    void takeSoFar(const Snapshot& snapshot, std::vector<Category>& categories) const;

    const std::span<const BoxFigure> m_figures;
    const BoxRole m_role;
    std::size_t m_chosen = 0;
    BatchGroups<Group> m_groups;
};

}  // namespace inferometer::plots
