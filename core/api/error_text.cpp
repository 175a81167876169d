// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/error_text.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 4;
constexpr std::size_t kMostOfList = 3;

// OpenAI and vLLM say error.message, Ollama error, SGLang message, FastAPI detail (or detail[].msg).
constexpr std::array<const char*, 7> kTellingMembers{"error",  "message",           "detail", "msg",
                                                     "errors", "error_description", "title"};
// What says more than a bare {"error": "Bad Request"} beside it (Spring, NestJS, OAuth).
constexpr std::array<const char*, 3> kTellingMore{"message", "error_description", "detail"};

std::string messageIn(const Json& value, int depth = 0);

// Which argument is meant: "body.stream_options.include_usage" of FastAPI's loc, or OpenAI's param.
std::string placeIn(const Json& object)
{
    const auto param = object.find("param");
    if (param != object.end() && param->is_string())
        return param->get<std::string>();
    const auto loc = object.find("loc");
    if (loc == object.end() || !loc->is_array() || loc->size() < 2)
        return {};
    std::string place;
    for (const Json& part : *loc)
        place += (place.empty() ? "" : ".") + (part.is_string() ? part.get<std::string>() : part.dump());
    return place;
}

std::string withPlace(const Json& object, const std::string& message)
{
    const std::string place = message.empty() ? std::string{} : placeIn(object);
    return place.empty() || message.find(place) != std::string::npos ? message : place + ": " + message;
}

std::string messageInList(const Json& list, int depth)
{
    std::string all;
    for (std::size_t i = 0; i < std::min(list.size(), kMostOfList); ++i) {
        const std::string message = messageIn(list[i], depth);
        all += (all.empty() || message.empty() ? "" : "; ") + message;
    }
    return all;
}

std::string messageIn(const Json& value, int depth)
{
    if (value.is_string())
        return value.get<std::string>();
    if (depth == kMaxDepth)
        return {};
    if (value.is_array())
        return messageInList(value, depth + 1);
    if (!value.is_object())
        return {};
    if (const auto error = value.find("error"); error != value.end() && error->is_string())
        for (const char* name : kTellingMore)
            if (const auto more = value.find(name);
                more != value.end() && more->is_string() && !more->get_ref<const std::string&>().empty())
                return withPlace(value, more->get<std::string>());
    for (const char* name : kTellingMembers) {
        const auto member = value.find(name);
        const std::string message = member == value.end() ? std::string{} : messageIn(*member, depth + 1);
        if (!message.empty())
            return withPlace(value, message);
    }
    return {};
}

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }
bool isBlank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }

std::string_view htmlTitle(std::string_view body, std::string_view lowerBody)
{
    const std::size_t tag = lowerBody.find("<title");
    const std::size_t open = tag == std::string::npos ? tag : lowerBody.find('>', tag);
    const std::size_t close = open == std::string::npos ? open : lowerBody.find("</title", open);
    return close == std::string::npos ? std::string_view{} : body.substr(open + 1, close - open - 1);
}

bool isWebPage(std::string_view body, std::string_view lowerBody)
{
    constexpr std::array<std::string_view, 4> kTags{"<!doctype html", "<html", "<head", "<body"};
    return body.starts_with('<') && std::any_of(kTags.begin(), kTags.end(), [lowerBody](std::string_view tag) {
               return lowerBody.find(tag) != std::string_view::npos;
           });
}

// Where what `tag` opens at `from` is over: scripts and styles are no text.
std::size_t behindElement(std::string_view lowerBody, std::size_t from)
{
    for (const std::string_view name : {"script", "style"}) {
        if (!lowerBody.substr(from + 1).starts_with(name))
            continue;
        const std::size_t close = lowerBody.find("</" + std::string{name}, from);
        from = close == std::string_view::npos ? lowerBody.size() : close;
    }
    const std::size_t end = lowerBody.find('>', from);
    return end == std::string_view::npos ? lowerBody.size() : end + 1;
}

std::string withoutTags(std::string_view body, std::string_view lowerBody)
{
    std::string text;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t tag = std::min(body.find('<', at), body.size());
        text.append(body.substr(at, tag - at)).append(" ");
        at = tag < body.size() ? behindElement(lowerBody, tag) : tag;
    }
    return text;
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

std::string oneLine(std::string_view text, std::size_t most)
{
    std::string line;
    std::size_t characters = 0;
    for (const char c : toValidUtf8(text)) {
        const char shown = isBlank(c) ? ' ' : c;
        if (shown == ' ' && (line.empty() || line.back() == ' '))
            continue;
        if (!isContinuation(c) && ++characters > most)
            break;
        line += shown;
    }
    return std::string{trimmed(line)};
}

std::optional<std::string> webPageTitle(std::string_view body)
{
    body = trimmed(body);
    const std::string lowerBody = lowered(body);
    if (!isWebPage(body, lowerBody))
        return std::nullopt;
    std::string title = oneLine(htmlTitle(body, lowerBody));
    return title.empty() ? oneLine(withoutTags(body, lowerBody)) : title;
}

std::string errorTextOf(std::string_view body)
{
    const std::string_view content = withoutField(body);
    const Json json = parseForeignJson(content);
    if (!json.is_discarded()) {
        std::string message = oneLine(messageIn(json));
        if (!message.empty())
            return message;
    }
    const std::string title = webPageTitle(content).value_or("");
    return title.empty() ? oneLine(firstLine(content)) : title;
}

}  // namespace inferometer
