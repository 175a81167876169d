// SPDX-License-Identifier: GPL-3.0-or-later
// How a run ended, on the screen.
#pragma once

#include "core/store/finished_run.h"
#include "widgets/figure_card.h"

#include <QString>

namespace inferometer::ui {

// "whole", "stopped by the timeout, 468 never sent"; with the fault of this machine that ended it.
QString endText(const FinishedRun& run);
widgets::Tone endTone(const FinishedRun& run);

}  // namespace inferometer::ui
