// SPDX-License-Identifier: GPL-3.0-or-later
// Anthropic's messages: named events, a block for reasoning and one for text.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kAnthropicWording;

}  // namespace inferometer
