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

// `messages` of a chat: the system prompt if there is one, and the user's message.
BodyJson chatMessages(const BodyParts& parts, const BodyJson& user);

// Merges the extra body, except for `promptMember`, which holds the prompt, and, with an image, Ollama's `images`.
void mergeExtra(const BodyParts& parts, const char* promptMember, BodyJson& body);

// What stands in the body in place of what each request puts there.
struct StandIns
{
    std::string prompt;
    std::string image;  // empty: there is none
};

// Writes the body that `bodyWith` makes for stand-ins, the prompt's before the image's, and cuts it there.
BodyTemplate cutAtPrompt(const BodyParts& parts, const std::function<BodyJson(const StandIns& of)>& bodyWith);

// stream, max_tokens and, where the output must be exact, ignore_eos and min_tokens, as vLLM, SGLang, llama.cpp take
// them.
void addOpenAiSettings(const BodyParts& parts, const char* promptMember, BodyJson& body);

// stream, options.num_predict and the sampling parameters in options.
void addOllamaSettings(const BodyParts& parts, const char* promptMember, BodyJson& body);

}  // namespace inferometer
