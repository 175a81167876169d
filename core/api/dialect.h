// SPDX-License-Identifier: GPL-3.0-or-later
// An API dialect: how a request is worded and how an event of its stream is read. Pure: no sockets, no clocks.
//
// To add one: a file in this folder with its body and its decoder, declared in dialect_parts.h; a row in dialects.cpp;
// golden streams under tests/data/api/<id>/; a fuzz target in tests/fuzz/CMakeLists.txt. A form of it at another
// address has streams and a target of its own, by its name in tests/core/api/stream_text.cpp.
#pragma once

#include "core/api/finish_reason.h"
#include "core/api/server_metrics.h"
#include "core/base/result.h"
#include "core/http/address.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

// How events are framed in the body.
enum class Framing : std::uint8_t { ServerSentEvents, JsonLines, JsonArray };

// What servers of OpenAI's dialects take or refuse: found out before a run.
struct OpenAiWishes
{
    bool usage = true;             // stream_options.include_usage
    bool completionLimit = false;  // max_completion_tokens in place of max_tokens
    bool noObfuscation = false;    // stream_options.include_obfuscation: false
    bool runningUsage = false;     // stream_options.continuous_usage_stats
    bool tokenIds = false;         // return_token_ids
    bool progress = false;         // return_progress: llama.cpp's, for a person who waits
};
inline constexpr OpenAiWishes kNoWishes{.usage = false};

// An earlier message of a conversation. Of a question: its text, and an image where it came with one.
struct Message
{
    bool isAnswer = false;
    std::string text;
    std::string image{};      // Base64 of its file; empty: none
    std::string imageType{};  // "image/png"
};

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
    bool image = false;                        // one goes with the prompt. REQUIRES: Dialect::takesImages
    std::string_view imageType = "image/png";  // its media type
    OpenAiWishes wishes{};
    // What was said before the prompt, questions and answers in turn. An API without messages gets all as one text,
    // each behind its speaker. The API that keeps conversations itself needs none of it behind an answer it has kept.
    std::span<const Message> history{};
    bool isStored = false;                // REQUIRES: Dialect::keepsConversations
    std::string_view previousResponse{};  // its EventFacts::responseId; empty: a new conversation
};

// A request body cut where the prompt's text goes: prefix + JSON-escaped text + suffix. With an image, cut a second
// time where that goes: prefix + text + suffix + base64 of the image's file + tail.
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
    bool repeats = false;  // the payload is the whole answer so far: see AnswerSoFar
    // The payload's text, where `repeats` is a guess of the event alone and what came before it tells.
    std::string_view guessed;
    ChunkKind kind = ChunkKind::Content;
    bool reasoning = false;         // payload has reasoning (may be beside content)
    bool visible = false;           // payload has content or tool call
    std::uint32_t bytes = 0;        // decoded bytes of payload
    std::int64_t tokensSoFar = -1;  // completion tokens, when this event reports them (usage on every chunk)
    std::int32_t chunkTokens = -1;  // tokens in this chunk, where the event itself lists them (logprobs, token ids)
    bool finished = false;          // finish_reason, [DONE], done:true, usage with `choices: []`
    bool isPadded = false;          // random bytes hide its length (OpenAI's obfuscation)
    bool endMark = false;           // [DONE] or done:true: nothing comes behind it
    FinishKind finish = FinishKind::None;  // what the finish reason says, if this event has one
    bool usage = false;  // token counts below are set; the last event that sets them holds. Says nothing of
                         // completeness, since usage may come with every chunk: `finished` does
    std::int32_t inputTokens = -1;
    std::int32_t outputTokens = -1;
    std::int32_t cachedTokens = -1;
    std::int32_t reasoningTokens = -1;
    bool hasServerMetrics = false;
    ServerMetrics serverMetrics;
    bool error = false;  // an error object; errorText says it
    std::string_view errorText;
    std::string_view finishReason;  // the word of `finish`
    std::string_view responseId;    // by which a later request goes on behind this answer
    std::int32_t promptTotal = -1;  // tokens of the prompt, where the event tells how far its processing is
    std::int32_t promptDone = -1;   // of them
    // Decoded payload, only when the decoder was asked to keep text: all in order, and its two parts.
    std::string_view text;
    std::string_view visibleText;
    std::string_view reasoningText;
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

// What an answer has said, for events that say it all again: such an event brings what is new in it.
class AnswerSoFar
{
public:
    void clear() { *this = {}; }

    // Takes the next event of the answer; of one that repeats, leaves what is new.
    void take(EventFacts& facts)
    {
        if (!facts.guessed.empty())
            decide(facts);
        if (facts.repeats)
            leaveNew(facts);
        m_bytes += facts.bytes;
    }

private:
    void decide(EventFacts& facts);
    void leaveNew(EventFacts& facts) const;

    std::uint64_t m_bytes = 0;
    std::array<char, 64> m_start{};  // of the answer
    std::size_t m_startSize = 0;
    bool m_hasRepeated = false;
};

struct DialectHeader
{
    std::string_view name;
    std::string_view value;
};

// Values for the settings of an endpoint that the environment, or a file .env in the working folder, may hold.
struct DialectVariables
{
    std::string_view url;       // name of the variable with the whole address of the requests' page
    std::string_view key;       // of the one with the key
    std::string_view usualUrl;  // where the first is not set; empty: there is none
};

struct DialectAt;

struct Dialect
{
    std::string_view id;     // "openai-chat": the value of --llm-api
    std::string_view label;  // "OpenAI chat completions"
    // Appended to the base URL unless the base URL already ends with it; {model} in it is the model's name.
    std::string_view path;
    Framing framing = Framing::ServerSentEvents;
    DialectHeader key{"Authorization", "Bearer "};  // the value: what stands before the key
    DialectHeader header{};                         // one more that every request has
    std::string_view models = "/models";            // page of the list, beside the requests' own
    std::string_view finishName = "finish_reason";  // as the API calls it
    std::string_view endMarks = "finish_reason, usage or [DONE]";
    std::string_view stopsEarly{};  // why its server may end an answer without them; empty: nothing is known
    bool takesExactOutput = false;  // ignore_eos / min_tokens exist
    bool takesImages = false;
    OpenAiWishes wishes = kNoWishes;  // those that its body has a place for
    std::int64_t leastOutput = 1;     // tokens: fewer are refused
    DialectVariables variables{};
    BodyTemplate (*body)(const BodyParts& parts);
    std::unique_ptr<EventDecoder> (*makeDecoder)();
    bool keepsConversations = false;  // BodyParts::isStored
    bool takesMessages = false;       // the body has `messages` in OpenAI's shape, beside `tools` and the like
    // For a dialect that has other forms at other addresses; null: one form, at joinPath(base, path).
    Result<DialectAt> (*at)(const Dialect& row, const Url& base) = nullptr;
};

// The form of a dialect that is spoken at an address, and the address of its requests.
struct DialectAt
{
    const Dialect* form = nullptr;
    Url url;
};

std::span<const Dialect> dialects();
const Dialect* findDialect(std::string_view id);

// The error names the base URL's setting.
Result<DialectAt> dialectAt(const Dialect& dialect, const Url& base);

// The text as the inside of a JSON string (no quotes), appended. Broken UTF-8 becomes U+FFFD.
void appendJsonEscaped(std::string_view text, std::string& out);

// The human part of an error body: JSON's error.message / error / message / detail, else the first line of text or HTML
// title; at most 300 characters.
std::string errorTextOf(std::string_view body);

}  // namespace inferometer
