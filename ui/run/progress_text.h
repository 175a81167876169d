// SPDX-License-Identifier: GPL-3.0-or-later
// How far a run is, in words.
#pragma once

#include "core/load/snapshot.h"

#include <QString>

#include <optional>

namespace inferometer::ui {

// Share of the requests that ended, 0 to 1.
double doneShare(const Snapshot& snapshot);

// Time left at the pace so far, those in flight counted half; nullopt while too little is known, or nothing is left.
std::optional<double> secondsLeft(const Snapshot& snapshot);

QString doneText(const Snapshot& snapshot);  // "46 of 80 requests"
QString timeText(const Snapshot& snapshot);  // "12.4 s elapsed · about 9 s left"

}  // namespace inferometer::ui
