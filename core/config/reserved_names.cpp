// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/reserved_names.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

// A test of core/store holds them against the file.
constexpr std::array<std::string_view, 5> kPrefixes{"results_", "additional_sampling_params_", "client_", "server_",
                                                    "total_"};
constexpr std::array kNames = std::to_array<std::string_view>({"name",
                                                               "model",
                                                               "model_idx",
                                                               "timestamp",
                                                               "num_concurrent_requests",
                                                               "num_input_tokens",
                                                               "num_output_tokens",
                                                               "run_id",
                                                               "run_started_at",
                                                               "run_start_monotonic_ns",
                                                               "run_elapsed_s",
                                                               "inferometer_version",
                                                               "llm_api",
                                                               "base_url",
                                                               "scope",
                                                               "min_rtt_s",
                                                               "retransmits",
                                                               "dns_s",
                                                               "tls_verified",
                                                               "token_count_method",
                                                               "token_count_note",
                                                               "token_count_source",
                                                               "exact_output",
                                                               "multimodal_img_size",
                                                               "verdict",
                                                               "verdict_reasons",
                                                               "caps",
                                                               "local_fault",
                                                               "schedule_lateness_s",
                                                               "user_lag_s",
                                                               "turnaround_s",
                                                               "stamps",
                                                               "first_token_stamps",
                                                               "outcomes",
                                                               "in_flight_mean",
                                                               "in_flight_peak",
                                                               "never_sent",
                                                               "cancelled",
                                                               "retries",
                                                               "stale_connections",
                                                               "connections",
                                                               "window_start_s",
                                                               "window_s",
                                                               "span_s",
                                                               "left_out_requests",
                                                               "request_rate",
                                                               "output_rate",
                                                               "output_shortfall",
                                                               "requests",
                                                               "ok",
                                                               "failed",
                                                               "error_rate",
                                                               "waves",
                                                               "input_rate",
                                                               "goodput_share",
                                                               "goodput_rate",
                                                               "warmup_left_out",
                                                               "cooldown_left_out",
                                                               "run_figure_marks",
                                                               "output_length",
                                                               "output_length_note",
                                                               "goodput",
                                                               "ttft_s",
                                                               "ttfo_s",
                                                               "tpot_s",
                                                               "itl_s",
                                                               "icl_s",
                                                               "e2e_s",
                                                               "e2e_scheduled_s",
                                                               "stream_end_s",
                                                               "queue_s",
                                                               "connect_s",
                                                               "tls_s",
                                                               "write_s",
                                                               "output_token_per_s_per_request",
                                                               "input_tokens",
                                                               "output_tokens"});

}  // namespace

bool isReservedName(std::string_view name)
{
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end()
        || std::any_of(kPrefixes.begin(), kPrefixes.end(),
                       [name](std::string_view prefix) { return name.starts_with(prefix); });
}

}  // namespace inferometer
