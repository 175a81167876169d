// SPDX-License-Identifier: GPL-3.0-or-later
// What the dialects' request bodies have in common.
#pragma once

#include "core/api/dialect.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace inferometer {

// Members stay in the order in which they were set.
using BodyJson = nlohmann::ordered_json;

// The object in `text`; {} when it is blank. REQUIRES: blank or a JSON object (anything else counts as blank).
BodyJson objectIn(std::string_view text);

// What stands in the body in place of what each request puts there.
struct StandIns
{
    std::string prompt;
    std::string image;  // empty: there is none
};

// The sampling parameters, those under a first name put under the second.
using Renames = std::initializer_list<std::pair<std::string_view, std::string_view>>;
BodyJson renamedParams(const BodyParts& parts, Renames renames);

// Puts the sampling parameters into the body, both names of the most tokens of an answer as `limitName`, and merges the
// extra body. `promptMember`: of neither.
void addSampling(const BodyParts& parts, std::string_view limitName, const char* promptMember, BodyJson& body);

// The prompt of an API without messages, in front of it the system prompt and, each behind "User:" or "Assistant:",
// what was said before. Images of the history are not in it.
std::string withHistory(const BodyParts& parts, const StandIns& of);
// The same, the system prompt before all.
std::string withSystemPrompt(const BodyParts& parts, const StandIns& of);

// A message as one of the conversation: text and image as the prompt's would be, its speaker beside.
struct Spoken
{
    StandIns of;
    std::string_view imageType;
    bool isAnswer = false;
};

// The history, each message as `word` makes it, and behind it the prompt's own.
BodyJson conversation(const BodyParts& parts, const StandIns& of, BodyJson (*word)(const Spoken& message));

// `messages` of a chat: the system prompt if there is one, and the conversation.
BodyJson chatMessages(const BodyParts& parts, const StandIns& of, BodyJson (*word)(const Spoken& message));

// Merges the extra body, except for `promptMember`, which holds the prompt, and, with an image, Ollama's `images`.
void mergeExtra(const BodyParts& parts, const char* promptMember, BodyJson& body);

// Writes the body that `bodyWith` makes for stand-ins, the prompt's before the image's, and cuts it there.
BodyTemplate cutAtPrompt(const BodyParts& parts, const std::function<BodyJson(const StandIns& of)>& bodyWith);

// How an exact length is asked for, where it is: ignore_eos and min_tokens as vLLM, SGLang, llama.cpp take them.
enum class ExactBy : std::uint8_t { None, IgnoreEos, IgnoreEosAndMinTokens };

// stream, max_tokens and what an exact output needs.
void addOpenAiSettings(const BodyParts& parts, const char* promptMember, ExactBy exact, BodyJson& body);

// A whole body of /v1/chat/completions.
BodyTemplate chatCompletionsBody(const BodyParts& parts, ExactBy exact);

// stream, options.num_predict and the sampling parameters in options.
void addOllamaSettings(const BodyParts& parts, const char* promptMember, BodyJson& body);

}  // namespace inferometer
