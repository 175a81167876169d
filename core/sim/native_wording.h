// SPDX-License-Identifier: GPL-3.0-or-later
// The engines' own dialects: llama.cpp's /completion, SGLang's /generate, Text Generation Inference's /generate_stream.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kLlamaCppWording;
extern const Wording kSglangWording;
extern const Wording kTgiWording;

}  // namespace inferometer
