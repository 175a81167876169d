// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/dialect_parts.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::array<Dialect, 4> kDialects{{
    {.id = "openai-chat",
     .label = "OpenAI chat completions",
     .path = "/v1/chat/completions",
     .framing = Framing::ServerSentEvents,
     .keyAsBearer = true,
     .takesExactOutput = true,
     .takesImages = true,
     .body = openAiChatBody,
     .makeDecoder = makeOpenAiChatDecoder},
    {.id = "openai-completions",
     .label = "OpenAI completions",
     .path = "/v1/completions",
     .framing = Framing::ServerSentEvents,
     .keyAsBearer = true,
     .takesExactOutput = true,
     .takesImages = false,
     .body = openAiCompletionsBody,
     .makeDecoder = makeOpenAiCompletionsDecoder},
    {.id = "ollama-chat",
     .label = "Ollama chat",
     .path = "/api/chat",
     .framing = Framing::JsonLines,
     .keyAsBearer = true,
     .takesExactOutput = false,
     .takesImages = true,
     .body = ollamaChatBody,
     .makeDecoder = makeOllamaChatDecoder},
    {.id = "ollama-generate",
     .label = "Ollama generate",
     .path = "/api/generate",
     .framing = Framing::JsonLines,
     .keyAsBearer = true,
     .takesExactOutput = false,
     .takesImages = true,
     .body = ollamaGenerateBody,
     .makeDecoder = makeOllamaGenerateDecoder},
}};

}  // namespace

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* findDialect(std::string_view id)
{
    const auto* found
        = std::find_if(kDialects.begin(), kDialects.end(), [&](const Dialect& row) { return row.id == id; });
    return found == kDialects.end() ? nullptr : found;
}

}  // namespace inferometer
