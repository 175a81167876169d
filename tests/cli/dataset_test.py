# SPDX-License-Identifier: GPL-3.0-or-later
"""`run custom`: what of a file reaches the endpoint, what the files say, and what is refused before a word is sent."""
import base64
import csv
import json
import pathlib
import unittest

from image_test import endpoint, measured
from support import Case, run, simulator

DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "dataset"
# In the order of the SambaNova AI Starter Kit's summary of custom prompts.
KIT_METRICS = ["client_ttft_s", "client_end_to_end_latency_s", "client_output_token_per_s_per_request",
               "number_input_tokens", "number_output_tokens", "server_ttft_s", "server_end_to_end_latency_s",
               "server_output_token_per_s_per_request",
               "server_output_token_after_first_per_s_first_ten_per_request", "server_number_input_tokens",
               "server_number_output_tokens", "acceptance_rate"]
KIT_VALUES = ["quantiles_p5", "quantiles_p25", "quantiles_p50", "quantiles_p75", "quantiles_p90", "quantiles_p95",
              "quantiles_p99", "mean", "min", "max", "stddev"]
KIT_SUMMARY = (["name", "model", "num_concurrent_requests"]
               + [f"results_{metric}_{value}" for metric in KIT_METRICS for value in KIT_VALUES]
               + ["results_num_requests_started", "results_error_rate", "results_number_errors",
                  "results_error_code_frequency", "results_client_mean_output_token_per_s",
                  "results_num_completed_requests", "results_num_completed_requests_per_min", "request_count",
                  "sampling_params_max_tokens_to_generate", "sampling_params_temperature", "team", "timestamp"])
KIT_RECORD = ["error_code", "error_msg", "prompt_name", "start_time", "end_time", "server_number_input_tokens",
              "server_number_output_tokens", "server_number_total_tokens", "server_ttft_s",
              "server_end_to_end_latency_s", "server_output_token_per_s_per_request",
              "server_total_tokens_per_s_per_request",
              "server_output_token_after_first_per_s_first_ten_per_request", "batch_size_used", "acceptance_rate",
              "number_input_tokens", "number_output_tokens", "number_total_tokens", "client_ttft_s",
              "client_end_to_end_latency_s", "client_output_token_per_s_per_request",
              "client_total_tokens_per_s_per_request"]


