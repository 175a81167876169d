// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/wording.h"

#include "core/sim/anthropic_wording.h"
#include "core/sim/gemini_wording.h"
#include "core/sim/native_wording.h"
#include "core/sim/ollama_wording.h"
#include "core/sim/openai_wording.h"
#include "core/sim/responses_wording.h"
#include "core/sim/sambastudio_wording.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace inferometer {

namespace {

constexpr std::array kWordings{
    &kOpenAiChatWording, &kOpenAiCompletionsWording, &kOllamaChatWording,   &kOllamaGenerateWording, &kAnthropicWording,
    &kResponsesWording,  &kLlamaCppWording,          &kGeminiWording,       &kGeminiArrayWording,    &kSglangWording,
    &kTgiWording,        &kSambaStudioV1Wording,     &kSambaStudioV2Wording};

std::string unescaped(std::string_view text)
{
    std::string plain;
    for (; !text.empty(); text.remove_prefix(1)) {
        unsigned code = 0;
        const char* const end = text.data() + std::min<std::size_t>(text.size(), 3);
        const bool isEscape
            = text.front() == '%' && text.size() > 2 && std::from_chars(text.data() + 1, end, code, 16).ptr == end;
        plain += isEscape ? static_cast<char>(code) : text.front();
        text.remove_prefix(isEscape ? 2 : 0);
    }
    return plain;
}

constexpr std::array<std::pair<int, std::string_view>, 14> kPhrases{{{200, "OK"},
                                                                     {400, "Bad Request"},
                                                                     {401, "Unauthorized"},
                                                                     {403, "Forbidden"},
                                                                     {404, "Not Found"},
                                                                     {405, "Method Not Allowed"},
                                                                     {408, "Request Timeout"},
                                                                     {413, "Content Too Large"},
                                                                     {429, "Too Many Requests"},
                                                                     {500, "Internal Server Error"},
                                                                     {502, "Bad Gateway"},
                                                                     {503, "Service Unavailable"},
                                                                     {504, "Gateway Timeout"},
                                                                     {505, "HTTP Version Not Supported"}}};

}  // namespace

std::span<const Wording* const> wordings() { return kWordings; }

const Wording& wordingOf(SimDialect dialect) { return *kWordings.at(static_cast<std::size_t>(dialect)); }

void appendNothing(const Generation& /*generation*/, std::string& /*out*/) {}

bool isAt(const Wording& wording, std::string_view target, std::string& model)
{
    const std::size_t mark = std::min(target.find('?'), target.size());
    const std::string_view path = target.substr(0, mark);
    if (target.substr(mark).find(wording.query) == std::string_view::npos)
        return false;
    const std::size_t at = wording.path.find('*');
    if (at == std::string_view::npos)
        return path == wording.path;
    const std::string_view before = wording.path.substr(0, at);
    const std::string_view behind = wording.path.substr(at + 1);
    if (path.size() < before.size() + behind.size() || !path.starts_with(before) || !path.ends_with(behind))
        return false;
    if (!behind.empty())
        model = unescaped(path.substr(at, path.size() - before.size() - behind.size()));
    return true;
}

std::string_view statusPhrase(int status)
{
    for (const auto& [code, phrase] : kPhrases) {
        if (code == status)
            return phrase;
    }
    return "Status";
}

}  // namespace inferometer
