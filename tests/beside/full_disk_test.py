# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine whose disk is full: before anything is put there, before a run, and in the middle of one. What is said is
true, and nothing is left that was not there before."""
import os
import pathlib
import re
import tempfile
import time
import unittest

from beside_test import portable
from journey import Journey


class FullDisk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.folder = pathlib.Path(made.name)
        cls.client = portable(cls.folder)

    def setUp(self):
        self.flag = self.folder / f"full-{os.urandom(4).hex()}"
        self.journey = Journey(self.site, {"INFEROMETER_PORTABLE": str(self.client)},
                               more=f"LD_PRELOAD={os.environ['FULL_DISK']} INFEROMETER_FULL_DISK={self.flag}")
        self.addCleanup(self.journey.close)
        self.known = self.journey.folder / "known"
        self.known.write_text(self.journey.machine.known_host)
        self.there = self.journey.folder / "there"

    def site(self):
        machine = self.journey.machine
        return (f'{{provider: ssh, host: "{machine.place}", key-file: {machine.key}, '
                f'known-hosts: {self.journey.folder}/known}}')

    def take(self, step, code=0):
        done, said = self.journey.take(step)
        self.assertEqual(done, code, said)
        return said

    def assert_full(self, said):
        self.assertIn(f"The disk of {self.journey.machine.place} is full", said)

    def assert_nothing_runs(self):
        self.assertNotIn(self.journey.name, self.take("status"))
        name = f"INFEROMETER_RESOURCE=inferometer-{self.journey.name}-".encode()
        for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
            try:
                self.assertNotIn(name, path.read_bytes())
            except OSError:
                pass

    def runs_there(self):
        return list(self.there.glob(".cache/inferometer/runs/*"))

    def test_before_anything_is_there(self):
        self.flag.touch()
        self.assert_full(self.take("up", code=5))
        self.assert_nothing_runs()
        self.flag.unlink()
        self.take("up")
        self.flag.touch()
        self.take("down")
        self.assert_nothing_runs()

    def test_before_a_run(self):
        self.take("up")
        self.flag.touch()
        self.assert_full(self.take("run", code=6))
        self.assertEqual(self.runs_there(), [])
        self.assertIn(self.journey.name, self.take("status"))
        self.flag.unlink()
        self.assertIn("Results: ", self.take("run"))
        self.assertEqual(self.runs_there(), [])
        self.take("down")

    def test_in_the_middle_of_a_run(self):
        self.take("up")
        settings = self.journey.folder / "run.yaml"
        settings.write_text(settings.read_text().replace("num-requests: 4", "num-requests: 2000"))
        process = self.journey.begin("run")
        deadline = time.monotonic() + 60
        while not any(path.stat().st_size > 4000 for path in
                      self.there.glob(".cache/inferometer/runs/*/results/*/journal")):
            self.assertLess(time.monotonic(), deadline, "no journal grew there")
            self.assertIsNone(process.poll())
            time.sleep(0.02)
        self.flag.touch()
        out, err = process.communicate(timeout=120)
        said = out + err
        self.assertEqual(process.returncode, 5, said)
        self.assert_full(said)
        ok, asked = map(int, re.search(r"(\d+) ok of (\d+)", self.take("results")).groups())
        self.assertGreater(ok, 0)
        self.assertLess(ok, 2000, asked)
        self.flag.unlink()
        self.assertEqual(self.runs_there(), [])
        self.take("down")
        self.assert_nothing_runs()


if __name__ == "__main__":
    unittest.main(verbosity=2)
