// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/dialect_parts.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr OpenAiWishes kChatWishes{.usage = true,
                                   .completionLimit = true,
                                   .noObfuscation = true,
                                   .runningUsage = true,
                                   .tokenIds = true,
                                   .progress = true};
// max_tokens never got another name there.
constexpr OpenAiWishes kCompletionsWishes{
    .usage = true, .noObfuscation = true, .runningUsage = true, .tokenIds = true, .progress = true};

constexpr std::array<Dialect, 12> kDialects{{
    {.id = "openai-chat",
     .label = "OpenAI chat completions",
     .path = "/v1/chat/completions",
     .takesExactOutput = true,
     .takesImages = true,
     .wishes = kChatWishes,
     .body = openAiChatBody,
     .makeDecoder = makeOpenAiChatDecoder,
     .takesMessages = true},
    {.id = "openai-completions",
     .label = "OpenAI completions",
     .path = "/v1/completions",
     .takesExactOutput = true,
     .wishes = kCompletionsWishes,
     .body = openAiCompletionsBody,
     .makeDecoder = makeOpenAiCompletionsDecoder},
    {.id = "ollama-chat",
     .label = "Ollama chat",
     .path = "/api/chat",
     .framing = Framing::JsonLines,
     .models = "/tags",
     .finishName = "done_reason",
     .endMarks = "done:true",
     .stopsEarly = "Ollama stops so after 30 equal tokens",
     .takesImages = true,
     .body = ollamaChatBody,
     .makeDecoder = makeOllamaChatDecoder},
    {.id = "ollama-generate",
     .label = "Ollama generate",
     .path = "/api/generate",
     .framing = Framing::JsonLines,
     .models = "/tags",
     .finishName = "done_reason",
     .endMarks = "done:true",
     .stopsEarly = "Ollama stops so after 30 equal tokens",
     .takesImages = true,
     .body = ollamaGenerateBody,
     .makeDecoder = makeOllamaGenerateDecoder},
    {.id = "sncloud",
     .label = "SambaNova Cloud",
     .path = "/v1/chat/completions",
     .takesExactOutput = true,
     .takesImages = true,
     .wishes = kChatWishes,
     .variables = {"SAMBANOVA_URL", "SAMBANOVA_API_KEY", "https://api.sambanova.ai/v1/chat/completions"},
     .body = sambaNovaCloudBody,
     .makeDecoder = makeOpenAiChatDecoder,
     .takesMessages = true},
    {.id = "sambastudio",
     .label = "SambaStudio",
     .path = "/v1/chat/completions",
     .takesImages = true,
     .wishes = kChatWishes,
     .variables = {"SAMBASTUDIO_URL", "SAMBASTUDIO_API_KEY", {}},
     .body = sambaStudioBody,
     .makeDecoder = makeOpenAiChatDecoder,
     .takesMessages = true,
     .at = sambaStudioAt},
    {.id = "anthropic-messages",
     .label = "Anthropic messages",
     .path = "/v1/messages",
     .key = {"x-api-key", ""},
     .header = {"anthropic-version", "2023-06-01"},
     .finishName = "stop_reason",
     .endMarks = "stop_reason or message_stop",
     .takesImages = true,
     .body = anthropicMessagesBody,
     .makeDecoder = makeAnthropicMessagesDecoder},
    {.id = "openai-responses",
     .label = "OpenAI responses",
     .path = "/v1/responses",
     .finishName = "status",
     .endMarks = "response.completed",
     .takesImages = true,
     .wishes = {.usage = false, .noObfuscation = true},
     .leastOutput = 16,
     .body = openAiResponsesBody,
     .makeDecoder = makeOpenAiResponsesDecoder,
     .keepsConversations = true},
    {.id = "llamacpp-completion",
     .label = "llama.cpp completion",
     .path = "/completion",
     .models = "/v1/models",
     .finishName = "stop_type",
     .endMarks = "stop:true",
     .takesExactOutput = true,
     .wishes = {.usage = false, .progress = true},
     .body = llamaCppCompletionBody,
     .makeDecoder = makeLlamaCppCompletionDecoder},
    {.id = "gemini",
     .label = "Gemini",
     .path = "/v1beta/models/{model}:streamGenerateContent?alt=sse",
     .key = {"x-goog-api-key", ""},
     .finishName = "finishReason",
     .endMarks = "finishReason",
     .takesImages = true,
     .body = geminiBody,
     .makeDecoder = makeGeminiDecoder,
     .at = geminiAt},
    {.id = "sglang-generate",
     .label = "SGLang generate",
     .path = "/generate",
     .models = "/v1/models",
     .endMarks = "finish_reason or [DONE]",
     .takesExactOutput = true,
     .body = sglangGenerateBody,
     .makeDecoder = makeSglangGenerateDecoder},
    {.id = "tgi-generate",
     .label = "TGI generate",
     .path = "/generate_stream",
     .models = "/v1/models",
     .endMarks = "generated_text",
     .body = tgiGenerateBody,
     .makeDecoder = makeTgiGenerateDecoder},
}};

}  // namespace

// A server that says everything again begins as the answer did. Where the event itself says that it is new (SGLang's
// lists of ids, which say nothing of the text), only text that grew beyond the answer so far shows that it is not.
void AnswerSoFar::decide(EventFacts& facts)
{
    const std::string_view text = facts.guessed;
    const std::size_t shared = std::min(text.size(), m_startSize);
    const bool beginsSo = shared > 0 && text.substr(0, shared) == std::string_view{m_start.data(), shared};
    m_hasRepeated |= beginsSo && (facts.repeats || text.size() > m_bytes);
    facts.repeats = beginsSo && m_hasRepeated;
    if (facts.repeats && text.size() <= m_startSize)
        return;
    const std::string_view fresh = facts.repeats ? text.substr(m_startSize) : text;
    m_startSize += fresh.copy(m_start.data() + m_startSize, m_start.size() - m_startSize);
}

void AnswerSoFar::leaveNew(EventFacts& facts) const
{
    const std::uint64_t old = std::min<std::uint64_t>(m_bytes, facts.bytes);
    facts.bytes -= static_cast<std::uint32_t>(old);
    for (std::string_view* text : {&facts.text, &facts.visibleText})  // what is said all again is visible
        text->remove_prefix(std::min<std::size_t>(old, text->size()));
    facts.payload = facts.bytes > 0;
    facts.reasoning = facts.reasoning && facts.payload;
    facts.visible = facts.visible && facts.payload;
    facts.repeats = false;
}

std::span<const Dialect> dialects() { return kDialects; }

Result<DialectAt> dialectAt(const Dialect& dialect, const Url& base)
{
    return dialect.at != nullptr ? dialect.at(dialect, base) : DialectAt{&dialect, joinPath(base, dialect.path)};
}

const Dialect* findDialect(std::string_view id)
{
    const auto* found
        = std::find_if(kDialects.begin(), kDialects.end(), [&](const Dialect& row) { return row.id == id; });
    return found == kDialects.end() ? nullptr : found;
}

}  // namespace inferometer
