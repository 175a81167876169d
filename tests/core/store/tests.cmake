# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(store
  store/answer_counts_test.cpp store/atomic_file_test.cpp store/block_codec_test.cpp store/crc32c_test.cpp store/equality_test.cpp
  store/finished_run_test.cpp store/golden_journal_test.cpp
  store/golden_summary_test.cpp store/journal_damage_test.cpp
  store/journal_reader_test.cpp store/journal_stream_test.cpp store/journal_test.cpp store/json_writer_test.cpp store/open_loop_test.cpp store/recorded_run_test.cpp
  store/recovery_test.cpp store/result_files_test.cpp store/run_card_test.cpp store/run_header_test.cpp
  store/run_end_test.cpp store/run_label_test.cpp store/run_list_test.cpp store/run_mirror_test.cpp store/run_name_test.cpp store/run_range_test.cpp
  store/run_recorder_test.cpp store/stem_test.cpp store/summary_file_test.cpp
  store/user_prompts_test.cpp)
