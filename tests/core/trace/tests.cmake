# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(trace trace/trace_edit_test.cpp trace/trace_formats_test.cpp trace/trace_hostile_test.cpp
  trace/trace_lines_test.cpp trace/trace_summary_test.cpp trace/trace_synthesis_test.cpp)
