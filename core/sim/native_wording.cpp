// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/native_wording.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"
#include "core/sim/openai_wording.h"

#include <algorithm>

namespace inferometer {

namespace {

void begin(Generation& generation) { generation.id = hexText(generation.index); }

void appendWords(const Generation& generation, std::int64_t from, std::int64_t count, std::string& out)
{
    out.append("\"");
    appendAnswerWords(out, wordOf(generation, from), count);
    out.append("\"");
}

// One made up id a token.
void appendIds(const Generation& generation, std::int64_t from, std::int64_t count, std::string& out)
{
    out.append("[");
    for (std::int64_t i = from; i < from + count; ++i) {
        out.append(i > from ? "," : "");
        appendNumber(out, static_cast<std::int64_t>(wordOf(generation, i) % static_cast<std::uint64_t>(kVocabulary)));
    }
    out.append("]");
}

double milliseconds(Nanos from, Nanos to)
{
    return isSet(from) && isSet(to) ? 1000 * seconds(std::max(to - from, Nanos{0})) : 0;
}

void streamError(const Generation& /*generation*/, std::string& out)
{
    out.append("data: ").append(openAiErrorBody(500, kEngineFailed)).append("\n\n");
}

// llama.cpp

void appendLlamaCounts(const Generation& generation, std::int64_t produced, std::string& out)
{
    if (!generation.usageAtEnd)
        return;
    appendMember(out, "tokens_predicted", produced);
    appendMember(out, "tokens_evaluated", generation.request.promptTokens);
}

void llamaPiece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    if (piece.count == 0)
        return;
    out.append(R"(data: {"index":0,"content":)");
    appendWords(generation, piece.from, piece.count, out);
    out.append(R"(,"tokens":)");
    appendIds(generation, piece.from, piece.count, out);
    out.append(R"(,"stop":false,"id_slot":-1)");
    appendLlamaCounts(generation, piece.from + piece.count, out);
    out.append("}\n\n");
}

// Members of the last event, behind `content`.
void appendLlamaEnd(const Generation& generation, std::string& out)
{
    out.append(R"(,"tokens":[],"id_slot":0,"stop":true,"model":")");
    appendJsonEscaped(generation.request.model, out);
    out.append("\"");
    appendLlamaCounts(generation, generation.produced, out);
    out.append(R"(,"truncated":false,"stop_type":)").append(generation.lengthReached ? "\"limit\"" : "\"eos\"");
    out.append(R"(,"stopping_word":"")");
    if (!generation.usageAtEnd)
        return;
    const std::int64_t cached = generation.request.cachedTokens;
    out.append(R"(,"timings":{"cache_n":)");
    appendNumber(out, cached);
    appendMember(out, "prompt_n", generation.request.promptTokens - cached);
    appendMember(out, "prompt_ms", milliseconds(generation.admitted, generation.first));
    appendMember(out, "predicted_n", generation.produced);
    appendMember(out, "predicted_ms", milliseconds(generation.first, generation.last));
    out.append("}");
}

void llamaDone(const Generation& generation, std::string& out)
{
    out.append(R"(data: {"index":0,"content":"")");
    appendLlamaEnd(generation, out);
    out.append("}\n\n");
}

void llamaWhole(const Generation& generation, std::string& out)
{
    out.append(R"({"index":0,"content":)");
    appendWords(generation, 0, generation.produced, out);
    appendLlamaEnd(generation, out);
    out.append("}");
}

void llamaBroken(const Generation& /*generation*/, std::string& out) { out.append("data: {\"index\":0,\"cont\n\n"); }

// SGLang: every event says the whole answer so far.

// Moments are on the server's own clock.
void appendSglangTimes(const Generation& generation, std::string& out)
{
    appendMember(out, "queue_time", milliseconds(generation.arrival, generation.admitted) / 1000);
    appendMember(out, "forward_entry_time", seconds(generation.admitted));
    appendMember(out, "prefill_finished_time", seconds(generation.first));
    appendMember(out, "first_token_latency", milliseconds(generation.arrival, generation.first) / 1000);
    appendMember(out, "e2e_latency", milliseconds(generation.arrival, generation.last) / 1000);
}

void appendSglang(const Generation& generation, std::int64_t produced, bool isLast, std::string& out)
{
    out.append(R"({"text":)");
    appendWords(generation, 0, produced, out);
    out.append(R"(,"output_ids":)");
    appendIds(generation, 0, produced, out);
    out.append(R"(,"meta_info":{"id":")").append(generation.id).append(R"(","finish_reason":)");
    if (!isLast)
        out.append("null");
    else if (generation.lengthReached)
        out.append(R"({"type":"length","length":)").append(std::to_string(produced)).append("}");
    else
        out.append(R"({"type":"stop","matched":2})");
    if (generation.usageAtEnd) {
        appendMember(out, "prompt_tokens", generation.request.promptTokens);
        appendMember(out, "completion_tokens", produced);
        appendMember(out, "cached_tokens", generation.request.cachedTokens);
        if (isLast)
            appendSglangTimes(generation, out);
    }
    out.append("}}");
}

void sglangPiece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    out.append("data: ");
    appendSglang(generation, piece.from + piece.count, piece.last, out);
    out.append("\n\n");
}

