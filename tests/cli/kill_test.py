# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at 20 random moments: the next start finds every request that had ended more than a second before.

What had ended is known from the other side, from the simulator's truth log.
"""
import json
import pathlib
import random
import time
import unittest

from support import Case, read_json, run, simulator, small_run, start, wait_until

MOMENTS = 20
AT_ONCE = 5  # runs that go on side by side: the test takes seconds, not a minute
OLDER_THAN_S = 1.0


class Kill(Case):
    def launch(self, url, index):
        results = self.folder / f"r{index}"
        process = start(*small_run(url, results, num_requests=100000, num_concurrent_requests=8, num_output_tokens=5))
        return results, process

    def test_recovery_after_kill(self):
        moments = random.Random(20)
        killed = []
        truth = self.folder / "truth.jsonl"
        with simulator("--ttft", 0.01, "--itl", 0.002, "--truth-log", truth) as url:
            for round_ in range(MOMENTS // AT_ONCE):
                running = [self.launch(url, round_ * AT_ONCE + i) for i in range(AT_ONCE)]
                for results, _ in running:
                    wait_until(lambda: any(results.glob("*/journal")), "the run has a journal")
                for results, process in running:
                    time.sleep(moments.uniform(0, 0.8))
                    process.kill()
                    killed.append((results, time.monotonic_ns()))
                    process.communicate()
            for results, at in killed:
                # The next start in that folder, whatever it measures, recovers first.
                done = run(*small_run(url, results, num_requests=1))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertRegex(done.stderr, r"Recovered \S+: \d+ requests had ended and were saved\.")
        ended = [(line["id"], line["sends"][-1][2]) for line in map(json.loads, truth.read_text().splitlines())]
        compared = sum(self.compare(results, at, ended) for results, at in killed)
        self.assertGreater(compared, 100, "hardly any request was older than a second: the test shows nothing")

    def compare(self, results, killed_at, ended):
        """Every old request of the killed run is in its files exactly once; returns how many those are."""
        folder = min(results.iterdir(), key=lambda path: (path / "journal").stat().st_mtime)
        records = read_json(next(pathlib.Path(folder).glob("*_individual_responses.json")))
        ids = [record["request_id"] for record in records]
        self.assertEqual(len(ids), len(set(ids)), "a request is there twice")
        run_id = read_json(next(folder.glob("*_summary.json")))["run_id"]
        old = {id_ for id_, after in ended if id_.startswith(run_id) and 0 < after < killed_at - OLDER_THAN_S * 1e9}
        self.assertEqual(old - set(ids), set(), "requests older than a second are lost")
        return len(old)

    def test_recovery_of_a_damaged_journal(self):
        """A broken block costs itself, is told on the terminal and in the verdict, and the file is kept."""
        with simulator("--ttft", 0.01, "--itl", 0.002) as url:
            results, process = self.launch(url, 0)
            wait_until(lambda: any(path.stat().st_size > 20000 for path in results.glob("*/journal")),
                       "the journal holds some blocks")
            process.kill()
            process.communicate()
            journal = next(results.glob("*/journal"))
            damaged = bytearray(journal.read_bytes())
            damaged[len(damaged) // 4] ^= 1  # on a busy machine the last block may be half of it
            journal.write_bytes(damaged)
            done = run(*small_run(url, results, num_requests=1))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stderr, r"Recovered \S+: \d+ requests were saved, and \d+ could not be read, because the "
                                          r"journal is damaged; it is kept as \S+/journal\.damaged\.")
            self.assertEqual((journal.parent / "journal.damaged").read_bytes(), bytes(damaged))
            summary = read_json(next(journal.parent.glob("*_summary.json")))
            self.assertGreater(summary["outcomes"]["ok"], 20)
            self.assertIn("requests of the journal could not be read", json.dumps(summary["verdict_reasons"]))
            self.assertNotIn("Recovered", run(*small_run(url, results, num_requests=1)).stderr)


if __name__ == "__main__":
    unittest.main()
