# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(sim sim/accuracy_test.cpp sim/api_request_test.cpp sim/dialects_test.cpp sim/draws_test.cpp sim/faults_test.cpp
  sim/loopback_server_test.cpp sim/prefix_cache_test.cpp sim/request_reader_test.cpp sim/server_counts_test.cpp sim/server_test.cpp
  sim/sim_fields_test.cpp sim/timers_test.cpp sim/timing_test.cpp sim/tls_test.cpp
  sim/tokens_test.cpp sim/truth_log_test.cpp ../support/http_client.cpp ../support/loopback_server.cpp)
