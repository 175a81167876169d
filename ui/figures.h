// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog of live cards: each row makes one figure from a snapshot, or from the exact summary once there is one.
//
// To add a card: a function and a row in figures.cpp.
#pragma once

#include "core/load/snapshot.h"
#include "core/store/finished_run.h"
#include "widgets/figure_card.h"

#include <span>

namespace inferometer::ui {

struct FigureSource
{
    const Snapshot& snapshot;
    const FinishedRun* saved = nullptr;  // exact figures, when the run is over
};

struct FigureEntry
{
    const char* id;
    const char* label;  // context "figures"
    const char* help;
    widgets::FigureText (*of)(const FigureSource& source);
};

// In the order of display.
std::span<const FigureEntry> figures();

QString figureLabel(const FigureEntry& entry);

// A card before there is anything to show.
widgets::FigureText emptyFigure(const FigureEntry& entry);
// The card's figure, its details opened by what the figure means.
widgets::FigureText figureOf(const FigureEntry& entry, const FigureSource& source);

}  // namespace inferometer::ui
