# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(cloud
  cloud/aws_errors_test.cpp cloud/aws_offers_test.cpp cloud/aws_query_test.cpp cloud/aws_requests_test.cpp
  cloud/aws_settings_test.cpp cloud/aws_xml_test.cpp cloud/provider_test.cpp cloud/rest_test.cpp cloud/runpod_test.cpp
  cloud/scaleway_test.cpp ../support/loopback_server.cpp)
