# SPDX-License-Identifier: GPL-3.0-or-later
"""`run real-workload`: requests by a schedule, from flags and files to what is told and saved."""
import csv
import json
import pathlib
import re
import unittest

from support import Case, read_json, run, simulator

POISSON = {"qps": 100, "qps-distribution": "exponential", "num-requests": 200, "seed": 4}


def arguments(url, results, **settings):
    chosen = {"base-url": url, "model-names": "simulated", "num-input-tokens": 50, "num-output-tokens": 5,
              "num-requests": 20, "qps": 100, "results-dir": results}
    chosen.update({key.replace("_", "-"): value for key, value in settings.items()})
    return ["run", "real-workload", *(word for key, value in chosen.items() for word in (f"--{key}", str(value)))]


def folder_of(done):
    return pathlib.Path(re.search(r"^Results: (.*)$", done.stdout, re.M).group(1))


def files_of(folder):
    summary = read_json(next(folder.glob("*_summary.json")))
    records = read_json(next(folder.glob("*_individual_responses.json")))
    return summary, records


class RealWorkload(Case):
    def test_a_poisson_run_can_be_seen_to_be_one(self):
        with simulator("--ttft", 0.02, "--itl", 0.001) as url:
            done = run(*arguments(url, self.folder, **POISSON))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"The schedule has 200 requests, the last of them due after \S+ s\.")
        self.assertIn("requests in flight: as many as are due", done.stderr)
        self.assertRegex(done.stdout, r"schedule +200 planned, 0 missing, \S+ /s sent, \S+ /s due\n")
        self.assertRegex(done.stdout, r"lateness +\S+ [um]?s p50, \S+ [um]?s p99, \S+ [um]?s max\n")
        self.assertRegex(done.stdout, r"dispersion +\S+ sent, \S+ due, \S+ at least if Poisson, \S+ at most\n")
        self.assertRegex(done.stdout, r"Time to first token from schedule (!.*)? +200 ")
        summary, records = files_of(folder_of(done))
        self.assertEqual(summary["requests_planned"], 200)
        self.assertEqual(summary["requests_missing"], 0)
        for what, low, high in [("due_dispersion", "poisson_dispersion_low", "poisson_dispersion_high"),
                                ("due_autocorrelation", "independent_autocorrelation_low",
                                 "independent_autocorrelation_high")]:
            self.assertGreater(summary[what], summary[low], what)
            self.assertLess(summary[what], summary[high], what)
        self.assertAlmostEqual(summary["due_rate"], 100, delta=25)
        self.assertEqual(summary["schedule_lateness_s"]["p99"], summary["lateness_p99_s"])
        self.assertIsNone(summary["turnaround_s"]["p50"])
        # Every figure can be had from the records.
        late = sorted(r["sent_s"] - r["ready_s"] for r in records)
        self.assertGreaterEqual(summary["lateness_max_s"], 0)
        self.assertLessEqual(summary["lateness_p50_s"], late[-1])
        self.assertEqual(len({r["scheduled_s"] for r in records}), 200)

    def test_files_have_the_kits_names_and_order(self):
        with simulator("--ttft", 0.01, "--itl", 0.001) as url:
            done = run(*arguments(url, self.folder, qps=50, qps_distribution="uniform"))
        folder = folder_of(done)
        self.assertRegex(folder.name, r"^realworkload_0_simulated_50_5_50-0_uniform_stream_[0-9a-f-]{36}$")
        summary, records = files_of(folder)
        self.assertEqual(list(summary)[:4], ["name", "model", "qps", "qps_distribution"])
        self.assertEqual((summary["qps"], summary["qps_distribution"]), (50, "uniform"))
        self.assertNotIn("num_concurrent_requests", summary)
        keys = list(summary)
        order = ["results_client_ttft_s_quantiles_p5", "results_num_requests_started", "num_input_tokens",
                 "num_output_tokens", "model_idx", "timestamp", "run_id"]
        self.assertEqual(order, sorted(order, key=keys.index))
        self.assertEqual(keys.index("num_output_tokens"), keys.index("num_input_tokens") + 1)
        self.assertEqual(summary["name"], f"{folder.name}_summary")
        self.assertEqual(list(records[0])[:4], ["error_code", "error_msg", "prompt_name", "start_time"])
        with (folder / "records.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 20)
        self.assertTrue(all(row["ready_s"] == row["scheduled_s"] for row in rows))
        self.assertTrue(all(float(row["ttft_scheduled_s"]) >= float(row["ttft_s"]) for row in rows))

    def test_its_yaml_repeats_the_schedule(self):
        with simulator("--ttft", 0.001, "--itl", 0) as url:
            first = folder_of(run(*arguments(url, self.folder, qps_distribution="gamma", burstiness=0.5,
                                             lengths="U(30,60)/(2,9)")))
            yaml = (first / "run.yaml").read_text()
            again = run("run", "--config", first / "run.yaml")
        self.assertEqual(again.returncode, 0, again.stderr)
        for line in ["run: real-workload", "qps: 100", "qps-distribution: gamma", "burstiness: 0.5",
                     'lengths: "U(30,60)/(2,9)"', "max-in-flight: 0"]:
            self.assertIn(line, yaml)
        self.assertNotIn("num-concurrent-requests", yaml)
        schedules = [sorted((r["scheduled_s"], r["tokens_requested"], r["number_input_tokens"]) for r in
                            files_of(folder)[1]) for folder in (first, folder_of(again))]
        self.assertEqual(schedules[0], schedules[1])
        self.assertEqual(len({tokens for _, tokens, _ in schedules[0]} - set(range(2, 10))), 0)

    def test_stages_say_rates_and_number(self):
        with simulator("--ttft", 0.001, "--itl", 0) as url:
            done = run(*arguments(url, self.folder, stages="20:500ms, 0:200ms, 20-100:500ms"))
        self.assertEqual(done.returncode, 0, done.stderr)
        summary, records = files_of(folder_of(done))
        self.assertEqual(summary["requests_planned"], 40)
        self.assertEqual(summary["stages"], "20:500ms, 0:200ms, 20-100:500ms")
        due = sorted(r["scheduled_s"] for r in records)
        self.assertEqual(sum(moment < 0.5 for moment in due), 10)
        self.assertFalse(any(0.5 < moment < 0.7 for moment in due))

    def test_a_cap_of_the_users_own_is_told_and_blames_nobody(self):
        with simulator("--ttft", 0.05, "--itl", 0) as url:
            done = run(*arguments(url, self.folder, max_in_flight=2, qps=200, num_requests=40))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("requests in flight: 2 at most, as asked", done.stderr)
        self.assertRegex(done.stderr, r"38 requests that were due waited for others to end, \S+ m?s at most")
        summary, _ = files_of(folder_of(done))
        self.assertEqual(summary["in_flight_peak"], 2)
        self.assertGreater(summary["ttft_scheduled_s"]["p50"], 3 * summary["ttft_s"]["p50"])
        self.assertGreater(summary["queue_s"]["p50"], 0.1)
        self.assertLess(summary["lateness_p50_s"], 0.05)

    def test_bad_notation_is_refused_before_anything_is_sent(self):
        for settings, words in [({"stages": "10:30s,20"}, ["stages", "stage 2", '"20"']),
                                ({"stages": "0:5s"}, ["stages", "0 requests"]),
                                ({"lengths": "N(1)/(2,3)"}, ["lengths", "prompts", '"N(1)"']),
                                ({"lengths": "N(480,240)/"}, ["lengths", "answers"]),
                                ({"qps": 0}, ["qps", "0.001"]),
                                ({"qps": "nan"}, ["qps"]),
                                ({"burstiness": -1}, ["burstiness"]),
                                ({"qps_distribution": "weibull"}, ["qps-distribution", "constant, uniform"])]:
            done = run(*arguments("http://127.0.0.1:1", self.folder, **settings))
            self.assert_refused(done, 1, *words)

    def test_a_setting_of_another_evaluation_is_refused(self):
        done = run(*arguments("http://127.0.0.1:1", self.folder), "--num-concurrent-requests", "4")
        self.assert_refused(done, 1, "--num-concurrent-requests is no setting of run real-workload")
        done = run("run", "synthetic", "--qps", "4")
        self.assert_refused(done, 1, "--qps is no setting of run synthetic")

    def test_json_has_it_all(self):
        with simulator("--ttft", 0.001, "--itl", 0) as url:
            done = run(*arguments(url, self.folder), "--json")
        text = json.dumps(json.loads(done.stdout))
        for key in ["lateness_p99_s", "requests_planned", "qps_distribution", "schedule_note"]:
            self.assertIn(f'"{key}"', text)


if __name__ == "__main__":
    unittest.main()
