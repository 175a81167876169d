// SPDX-License-Identifier: GPL-3.0-or-later
// An API dialect: how a request is worded and how an event of its stream is read. Pure: no sockets, no clocks.
//
// To add one: a file in this folder with its body and its decoder, declared in dialect_parts.h; a row in dialects.cpp;
// golden streams under tests/data/api/<id>/.
#pragma once

#include "core/api/finish_reason.h"
#include "core/api/server_metrics.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

// How events are framed in the body.
enum class Framing : std::uint8_t { ServerSentEvents, JsonLines };

// What one request asks for. Sampling parameters win over what the dialect sets, the extra body over both; it is merged
// as RFC 7396 says (objects member by member, null removes). Neither can replace the member that holds the prompt.
struct BodyParts
{
    std::string_view model{};
    std::string_view systemPrompt{};    // empty: none
    std::string_view samplingParams{};  // JSON object or empty; max_tokens_to_generate is renamed as the dialect needs
    std::string_view extraBody{};       // JSON object or empty
    std::int64_t outputTokens = 0;
    bool exactOutput = false;
    bool image = false;  // a PNG goes with the prompt. REQUIRES: Dialect::takesImages
};

// A request body cut where the prompt's text goes: prefix + JSON-escaped text + suffix. With an image, cut a second
// time where that goes: prefix + text + suffix + base64 of the PNG + tail.
struct BodyTemplate
{
    std::string prefix;
    std::string suffix;
    std::string tail{};
};

// What one event said. Views point into the event or the decoder's scratch: valid until the next decode.
struct EventFacts
{
    bool payload = false;  // carries generated payload: content, reasoning, text, tool call, refusal
    ChunkKind kind = ChunkKind::Content;
    bool reasoning = false;         // payload has reasoning (may be beside content)
    bool visible = false;           // payload has content or tool call
    std::uint32_t bytes = 0;        // decoded bytes of payload
    std::int64_t tokensSoFar = -1;  // completion tokens, when this event reports them (usage on every chunk)
    std::int32_t chunkTokens = -1;  // tokens in this chunk, where the event itself lists them (logprobs, token ids)
    bool finished = false;          // finish_reason, [DONE], done:true, usage with `choices: []`
    bool endMark = false;           // [DONE] or done:true: nothing comes behind it
    FinishKind finish = FinishKind::None;  // what the finish reason says, if this event has one
    bool usage = false;  // token counts below are set; the last event that sets them holds. Says nothing of
                         // completeness, since usage may come with every chunk: `finished` does
    std::int32_t inputTokens = -1;
    std::int32_t outputTokens = -1;
    std::int32_t cachedTokens = -1;
    std::int32_t reasoningTokens = -1;
    double promptSeconds = ServerMetrics::kNone;  // prompt processing as the server timed it: without its queue
    bool hasServerMetrics = false;
    ServerMetrics serverMetrics;
    bool error = false;  // an error object; errorText says it
    std::string_view errorText;
    std::string_view finishReason;  // the word of `finish`
    std::string_view text;          // decoded payload, only when the decoder was asked to keep text
};

enum class DecodeStatus : std::uint8_t { Ok, Malformed };

// Reads events of one dialect. One per load thread: it owns scratch memory that is reused.
class EventDecoder
{
public:
    virtual ~EventDecoder() = default;

    // REQUIRES: at least kEventPadding readable bytes behind the event. `facts` is overwritten.
    // Allocates nothing once it has seen the largest event.
    virtual DecodeStatus decode(std::string_view event, EventFacts& facts) = 0;

    // Fill EventFacts::text; off by default.
    virtual void keepText(bool keep) = 0;
};
inline constexpr std::size_t kEventPadding = 64;

struct Dialect
{
    std::string_view id;     // "openai-chat": the value of --llm-api
    std::string_view label;  // "OpenAI chat completions"
    std::string_view path;   // appended to the base URL unless the base URL already ends with it
    Framing framing;
    bool keyAsBearer;       // Authorization: Bearer
    bool takesExactOutput;  // ignore_eos / min_tokens exist
    bool takesImages;
    BodyTemplate (*body)(const BodyParts& parts);
    std::unique_ptr<EventDecoder> (*makeDecoder)();
};

std::span<const Dialect> dialects();
const Dialect* findDialect(std::string_view id);

// The text as the inside of a JSON string (no quotes), appended. Broken UTF-8 becomes U+FFFD.
void appendJsonEscaped(std::string_view text, std::string& out);

// The human part of an error body: JSON's error.message / error / message / detail, else the first line of text or HTML
// title; at most 300 characters.
std::string errorTextOf(std::string_view body);

}  // namespace inferometer
