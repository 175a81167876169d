# SPDX-License-Identifier: GPL-3.0-or-later
"""A run from the command line: what it prints, what it saves, how it ends."""
import json
import pathlib
import re
import signal
import time
import unittest

from support import BINARY, PATIENCE_S, Case, read_json, run, simulator, small_run, start, wait_until

# What the summary promises beside the keys of the SambaNova AI Starter Kit's benchmark.
DIALECTS = ["openai-chat", "openai-completions", "ollama-chat", "ollama-generate", "sncloud", "sambastudio",
            "anthropic-messages", "openai-responses", "llamacpp-completion", "gemini", "sglang-generate",
            "tgi-generate"]
SUMMARY_KEYS = ["name", "model", "num_concurrent_requests", "results_num_requests_started", "results_error_rate",
                "results_client_ttft_s_quantiles_p50", "results_client_end_to_end_latency_s_mean",
                "results_num_completed_requests_per_min", "num_input_tokens", "num_output_tokens", "timestamp",
                "run_id", "run_started_at", "run_start_monotonic_ns", "verdict", "verdict_reasons", "user_lag_s",
                "stamps",
                "outcomes", "in_flight_mean", "ttft_s", "ttfo_s", "tpot_s", "itl_s", "icl_s", "e2e_s"]
RECORD_KEYS = ["error_code", "error_msg", "start_time", "end_time", "number_input_tokens", "number_output_tokens",
               "client_ttft_s", "client_end_to_end_latency_s", "client_output_token_per_s_per_request",
               "request_id", "outcome", "http_status", "scheduled_s", "sent_s", "written_s", "first_byte_s",
               "first_token_s", "last_token_s", "end_s", "first_token_stamp", "chunk_arrivals_s", "chunk_tokens",
               "chunk_tokens_known", "token_count_source"]
STATISTICS = ["n", "mean", "stddev", "min", "p5", "p25", "p50", "p75", "p90", "p95", "p99", "max"]


def results_of(done):
    return pathlib.Path(re.search(r"^Results: (.*)$", done.stdout, re.M).group(1))


