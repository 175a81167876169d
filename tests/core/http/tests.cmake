# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(http
  http/address_test.cpp
  http/connection_test.cpp
  http/fetch_test.cpp
  http/response_reader_test.cpp
  http/tls_test.cpp
  http/wire_test.cpp
  ../support/loopback_server.cpp)
