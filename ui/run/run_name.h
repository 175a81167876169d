// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is called on the screen, and what was asked, where and when.
#pragma once

#include "core/store/run_card.h"

#include <QDateTime>
#include <QString>

namespace inferometer::ui {

// By what it measured, or as a person called it.
QString runName(const RunCard& card);
QString runName(const FinishedRun& run);
// By what it measures alone; the second of one that has not begun.
QString ownName(const RunHeader& header);
QString ownName(const RunSpec& spec);

// The whole name of its model, on one line; several of a run that has not begun.
QString modelText(const RunSpec& spec, const std::string& model = {});
// By the local clock; null where it is not known.
QDateTime startOf(const RunHeader& header);

}  // namespace inferometer::ui
