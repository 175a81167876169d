# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(base base/fd_test.cpp base/foreign_json_test.cpp base/iso_time_test.cpp base/line_file_test.cpp base/random_test.cpp base/secret_test.cpp base/sentence_test.cpp base/text_test.cpp base/time_test.cpp base/visible_text_test.cpp)
