// SPDX-License-Identifier: GPL-3.0-or-later
// The OpenAI dialects as vLLM speaks them, with the server metrics of SambaNova's endpoints in the final usage.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kOpenAiChatWording;
extern const Wording kOpenAiCompletionsWording;

}  // namespace inferometer
