// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/finish_reason.h"

#include <gtest/gtest.h>

#include <string>

namespace inferometer {
namespace {

FinishKind kindOf(std::string_view word) { return finishKindOf(word, FinishWords::OpenAi); }

TEST(FinishReason, KnowsWordsOfAWholeAnswer)
{
    for (const char* word : {"stop", "length", "tool_calls", "function_call", "content_filter", "eos", "eos_token",
                             "end_turn", "max_tokens", "MAX_TOKENS", "stop_sequence", "Stop", "tool-use", "STOP"})
        EXPECT_EQ(kindOf(word), FinishKind::Good) << word;
}

TEST(FinishReason, KnowsWordsOfABrokenAnswer)
{
    for (const char* word : {"abort", "aborted", "error", "internal_error", "network_error", "cancelled", "canceled",
                             "out of resources", "out_of_memory", "oom", "OOM", "insufficient_system_resource",
                             "resource_exhausted", "timeout", "timed-out", "failed", "overloaded", "UNAVAILABLE"})
        EXPECT_EQ(kindOf(word), FinishKind::Bad) << word;
}

TEST(FinishReason, TellsUnknownWordsFromNone)
{
    EXPECT_EQ(kindOf(""), FinishKind::None);
    EXPECT_EQ(kindOf("tired"), FinishKind::Unknown);
    EXPECT_EQ(kindOf("stopped_by_magic"), FinishKind::Unknown);
    EXPECT_EQ(kindOf(std::string(1000, 'x')), FinishKind::Unknown);
}

TEST(FinishReason, HasWordsThatOneDialectAloneSays)
{
    EXPECT_EQ(kindOf("load"), FinishKind::Unknown);
    EXPECT_EQ(finishKindOf("load", FinishWords::Ollama), FinishKind::Good);
    EXPECT_EQ(finishKindOf("stop", FinishWords::Ollama), FinishKind::Good);
}

}  // namespace
}  // namespace inferometer
