# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(cloud
  cloud/aws_errors_test.cpp cloud/aws_image_shelf_test.cpp cloud/aws_images_test.cpp cloud/aws_offers_test.cpp cloud/aws_query_test.cpp
  cloud/aws_requests_test.cpp cloud/aws_settings_test.cpp cloud/aws_xml_test.cpp cloud/gcp_documents_test.cpp
  cloud/gcp_key_test.cpp cloud/gcp_sample.cpp cloud/gcp_test.cpp cloud/grid5000_test.cpp cloud/kube_config_test.cpp
  cloud/kube_state_test.cpp cloud/named_sites_test.cpp cloud/provider_test.cpp cloud/rest_test.cpp cloud/runpod_test.cpp
  cloud/scaleway_test.cpp cloud/slurm_text_test.cpp cloud/ssh_password_test.cpp
  ../support/login_server.cpp ../support/loopback_server.cpp)
target_link_libraries(cloud_test PRIVATE nlohmann_json::nlohmann_json OpenSSL::Crypto)
