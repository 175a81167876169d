# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of this machine met on the way: one sentence, exit 5, and what was measured is told."""
import json
import pathlib
import signal
import subprocess
import unittest

from support import BINARY, PATIENCE_S, Case, run, simulator, small_run

SANITIZED = b"__sanitizer" in pathlib.Path(BINARY).read_bytes()


class Limits(Case):
    def test_the_largest_file_that_may_be_written(self):
        with simulator("--ttft", 0, "--itl", 0) as url:
            done = run(*small_run(url, self.folder / "r", num_requests=4000, num_concurrent_requests=16), "--json",
                       prefix=("prlimit", "--fsize=60000"))
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("ulimit -f", done.stderr)
        self.assertGreater(json.loads(done.stdout)["runs"][0]["summary"]["outcomes"]["ok"], 0)
        self.assertTrue(list(self.folder.rglob("journal")))

    @unittest.skipIf(SANITIZED, "a sanitizer takes all addresses")
    def test_no_memory_left(self):
        path = self.folder / "run.yaml"
        with open(path, "wb") as file:
            file.truncate(1 << 30)
        done = run("validate", path, prefix=("prlimit", "--as=400000000"))
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
