// SPDX-License-Identifier: GPL-3.0-or-later
// What a stream can carry beside text: kinds of payload, and metrics the server itself reports.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace inferometer {

enum class ChunkKind : std::uint8_t { Content, Reasoning, ToolCall };

// Server-side metrics under the names of the SambaNova AI Starter Kit's benchmark. NaN: not reported.
struct ServerMetrics
{
    enum Field : std::uint8_t { Ttft, EndToEnd, OutputRate, TotalRate, OutputRateFirstTen, BatchSize, AcceptanceRate };
    static constexpr std::size_t kFields = AcceptanceRate + 1;
    static constexpr double kNone = __builtin_nan("");

    std::array<double, kFields> values{};

    ServerMetrics() { values.fill(kNone); }
};

// "server_ttft_s", "server_end_to_end_latency_s", ...
std::string_view serverMetricName(ServerMetrics::Field field);

}  // namespace inferometer
