// SPDX-License-Identifier: GPL-3.0-or-later
// The bodies of everything that is not an answer of the model: lists, tokens, health, errors.
#pragma once

#include "core/sim/api_request.h"

#include <string>
#include <string_view>

namespace inferometer {

// OpenAI's list, with what vLLM adds.
std::string modelsPage(std::string_view model);

// Ollama's list.
std::string tagsPage(std::string_view model);
std::string googleModelsPage(std::string_view model);

// In llama.cpp's form or vLLM's, as it was asked.
std::string tokensPage(const TokenizeRequest& request);

}  // namespace inferometer
