# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(suite suite/suite_test.cpp suite/suite_stop_test.cpp)
