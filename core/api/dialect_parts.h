// SPDX-License-Identifier: GPL-3.0-or-later
// What each dialect's own file gives to its row in dialects.cpp.
#pragma once

#include "core/api/dialect.h"

#include <memory>

namespace inferometer {

BodyTemplate openAiChatBody(const BodyParts& parts);
BodyTemplate openAiCompletionsBody(const BodyParts& parts);
BodyTemplate ollamaChatBody(const BodyParts& parts);
BodyTemplate ollamaGenerateBody(const BodyParts& parts);

std::unique_ptr<EventDecoder> makeOpenAiChatDecoder();
std::unique_ptr<EventDecoder> makeOpenAiCompletionsDecoder();
std::unique_ptr<EventDecoder> makeOllamaChatDecoder();
std::unique_ptr<EventDecoder> makeOllamaGenerateDecoder();

}  // namespace inferometer
