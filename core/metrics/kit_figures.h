// SPDX-License-Identifier: GPL-3.0-or-later
// The client figures of the SambaNova AI Starter Kit's benchmark, by its formulas, except that the first token is ours.
#pragma once

#include "core/metrics/request_record.h"

#include <cstdint>
#include <optional>

namespace inferometer {

// Output tokens over the latency after the first token; over the whole latency when one chunk came. nullopt when the
// two moments are the same (within 1e-8 s).
std::optional<double> kitOutputRate(double tokens, double latency, double ttft, std::uint32_t chunks);

// Prompt and output tokens, counted locally, over the whole latency; nullopt when it is 0.
std::optional<double> kitTotalRate(double tokens, double latency);

// The same for a record. Latency: `sent` to the end of the stream; TTFT is the latency when at most one chunk came.
std::optional<double> kitLatency(const RequestRecord& record);
std::optional<double> kitTtft(const RequestRecord& record);
std::optional<double> kitOutputRate(const RequestRecord& record);
std::optional<double> kitTotalRate(const RequestRecord& record);

}  // namespace inferometer
