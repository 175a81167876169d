// SPDX-License-Identifier: GPL-3.0-or-later
// OpenAI's /v1/responses: each request says all, or goes on behind an answer that the server has kept. Source: OpenAI's
// API reference.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"
#include "core/api/json_decoder.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

BodyJson worded(const Spoken& message)
{
    BodyJson content
        = BodyJson::array({{{"type", message.isAnswer ? "output_text" : "input_text"}, {"text", message.of.prompt}}});
    if (!message.of.image.empty())
        content.push_back({{"type", "input_image"},
                           {"image_url", "data:" + std::string{message.imageType} + ";base64," + message.of.image}});
    if (message.isAnswer)  // llama.cpp tells an answer by its type
        return {{"type", "message"}, {"role", "assistant"}, {"content", content}};
    return {{"role", "user"}, {"content", content}};
}

// What a delta brings, by its event's type; the first row whose word stands in it. Audio is bytes, not text.
struct DeltaRow
{
    std::string_view word;
    ChunkKind kind;
};
constexpr std::array kDeltas{DeltaRow{"reasoning", ChunkKind::Reasoning}, DeltaRow{"text", ChunkKind::Content},
                             DeltaRow{"refusal", ChunkKind::Content},     DeltaRow{"transcript", ChunkKind::Content},
                             DeltaRow{"audio", ChunkKind::Content},       DeltaRow{"", ChunkKind::ToolCall}};

class ResponsesDecoder final : public JsonDecoder<ResponsesDecoder>
{
    friend JsonDecoder;

    void begin()
    {
        m_type = m_delta = m_reason = {};
        m_logprobs = -1;
    }

    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "type")
            return textOf(value, m_type);
        if (name == "delta")
            return textOf(value, m_delta);
        if (name == "logprobs")
            return countOf(value, m_logprobs);
        if (name == "timings")  // llama.cpp's
            return m_usage.readTimings(value);
        if (name == "response")
            return eachMember(value, [&](std::string_view inner, ondemand::value& member) {
                return readResponse(inner, member, facts);
            });
        facts.isPadded |= name == "obfuscation";
        return name == "error" ? readError(value, facts) : SUCCESS;
    }

    JsonError readResponse(std::string_view name, ondemand::value& value, EventFacts& facts)
    {
        if (name == "incomplete_details")
            return eachMember(value, [this](std::string_view inner, ondemand::value& member) {
                return inner == "reason" ? textOf(member, m_reason) : SUCCESS;
            });
        if (name == "id")
            return textOf(value, facts.responseId);
        return name == "error" ? readError(value, facts) : m_usage.readMember(name, value);
    }

    // The type may come behind what it is the type of.
    void settle(EventFacts& facts)
    {
        constexpr std::string_view kPrefix = "response.";
        constexpr std::array<std::string_view, 4> kEnds{"completed", "incomplete", "failed", "cancelled"};
        m_known = m_type.starts_with(kPrefix);
        const std::string_view what = m_known ? m_type.substr(kPrefix.size()) : std::string_view{};
        if (what.ends_with(".delta"))
            addDelta(what, facts);
        if (std::find(kEnds.begin(), kEnds.end(), what) != kEnds.end()) {
            takeFinish(m_reason.empty() ? what : m_reason, facts);
            facts.endMark = true;
        }
        JsonDecoder::settle(facts);
    }

    // Behind the deltas of a text another event lists the log probabilities of them all: those are no new tokens. An
    // empty list was not asked for.
    void addDelta(std::string_view what, EventFacts& facts)
    {
        facts.chunkTokens = m_logprobs > 0 ? m_logprobs : -1;
        const auto* row = std::find_if(kDeltas.begin(), kDeltas.end(), [what](const DeltaRow& each) {
            return what.find(each.word) != std::string_view::npos;
        });
        if (row->word == "audio")
            m_payload.addBytes(row->kind, m_delta.size());
        else
            m_payload.add(row->kind, m_delta);
    }

    std::string_view m_type;
    std::string_view m_delta;
    std::string_view m_reason;
    std::int32_t m_logprobs = -1;
};

}  // namespace

BodyTemplate openAiResponsesBody(const BodyParts& parts)
{
    return cutAtPrompt(parts, [&](const StandIns& of) {
        BodyJson body{{"model", parts.model}, {"max_output_tokens", parts.outputTokens}, {"stream", true}};
        body["store"] = parts.isStored;
        if (!parts.previousResponse.empty())
            body["previous_response_id"] = parts.previousResponse;
        if (parts.wishes.noObfuscation)
            body["stream_options"] = {{"include_obfuscation", false}};
        if (!parts.systemPrompt.empty())
            body["instructions"] = parts.systemPrompt;
        body["input"] = conversation(parts, of, worded);
        addSampling(parts, "max_output_tokens", "input", body);
        return body;
    });
}

std::unique_ptr<EventDecoder> makeOpenAiResponsesDecoder() { return std::make_unique<ResponsesDecoder>(); }

}  // namespace inferometer
