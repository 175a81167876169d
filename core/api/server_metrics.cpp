// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/server_metrics.h"

#include <cassert>

namespace inferometer {

std::string_view serverMetricName(ServerMetrics::Field field)
{
    static constexpr std::array<std::string_view, ServerMetrics::kFields> kNames{
        "server_ttft_s",
        "server_end_to_end_latency_s",
        "server_output_token_per_s_per_request",
        "server_total_tokens_per_s_per_request",
        "server_output_token_after_first_per_s_first_ten_per_request",
        "batch_size_used",
        "acceptance_rate",
        "server_queue_s",
        "server_prefill_s",
    };
    assert(field < ServerMetrics::kFields);
    return kNames[field];
}

}  // namespace inferometer
