# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(provision provision/deployment_spec_test.cpp provision/engine_process_test.cpp
  provision/engine_recipe_test.cpp provision/host_test.cpp provision/ledger_test.cpp)
