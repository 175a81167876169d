// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/dialect.h"
#include "core/config/server_templates.h"

#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

TEST(ServerTemplates, EachIsAnEndpointThatCanBeSaved)
{
    std::set<std::string> names;
    for (const ServerTemplate& row : serverTemplates()) {
        const EndpointEntry entry = entryOf(row);
        EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
        EXPECT_NE(findDialect(row.llmApi), nullptr) << entry.name;
        for (const Error& error : validateEndpoint(entry))
            ADD_FAILURE() << entry.name << ": " << error.message;
        EXPECT_EQ(row.local, row.baseUrl.starts_with("http://127.0.0.1:")) << entry.name;
        EXPECT_EQ(row.local, row.keyEnv.empty()) << entry.name;
    }
    for (const char* name :
         {"vLLM", "SGLang", "Ollama", "llama.cpp", "LM Studio", "OpenAI", "Anthropic", "Gemini", "SambaStudio"})
        EXPECT_TRUE(names.contains(name)) << name;
}

}  // namespace
}  // namespace inferometer
