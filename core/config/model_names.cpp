// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/model_names.h"

#include "core/base/text.h"

#include <algorithm>

namespace inferometer {

namespace {

bool isBlank(char c) { return static_cast<unsigned char>(c) <= ' '; }
bool isQuote(char c) { return c == '"' || c == '\''; }

// Where the quote that opens the text is closed; npos: nowhere, so it is none.
std::size_t closingQuote(std::string_view text)
{
    std::size_t at = text.find(text.front(), 1);
    while (at != std::string_view::npos && at + 1 < text.size() && !isBlank(text[at + 1]))
        at = text.find(text.front(), at + 1);
    return at;
}

}  // namespace

std::vector<std::string> splitModelNames(std::string_view text)
{
    std::vector<std::string> names;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        const std::size_t quote = isQuote(text.front()) ? closingQuote(text) : std::string_view::npos;
        const auto* blank = std::find_if(text.begin(), text.end(), isBlank);
        const auto end = quote != std::string_view::npos ? quote + 1 : static_cast<std::size_t>(blank - text.begin());
        const std::string_view name = quote != std::string_view::npos ? text.substr(1, quote - 1) : text.substr(0, end);
        if (!trimmed(name).empty())
            names.emplace_back(name);
        text.remove_prefix(end);
    }
    return names;
}

std::string firstModelName(std::string_view text)
{
    const std::vector<std::string> names = splitModelNames(text);
    return names.empty() ? std::string{} : names.front();
}

std::string quotedModelName(std::string_view name)
{
    if (name.empty() || (!isQuote(name.front()) && std::none_of(name.begin(), name.end(), isBlank)))
        return std::string{name};
    const char* quote = name.find('"') == std::string_view::npos ? "\"" : "'";
    return std::string{quote}.append(name).append(quote);
}

}  // namespace inferometer
