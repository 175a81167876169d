# SPDX-License-Identifier: GPL-3.0-or-later
inferometer_test(provision provision/campaign_file_test.cpp provision/client_copy_test.cpp provision/deployment_spec_test.cpp
  provision/engine_log_test.cpp provision/engine_plan_test.cpp provision/engine_process_test.cpp
  provision/engine_recipe_test.cpp provision/far_files_test.cpp provision/flat_toml_test.cpp provision/ledger_test.cpp provision/machine_choice_test.cpp
  provision/load_place_test.cpp provision/ollama_model_test.cpp provision/own_runs_test.cpp provision/remote_run_test.cpp provision/run_inputs_test.cpp
  provision/seed_arguments_test.cpp provision/sia_toml_test.cpp provision/site_images_test.cpp provision/site_machine_test.cpp
  provision/standing_test.cpp provision/vllm_keys_test.cpp)
