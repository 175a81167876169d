// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/openai_wording.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"

#include <algorithm>

namespace inferometer {

namespace {

double perSecond(std::int64_t tokens, Nanos from, Nanos to)
{
    return to > from && isSet(from) ? static_cast<double>(tokens) / seconds(to - from) : ServerMetrics::kNone;
}

std::string_view finishReason(const Generation& generation)
{
    return generation.lengthReached ? "\"length\"" : "\"stop\"";
}

// `{"id":"...","object":"...","created":N,"model":"...","choices":[`
void appendHead(const Generation& generation, std::string_view object, std::string& out)
{
    out.append(R"({"id":")").append(generation.id).append(R"(","object":")").append(object).append(R"(","created":)");
    appendNumber(out, std::chrono::duration_cast<std::chrono::seconds>(generation.created).count());
    out.append(R"(,"model":")");
    appendJsonEscaped(generation.request.model, out);
    out.append(R"(","choices":[)");
}

void begin(Generation& generation, std::string_view idPrefix, std::string_view object)
{
    generation.id = idPrefix;
    generation.id.append(hexText(generation.index));
    generation.chunkHead = "data: ";
    appendHead(generation, object, generation.chunkHead);
}

void appendCounts(const Generation& generation, std::int64_t produced, std::string& out)
{
    const std::int64_t prompt = generation.request.promptTokens;
    out.append(R"("usage":{"prompt_tokens":)");
    appendNumber(out, prompt);
    appendMember(out, "completion_tokens", produced);
    appendMember(out, "total_tokens", prompt + produced);
}

// Counts on every event, as vLLM's continuous_usage_stats gives them.
void endEvent(const Generation& generation, std::int64_t produced, std::string& out)
{
    if (generation.countEach) {
        out.append(",");
        appendCounts(generation, produced, out);
        out.append("}");
    }
    out.append("}\n\n");
}

// vLLM's per-request metrics: its time to the first token begins when the request is scheduled.
void appendRequestMetrics(const Generation& generation, std::string& out)
{
    if (!isSet(generation.last))  // cut before its end
        return;
    std::string members;
    appendMember(members, "time_to_first_token_ms", seconds(generation.first - generation.admitted) * 1000);
    appendMember(members, "queue_time_ms", seconds(generation.admitted - generation.arrival) * 1000);
    appendMember(members, "generation_time_ms", seconds(generation.last - generation.first) * 1000);
    out.append(R"(,"metrics":{)").append(members, 1).append("}");
}

// The final usage.
void appendUsage(const Generation& generation, std::string& out)
{
    appendCounts(generation, generation.produced, out);
    out.append(R"(,"prompt_tokens_details":{"cached_tokens":)");
    appendNumber(out, generation.request.cachedTokens);
    out.append(R"(},"completion_tokens_details":{"reasoning_tokens":)");
    appendNumber(out, std::min(generation.reasoning, generation.produced));
    out.append("}");
    out.append(R"(,"is_last_response":true)");
    appendServerMetrics(generation, out);
    out.append("}");
    appendRequestMetrics(generation, out);
}

void usageEvent(const Generation& generation, std::string& out)
{
    if (!generation.usageAtEnd)
        return;
    out.append(generation.chunkHead).append("],");
    appendUsage(generation, out);
    out.append("}\n\n");
}

void done(const Generation& /*generation*/, std::string& out) { out.append("data: [DONE]\n\n"); }

void streamError(const Generation& generation, std::string& out)
{
    out.append("data: ").append(openAiErrorBody(500, kEngineFailed)).append("\n\n");
    done(generation, out);
}

void broken(const Generation& generation, std::string& out)
{
    out.append(generation.chunkHead).append("{\"index\":0,\"del\n\n");
}

void beginChat(Generation& generation) { begin(generation, "chatcmpl-", "chat.completion.chunk"); }

void chatRole(const Generation& generation, std::string& out)
{
    out.append(generation.chunkHead);
    out.append(R"({"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}])");
    endEvent(generation, 0, out);
}

void chatPiece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    out.append(generation.chunkHead).append(R"({"index":0,"delta":{)");
    if (piece.count > 0) {
        out.append(piece.reasoning ? R"("reasoning_content":")" : R"("content":")");
        appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
        out.append("\"");
    }
    out.append(R"(},"logprobs":null,"finish_reason":)");
    out.append(piece.last ? finishReason(generation) : "null").append("}]");
    endEvent(generation, piece.from + piece.count, out);
}

