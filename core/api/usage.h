// SPDX-License-Identifier: GPL-3.0-or-later
// Token counts and server metrics as the `usage` and `timings` objects of OpenAI's dialects name them.
#pragma once

#include "core/api/json_event.h"

#include <array>

namespace inferometer {

class Usage
{
public:
    Usage() { clear(); }

    // Starts a new event.
    void clear();

    // An object whose members are known by name, its details objects included.
    JsonError readUsage(ondemand::value& usage);

    // llama.cpp's {cache_n, prompt_n, prompt_ms, predicted_n, predicted_ms}.
    JsonError readTimings(ondemand::value& timings);

    // Fills what EventFacts says of tokens and server metrics.
    void settle(EventFacts& facts) const;

private:
    // The first of the slots are ServerMetrics::Field, in its order.
    enum Slot : std::uint8_t { Input = ServerMetrics::kFields, Output, Total, Cached, Reasoning };
    static constexpr std::size_t kSlots = Reasoning + 1;
    struct Row;
    static const std::array<Row, kSlots> kRows;

    struct Timings
    {
        double cached = ServerMetrics::kNone;
        double prompt = ServerMetrics::kNone;
        double promptMs = ServerMetrics::kNone;
        double predicted = ServerMetrics::kNone;
        double predictedMs = ServerMetrics::kNone;
    };

    void take(std::string_view name, double value);
    void settleCounts(EventFacts& facts) const;
    void settleMetrics(EventFacts& facts) const;
    double totalTokens() const;

    std::array<double, kSlots> m_values{};
    std::array<std::uint8_t, kSlots> m_ranks{};  // of the name that gave the value; the lowest wins
    Timings m_timings;
    bool m_seen = true;  // something to clear and to settle
};

}  // namespace inferometer
