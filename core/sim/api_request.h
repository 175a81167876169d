// SPDX-License-Identifier: GPL-3.0-or-later
// What a request's JSON body asks of the simulated model.
#pragma once

#include "core/base/result.h"
#include "core/sim/prefix_cache.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

enum class SimDialect : std::uint8_t {
    OpenAiChat,
    OpenAiCompletions,
    OllamaChat,
    OllamaGenerate,
    AnthropicMessages,
    OpenAiResponses,
    LlamaCppCompletion,
    Gemini,
    GeminiArray,
    SglangGenerate,
    TgiGenerate,
    SambaStudioV1,
    SambaStudioV2
};

struct ApiRequest
{
    SimDialect dialect = SimDialect::OpenAiChat;
    bool stream = false;
    std::string model;              // as asked; the served model's name when the body names none
    std::int64_t outputTokens = 0;  // asked for; 0: nothing said
    std::int64_t promptTokens = 0;
    std::int64_t cachedTokens = 0;
};

struct TokenizeRequest
{
    bool llamaStyle = false;  // {"content"}; otherwise {"prompt"} or {"messages"}
    std::vector<std::int64_t> ids;
};

// Reads bodies; keeps the parser's memory and the prefix cache between calls. Not thread-safe.
class ApiReader
{
public:
    // Only bodies that name `model` are served; empty or "any" takes every name. An image is counted, not looked at.
    ApiReader(std::string model, bool prefixCache, std::int64_t imageTokens = 0);
    ~ApiReader();
    ApiReader(const ApiReader&) = delete;
    ApiReader& operator=(const ApiReader&) = delete;

    // Errc::NotFound: no such model; InvalidInput: everything else, named by its key.
    // `modelInUrl`: of dialects whose bodies name none.
    Result<ApiRequest> read(SimDialect dialect, std::string_view body, std::string_view modelInUrl = {});
    Result<TokenizeRequest> readTokenize(std::string_view body);

private:
    struct Parser;
    const std::string m_model;
    const bool m_useCache;
    const std::int64_t m_imageTokens;
    PrefixCache m_cache;
    std::unique_ptr<Parser> m_parser;
};

}  // namespace inferometer
