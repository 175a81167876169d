# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(api api/bodies_test.cpp api/decoder_test.cpp api/event_splitter_test.cpp api/finish_reason_test.cpp api/golden_streams_test.cpp api/history_test.cpp
  api/more_bodies_test.cpp api/stream_text.cpp api/texts_test.cpp)
target_link_libraries(api_test PRIVATE nlohmann_json::nlohmann_json)
