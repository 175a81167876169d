# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(machine
  machine/machine_test.cpp)
