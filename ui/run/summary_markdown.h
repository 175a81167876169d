// SPDX-License-Identifier: GPL-3.0-or-later
// A run in one page of Markdown: what was measured, how far it can be trusted, every metric's statistics.
#pragma once

#include "core/metrics/run_figures.h"
#include "ui/run/shown_run.h"

namespace inferometer::ui {

// Figures in the C locale, so that they paste anywhere. Never a key. REQUIRES: run.finished().
QString summaryMarkdown(const ShownRun& run, std::span<const RunFigure> rows = runFigures());

}  // namespace inferometer::ui
