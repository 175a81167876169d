// SPDX-License-Identifier: GPL-3.0-or-later
// What defines a run and how far it can be trusted, as short facts in groups: figures behind the verdict, window,
// policies, settings that differ from the defaults.
//
// To add one: a row in definition_facts.cpp.
#pragma once

#include "core/metrics/run_figures.h"
#include "ui/run/shown_run.h"
#include "widgets/fact_list.h"

#include <span>
#include <vector>

namespace inferometer::ui {

struct FactGroup
{
    const char* id;
    const char* title;  // context "definition"
    std::vector<widgets::Fact> (*of)(const ShownRun& run);
};

// In the order of display. A group may be empty.
std::span<const FactGroup> factGroups();

// The catalog of run figures, once the run is over.
std::vector<widgets::Fact> runFigureFacts(const ShownRun& run, std::span<const RunFigure> rows);

QString factGroupTitle(const FactGroup& group);

}  // namespace inferometer::ui
