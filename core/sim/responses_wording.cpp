// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/responses_wording.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"
#include "core/sim/openai_wording.h"

#include <algorithm>

namespace inferometer {

namespace {

// `event: X`, `data: {"type":"X"`; the members follow. Numbers grow, and leave some out.
void appendStart(std::string_view type, std::int64_t number, std::string& out)
{
    out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type).append("\"");
    appendMember(out, "sequence_number", number);
}

void appendEnd(std::string& out) { out.append("}\n\n"); }

// Events before the first token, and in front of each: the beginning of an item is two.
constexpr std::int64_t kBefore = 2;
std::int64_t numberOf(std::int64_t token) { return kBefore + 3 * token; }

// `"response":{...}`
void appendResponse(const Generation& generation, std::string_view status, bool isOver, std::string& out)
{
    const std::int64_t prompt = generation.request.promptTokens;
    out.append(R"("response":{"id":")").append(generation.id).append(R"(","object":"response","created_at":)");
    appendNumber(out, std::chrono::duration_cast<std::chrono::seconds>(generation.created).count());
    out.append(R"(,"status":")").append(status).append(R"(","error":null,"incomplete_details":)");
    out.append(isOver && generation.lengthReached ? R"({"reason":"max_output_tokens"})" : "null");
    out.append(R"(,"model":")");
    appendJsonEscaped(generation.request.model, out);
    out.append(R"(","output":[],"usage":)");
    if (!isOver || !generation.usageAtEnd) {
        out.append("null}");
        return;
    }
    out.append(R"({"input_tokens":)");
    appendNumber(out, prompt);
    out.append(R"(,"input_tokens_details":{"cached_tokens":)");
    appendNumber(out, generation.request.cachedTokens);
    out.append("}");
    appendMember(out, "output_tokens", generation.produced);
    out.append(R"(,"output_tokens_details":{"reasoning_tokens":)");
    appendNumber(out, std::min(generation.reasoning, generation.produced));
    out.append("}");
    appendMember(out, "total_tokens", prompt + generation.produced);
    out.append("}}");
}

void begin(Generation& generation) { generation.id = "resp_" + hexText(generation.index); }

void role(const Generation& generation, std::string& out)
{
    std::int64_t number = 0;
    for (const std::string_view type : {"response.created", "response.in_progress"}) {
        appendStart(type, number++, out);
        out.append(",");
        appendResponse(generation, "in_progress", false, out);
        appendEnd(out);
    }
}

void appendPlace(std::int64_t item, std::string& out)
{
    appendMember(out, "output_index", item);
    appendMember(out, "content_index", std::int64_t{0});
}

void appendItem(bool isReasoning, std::int64_t item, std::int64_t number, std::string& out)
{
    appendStart("response.output_item.added", number, out);
    appendMember(out, "output_index", item);
    out.append(isReasoning ? R"(,"item":{"type":"reasoning","status":"in_progress","content":[]})"
                           : R"(,"item":{"type":"message","role":"assistant","status":"in_progress","content":[]})");
    appendEnd(out);
    appendStart("response.content_part.added", number + 1, out);
    appendPlace(item, out);
    out.append(isReasoning ? R"(,"part":{"type":"reasoning_text","text":""})"
                           : R"(,"part":{"type":"output_text","text":"","annotations":[]})");
    appendEnd(out);
}

void piece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    if (piece.count == 0)
        return;
    const std::int64_t item = !piece.reasoning && generation.reasoning > 0 ? 1 : 0;
    const std::int64_t number = numberOf(piece.from);
    if (piece.from == (item == 1 ? generation.reasoning : 0))
        appendItem(piece.reasoning, item, number, out);
    appendStart(piece.reasoning ? "response.reasoning_text.delta" : "response.output_text.delta", number + 2, out);
    appendPlace(item, out);
    out.append(R"(,"delta":")");
    appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
    out.append(R"(","logprobs":[])");
    appendEnd(out);
}

void usage(const Generation& generation, std::string& out)
{
    const std::int64_t reasoning = std::min(generation.reasoning, generation.produced);
    appendStart("response.output_text.done", numberOf(generation.produced), out);
    appendPlace(reasoning > 0 ? 1 : 0, out);
    out.append(R"(,"text":")");
    appendAnswerWords(out, wordOf(generation, reasoning), generation.produced - reasoning);
    out.append("\"");
    appendEnd(out);
}

void done(const Generation& generation, std::string& out)
{
    appendStart(generation.lengthReached ? "response.incomplete" : "response.completed",
                numberOf(generation.produced) + 1, out);
    out.append(",");
    appendResponse(generation, generation.lengthReached ? "incomplete" : "completed", true, out);
    appendEnd(out);
}

void broken(const Generation& /*generation*/, std::string& out)
{
    out.append("event: response.output_text.delta\ndata: {\"type\":\"response.outp\n\n");
}

void streamError(const Generation& generation, std::string& out)
{
    appendStart("error", numberOf(generation.produced), out);
    out.append(R"(,"code":"server_error","message":")").append(kEngineFailed).append(R"(","param":null)");
    appendEnd(out);
}

void whole(const Generation& generation, std::string& out)
{
    const std::int64_t reasoning = std::min(generation.reasoning, generation.produced);
    std::string response;
    appendResponse(generation, generation.lengthReached ? "incomplete" : "completed", true, response);
    const std::string_view inner = std::string_view{response}.substr(response.find('{'));
    constexpr std::string_view kNothing = R"("output":[])";
    const std::size_t at = inner.find(kNothing);
    out.append(inner.substr(0, at));
    out.append(R"("output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":")");
    appendAnswerWords(out, wordOf(generation, reasoning), generation.produced - reasoning);
    out.append("\"}]}]").append(inner.substr(at + kNothing.size()));
}

}  // namespace

const Wording kResponsesWording{.dialect = SimDialect::OpenAiResponses,
                                .path = "/v1/responses",
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
                                .error = openAiErrorBody};

}  // namespace inferometer
