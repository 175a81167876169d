# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of this machine met on the way: one sentence, exit 5, and what was measured is told."""
import json
import pathlib
import signal
import subprocess
import time
import unittest

from support import BINARY, PATIENCE_S, Case, run, simulator, small_run, start, wait_until

SANITIZED = b"__sanitizer" in pathlib.Path(BINARY).read_bytes()


class Limits(Case):
    def test_the_largest_file_that_may_be_written(self):
        with simulator("--ttft", 0, "--itl", 0) as url:
            # Set while it runs: a sanitizer writes a file of its own before.
            process = start(*small_run(url, self.folder / "r", num_requests=100000, num_concurrent_requests=16,
                                       timeout=20), "--json")
            wait_until(lambda: any(path.stat().st_size > 0 for path in self.folder.rglob("journal")), "a journal")
            subprocess.run(["prlimit", "--pid", str(process.pid), "--fsize=60000"], check=True)
            out, told = process.communicate(timeout=PATIENCE_S)
        self.assertEqual(process.returncode, 5, told)
        self.assertIn("ulimit -f", told)
        self.assertGreater(json.loads(out)["runs"][0]["summary"]["outcomes"]["ok"], 0)
        self.assertTrue(list(self.folder.rglob("journal")))

    def test_descriptors_that_run_out_on_the_way(self):
        with simulator("--ttft", 0.01, "--itl", 0) as url:
            process = start(*small_run(url, self.folder / "r", num_requests=100000, num_concurrent_requests=4,
                                       timeout=3, grace_period=0), "--new-connections", "--json")
            wait_until(lambda: any(path.stat().st_size > 0 for path in self.folder.rglob("journal")), "a journal")
            journal = next(self.folder.rglob("journal"))
            begun = journal.stat().st_size
            wait_until(lambda: journal.stat().st_size > begun, "requests in the journal")
            limit = ["prlimit", "--pid", str(process.pid)]
            subprocess.run([*limit, "--nofile=3:"], check=True)
            time.sleep(0.5)  # for some requests to meet it
            subprocess.run([*limit, "--nofile=1024:"], check=True)  # the results are written
            out, told = process.communicate(timeout=PATIENCE_S)
        self.assertEqual(process.returncode, 5, told)
        self.assertIn("for a fault of this machine", told)
        summary = json.loads(out)["runs"][0]["summary"]
        self.assertGreater(summary["outcomes"]["local"], 0)
        self.assertEqual(summary["verdict"], "client-bound")
        self.assertTrue(any("no free descriptor" in reason for reason in summary["verdict_reasons"]))

    @unittest.skipIf(SANITIZED, "a sanitizer takes all addresses")
    def test_no_memory_left(self):
        path = self.folder / "run.yaml"
        path.write_text("version: 2\nrun: synthetic\nsystem-prompt: " + "x" * (60 << 20) + "\n")
        done = run("validate", path, prefix=("prlimit", "--as=200000000"))
        self.assert_refused(done, 5, "memory")

    def test_a_truth_log_on_a_full_disk(self):
        process = subprocess.Popen([BINARY, "simulate", "--port", "0", "--truth-log", "/dev/full"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        url = process.stdout.readline().removeprefix("Listening on ").strip()
        done = run(*small_run(url, self.folder / "r"))
        self.assertEqual(done.returncode, 0, done.stderr)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=PATIENCE_S)
        self.assertEqual(process.returncode, 5)
        self.assertRegex(told, r"truth log /dev/full .*No space left.* \d+ of its records are missing")


if __name__ == "__main__":
    unittest.main()
