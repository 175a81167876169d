# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(http
  http/address_test.cpp
  http/body_decoder_test.cpp
  http/connection_test.cpp
  http/fetch_test.cpp
  http/response_reader_test.cpp
  http/tls_peers_test.cpp
  http/tls_test.cpp
  http/web_socket_test.cpp
  http/wire_test.cpp
  ../support/loopback_server.cpp)
target_link_libraries(http_test PRIVATE OpenSSL::SSL ZLIB::ZLIB)
