// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is called on the screen.
#pragma once

#include "core/store/run_card.h"

#include <QString>

namespace inferometer::ui {

// Its own words where a person gave it a name.
QString runName(const RunCard& card);

}  // namespace inferometer::ui