class Run(Case):
    def test_run_against_the_simulator(self):
        with simulator("--ttft", 0.05, "--itl", 0.005) as url:
            done = run(*small_run(url, self.folder))
        self.assertEqual(done.returncode, 0, done.stderr)
        folder = results_of(done)
        for name in ["records.csv", "run.yaml", "journal"]:
            self.assertTrue((folder / name).stat().st_size > 0, name)
        self.assertRegex(done.stdout, r"metric +n +mean +p50 +p90 +p95 +p99")
        self.assertRegex(done.stdout, r"Time to first token( !.* ms)? +10 ")
        self.assertRegex(done.stdout, r"p99.*\n(.*\n)*.*\* fewer requests")
        self.assertIn("Verdict: ", done.stdout)
        self.assertIn("10 ok, 0 failed", done.stdout)
        self.assertRegex(done.stdout, r"output length +asked 10, produced 10 \(mean\), asked minus produced 0\n")
        self.assertRegex(done.stdout, r"token counts +10 by the server\n")
        self.assertRegex(done.stdout, r"network +loopback, min RTT .*, \d+ retransmits, DNS ")

    def test_figures_that_rest_on_estimates_say_so(self):
        with simulator("--ttft", 0.01, "--itl", 0.001, "--tokens-per-chunk", 4, "--usage", "none") as url:
            done = run(*small_run(url, self.folder, slo_ttft=0.5))
        self.assertRegex(done.stdout, r"Inter-token latency ~")
        self.assertRegex(done.stdout, r"~ estimate: .* 1 token a chunk is assumed")
        self.assertRegex(done.stdout, r"output length +asked 10, produced not known")
        self.assertRegex(done.stdout, r"goodput +100 % of 10 requests kept TTFT <= 500 ms, ")

    def test_figures_say_how_far_they_may_be_off(self):
        with simulator("--ttft", 0.01, "--itl", 0) as url:
            done = run(*small_run(url, self.folder))
        # All tokens are due at one moment, so that one piece brings the last of them with the usage behind it.
        self.assertRegex(done.stdout, r"End-to-end latency !\S+ % \+-\S+ ms ")
        self.assertIn("! share of the values whose arrival is not known exactly, +- how far", done.stdout)

    def test_figures_of_cut_requests_are_lower_limits(self):
        with simulator("--ttft", 0.01, "--itl", 1) as url:
            done = run(*small_run(url, self.folder, timeout=0.5, grace_period=0))
        self.assertRegex(done.stdout, r"End-to-end latency from schedule +0 +>= \S+ ms")
        self.assertIn(">= requests were cut before they ended", done.stdout)

    def test_json_has_the_promised_keys_and_nothing_else_is_on_stdout(self):
        with simulator("--ttft", 0.05, "--itl", 0.005) as url:
            done = run(*small_run(url, self.folder), "--json", "--metadata", "team=a,room=b, c",
                       "--header", "X-Team: a")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual((report["exit_code"], report["errors"], len(report["runs"])), (0, [], 1))
        summary = report["runs"][0]["summary"]
        self.assertEqual([key for key in SUMMARY_KEYS if key not in summary], [])
        self.assertEqual(list(summary["ttft_s"])[:len(STATISTICS)], STATISTICS)
        self.assertEqual(summary["ttft_s"]["n"], 10)
        self.assertTrue(0.05 <= summary["ttft_s"]["min"] < 0.2, summary["ttft_s"])
        self.assertTrue(0.0049 <= summary["itl_s"]["p50"] < 0.02, summary["itl_s"])
        self.assertEqual((summary["team"], summary["room"]), ("a", "b, c"))
        records = read_json(next(pathlib.Path(report["runs"][0]["folder"]).glob("*_individual_responses.json")))
        self.assertEqual(len(records), 10)
        self.assertEqual([key for key in RECORD_KEYS if key not in records[0]], [])

    def test_saved_run_repeats_itself(self):
        with simulator("--ttft", 0, "--itl", 0) as url:
            first = json.loads(run(*small_run(url, self.folder / "a"), "--json").stdout)["runs"][0]
            again = run("run", "--config", pathlib.Path(first["folder"]) / "run.yaml", "--json",
                        "--results-dir", self.folder / "b")
        self.assertEqual(again.returncode, 0, again.stderr)
        summary = json.loads(again.stdout)["runs"][0]["summary"]
        for key in ["model", "num_concurrent_requests", "num_input_tokens", "num_output_tokens"]:
            self.assertEqual(summary[key], first["summary"][key])

    def test_two_models_are_two_runs(self):
        with simulator("--ttft", 0, "--itl", 0) as url:
            done = run(*small_run(url, self.folder, model_names="simulated simulated"), "--json")
        runs = json.loads(done.stdout)["runs"]
        self.assertEqual([run["model"] for run in runs], ["simulated", "simulated"])
        self.assertNotEqual(runs[0]["folder"], runs[1]["folder"])

    def test_every_dialect(self):
        with simulator("--ttft", 0, "--itl", 0) as url:
            for api in DIALECTS:
                page = "/v1/chat/completions" if api == "sambastudio" else ""
                done = run(*small_run(url + page, self.folder, llm_api=api), "--json")
                self.assertEqual(done.returncode, 0, api + done.stderr)
                self.assertEqual(json.loads(done.stdout)["runs"][0]["summary"]["outcomes"]["ok"], 10, api)

    def test_saved_endpoint_and_what_wins_over_it(self):
        (self.folder / "inferometer").mkdir()
        with simulator("--ttft", 0, "--itl", 0, "--model", "kestrel") as url:
            (self.folder / "inferometer/endpoints.yaml").write_text(
                f"- name: mine\n  base-url: {url}\n  model-names: kestrel\n"
                "- name: gone\n  base-url: http://127.0.0.1:1\n  model-names: kestrel\n")
            settings = ["--num-requests", "2", "--num-input-tokens", "50", "--num-output-tokens",
                        "5", "--results-dir", self.folder / "r", "--json"]
            for given in [["--endpoint", "mine"], ["--base-url", url, "--endpoint", "gone"]]:
                done = run("run", "synthetic", *settings, *given, env={"XDG_CONFIG_HOME": str(self.folder)})
                self.assertEqual(done.returncode, 0, done.stderr)
                told = json.loads(done.stdout)["runs"][0]
                self.assertEqual(told["model"], "kestrel")
                self.assertIn(f"base-url: \"{url}\"", (pathlib.Path(told["folder"]) / "run.yaml").read_text())

    def test_prompts_of_ones_own_are_used_where_no_file_is_named(self):
        data = self.folder / "inferometer"
        data.mkdir()
        (data / "prompts.yaml").write_text("default_prompt:\n  - name: mine\n    template: Say hello to the sea.\n")
        own = {"XDG_DATA_HOME": str(self.folder)}
        with simulator("--ttft", 0, "--itl", 0) as url:
            for given, name in [([], "mine"), (["--multimodal-image-size", "small"], "default")]:
                done = run(*small_run(url, self.folder / "r", num_requests=1), *given, "--json", env=own)
                self.assertEqual(done.returncode, 0, done.stderr)
                folder = pathlib.Path(json.loads(done.stdout)["runs"][0]["folder"])
                records = read_json(next(folder.glob("*individual_responses.json")))
                self.assertEqual(records[0]["prompt_name"], name)
                saved = (folder / "run.yaml").read_text()
                self.assertEqual(f"prompts-file: {data}/prompts.yaml" in saved, name == "mine", saved)
            (data / "prompts.yaml").write_text("default_prompt:\n  - name: mine\n")
            done = run(*small_run(url, self.folder / "r"), env=own)
            self.assert_refused(done, 1, "prompts.yaml:2", "['name','template']")

    def test_limits_are_told_before_the_first_request(self):
        with simulator("--ttft", 0.5) as url:
            process = start(*small_run(url, self.folder, num_requests=1))
            lines = [process.stderr.readline() for _ in range(12)]
            process.communicate(timeout=PATIENCE_S)
        limits = [i for i, line in enumerate(lines) if line.startswith("Limit: ")]
        self.assertEqual(len(limits), 5, lines)
        self.assertTrue(any("the next one is tried 250 ms after the last" in line for line in lines), lines)
        self.assertFalse(any("done" in line for line in lines[:limits[-1]]), lines)

    def test_the_proxies_of_the_environment_are_ignored(self):
        nowhere = "http://127.0.0.1:9"
        with simulator("--ttft", 0, "--itl", 0) as url:
            done = run(*small_run(url, self.folder),
                       env={"http_proxy": nowhere, "ALL_PROXY": nowhere, "no_proxy": "", "NO_PROXY": ""})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("http_proxy and its like", " ".join(run("run", "--help").stdout.split()))

    def test_two_default_runs_send_different_prompts_and_say_their_seed(self):
        with simulator("--ttft", 0, "--itl", 0, "--prefix-cache") as url:
            runs = [json.loads(run(*small_run(url, self.folder), "--json").stdout)["runs"][0] for _ in range(2)]
            seeds = [re.search(r"^seed: (\d+)$", (pathlib.Path(told["folder"]) / "run.yaml").read_text(), re.M).group(1)
                     for told in runs]
            self.assertNotEqual(seeds[0], seeds[1])
            self.assertEqual(runs[1]["summary"]["total_cached_tokens"], 0)
            again = json.loads(run(*small_run(url, self.folder, seed=seeds[1]), "--json").stdout)["runs"][0]
            self.assertGreater(again["summary"]["total_cached_tokens"], 0, "the same prompts again")

    def test_models_lists_what_is_served(self):
        with simulator("--model", "kestrel-7b") as url:
            for api in ["openai-chat", "ollama-chat", "anthropic-messages", "gemini", "tgi-generate"]:
                done = run("models", "--base-url", url, "--llm-api", api)
                self.assertEqual((done.returncode, done.stdout), (0, "kestrel-7b\n"), done.stderr)


