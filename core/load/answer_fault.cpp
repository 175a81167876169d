// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/answer_fault.h"

#include "core/api/error_text.h"
#include "core/base/text.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kQuoted = 80;  // characters of what came first

std::string quotedStart(std::string_view text) { return '"' + oneLine(text, kQuoted) + '"'; }

// "HTTP 200 (text/event-stream)"
std::string label(const AnswerSeen& seen)
{
    const std::string type = oneLine(seen.contentType, kQuoted);
    return "HTTP " + std::to_string(seen.status) + " (" + (type.empty() ? "no content type" : type) + ")";
}

std::string chunkCount(const AnswerSeen& seen)
{
    return std::to_string(seen.chunks) + (seen.chunks == 1 ? " chunk" : " chunks");
}

std::string endMarks(const AnswerSeen& seen) { return std::string{seen.dialect->endMarks}; }

// What else came, when it says more than the rest.
std::string whatCame(const AnswerSeen& seen)
{
    const std::string_view came = seen.understood ? seen.strayLines : seen.beginning;
    return trimmed(came).empty() ? std::string{} : "; it began with " + quotedStart(came);
}

// Control characters other than blanks: compressed, encrypted or an image.
bool isNoText(std::string_view body)
{
    const std::string_view start = body.substr(0, kQuoted);
    return std::any_of(start.begin(), start.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != 0x1B;
    });
}

std::size_t objectLines(std::string_view lines)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < lines.size();) {
        count += lines[at] == '{' ? 1U : 0U;
        at = std::min(lines.find('\n', at), lines.size() - 1) + 1;
    }
    return count;
}

}  // namespace

std::string noStreamText(const AnswerSeen& seen)
{
    const std::string_view body = trimmed(seen.beginning);
    if (seen.understood || body.empty())
        return {};
    if (const auto title = webPageTitle(body))
        return label(seen) + " answered with a web page (" + (title->empty() ? "no title" : *title)
            + "); check --base-url";
    if (isNoText(body))
        return label(seen) + " brought bytes that are no text; check --base-url and the proxy before the server";
    const bool isObject = body.front() == '{' || body.front() == '[';
    if (seen.dialect->framing != Framing::ServerSentEvents)
        return body.starts_with("data:") || body.starts_with("event:")
            ? label(seen) + " brought server-sent events instead of JSON; check --llm-api"
            : std::string{};
    if (objectLines(seen.strayLines) > 1)
        return label(seen) + " brought JSON lines instead of server-sent events; check --llm-api";
    if (isObject || seen.contentType == "application/json")
        return "the endpoint answered with one JSON document instead of a stream: " + errorTextOf(body);
    return {};
}

std::string emptyText(const AnswerSeen& seen)
{
    const std::string word = std::string{seen.dialect->finishName} + " ";
    const std::string advice = seen.inputTokens > 0 ? "; the server counted "
            + grouped(static_cast<std::uint64_t>(seen.inputTokens)) + " input tokens: check its context"
                                                    : "; look at the server's log";
    if (!seen.finishReason.empty())
        return "the answer ended (" + word + oneLine(seen.finishReason, kQuoted) + ") without a token" + advice;
    if (seen.isOver)
        return label(seen) + " ended with its end mark and without a token" + whatCame(seen) + advice;
    if (seen.understood)
        return label(seen) + " ended after events without a token or an end mark (" + endMarks(seen) + ")"
            + whatCame(seen) + "; look at the server's log";
    const std::string came = whatCame(seen);
    return came.empty()
        ? label(seen) + " ended without any event; look at the log of the server, or of the proxy before it"
        : label(seen) + " ended without any event" + came + "; check --base-url and --llm-api";
}

std::string truncatedText(const AnswerSeen& seen)
{
    std::string text = label(seen) + " ended after " + chunkCount(seen)
        + (seen.isCut ? ", inside an event" : " without " + endMarks(seen));
    if (!seen.dialect->stopsEarly.empty() && !seen.isCut)
        text.append(" (").append(seen.dialect->stopsEarly).append(")");
    return text + whatCame(seen) + "; look at the log of the server, or of the proxy before it";
}

std::string closedText(const AnswerSeen& seen)
{
    return "the connection closed before the stream was whole, after " + chunkCount(seen) + whatCame(seen)
        + "; look for a crash in the server's log, or a time limit in the proxy before it";
}

}  // namespace inferometer
