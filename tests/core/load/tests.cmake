# SPDX-License-Identifier: GPL-3.0-or-later
# Linked to the simulator, which stands above load: its tests need an endpoint.
inferometer_test(load
  load/answer_end_test.cpp load/collector_test.cpp load/dialects_end_to_end_test.cpp
  load/exchange_test.cpp load/open_loop_test.cpp load/raw_answer_test.cpp load/redaction_test.cpp
  load/run_test.cpp load/seams_test.cpp load/standstill_test.cpp load/stream_test.cpp
  load/stream_wire_test.cpp load/text_room_test.cpp ../support/loopback_server.cpp ../support/route_server.cpp)
target_link_libraries(load_test PRIVATE inferometer_sim ZLIB::ZLIB)

# Programs of their own: they replace operator new and recvmsg, which sanitizers do too.
if(NOT INFEROMETER_SANITIZE)
  add_executable(load_slow_client_test load/slow_client_test.cpp ../support/loopback_server.cpp)
  target_link_libraries(load_slow_client_test PRIVATE inferometer_sim GTest::gtest_main)
  gtest_discover_tests(load_slow_client_test DISCOVERY_TIMEOUT 60 PROPERTIES LABELS unsanitized)
  add_executable(load_allocation_test load/allocation_test.cpp)
  target_link_libraries(load_allocation_test PRIVATE inferometer_sim GTest::gtest_main)
  gtest_discover_tests(load_allocation_test DISCOVERY_TIMEOUT 60 PROPERTIES LABELS unsanitized)
  add_dependencies(unsanitized load_slow_client_test load_allocation_test)
endif()
