# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(chat chat/chat_session_test.cpp chat/conversation_test.cpp chat/live_text_test.cpp
  ../support/route_server.cpp)
target_link_libraries(chat_test PRIVATE inferometer_sim nlohmann_json::nlohmann_json)
