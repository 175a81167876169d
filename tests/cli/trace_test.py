# SPDX-License-Identifier: GPL-3.0-or-later
"""`trace`: the summary of a trace, what is made of it, and what is refused."""
import json
import os
import pathlib
import unittest

from support import Case, run

DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "trace"


class Trace(Case):
    def told(self, *arguments):
        done = run("trace", *arguments, "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)["trace"]

    def test_the_table_tells_what_the_json_tells(self):
        done = run("trace", DATA / "mooncake.jsonl")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0], "Mooncake trace:")
        self.assertRegex(done.stdout, r"\n  Requests +4\n")
        self.assertRegex(done.stdout, r"\n  Duration +3\.00 s\n")
        self.assertRegex(done.stdout, r"\n  Input, mean +853 +tokens\n")
        self.assertIn("\nThe share of cache hits is told by prefix blocks.\n", done.stdout)
        self.assertEqual(lines[-1], "1 requests stood behind a later one; all are sorted by their times.")
        told = self.told(DATA / "mooncake.jsonl")
        self.assertEqual(told["format"], "mooncake")
        self.assertEqual(told["figures"]["input_mean"], 853)
        self.assertIsNone(told["figures"]["dispersion"])
        self.assertEqual(told["cache_hits_by"], "by prefix blocks")
        self.assertEqual(len(told["notes"]), 1)

    def test_every_format_is_summed_up(self):
        for path in sorted(DATA.iterdir()):
            if path.suffix != ".golden":
                self.assertGreater(self.told(path)["figures"]["requests"], 0, path)

    def test_what_is_made_of_it_is_written_for_others(self):
        out = self.folder / "out.jsonl"
        told = self.told(DATA / "burstgpt.csv", "--from", 1, "--max-gap", 60, "--speed", 2, "--loop", 2, "--out", out)
        self.assertEqual(told["figures"]["requests"], 4)
        rows = [json.loads(line) for line in out.read_text().splitlines()]
        self.assertEqual(rows, [{"timestamp": at, "input_length": length, "output_length": output} for
                                at, length, output in [(0, 1087, 230), (30000, 417, 276), (60000, 1087, 230),
                                                       (90000, 417, 276)]])
        again = self.told(out)
        self.assertEqual(again["figures"], told["figures"])

    def test_a_trace_like_it_follows_its_seed(self):
        def drawn(seed):
            out = self.folder / f"{seed}.jsonl"
            self.told(DATA / "servegen", "--longer", 3, "--denser", 2, "--seed", seed, "--out", out)
            return out.read_text()
        first = drawn(1)
        self.assertEqual(first, drawn(1))
        self.assertNotEqual(first, drawn(2))

    def test_what_cannot_be_is_refused_in_a_sentence(self):
        done = run("trace", self.folder / "none.jsonl")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("No such file", done.stderr)
        done = run("trace", DATA / "azure2023.csv", "--speed", 0, "--json")
        self.assertEqual(done.returncode, 1)
        told = json.loads(done.stdout)
        self.assertEqual((told["exit_code"], told["trace"]), (1, None))
        self.assertEqual(told["errors"], [{"message": "--speed must be from 0.001 to 1000, not 0.", "field": "speed"}])
        done = run("trace", DATA / "azure2023.csv", "--format", "azur")
        self.assertEqual(done.returncode, 1)
        self.assertIn('There is no format of traces named "azur"; choose one of azure, ', done.stderr)
        done = run("trace", DATA / "dag.jsonl", "--out", self.folder / "dag.jsonl")
        self.assertEqual(done.returncode, 1)
        self.assertFalse(os.path.exists(self.folder / "dag.jsonl"))
        done = run("trace", DATA / "azure2023.csv", "--out", self.folder / "no" / "folder.jsonl")
        self.assertEqual((done.returncode, done.stdout), (1, ""))


if __name__ == "__main__":
    unittest.main()
