// SPDX-License-Identifier: GPL-3.0-or-later
// What the decoders of all dialects share: an event is one JSON object, read in one pass, and nothing of it is kept.
#pragma once

#include "core/api/payload.h"
#include "core/api/stream_error.h"
#include "core/api/usage.h"
#include "core/base/text.h"

namespace inferometer {

// Derived reads the members of an event: JsonError readMember(name, value, facts). What it does not know goes to
// m_usage, so that token counts are found under every name; where an event holds nothing that is known (m_known, a
// payload, counts, an error), it is read once more, for an error in a shape of its own.
template <typename Derived>
class JsonDecoder : public EventDecoder
{
public:
    DecodeStatus decode(std::string_view event, EventFacts& facts) final
    {
        facts = {};
        if (isBlank(event))
            return DecodeStatus::Ok;
        if (Derived::kHasDone && isDone(event)) {
            facts.finished = facts.endMark = true;
            return DecodeStatus::Ok;
        }
        if (readEvent(event, facts)) {
            facts = {};
            return DecodeStatus::Malformed;
        }
        return DecodeStatus::Ok;
    }

    void keepText(bool keep) final { m_payload.keepText(keep); }

protected:
    static constexpr bool kHasDone = true;  // a last event [DONE]

    // Hide them to start an event, and to end one.
    void begin() {}
    void settle(EventFacts& facts)
    {
        m_payload.settle(facts);
        m_usage.settle(facts);
    }

    // The word at the end of an answer. Of several the worst counts.
    static JsonError readFinish(ondemand::value& value, EventFacts& facts, FinishWords words = FinishWords::OpenAi)
    {
        std::string_view reason;
        const JsonError error = textOf(value, reason);
        takeFinish(reason, facts, words);
        return error;
    }
    static void takeFinish(std::string_view reason, EventFacts& facts, FinishWords words = FinishWords::OpenAi)
    {
        facts.finished |= !reason.empty();
        const FinishKind kind = finishKindOf(reason, words);
        if (kind == FinishKind::None || facts.finish == FinishKind::Bad)
            return;
        facts.finish = kind;
        facts.finishReason = reason;
    }
    // {total, cache, processed, time_ms}: llama.cpp's, while it reads the prompt.
    static JsonError readProgress(ondemand::value& value, EventFacts& facts)
    {
        return eachMember(value, [&](std::string_view name, ondemand::value& member) {
            if (name != "total" && name != "processed")
                return SUCCESS;
            double tokens = 0;
            const JsonError error = numberOf(member, tokens);
            (name == "total" ? facts.promptTotal : facts.promptDone) = asCount(tokens);
            return error;
        });
    }
    static bool isTrue(ondemand::value& value) { return value.raw_json_token().starts_with("true"); }

    Payload m_payload;
    Usage m_usage;
    bool m_known = false;  // the event has what those of an answer have

private:
    static bool isDone(std::string_view event)
    {
        constexpr std::size_t kLongest = 16;  // with blanks around it
        return event.size() < kLongest && trimmed(event) == "[DONE]";
    }

    JsonError readEvent(std::string_view event, EventFacts& facts)
    {
        auto& derived = static_cast<Derived&>(*this);
        m_payload.clear();
        m_usage.clear();
        m_known = false;
        derived.begin();
        if (const JsonError error
            = m_json.read(event, [&derived, &facts](std::string_view name, ondemand::value& value) {
                  return derived.readMember(name, value, facts);
              }))
            return error;
        derived.settle(facts);
        const bool hasSense = m_known || facts.payload || facts.usage || facts.error;
        return hasSense ? SUCCESS : readBareError(m_json, event, facts);
    }

    JsonEvent m_json;
};

}  // namespace inferometer
