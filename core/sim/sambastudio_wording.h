// SPDX-License-Identifier: GPL-3.0-or-later
// SambaStudio's generic API: JSON lines; the last one has the whole answer and what the server counted and measured.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kSambaStudioV1Wording;
extern const Wording kSambaStudioV2Wording;

}  // namespace inferometer
