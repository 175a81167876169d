# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(config config/body_setting_test.cpp config/endpoints_test.cpp config/headers_test.cpp config/model_names_test.cpp
  config/rate_schedule_test.cpp config/run_spec_test.cpp config/run_yaml_test.cpp config/secret_names_test.cpp config/strict_yaml_test.cpp config/token_lengths_test.cpp
  config/server_templates_test.cpp config/user_folders_test.cpp)
