// SPDX-License-Identifier: GPL-3.0-or-later
// The OpenAI dialects as vLLM speaks them, with the server metrics of SambaNova's endpoints in the final usage.
#pragma once

#include "core/sim/wording.h"

namespace inferometer {

extern const Wording kOpenAiChatWording;
extern const Wording kOpenAiCompletionsWording;

// {"error":{"message":...}}
std::string openAiErrorBody(int status, std::string_view message);

// What the server measured of itself, under the names of the SambaNova AI Starter Kit; each member with a comma before.
void appendServerMetrics(const Generation& generation, std::string& out);

}  // namespace inferometer
