# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(provision provision/host_test.cpp provision/ledger_test.cpp)