class Custom(Case):
    def custom(self, url, file, *more):
        return run("run", "custom", "--base-url", url, "--model-names", "simulated", "--input-file-path", file,
                   "--results-dir", self.folder, "--output-length", "cap", *more)

    def told(self, done, code=0):
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout)["runs"][0]

    def asked(self, file, *more):
        """Bodies of the measured requests, and the run."""
        with endpoint() as (url, asked):
            told = self.told(self.custom(url, file, "--json", *more))
            return measured(asked), told

    def test_each_row_is_asked_once_in_its_order(self):
        bodies, told = self.asked(DATA / "prompts.jsonl")
        rows = [json.loads(line)["prompt"] for line in (DATA / "prompts.jsonl").read_text().splitlines()]
        self.assertEqual([body["messages"][0]["content"] for body in bodies], rows)
        self.assertEqual({body["max_tokens"] for body in bodies}, {256})
        self.assertIn("Asked from prompts.jsonl (SambaNova prompts (JSON lines), 4 rows), in the file's order.",
                      told["summary"]["token_count_note"])

    def test_the_files_are_those_of_the_kit(self):
        _, told = self.asked(DATA / "prompts.jsonl", "--save-llm-responses", "--num-concurrent-requests", 2,
                             "--sampling-params", '{"temperature": 0.5}', "--metadata", "team=a")
        folder = pathlib.Path(told["folder"])
        self.assertRegex(folder.name, r"^custom_simulated_prompts-jsonl_-2_stream_[0-9a-f-]{36}$")
        summary = json.loads((folder / f"{folder.name}_summary.json").read_text())
        self.assertEqual(list(summary)[:len(KIT_SUMMARY)], KIT_SUMMARY)
        self.assertEqual((summary["request_count"], summary["sampling_params_max_tokens_to_generate"],
                          summary["sampling_params_temperature"]), (4, 256, 0.5))
        for key in ["num_input_tokens", "num_output_tokens", "model_idx", "additional_sampling_params_temperature"]:
            self.assertNotIn(key, summary)
        records = json.loads((folder / f"{folder.name}_individual_responses.json").read_text())
        for record in records:
            self.assertEqual(list(record)[:len(KIT_RECORD)], KIT_RECORD)
            self.assertEqual(record["prompt_name"], "custom_prompt")
        self.assertEqual(sorted(record["dataset_row"] for record in records), [1, 2, 3, 4])
        with open(folder / "records.csv", newline="") as file:
            self.assertEqual(sorted(row["dataset_row"] for row in csv.DictReader(file)), ["1", "2", "3", "4"])
        texts = [json.loads(line)
                 for line in (folder / f"{folder.name}_response_texts.jsonl").read_text().splitlines()]
        rows = [json.loads(line)["prompt"] for line in (DATA / "prompts.jsonl").read_text().splitlines()]
        self.assertEqual(sorted(text["prompt"]["template"] for text in texts), sorted(rows))
        self.assertEqual({text["prompt"]["name"] for text in texts}, {"custom_prompt"})
        self.assertEqual({text["completion"] for text in texts}, {" word word"})
        self.assertEqual({tuple(text) for text in texts}, {("prompt", "completion")})

    def test_synthetic_texts_are_the_same_lines(self):
        with endpoint() as (url, asked):
            done = run("run", "synthetic", "--base-url", url, "--num-input-tokens", 50, "--num-requests", 3,
                       "--num-output-tokens", 2, "--output-length", "cap", "--results-dir", self.folder, "--json",
                       "--save-llm-responses")
            folder = pathlib.Path(self.told(done)["folder"])
            sent = {body["messages"][0]["content"] for body in measured(asked)}
        lines = (folder / f"{folder.name}_response_texts.jsonl").read_text().splitlines()
        texts = [json.loads(line) for line in lines]
        self.assertEqual({text["prompt"]["template"] for text in texts}, sent)
        self.assertTrue(all(line.startswith('{"prompt": {"name": "default", "template": ') for line in lines))

    def test_images_go_as_they_are(self):
        bodies, _ = self.asked(DATA / "images.jsonl")
        images = [body["messages"][0]["content"][1]["image_url"]["url"].split(",") for body in bodies]
        self.assertEqual({head for head, _ in images}, {"data:image/png;base64"})
        files = [(DATA / "images" / name).read_bytes() for name in ["red.png", "blue.png", "red.png"]]
        self.assertEqual([base64.b64decode(data) for _, data in images], files)

    def test_images_against_the_simulator(self):
        with simulator("--ttft", 0, "--itl", 0, "--image-tokens", 200) as url:
            for api in ["openai-chat", "ollama-chat", "ollama-generate"]:
                told = self.told(self.custom(url, DATA / "images.jsonl", "--json", "--llm-api", api,
                                             "--num-output-tokens", 4))
                self.assertEqual(told["summary"]["outcomes"], {"ok": 3}, api)
                self.assertGreater(told["summary"]["input_tokens"]["mean"], 200)

    def test_rows_give_the_length_of_their_answers(self):
        bodies, told = self.asked(DATA / "vllm.jsonl", "--num-output-tokens", 30)
        self.assertEqual([body["max_tokens"] for body in bodies], [12, 400, 30])
        records = next(pathlib.Path(told["folder"]).glob("*_individual_responses.json"))
        self.assertEqual(sorted(r["tokens_requested"] for r in json.loads(records.read_text())), [12, 30, 400])

    def test_messages_and_payloads_stand_in_the_body(self):
        bodies, _ = self.asked(DATA / "messages.jsonl")
        self.assertEqual(bodies[1]["tools"][0]["function"]["name"], "weather")
        self.assertEqual(bodies[2]["messages"], [{"role": "user", "content": [
            {"type": "text", "text": "Translate: good morning"}]}])
        self.assertTrue(all(body["stream"] and body["model"] == "simulated" for body in bodies))
        bodies, _ = self.asked(DATA / "inputs.json", "--sampling-params", '{"temperature": 0}')
        self.assertEqual([body["messages"][0]["content"] for body in bodies],
                         ["First question?", "Second question?", "Third question?"])
        self.assertEqual([body["temperature"] for body in bodies], [0, 0, 0])
        self.assertEqual(bodies[2]["min_p"], 0.1)

    def test_sharegpt_and_csv(self):
        bodies, told = self.asked(DATA / "sharegpt.json")
        self.assertEqual([(body["messages"][0]["content"], body["max_tokens"]) for body in bodies],
                         [("How do I boil an egg?", 9), ("Then I ask: why?", 2)])
        self.assertIn("2 conversations without a question and its answer are left out.",
                      told["summary"]["token_count_note"])
        bodies, _ = self.asked(DATA / "prompts.csv", "--dataset-column", "question")
        self.assertEqual(bodies[1]["messages"][0]["content"], "Two\nlines?")

    def test_more_requests_than_rows_begin_again_and_are_said(self):
        bodies, told = self.asked(DATA / "prompts.jsonl", "--num-requests", 10, "--dataset-order", "shuffled",
                                  "--seed", 5)
        order = [body["messages"][0]["content"] for body in bodies]
        self.assertEqual(order[:4], order[4:8])
        self.assertEqual(len(set(order[:4])), 4)
        self.assertIn("each row 2 or 3 times", told["summary"]["token_count_note"])
        again, _ = self.asked(DATA / "prompts.jsonl", "--num-requests", 10, "--dataset-order", "shuffled", "--seed", 5)
        self.assertEqual([body["messages"][0]["content"] for body in again], order)

    def test_validate_takes_the_form_that_a_run_takes(self):
        rows = self.folder / "rows.jsonl"
        rows.write_text('{"messages": [{"role": "user", "content": "a"}]}\n')
        yaml = self.folder / "run.yaml"
        for page, code in [("generic/p/e", 1), ("chat/completions", 0)]:  # the first takes no messages
            yaml.write_text("version: 2\nrun: custom\nllm-api: sambastudio\nmodel-names: m\n"
                            f"base-url: http://127.0.0.1:1/{page}\ninput-file-path: {rows}\n")
            done = run("validate", yaml)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertEqual(code == 1, "takes no OpenAI messages" in done.stderr)

    def test_a_run_repeats_from_its_yaml(self):
        with endpoint() as (url, asked):
            first = self.told(self.custom(url, DATA / "prompts.jsonl", "--json", "--prompt-prefix", "Ask: "))
            bodies = measured(asked)
            asked.clear()
            yaml = pathlib.Path(first["folder"]) / "run.yaml"
            self.assertEqual(yaml.read_text().splitlines()[:2], ["version: 2", "run: custom"])
            self.told(run("run", "--config", yaml, "--results-dir", self.folder, "--json"))
            self.assertEqual(measured(asked), bodies)
        self.assertTrue(bodies[0]["messages"][0]["content"].startswith("Ask: Name"))
        done = run("validate", yaml)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("inferometer run custom", done.stdout)
        self.assertIn("--input-file-path", done.stdout)
        self.assertNotIn("--num-output-tokens", done.stdout)  # 256 is what a dataset has by default

    def test_a_bad_row_is_named_and_nothing_is_sent(self):
        file = self.folder / "bad.jsonl"
        file.write_text('{"prompt": "a"}\n{"prompt": "b", "image_path": "https://h/i.png"}\n')
        with endpoint() as (url, asked):
            self.assert_refused(self.custom(url, file), 1, f"{file}, line 2: Urls are not supported for image_path. "
                                                           "Please provide local image paths.")
            file.write_text('{"prompt": "a"}\n{"prompt": "b", "a": 1, "b": 2}\n')
            self.assert_refused(self.custom(url, file), 1,
                                f"{file}, line 2: Input file can not contain more then two columns.")
            file.write_bytes(b"\xff\xfe\x00")
            self.assert_refused(self.custom(url, file), 1, str(file), "UTF-8")
            self.assert_refused(self.custom(url, self.folder), 1, "is no file")
            self.assert_refused(self.custom(url, "/dev/zero"), 1, "/dev/zero is no file")
            self.assert_refused(self.custom(url, file, "--num-requests", -1), 1, "num-requests")
            self.assertEqual(asked, [])
        self.assert_refused(run("run", "custom"), 1, "input-file-path is not given; name the file that holds the prompts.")
        self.assert_refused(run("run", "synthetic", "--num-requests", 0), 1, "num-requests must be at least 1")
        yaml = self.folder / "run.yaml"
        yaml.write_text(f"version: 2\nrun: custom\ninput-file-path: {self.folder}/none\n")
        done = run("validate", yaml)
        self.assertEqual(done.returncode, 1)
        self.assertIn("none: No such file or directory", done.stderr)

    def test_ask_sends_the_first_row(self):
        with endpoint() as (url, asked):
            done = run("ask", "custom", "--base-url", url, "--model-names", "simulated", "--input-file-path",
                       DATA / "prompts.jsonl")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual([body["messages"][0]["content"] for _, body in asked], ["Name three rivers of France."])


if __name__ == "__main__":
    unittest.main()
