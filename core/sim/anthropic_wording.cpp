// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/anthropic_wording.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"

#include <algorithm>

namespace inferometer {

namespace {

// `event: X`, `data: {"type":"X"`; the members follow.
void appendStart(std::string_view type, std::string& out)
{
    out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type).append("\"");
}

void appendEnd(std::string& out) { out.append("}\n\n"); }

// Input tokens leave out what the cache gave.
void appendUsage(const Generation& generation, std::int64_t output, std::string& out)
{
    const ApiRequest& request = generation.request;
    out.append(R"("usage":{"input_tokens":)");
    appendNumber(out, request.promptTokens - request.cachedTokens);
    appendMember(out, "cache_creation_input_tokens", std::int64_t{0});
    appendMember(out, "cache_read_input_tokens", request.cachedTokens);
    appendMember(out, "output_tokens", output);
    if (generation.reasoning > 0 && output > 1) {
        out.append(R"(,"output_tokens_details":{"thinking_tokens":)");
        appendNumber(out, std::min(generation.reasoning, output));
        out.append("}");
    }
    out.append("}");
}

// `{"id":...,"model":"..."`
void appendMessage(const Generation& generation, std::string& out)
{
    out.append(R"({"id":")").append(generation.id).append(R"(","type":"message","role":"assistant","model":")");
    appendJsonEscaped(generation.request.model, out);
    out.append("\"");
}

std::string_view stopReason(const Generation& generation)
{
    return generation.lengthReached ? R"("stop_reason":"max_tokens","stop_sequence":null)"
                                    : R"("stop_reason":"end_turn","stop_sequence":null)";
}

void begin(Generation& generation) { generation.id = "msg_" + hexText(generation.index); }

void role(const Generation& generation, std::string& out)
{
    appendStart("message_start", out);
    out.append(",\"message\":");
    appendMessage(generation, out);
    out.append(R"(,"content":[],"stop_reason":null,"stop_sequence":null,)");
    appendUsage(generation, 1, out);
    out.append("}");
    appendEnd(out);
    appendStart("ping", out);
    appendEnd(out);
}

void appendIndex(std::int64_t index, std::string& out) { appendMember(out, "index", index); }

void appendStop(std::int64_t index, std::string& out)
{
    appendStart("content_block_stop", out);
    appendIndex(index, out);
    appendEnd(out);
}

std::int64_t lastBlock(const Generation& generation)
{
    return generation.reasoning > 0 && generation.produced > generation.reasoning ? 1 : 0;
}

void piece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    if (piece.count == 0)
        return;
    const std::int64_t block = !piece.reasoning && generation.reasoning > 0 ? 1 : 0;
    if (block == 1 && piece.from == generation.reasoning)
        appendStop(0, out);
    if (piece.from == (block == 1 ? generation.reasoning : 0)) {
        appendStart("content_block_start", out);
        appendIndex(block, out);
        out.append(piece.reasoning ? R"(,"content_block":{"type":"thinking","thinking":""})"
                                   : R"(,"content_block":{"type":"text","text":""})");
        appendEnd(out);
    }
    appendStart("content_block_delta", out);
    appendIndex(block, out);
    out.append(piece.reasoning ? R"(,"delta":{"type":"thinking_delta","thinking":")"
                               : R"(,"delta":{"type":"text_delta","text":")");
    appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
    out.append("\"}");
    appendEnd(out);
}

void usage(const Generation& generation, std::string& out)
{
    if (generation.produced > 0)
        appendStop(lastBlock(generation), out);
    appendStart("message_delta", out);
    out.append(",\"delta\":{").append(stopReason(generation)).append("}");
    if (generation.usageAtEnd) {
        out.append(",");
        appendUsage(generation, generation.produced, out);
    }
    appendEnd(out);
}

void done(const Generation& /*generation*/, std::string& out)
{
    appendStart("message_stop", out);
    appendEnd(out);
}

void broken(const Generation& /*generation*/, std::string& out)
{
    out.append("event: content_block_delta\ndata: {\"type\":\"content_bl\n\n");
}

std::string errorBody(int status, std::string_view message)
{
    std::string body{R"({"type":"error","error":{"type":")"};
    body.append(status >= 500 ? "api_error" : "invalid_request_error").append(R"(","message":")");
    appendJsonEscaped(message, body);
    return body.append("\"}}");
}

void streamError(const Generation& /*generation*/, std::string& out)
{
    out.append("event: error\ndata: ").append(errorBody(500, kEngineFailed));
    out.append("\n\n");
}

void whole(const Generation& generation, std::string& out)
{
    const std::int64_t reasoning = std::min(generation.reasoning, generation.produced);
    appendMessage(generation, out);
    out.append(",\"content\":[");
    if (reasoning > 0) {
        out.append(R"({"type":"thinking","thinking":")");
        appendAnswerWords(out, wordOf(generation, 0), reasoning);
        out.append("\"},");
    }
    out.append(R"({"type":"text","text":")");
    appendAnswerWords(out, wordOf(generation, reasoning), generation.produced - reasoning);
    out.append("\"}],").append(stopReason(generation)).append(",");
    appendUsage(generation, generation.produced, out);
    out.append("}");
}

}  // namespace

const Wording kAnthropicWording{.dialect = SimDialect::AnthropicMessages,
                                .path = "/v1/messages",
                                .roleEvent = true,
                                .reasoning = true,
                                .begin = begin,
                                .role = role,
                                .piece = piece,
                                .usage = usage,
                                .done = done,
                                .broken = broken,
                                .streamError = streamError,
                                .whole = whole,
                                .error = errorBody};

}  // namespace inferometer
