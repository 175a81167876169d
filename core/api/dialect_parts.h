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
BodyTemplate sambaNovaCloudBody(const BodyParts& parts);
BodyTemplate sambaStudioBody(const BodyParts& parts);
BodyTemplate anthropicMessagesBody(const BodyParts& parts);
BodyTemplate openAiResponsesBody(const BodyParts& parts);
BodyTemplate llamaCppCompletionBody(const BodyParts& parts);
BodyTemplate geminiBody(const BodyParts& parts);
BodyTemplate sglangGenerateBody(const BodyParts& parts);
BodyTemplate tgiGenerateBody(const BodyParts& parts);

std::unique_ptr<EventDecoder> makeOpenAiChatDecoder();
std::unique_ptr<EventDecoder> makeOpenAiCompletionsDecoder();
std::unique_ptr<EventDecoder> makeOllamaChatDecoder();
std::unique_ptr<EventDecoder> makeOllamaGenerateDecoder();
std::unique_ptr<EventDecoder> makeAnthropicMessagesDecoder();
std::unique_ptr<EventDecoder> makeOpenAiResponsesDecoder();
std::unique_ptr<EventDecoder> makeLlamaCppCompletionDecoder();
std::unique_ptr<EventDecoder> makeGeminiDecoder();
std::unique_ptr<EventDecoder> makeSglangGenerateDecoder();
std::unique_ptr<EventDecoder> makeTgiGenerateDecoder();

Result<DialectAt> sambaStudioAt(const Dialect& row, const Url& base);
Result<DialectAt> geminiAt(const Dialect& row, const Url& base);

}  // namespace inferometer
