// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/ollama_wording.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"

#include <algorithm>

namespace inferometer {

namespace {

void begin(Generation& generation)
{
    generation.id = hexText(generation.index);
    generation.chunkHead = R"({"model":")";
    appendJsonEscaped(generation.request.model, generation.chunkHead);
    generation.chunkHead.append(R"(","created_at":")").append(utcText(generation.created)).append("\",");
}

// `"message":{...}` of the tokens from..from+count, reasoning as "thinking" beside an empty content.
void appendMessage(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    out.append(R"("message":{"role":"assistant","content":")");
    if (piece.reasoning)
        out.append(R"(","thinking":")");
    appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
    out.append("\"}");
}

void appendResponse(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    out.append(R"("response":")");
    if (piece.reasoning)
        out.append(R"(","thinking":")");
    appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
    out.append("\"");
}

// A line of tokens. The end of an answer is the done line alone.
template <auto appendPiece>
void piece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    if (piece.count == 0)
        return;
    out.append(generation.chunkHead);
    appendPiece(generation, piece, out);
    out.append(",\"done\":false}\n");
}

Nanos between(Nanos from, Nanos to) { return isSet(from) && isSet(to) ? std::max(to - from, Nanos{0}) : Nanos{0}; }

void appendDone(const Generation& generation, std::string& out)
{
    out.append(R"(,"done":true,"done_reason":)").append(generation.lengthReached ? "\"length\"" : "\"stop\"");
    if (generation.usageAtEnd) {
        appendMember(out, "total_duration", between(generation.arrival, generation.last).count());
        // Ollama's load_duration includes the wait for a slot; the model itself is always loaded here.
        appendMember(out, "load_duration", between(generation.arrival, generation.admitted).count());
        appendMember(out, "prompt_eval_count", generation.request.promptTokens);
        appendMember(out, "prompt_eval_duration", between(generation.admitted, generation.first).count());
        appendMember(out, "eval_count", generation.produced);
        appendMember(out, "eval_duration", between(generation.first, generation.last).count());
    }
    out.append("}");
}

template <auto appendPiece>
void done(const Generation& generation, std::string& out)
{
    out.append(generation.chunkHead);
    appendPiece(generation, {}, out);
    appendDone(generation, out);
    out.append("\n");
}

void chatWhole(const Generation& generation, std::string& out)
{
    const std::int64_t reasoning = std::min(generation.reasoning, generation.produced);
    out.append(generation.chunkHead).append(R"("message":{"role":"assistant","content":")");
    appendAnswerWords(out, wordOf(generation, reasoning), generation.produced - reasoning);
    if (reasoning > 0) {
        out.append(R"(","thinking":")");
        appendAnswerWords(out, wordOf(generation, 0), reasoning);
    }
    out.append("\"}");
    appendDone(generation, out);
}

void generateWhole(const Generation& generation, std::string& out)
{
    const std::int64_t reasoning = std::min(generation.reasoning, generation.produced);
    out.append(generation.chunkHead).append(R"("response":")");
    appendAnswerWords(out, wordOf(generation, reasoning), generation.produced - reasoning);
    if (reasoning > 0) {
        out.append(R"(","thinking":")");
        appendAnswerWords(out, wordOf(generation, 0), reasoning);
    }
    out.append("\"");
    appendDone(generation, out);
}

void broken(const Generation& generation, std::string& out) { out.append(generation.chunkHead).append("\"mess\n"); }

std::string errorBody(int /*status*/, std::string_view message)
{
    std::string body{R"({"error":")"};
    appendJsonEscaped(message, body);
    return body.append("\"}");
}

void streamError(const Generation& /*generation*/, std::string& out)
{
    out.append(errorBody(500, kEngineFailed)).append("\n");
}

}  // namespace

const Wording kOllamaChatWording{.dialect = SimDialect::OllamaChat,
                                 .path = "/api/chat",
                                 .contentType = kJsonLines,
                                 .reasoning = true,
                                 .begin = begin,
                                 .piece = piece<appendMessage>,
                                 .done = done<appendMessage>,
                                 .broken = broken,
                                 .streamError = streamError,
                                 .whole = chatWhole,
                                 .error = errorBody};

const Wording kOllamaGenerateWording{.dialect = SimDialect::OllamaGenerate,
                                     .path = "/api/generate",
                                     .contentType = kJsonLines,
                                     .reasoning = true,
                                     .begin = begin,
                                     .piece = piece<appendResponse>,
                                     .done = done<appendResponse>,
                                     .broken = broken,
                                     .streamError = streamError,
                                     .whole = generateWhole,
                                     .error = errorBody};

}  // namespace inferometer
