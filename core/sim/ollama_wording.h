// SPDX-License-Identifier: GPL-3.0-or-later
// Ollama's own dialects: JSON lines, with counts and durations in the last one.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kOllamaChatWording;
extern const Wording kOllamaGenerateWording;

}  // namespace inferometer
