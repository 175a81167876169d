# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(workload workload/endpoint_access_test.cpp workload/make_plan_test.cpp workload/plan_test.cpp
  workload/probe_test.cpp workload/prompt_builder_test.cpp workload/prompt_file_test.cpp workload/salt_test.cpp
  workload/token_counter_test.cpp ../support/route_server.cpp)
target_compile_definitions(workload_test PRIVATE INFEROMETER_PROMPTS="${PROJECT_SOURCE_DIR}/prompts")
