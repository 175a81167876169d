// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the JSON lines of Ollama's /api/chat and /api/generate.
#pragma once

#include "core/api/payload.h"

namespace inferometer {

class OllamaDecoder final : public EventDecoder
{
public:
    // Where generated text stands: message.content or response.
    enum class Shape : std::uint8_t { Chat, Generate };

    explicit OllamaDecoder(Shape shape) : m_shape(shape) {}

    DecodeStatus decode(std::string_view event, EventFacts& facts) override;
    void keepText(bool keep) override { m_payload.keepText(keep); }

private:
    // What the last line counts and times; durations in nanoseconds.
    struct Totals
    {
        double inputTokens = ServerMetrics::kNone;
        double outputTokens = ServerMetrics::kNone;
        double total = ServerMetrics::kNone;
        double promptEval = ServerMetrics::kNone;
        double eval = ServerMetrics::kNone;
    };

    JsonError readEvent(std::string_view event, EventFacts& facts);
    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readDone(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readMessage(ondemand::value& message);
    JsonError readTotal(std::string_view name, ondemand::value& value);
    void settle(EventFacts& facts) const;

    Shape m_shape;
    JsonEvent m_json;
    Payload m_payload;
    Totals m_totals;
    bool m_isAnswer = false;  // the line being read says `done`, true or false, as every line of an answer does
};

}  // namespace inferometer
