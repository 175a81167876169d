// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/finish_reason.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::size_t kLongestWord = 64;

struct Row
{
    enum class Where : std::uint8_t { Whole, Within };

    std::string_view word;
    FinishKind kind;
    Where where = Where::Whole;
    bool onlyOllama = false;
};

constexpr FinishKind kGood = FinishKind::Good;
constexpr FinishKind kBad = FinishKind::Bad;
constexpr auto kWithin = Row::Where::Within;

// The first row that fits decides. What names a fault within a longer word stands behind the words that are known.
constexpr std::array kRows{
    Row{"stop", kGood},
    Row{"length", kGood},
    Row{"tool_calls", kGood},
    Row{"tool_call", kGood},
    Row{"tool_use", kGood},
    Row{"function_call", kGood},
    Row{"content_filter", kGood},
    Row{"eos", kGood},
    Row{"word", kGood},
    Row{"eos_token", kGood},
    Row{"end", kGood},
    Row{"end_turn", kGood},
    Row{"pause_turn", kGood},
    Row{"complete", kGood},
    Row{"completed", kGood},
    Row{"finished", kGood},
    Row{"limit", kGood},
    Row{"max_tokens", kGood},
    Row{"max_output_tokens", kGood},
    Row{"max_length", kGood},
    Row{"max_len_reached", kGood},
    Row{"end_of_text", kGood},
    Row{"model_length", kGood},
    Row{"model_context_window_exceeded", kGood},
    Row{"stop_sequence", kGood},
    Row{"stop_token", kGood},
    Row{"stop_str", kGood},
    Row{"repetition", kGood},
    Row{"refusal", kGood},
    Row{"safety", kGood},
    Row{"recitation", kGood},
    Row{"blocklist", kGood},
    Row{"prohibited_content", kGood},
    Row{"spii", kGood},
    Row{"language", kGood},
    Row{"image_safety", kGood},
    Row{"malformed_function_call", kGood},
    Row{"unexpected_tool_call", kGood},
    Row{"too_many_tool_calls", kGood},
    Row{"missing_thought_signature", kGood},
    Row{"sensitive", kGood},
    Row{"error_toxic", kGood},
    Row{"load", kGood, Row::Where::Whole, true},
    Row{"unload", kGood, Row::Where::Whole, true},
    Row{"oom", kBad},
    Row{"evicted", kBad},
    Row{"killed", kBad},
    Row{"rejected", kBad},
    Row{"disconnected", kBad},
    Row{"abort", kBad, kWithin},
    Row{"error", kBad, kWithin},
    Row{"cancel", kBad, kWithin},
    Row{"fail", kBad, kWithin},
    Row{"resource", kBad, kWithin},
    Row{"out_of_", kBad, kWithin},
    Row{"overload", kBad, kWithin},
    Row{"exhaust", kBad, kWithin},
    Row{"timeout", kBad, kWithin},
    Row{"timed_out", kBad, kWithin},
    Row{"time_limit", kBad, kWithin},
    Row{"deadline", kBad, kWithin},
    Row{"unavailable", kBad, kWithin},
    Row{"exception", kBad, kWithin},
    Row{"crash", kBad, kWithin},
    Row{"preempt", kBad, kWithin},
    Row{"interrupt", kBad, kWithin},
};

char folded(char c)
{
    if (c >= 'A' && c <= 'Z')
        return static_cast<char>(c - 'A' + 'a');
    return c == '-' || c == ' ' ? '_' : c;
}

}  // namespace

FinishKind finishKindOf(std::string_view word, FinishWords words)
{
    if (word.empty())
        return FinishKind::None;
    std::array<char, kLongestWord> memory{};
    const std::size_t size = std::min(word.size(), memory.size());
    std::transform(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(size), memory.begin(), folded);
    const std::string_view known{memory.data(), size};
    for (const Row& row : kRows) {
        if (row.onlyOllama && words != FinishWords::Ollama)
            continue;
        if (row.where == kWithin ? known.find(row.word) != std::string_view::npos : known == row.word)
            return row.kind;
    }
    return FinishKind::Unknown;
}

}  // namespace inferometer
