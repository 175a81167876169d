// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/server_templates.h"

#include "core/api/dialect.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace inferometer {

namespace {

// Ports are those of each project's manual; TGI's is the one of its container's examples beside 8080.
constexpr std::array kTemplates{
    ServerTemplate{"vLLM", "openai-chat", "http://127.0.0.1:8000", "", true},
    ServerTemplate{"SGLang", "openai-chat", "http://127.0.0.1:30000", "", true},
    ServerTemplate{"Ollama", "ollama-chat", "http://127.0.0.1:11434", "", true},
    ServerTemplate{"llama.cpp", "openai-chat", "http://127.0.0.1:8080", "", true},
    ServerTemplate{"LM Studio", "openai-chat", "http://127.0.0.1:1234", "", true},
    ServerTemplate{"TGI", "openai-chat", "http://127.0.0.1:3000", "", true},
    ServerTemplate{"OpenAI", "openai-chat", "https://api.openai.com", "OPENAI_API_KEY"},
    ServerTemplate{"SambaNova Cloud", "sncloud", "https://api.sambanova.ai", "SAMBANOVA_API_KEY"},
    ServerTemplate{"SambaStudio", "sambastudio", "${SAMBASTUDIO_URL}", "SAMBASTUDIO_API_KEY"},
    ServerTemplate{"Anthropic", "anthropic-messages", "https://api.anthropic.com", "ANTHROPIC_API_KEY"},
    ServerTemplate{"Gemini", "gemini", "https://generativelanguage.googleapis.com", "GEMINI_API_KEY"},
};

}  // namespace

std::vector<ServerTemplate> serverTemplates()
{
    std::vector<ServerTemplate> listed;
    std::copy_if(kTemplates.begin(), kTemplates.end(), std::back_inserter(listed),
                 [](const ServerTemplate& row) { return findDialect(row.llmApi) != nullptr; });
    return listed;
}

EndpointEntry entryOf(const ServerTemplate& server)
{
    EndpointEntry entry;
    entry.name = server.name;
    entry.target.llmApi = server.llmApi;
    entry.target.baseUrl = server.baseUrl;
    entry.target.apiKeyEnv = server.keyEnv;
    return entry;
}

}  // namespace inferometer