class Plot(Case):
    def test_pictures_of_a_result(self):
        with simulator("--ttft", 0.01, "--itl", 0.001) as url:
            folder = results_of(run(*small_run(url, self.folder)))
        done = run("plot", self.folder)  # the newest run in it
        self.assertIn(str(folder), done.stderr)
        if not pathlib.Path(BINARY).with_name("inferometer-workbench").exists():
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, "no workbench.*INFEROMETER_GUI")
            return
        self.assertEqual(done.returncode, 0, done.stderr)
        for kind in ["png", "svg"]:
            self.assertGreater(len(list(folder.glob(f"*.{kind}"))), 1)
        self.assertTrue(all(path.read_bytes().startswith(b"\x89PNG") for path in folder.glob("*.png")))


class Ending(Case):
    def test_some_failed_is_two(self):
        with simulator("--ttft", 0, "--itl", 0, "--error-rate", 0.3) as url:
            done = run(*small_run(url, self.folder, num_requests=60))
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stdout, r"Failures\n +\d+ x http_error \(HTTP 500\): \S+")

    def test_none_succeeded_is_three(self):
        with simulator("--truncate-rate", 1) as url:
            done = run(*small_run(url, self.folder))
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("10 x truncated", done.stdout)

    def test_an_endpoint_that_refuses_stops_the_run_before_it_begins(self):
        with simulator("--error-rate", 1, "--error-status", 503) as url:
            done = run(*small_run(url, self.folder))
        self.assert_refused(done, 3, "HTTP 503", "wait and start again, or give --wait-ready")
        self.assertEqual(list(self.folder.glob("*/journal")), [])

    def interrupted(self, signals, **settings):
        with simulator("--ttft", 0.02, "--itl", 0.05) as url:
            process = start(*small_run(url, self.folder, num_requests=1000, num_output_tokens=20, **settings), "--json")
            wait_until(lambda: any(self.folder.glob("*/journal")), "the run has a journal")
            time.sleep(1.5)  # one request takes a second
            began = time.monotonic()
            for number in signals:
                process.send_signal(number)
                time.sleep(0.2)
            stdout, stderr = process.communicate(timeout=PATIENCE_S)
        return process.returncode, json.loads(stdout)["runs"][0]["summary"], time.monotonic() - began, stderr

    def test_first_interrupt_lets_requests_finish(self):
        code, summary, _, stderr = self.interrupted([signal.SIGINT])
        self.assertEqual(code, 130, stderr)
        self.assertIn("Stopping", stderr)
        self.assertEqual(summary["outcomes"].get("cancelled", 0), 0)
        self.assertGreater(summary["outcomes"]["ok"], 2)

    def test_second_interrupt_cuts(self):
        code, summary, took, stderr = self.interrupted([signal.SIGINT, signal.SIGINT])
        self.assertEqual(code, 130, stderr)
        self.assertEqual(summary["outcomes"]["cancelled"], 2)
        self.assertLess(took, 1.5)

    def test_terminate_is_143(self):
        code, summary, _, stderr = self.interrupted([signal.SIGTERM])
        self.assertEqual(code, 143, stderr)
        self.assertGreater(summary["outcomes"]["ok"], 2)

    def test_an_interrupt_ends_the_models_that_wait(self):
        with simulator("--ttft", 0.02, "--itl", 0.05) as url:
            process = start(*small_run(url, self.folder, num_requests=1000, model_names="simulated simulated"), "--json")
            wait_until(lambda: any(self.folder.glob("*/journal")), "the run has a journal")
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            stdout, stderr = process.communicate(timeout=PATIENCE_S)
        self.assertEqual(process.returncode, 130, stderr)
        told = json.loads(stdout)
        self.assertEqual(len(told["runs"]), 1)
        self.assertEqual(told["errors"], [])
        self.assertEqual(len(list(self.folder.glob("*/journal"))), 1)

    def test_closed_pipe_loses_nothing(self):
        with simulator("--ttft", 0, "--itl", 0) as url:
            process = start(*small_run(url, self.folder))
            process.stdout.close()
            process.wait(PATIENCE_S)
            process.stderr.close()
        self.assertEqual(process.returncode, 5)
        self.assertEqual(len(list(self.folder.glob("*/*_summary.json"))), 1)


if __name__ == "__main__":
    unittest.main()
