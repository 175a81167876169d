// SPDX-License-Identifier: GPL-3.0-or-later
// Token counts and server metrics under the names of every API: the one table of them is in usage.cpp.
//
// Counts have one meaning, whatever the API's: input tokens include those that came from a cache or went into one,
// output tokens include reasoning. Where two names of one thing are told, a 0 never stands against a count.
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

    // A member of an event, if token counts stand in it: usage under one of its names, or in a provider's own object
    // (x_groq: {usage}).
    JsonError readMember(std::string_view name, ondemand::value& value);

    // An object whose members are known by name, its details objects included.
    JsonError readUsage(ondemand::value& usage);

    // The number under a known name, wherever it stands.
    JsonError readNumber(std::string_view name, ondemand::value& value);

    // For counts that are not those of the answer yet.
    void dropOutput();

    // vLLM's {time_to_first_token_ms, queue_time_ms, generation_time_ms, ...}.
    JsonError readMetrics(ondemand::value& metrics);

    // llama.cpp's {cache_n, prompt_n, prompt_ms, predicted_n, predicted_ms}.
    JsonError readTimings(ondemand::value& timings);

    // Fills what EventFacts says of tokens and server metrics.
    void settle(EventFacts& facts) const;

private:
    // The first of the slots are ServerMetrics::Field, in its order.
    enum Slot : std::uint8_t {
        Input = ServerMetrics::kFields,
        Output,
        Total,
        Cached,
        Reasoning,
        BareInput,     // may leave out the next two
        CachedBeside,  // not within it
        Written,       // into a cache, not within it
        Visible,       // output that leaves out thoughts
        Thoughts,      // not within it
        // SGLang's, moments in s
        PrefillBegin,
        PrefillEnd,
        // vLLM's, in ms
        FirstToken,
        QueueMs,
        Generation,
        Gap
    };
    static constexpr std::size_t kSlots = Gap + 1;
    static constexpr std::size_t kRowCount = Reasoning + 1;
    struct Row;
    struct OtherName;
    static const std::array<Row, kRowCount> kRows;

    struct Timings
    {
        double cached = ServerMetrics::kNone;
        double prompt = ServerMetrics::kNone;
        double promptMs = ServerMetrics::kNone;
        double predicted = ServerMetrics::kNone;
        double predictedMs = ServerMetrics::kNone;
    };

    void take(std::string_view name, double value);
    void keep(std::uint8_t slot, std::uint8_t rank, double value);
    double inputTokens() const;
    double cachedTokens() const;
    double reasoningTokens() const;
    double outputTokens() const;
    void settleCounts(EventFacts& facts) const;
    void settleMetrics(EventFacts& facts) const;
    void settleLatency(ServerMetrics& metrics) const;
    double totalTokens() const;

    std::array<double, kSlots> m_values{};
    std::array<std::uint8_t, kSlots> m_ranks{};  // of the name that gave the value; the lowest wins
    Timings m_timings;
    bool m_seen = true;  // something to clear and to settle
};

}  // namespace inferometer
