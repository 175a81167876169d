# SPDX-License-Identifier: GPL-3.0-or-later
"""A run told by the definitions of other tools: on `run`, and again by `explain`."""
import json
import pathlib
import shutil
import statistics
import unittest

from support import Case, read_json, run, simulator, small_run

IDS = ["ours", "kit", "vllm", "sglang", "guidellm", "aiperf", "mlperf-endpoints", "sia"]


class Definitions(Case):
    def measured(self, *options, **settings):
        with simulator("--ttft", 0.02, "--itl", 0.002, "--tokens-per-chunk", 2) as url:
            done = run(*small_run(url, self.folder, **settings), *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def told(self, folder, name):
        done = run("explain", folder, "--definitions", name, "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)["runs"][0]["definitions"]

    def test_explain_says_what_run_said(self):
        told = json.loads(self.measured("--json", "--definitions", "vllm").stdout)["runs"][0]
        self.assertEqual((told["definitions"]["id"], told["definitions"]["label"]), ("vllm", "vLLM bench serve"))
        self.assertEqual(self.told(told["folder"], "vllm"), told["definitions"])

    def test_explain_reads_the_zip_of_a_run(self):
        told = json.loads(self.measured("--json", "--definitions", "vllm").stdout)["runs"][0]
        packed = shutil.make_archive(str(self.folder / "packed"), "zip", told["folder"])
        self.assertEqual(self.told(packed, "vllm"), told["definitions"])
        of_folder, of_zip = (run("explain", place).stdout for place in (told["folder"], packed))
        self.assertIn(told["folder"], of_folder)
        self.assertEqual(of_zip, of_folder.replace(told["folder"], packed))
        other = pathlib.Path(packed).with_name("other.zip")
        other.write_bytes(b"PK\x03\x04 and no more")
        done = run("explain", other)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(f"The archive {other} cannot be unpacked", done.stderr)

    def test_every_set_is_of_the_same_records(self):
        told = json.loads(self.measured("--json").stdout)["runs"][0]
        self.assertNotIn("definitions", told)
        folder = pathlib.Path(told["folder"])
        records = read_json(next(folder.glob("*_individual_responses.json")))
        sets = {name: self.told(folder, name)["figures"] for name in IDS}
        ttft = [1000 * (record["first_token_s"] - record["sent_s"]) for record in records]
        for name, key in [("vllm", "mean_ttft_ms"), ("sglang", "mean_ttft_ms"), ("sia", "mean_ttft_ms"),
                          ("aiperf", "time_to_first_token.avg"), ("mlperf-endpoints", "ttft.avg"),
                          ("guidellm", "time_to_first_token_ms.successful.mean")]:
            self.assertAlmostEqual(sets[name][key], statistics.fmean(ttft), 5, name)
        tpot = [1000 * (record["last_token_s"] - record["first_token_s"]) / 9 for record in records]
        self.assertAlmostEqual(sets["vllm"]["mean_tpot_ms"], statistics.fmean(tpot), 5)
        self.assertAlmostEqual(sets["vllm"]["std_tpot_ms"], statistics.pstdev(tpot), 5)
        whole = [1000 * (record["last_token_s"] - record["sent_s"]) / 10 for record in records]
        self.assertAlmostEqual(sets["guidellm"]["time_per_output_token_ms.successful.mean"], statistics.fmean(whole), 5)
        self.assertAlmostEqual(sets["ours"]["ttft_s.mean"], told["summary"]["ttft_s"]["mean"], 12)
        self.assertEqual(sets["ours"]["request_rate"], told["summary"]["request_rate"])
        # The kit's part of our own file is the kit's summary.
        shared = [key for key in sets["kit"] if key in told["summary"]]
        self.assertGreater(len(shared), 80)
        self.assertEqual({key: sets["kit"][key] for key in shared}, {key: told["summary"][key] for key in shared})

    def test_the_terminal_has_the_tools_figures_and_the_files_keep_ours(self):
        done = self.measured("--definitions", "vllm")
        self.assertRegex(done.stdout, r"vLLM bench serve +value +unit +id\n")
        self.assertRegex(done.stdout, r"Mean TTFT \(ms\) +\d+\.\d\d +ms +mean_ttft_ms\n")
        self.assertRegex(done.stdout, r"Successful requests +10 +completed\n")
        self.assertIn("vllm/benchmarks/serve.py", done.stdout)
        self.assertNotIn("Time to first token", done.stdout)
        self.assertIn("Verdict: ", done.stdout)
        summary = read_json(next(self.folder.glob("*/*_summary.json")))
        self.assertIn("ttft_s", summary)
        self.assertNotIn("mean_ttft_ms", summary)

    def test_explain_without_definitions_is_the_report_of_the_run(self):
        done = self.measured()
        again = run("explain", self.folder)  # the newest run in it
        self.assertEqual(again.returncode, 0)
        self.assertIn("Taking the newest run in ", again.stderr)
        self.assertEqual(again.stdout, done.stdout)

    def test_what_is_no_set_and_what_is_no_run(self):
        (self.folder / "empty").mkdir()
        self.assert_refused(run("explain", self.folder / "empty", "--definitions", "vlm"), 1, "vlm", "mlperf-endpoints")
        self.assert_refused(run("explain", self.folder / "empty"), 1, "empty")
        self.assert_refused(run("explain", self.folder / "none"), 1, "none")
        self.assert_refused(run("run", "synthetic", "--definitions", "vlm"), 1, "vlm", "guidellm")
        done = run("explain", self.folder / "none", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["exit_code"]), (1, 1))
        self.assertIn("none", json.loads(done.stdout)["errors"][0]["message"])


if __name__ == "__main__":
    unittest.main()
