# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(choice choice/campaign_test.cpp choice/choice_test.cpp choice/csv_test.cpp choice/gpu_table_test.cpp
  choice/model_size_test.cpp choice/offer_columns_test.cpp choice/offer_list_test.cpp choice/offers_table_test.cpp choice/seed_choice_test.cpp)
find_package(CLI11 REQUIRED)
target_sources(choice_test PRIVATE
  ${PROJECT_SOURCE_DIR}/app/cli/offers_table.cpp ${PROJECT_SOURCE_DIR}/app/cli/text_table.cpp)
target_link_libraries(choice_test PRIVATE CLI11::CLI11 nlohmann_json::nlohmann_json)
