# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(base base/fd_test.cpp base/foreign_json_test.cpp base/iso_time_test.cpp base/line_file_test.cpp base/random_test.cpp base/secret_test.cpp base/sentence_test.cpp base/text_test.cpp base/time_test.cpp base/visible_text_test.cpp)

# A program of its own: it has a call fail that sanitizers need.
if(NOT INFEROMETER_SANITIZE)
  add_executable(base_write_all_test base/write_all_test.cpp)
  target_link_libraries(base_write_all_test PRIVATE inferometer_base GTest::gtest_main)
  gtest_discover_tests(base_write_all_test DISCOVERY_TIMEOUT 60 PROPERTIES LABELS unsanitized)
  add_dependencies(unsanitized base_write_all_test)
endif()
