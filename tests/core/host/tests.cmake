# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(host host/host_test.cpp host/host_facts_test.cpp host/kube_exec_test.cpp host/ssh_host_test.cpp
  ../support/ssh_server.cpp)
