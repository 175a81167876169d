# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(workload
  workload/arrivals_test.cpp workload/connection_check_test.cpp workload/count_test.cpp
  workload/dataset_plan_test.cpp workload/dataset_rules_test.cpp workload/dataset_source_test.cpp
  workload/dataset_test.cpp workload/drawn_lengths_test.cpp workload/endpoint_access_test.cpp
  workload/environment_test.cpp workload/first_answer_test.cpp workload/image_test.cpp
  workload/local_servers_test.cpp workload/make_plan_test.cpp workload/model_list_test.cpp workload/probe_test.cpp
  workload/prompt_book_test.cpp workload/prompt_builder_test.cpp workload/prompt_file_test.cpp
  workload/salt_test.cpp workload/schedule_test.cpp workload/sized_text_test.cpp workload/token_counter_test.cpp
  ../support/loopback_server.cpp ../support/route_server.cpp)
# Linked to the simulator, which stands above workload: a connection check needs an endpoint.
target_link_libraries(workload_test PRIVATE inferometer_sim)
target_compile_definitions(workload_test PRIVATE INFEROMETER_PROMPTS="${PROJECT_SOURCE_DIR}/prompts"
  INFEROMETER_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
