// SPDX-License-Identifier: GPL-3.0-or-later
// OpenAI's responses: an item for reasoning and one for the message, each begun and ended by events of its own.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kResponsesWording;

}  // namespace inferometer