void finishWhole(const Generation& generation, std::string& out)
{
    out.append(R"(,"logprobs":null,"finish_reason":)").append(finishReason(generation)).append("}]");
    if (generation.usageAtEnd) {
        out.append(",");
        appendUsage(generation, out);
    }
    out.append("}");
}

void chatWhole(const Generation& generation, std::string& out)
{
    const std::int64_t reasoning = std::min(generation.reasoning, generation.produced);
    appendHead(generation, "chat.completion", out);
    out.append(R"({"index":0,"message":{"role":"assistant","content":")");
    appendAnswerWords(out, wordOf(generation, reasoning), generation.produced - reasoning);
    if (reasoning > 0) {
        out.append(R"(","reasoning_content":")");
        appendAnswerWords(out, wordOf(generation, 0), reasoning);
    }
    out.append("\"}");
    finishWhole(generation, out);
}

void beginCompletions(Generation& generation) { begin(generation, "cmpl-", "text_completion"); }

void completionsPiece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    out.append(generation.chunkHead).append(R"({"index":0,"text":")");
    appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
    out.append(R"(","logprobs":null,"finish_reason":)");
    out.append(piece.last ? finishReason(generation) : "null").append("}]");
    endEvent(generation, piece.from + piece.count, out);
}

void completionsWhole(const Generation& generation, std::string& out)
{
    appendHead(generation, "text_completion", out);
    out.append(R"({"index":0,"text":")");
    appendAnswerWords(out, wordOf(generation, 0), generation.produced);
    out.append("\"");
    finishWhole(generation, out);
}

}  // namespace

std::string openAiErrorBody(int status, std::string_view message)
{
    std::string body{R"({"error":{"message":")"};
    appendJsonEscaped(message, body);
    body.append(R"(","type":")").append(statusPhrase(status)).append(R"(","param":null,"code":)");
    appendNumber(body, status);
    return body.append("}}");
}

void appendServerMetrics(const Generation& generation, std::string& out)
{
    constexpr std::int64_t kFirstTen = 10;
    if (generation.produced == 0 || !isSet(generation.last))  // cut before its end
        return;
    const Nanos arrival = generation.arrival;
    const std::int64_t tokens = generation.produced;
    appendMember(out, "time_to_first_token", seconds(generation.first - arrival));
    appendMember(out, "total_latency", seconds(generation.last - arrival));
    appendMember(out, "completion_tokens_per_sec", perSecond(tokens, arrival, generation.last));
    appendMember(out, "total_tokens_per_sec",
                 perSecond(generation.request.promptTokens + tokens, arrival, generation.last));
    appendMember(out, "completion_tokens_after_first_per_sec",
                 perSecond(tokens - 1, generation.first, generation.last));
    const Nanos tenth = isSet(generation.tenth) ? generation.tenth : generation.last;
    appendMember(out, "completion_tokens_after_first_per_sec_first_ten",
                 perSecond(std::min(tokens, kFirstTen) - 1, generation.first, tenth));
    appendMember(out, "batch_size_used", generation.batch);
    if (const std::int64_t drafts = generation.perChunk - 1; drafts > 0) {
        const std::int64_t steps = (tokens + drafts) / generation.perChunk;
        appendMember(out, "acceptance_rate", static_cast<double>(tokens - steps) / static_cast<double>(steps * drafts));
    }
}

const Wording kOpenAiChatWording{.dialect = SimDialect::OpenAiChat,
                                 .path = "/v1/chat/completions",
                                 .roleEvent = true,
                                 .reasoning = true,
                                 .begin = beginChat,
                                 .role = chatRole,
                                 .piece = chatPiece,
                                 .usage = usageEvent,
                                 .done = done,
                                 .broken = broken,
                                 .streamError = streamError,
                                 .whole = chatWhole,
                                 .error = openAiErrorBody};

const Wording kOpenAiCompletionsWording{.dialect = SimDialect::OpenAiCompletions,
                                        .path = "/v1/completions",
                                        .begin = beginCompletions,
                                        .piece = completionsPiece,
                                        .usage = usageEvent,
                                        .done = done,
                                        .broken = broken,
                                        .streamError = streamError,
                                        .whole = completionsWhole,
                                        .error = openAiErrorBody};

}  // namespace inferometer
