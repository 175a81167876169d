// SPDX-License-Identifier: GPL-3.0-or-later
// Google's streamGenerateContent: server-sent events, or the elements of one JSON array; counts in every one.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kGeminiWording;
extern const Wording kGeminiArrayWording;

}  // namespace inferometer
