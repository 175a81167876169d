# SPDX-License-Identifier: GPL-3.0-or-later
# Linked to the simulator, which stands above load: its tests need an endpoint.
inferometer_test(load load/run_test.cpp load/stream_test.cpp ../support/loopback_server.cpp)
target_link_libraries(load_test PRIVATE inferometer_sim)

# A program of its own: it replaces operator new, which sanitizers do too.
if(NOT INFEROMETER_SANITIZE)
  add_executable(load_allocation_test load/allocation_test.cpp)
  target_link_libraries(load_allocation_test PRIVATE inferometer_sim GTest::gtest_main)
  gtest_discover_tests(load_allocation_test DISCOVERY_TIMEOUT 60)
endif()
