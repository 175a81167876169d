// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is called on the screen.
#pragma once

#include "core/store/run_card.h"

#include <QString>

namespace inferometer::ui {

QString runName(const RunHeader& header);

}  // namespace inferometer::ui
