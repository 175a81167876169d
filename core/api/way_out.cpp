// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/way_out.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

struct Row
{
    std::string_view word;  // in lower case
    Refused refused;
    std::string_view field;
    Sentence (*advice)(std::int64_t outputTokens);
};

Sentence noUsage(std::int64_t /*outputTokens*/)
{
    return sentence("errors", "give %1 '%2'").with(Figure::flag("extra-body"), R"({"stream_options":null})");
}

Sentence otherLimit(std::int64_t outputTokens)
{
    return sentence("errors", "give %1 cap and %2 '%3'")
        .with(Figure::flag("output-length"), Figure::flag("extra-body"),
              R"({"max_tokens":null,"max_completion_tokens":)" + std::to_string(outputTokens) + "}");
}

Sentence onlyCap(std::int64_t /*outputTokens*/)
{
    return sentence("errors", "give %1 cap").with(Figure::flag("output-length"));
}

Sentence noSystem(std::int64_t /*outputTokens*/)
{
    return sentence("errors", "leave out %1").with(Figure::flag("system-prompt"));
}

Sentence shorter(std::int64_t /*outputTokens*/)
{
    return sentence("errors", "ask for less with %1 or %2")
        .with(Figure::flag("num-input-tokens"), Figure::flag("num-output-tokens"));
}

// The first whose word is named wins: a text that tells what to send instead names that too.
constexpr std::array kRows{
    Row{"stream_options", Refused::Usage, "extra-body", noUsage},
    Row{"include_usage", Refused::Usage, "extra-body", noUsage},
    Row{"max_completion_tokens", Refused::LimitName, "extra-body", otherLimit},
    Row{"ignore_eos", Refused::ExactOutput, "output-length", onlyCap},
    Row{"min_tokens", Refused::ExactOutput, "output-length", onlyCap},
};

// Behind length, whose texts name the limit of the answer by the way.
constexpr std::array kLater{
    Row{"max_tokens", Refused::LimitName, "extra-body", otherLimit},
    Row{"system role", Refused::Other, "system-prompt", noSystem},
    Row{"system message", Refused::Other, "system-prompt", noSystem},
    Row{"system prompt", Refused::Other, "system-prompt", noSystem},
};
constexpr Row kLength{"", Refused::Other, "num-input-tokens", shorter};

bool names(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

template <std::size_t Size>
const Row* firstNamed(const std::array<Row, Size>& rows, std::string_view text)
{
    const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return names(text, each.word); });
    return row == rows.end() ? nullptr : row;
}

std::optional<WayOut> rowFor(const std::string& text, std::int64_t outputTokens)
{
    const Row* row = firstNamed(kRows, text);
    if (row == nullptr)
        row = isAboutLength(text) ? &kLength : firstNamed(kLater, text);
    return row == nullptr ? std::nullopt : std::optional{WayOut{row->refused, row->field, row->advice(outputTokens)}};
}

}  // namespace

bool isAboutLength(std::string_view text)
{
    constexpr std::array<std::string_view, 7> kWords{
        "context", "too long", "too large", "too many tokens", "max_model_len", "maximum length", "input length"};
    const std::string lower = lowered(text);
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return names(lower, word); });
}

std::optional<WayOut> wayOutOf(std::string_view text, std::string_view body, std::int64_t outputTokens)
{
    if (std::optional<WayOut> told = rowFor(lowered(text), outputTokens))
        return told;
    // A body that repeats the request names every argument.
    const std::string whole = lowered(body);
    return names(whole, "\"messages\"") || names(whole, "\"prompt\"") ? std::nullopt : rowFor(whole, outputTokens);
}

bool refusesRequest(int status)
{
    constexpr std::array kOthers{401, 403, 404, 405, 407, 408, 429};
    return status / 100 == 4 && std::find(kOthers.begin(), kOthers.end(), status) == kOthers.end();
}

std::string withWayOut(std::string text, std::string_view body, std::int64_t outputTokens)
{
    const std::optional<WayOut> out = wayOutOf(text, body, outputTokens);
    if (!out)
        return text;
    while (!text.empty() && text.back() == '.')
        text.pop_back();
    return sentence("errors", "%1; %2.").with(text, out->advice).text();
}

}  // namespace inferometer
