# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(metrics
  metrics/answer_doubts_test.cpp metrics/definitions_test.cpp metrics/arrival_figures_test.cpp metrics/distribution_test.cpp metrics/failures_test.cpp metrics/gap_distribution_test.cpp metrics/goodput_test.cpp metrics/histogram_test.cpp metrics/inferred_test.cpp
  metrics/kit_figures_test.cpp metrics/ledger_test.cpp metrics/metric_table_test.cpp metrics/pace_test.cpp
  metrics/request_record_test.cpp metrics/run_figures_test.cpp metrics/statistics_test.cpp metrics/steady_state_test.cpp metrics/summary_test.cpp
  metrics/survival_test.cpp metrics/time_range_test.cpp metrics/ttft_parts_test.cpp metrics/verdict_test.cpp metrics/window_test.cpp)
