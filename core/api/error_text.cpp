// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/dialect.h"
#include "core/base/foreign_json.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxCharacters = 300;
constexpr int kMaxDepth = 4;

// OpenAI and vLLM say error.message, Ollama error, SGLang message, FastAPI detail (or detail[].msg).
constexpr std::array<const char*, 6> kTellingMembers{"error", "message", "detail", "msg", "errors", "title"};

std::string messageIn(const Json& value, int depth = 0)
{
    if (value.is_string())
        return value.get<std::string>();
    if (depth == kMaxDepth)
        return {};
    if (value.is_array())
        return value.empty() ? std::string{} : messageIn(value.front(), depth + 1);
    if (!value.is_object())
        return {};
    for (const char* name : kTellingMembers) {
        const auto member = value.find(name);
        std::string message = member == value.end() ? std::string{} : messageIn(*member, depth + 1);
        if (!message.empty())
            return message;
    }
    return {};
}

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }
bool isBlank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }

// Valid UTF-8 on one line, blanks and control characters folded into single spaces, at most kMaxCharacters.
std::string asOneLine(std::string_view text)
{
    std::string line;
    std::size_t characters = 0;
    for (const char c : toValidUtf8(text)) {
        const char shown = isBlank(c) ? ' ' : c;
        if (shown == ' ' && (line.empty() || line.back() == ' '))
            continue;
        if (!isContinuation(c) && ++characters > kMaxCharacters)
            break;
        line += shown;
    }
    return std::string{trimmed(line)};
}

std::string_view htmlTitle(std::string_view body, const std::string& lowerBody)
{
    const std::size_t tag = lowerBody.find("<title");
    const std::size_t open = tag == std::string::npos ? tag : lowerBody.find('>', tag);
    const std::size_t close = open == std::string::npos ? open : lowerBody.find("</title", open);
    return close == std::string::npos ? std::string_view{} : body.substr(open + 1, close - open - 1);
}

std::string_view firstLine(std::string_view body)
{
    const std::size_t start = body.find_first_not_of(" \t\r\n");
    return start == std::string_view::npos ? std::string_view{}
                                           : body.substr(start, body.find_first_of("\r\n", start) - start);
}

std::string_view withoutField(std::string_view body)
{
    constexpr std::string_view kData = "data:";
    body = trimmed(body);
    return body.starts_with(kData) ? body.substr(kData.size()) : body;
}

}  // namespace

std::string errorTextOf(std::string_view body)
{
    const std::string_view content = withoutField(body);
    const Json json = parseForeignJson(content);
    if (!json.is_discarded()) {
        std::string message = asOneLine(messageIn(json));
        if (!message.empty())
            return message;
    }
    std::string title = asOneLine(htmlTitle(content, lowered(content)));
    return title.empty() ? asOneLine(firstLine(content)) : title;
}

}  // namespace inferometer
