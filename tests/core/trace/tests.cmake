# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(trace trace/trace_formats_test.cpp trace/trace_hostile_test.cpp)
