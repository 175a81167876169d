// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/gemini_wording.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"

#include <algorithm>

namespace inferometer {

namespace {

bool isArray(const Generation& generation) { return generation.request.dialect == SimDialect::GeminiArray; }

// Around an element; `isFirst`: of the array.
void open(const Generation& generation, bool isFirst, std::string& out)
{
    if (isArray(generation))
        out.append(isFirst ? "[" : ",\r\n");
    else
        out.append("data: ");
}

void close(const Generation& generation, std::string& out) { out.append(isArray(generation) ? "\n" : "\r\n\r\n"); }

void appendUsage(const Generation& generation, std::int64_t produced, std::string& out)
{
    const std::int64_t prompt = generation.request.promptTokens;
    const std::int64_t thoughts = std::min(generation.reasoning, produced);
    out.append(R"(,"usageMetadata":{"promptTokenCount":)");
    appendNumber(out, prompt);
    if (produced > thoughts)
        appendMember(out, "candidatesTokenCount", produced - thoughts);
    if (thoughts > 0)
        appendMember(out, "thoughtsTokenCount", thoughts);
    if (generation.request.cachedTokens > 0)
        appendMember(out, "cachedContentTokenCount", generation.request.cachedTokens);
    appendMember(out, "totalTokenCount", prompt + produced);
    out.append("}");
}

void begin(Generation& generation)
{
    generation.id = hexText(generation.index);
    generation.chunkHead = R"(,"modelVersion":")";
    appendJsonEscaped(generation.request.model, generation.chunkHead);
    generation.chunkHead.append(R"(","responseId":")").append(generation.id).append("\"}");
}

void appendElement(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    out.append(R"({"candidates":[{"content":{"parts":[{"text":")");
    appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
    out.append(piece.reasoning ? R"(","thought":true}],"role":"model"})" : R"("}],"role":"model"})");
    if (piece.last)
        out.append(generation.lengthReached ? R"(,"finishReason":"MAX_TOKENS")" : R"(,"finishReason":"STOP")");
    out.append(R"(,"index":0}])");
    if (generation.usageAtEnd)
        appendUsage(generation, piece.from + piece.count, out);
    out.append(generation.chunkHead);
}

void piece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    open(generation, piece.from == 0, out);
    appendElement(generation, piece, out);
    close(generation, out);
}

void endArray(const Generation& /*generation*/, std::string& out) { out.append("]"); }

void broken(const Generation& generation, std::string& out)
{
    open(generation, generation.produced == 0, out);
    out.append(R"({"candidates":[{"content":}]})");
    close(generation, out);
}

std::string errorObject(int status, std::string_view message)
{
    std::string body{R"({"error":{"code":)"};
    appendNumber(body, status);
    body.append(R"(,"message":")");
    appendJsonEscaped(message, body);
    return body.append(R"(","status":")").append(statusPhrase(status)).append("\"}}");
}

std::string errorArray(int status, std::string_view message) { return "[" + errorObject(status, message) + "]"; }

void streamError(const Generation& generation, std::string& out)
{
    open(generation, generation.produced == 0, out);
    out.append(errorObject(500, kEngineFailed));
    close(generation, out);
    if (isArray(generation))
        out.append("]");
}

void whole(const Generation& generation, std::string& out)
{
    appendElement(generation, {0, generation.produced, false, true}, out);
}

}  // namespace

const Wording kGeminiWording{.dialect = SimDialect::Gemini,
                             .path = "/v1beta/models/*:streamGenerateContent",
                             .query = "alt=sse",
                             .contentType = "text/event-stream",
                             .reasoning = true,
                             .begin = begin,
                             .piece = piece,
                             .broken = broken,
                             .streamError = streamError,
                             .whole = whole,
                             .error = errorObject};

const Wording kGeminiArrayWording{.dialect = SimDialect::GeminiArray,
                                  .path = "/v1beta/models/*:streamGenerateContent",
                                  .contentType = "application/json; charset=UTF-8",
                                  .reasoning = true,
                                  .begin = begin,
                                  .piece = piece,
                                  .done = endArray,
                                  .broken = broken,
                                  .streamError = streamError,
                                  .whole = whole,
                                  .error = errorArray};

}  // namespace inferometer
