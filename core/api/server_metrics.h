// SPDX-License-Identifier: GPL-3.0-or-later
// What a stream can carry beside text: kinds of payload, and metrics the server itself reports.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace inferometer {

enum class ChunkKind : std::uint8_t { Content, Reasoning, ToolCall };

// Server-side metrics, the first kKitFields under the names of the SambaNova AI Starter Kit's benchmark. NaN: not
// reported.
struct ServerMetrics
{
    enum Field : std::uint8_t {
        Ttft,  // from the request's arrival at the server
        EndToEnd,
        OutputRate,
        TotalRate,
        OutputRateFirstTen,
        BatchSize,
        AcceptanceRate,
        Queue,   // s, from arrival to being scheduled
        Prefill  // s, from being scheduled to the first token
    };
    static constexpr std::size_t kKitFields = AcceptanceRate + 1;
    static constexpr std::size_t kFields = Prefill + 1;
    static constexpr double kNone = __builtin_nan("");

    std::array<double, kFields> values{};

    ServerMetrics() { values.fill(kNone); }

    // What a later event says holds; what it leaves out stays.
    void take(const ServerMetrics& later)
    {
        for (std::size_t i = 0; i < kFields; ++i)
            if (!std::isnan(later.values[i]))
                values[i] = later.values[i];
    }
};

// "server_ttft_s", "server_end_to_end_latency_s", ...
std::string_view serverMetricName(ServerMetrics::Field field);

}  // namespace inferometer
