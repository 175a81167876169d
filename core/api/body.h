// SPDX-License-Identifier: GPL-3.0-or-later
// What the dialects' request bodies have in common.
#pragma once

#include "core/api/dialect.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

namespace inferometer {

// Members stay in the order in which they were set.
using BodyJson = nlohmann::ordered_json;

// The object in `text`; {} when it is blank. REQUIRES: blank or a JSON object (anything else counts as blank).
BodyJson objectIn(std::string_view text);

// The sampling parameters, with max_tokens_to_generate renamed.
BodyJson samplingParams(const BodyParts& parts, const char* outputTokensName);

// `messages` of a chat: the system prompt if there is one, and the prompt.
BodyJson chatMessages(const BodyParts& parts, const std::string& prompt);

// Merges the extra body, except for `promptMember`, which holds the prompt.
void mergeExtra(const BodyParts& parts, const char* promptMember, BodyJson& body);

// Writes the body that `bodyWith` makes for a stand-in of the prompt and cuts it there.
BodyTemplate cutAtPrompt(const std::function<BodyJson(const std::string& prompt)>& bodyWith);

// stream, max_tokens and, where the output must be exact, ignore_eos and min_tokens, as vLLM, SGLang, llama.cpp take
// them.
void addOpenAiSettings(const BodyParts& parts, const char* promptMember, BodyJson& body);

// stream, options.num_predict and the sampling parameters in options.
void addOllamaSettings(const BodyParts& parts, const char* promptMember, BodyJson& body);

}  // namespace inferometer