void sglangDone(const Generation& /*generation*/, std::string& out) { out.append("data: [DONE]\n\n"); }

void sglangWhole(const Generation& generation, std::string& out)
{
    appendSglang(generation, generation.produced, true, out);
}

void sglangBroken(const Generation& /*generation*/, std::string& out) { out.append("data: {\"text\":\"\n\n"); }

// Text Generation Inference: one token an event, whatever comes together.

void appendTgiDetails(const Generation& generation, std::int64_t produced, std::string& out)
{
    out.append(R"(,"generated_text":)");
    appendWords(generation, 0, produced, out);
    out.append(R"(,"details":{"finish_reason":)").append(generation.lengthReached ? "\"length\"" : "\"eos_token\"");
    if (generation.usageAtEnd) {
        appendMember(out, "generated_tokens", produced);
        appendMember(out, "input_length", generation.request.promptTokens);
    }
    out.append(R"(,"seed":null})");
}

void appendTgiEvent(const Generation& generation, std::int64_t token, bool isLast, std::string& out)
{
    out.append("data:{\"index\":");
    appendNumber(out, token + 1);
    out.append(R"(,"token":{"id":)");
    appendNumber(out, static_cast<std::int64_t>(wordOf(generation, token) % static_cast<std::uint64_t>(kVocabulary)));
    out.append(R"(,"text":)");
    appendWords(generation, token, 1, out);
    out.append(R"(,"logprob":-0.5,"special":false})");
    if (isLast)
        appendTgiDetails(generation, token + 1, out);
    else
        out.append(R"(,"generated_text":null,"details":null)");
    out.append("}\n\n");
}

void tgiPiece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    for (std::int64_t token = piece.from; token < piece.from + piece.count; ++token)
        appendTgiEvent(generation, token, piece.last && token + 1 == piece.from + piece.count, out);
    if (piece.count > 0)
        return;
    out.append(R"(data:{"index":1,"token":{"id":2,"text":"</s>","logprob":-0.5,"special":true})");
    appendTgiDetails(generation, 0, out);
    out.append("}\n\n");
}

std::string tgiError(int /*status*/, std::string_view message)
{
    std::string body{R"({"error":")"};
    appendJsonEscaped(message, body);
    return body.append(R"(","error_type":"generation"})");
}

void tgiStreamError(const Generation& /*generation*/, std::string& out)
{
    out.append("data:").append(tgiError(500, kEngineFailed)).append("\n\n");
}

void tgiWhole(const Generation& generation, std::string& out)
{
    out.append(R"({"index":0)");
    appendTgiDetails(generation, generation.produced, out);
    out.append("}");
}

void tgiBroken(const Generation& /*generation*/, std::string& out) { out.append("data:{\"index\":1,\"tok\n\n"); }

}  // namespace

const Wording kLlamaCppWording{.dialect = SimDialect::LlamaCppCompletion,
                               .path = "/completion",
                               .begin = begin,
                               .piece = llamaPiece,
                               .done = llamaDone,
                               .broken = llamaBroken,
                               .streamError = streamError,
                               .whole = llamaWhole,
                               .error = openAiErrorBody};

const Wording kSglangWording{.dialect = SimDialect::SglangGenerate,
                             .path = "/generate",
                             .begin = begin,
                             .piece = sglangPiece,
                             .done = sglangDone,
                             .broken = sglangBroken,
                             .streamError = streamError,
                             .whole = sglangWhole,
                             .error = openAiErrorBody};

const Wording kTgiWording{.dialect = SimDialect::TgiGenerate,
                          .path = "/generate_stream",
                          .begin = begin,
                          .piece = tgiPiece,
                          .broken = tgiBroken,
                          .streamError = tgiStreamError,
                          .whole = tgiWhole,
                          .error = tgiError};

}  // namespace inferometer
