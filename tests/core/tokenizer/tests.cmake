# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(tokenizer tokenizer/bad_tokenizer_test.cpp tokenizer/normal_form_test.cpp tokenizer/pattern_test.cpp
  tokenizer/sentencepiece_test.cpp tokenizer/token_ids_test.cpp tokenizer/tokenizer_folder_test.cpp)
target_link_libraries(tokenizer_test PRIVATE simdjson::simdjson)
