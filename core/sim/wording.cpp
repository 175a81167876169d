// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/wording.h"

#include "core/sim/ollama_wording.h"
#include "core/sim/openai_wording.h"

#include <array>
#include <utility>

namespace inferometer {

namespace {

constexpr std::array kWordings{&kOpenAiChatWording, &kOpenAiCompletionsWording, &kOllamaChatWording,
                               &kOllamaGenerateWording};

constexpr std::array<std::pair<int, std::string_view>, 14> kPhrases{{{200, "OK"},
                                                                     {400, "Bad Request"},
                                                                     {401, "Unauthorized"},
                                                                     {403, "Forbidden"},
                                                                     {404, "Not Found"},
                                                                     {405, "Method Not Allowed"},
                                                                     {408, "Request Timeout"},
                                                                     {413, "Content Too Large"},
                                                                     {429, "Too Many Requests"},
                                                                     {500, "Internal SimServer Error"},
                                                                     {502, "Bad Gateway"},
                                                                     {503, "Service Unavailable"},
                                                                     {504, "Gateway Timeout"},
                                                                     {505, "HTTP Version Not Supported"}}};

}  // namespace

std::span<const Wording* const> wordings() { return kWordings; }

const Wording& wordingOf(SimDialect dialect) { return *kWordings.at(static_cast<std::size_t>(dialect)); }

std::string_view statusPhrase(int status)
{
    for (const auto& [code, phrase] : kPhrases) {
        if (code == status)
            return phrase;
    }
    return "Status";
}

}  // namespace inferometer
