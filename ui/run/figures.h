// SPDX-License-Identifier: GPL-3.0-or-later
// The cards of the live area. Run figures stand on the card that their row of the catalog names (core/metrics/
// run_figures.h), live and at the end alike: the first one large, the others in its details.
//
// To add a figure to a card, or a card: that row. What is no run figure, or wants a face of its own: a row in
// figures.cpp.
#pragma once

#include "core/load/snapshot.h"
#include "core/metrics/run_figures.h"
#include "core/store/finished_run.h"
#include "widgets/figure_card.h"

#include <span>
#include <vector>

namespace inferometer::ui {

// Where cards take their figures from: the summary of a run that is over, else what is known so far.
class FigureSource
{
public:
    // Both outlive it. `saved`: null while the run goes on.
    FigureSource(const Snapshot& snapshot, const FinishedRun* saved);

    const Snapshot& snapshot() const { return m_snapshot; }
    const FinishedRun* saved() const { return m_saved; }
    RunFigureInput run() const;
    const RequestCounts& counts() const { return run().summary; }

private:
    const Snapshot& m_snapshot;
    const FinishedRun* m_saved;
    Summary m_soFar;  // empty of a run that is over
};

struct FigureEntry
{
    std::string_view id;
    QString label;
    QString help;
    std::vector<const RunFigure*> rows;  // of the catalog
    // Null: the first row, as it is.
    widgets::FigureText (*face)(const FigureSource& source, std::span<const RunFigure* const> rows) = nullptr;
};

// In the order of display: those of figures.cpp, then those that only rows name. `rows` outlive them. REQUIRES: the
// rows of runFigures() are among them.
std::vector<FigureEntry> figures(std::span<const RunFigure> rows = runFigures());

// A card before there is anything to show.
widgets::FigureText emptyFigure(const FigureEntry& entry);
// The card's figure, its details opened by what the figure means.
widgets::FigureText figureOf(const FigureEntry& entry, const FigureSource& source);

}  // namespace inferometer::ui
