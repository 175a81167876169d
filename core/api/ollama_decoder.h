// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the JSON lines of Ollama's /api/chat and /api/generate.
#pragma once

#include "core/api/json_decoder.h"

namespace inferometer {

class OllamaDecoder final : public JsonDecoder<OllamaDecoder>
{
public:
    // Where generated text stands: message.content or response.
    enum class Shape : std::uint8_t { Chat, Generate };

    explicit OllamaDecoder(Shape shape) : m_shape(shape) {}

private:
    friend JsonDecoder;
    static constexpr bool kHasDone = false;

    // What the last line counts and times; durations in nanoseconds.
    struct Totals
    {
        double inputTokens = ServerMetrics::kNone;
        double outputTokens = ServerMetrics::kNone;
        double total = ServerMetrics::kNone;
        double promptEval = ServerMetrics::kNone;
        double eval = ServerMetrics::kNone;
    };

    void begin() { m_totals = {}; }
    JsonError readMember(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readDone(std::string_view name, ondemand::value& value, EventFacts& facts);
    JsonError readMessage(ondemand::value& message);
    JsonError readTotal(std::string_view name, ondemand::value& value);
    void settle(EventFacts& facts) const;

    Shape m_shape;
    Totals m_totals;
};

}  // namespace inferometer
