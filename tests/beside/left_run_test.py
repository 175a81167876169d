# SPDX-License-Identifier: GPL-3.0-or-later
"""This program killed while another machine measures: the run goes on there, and whoever comes next has all of it, as
if nothing had been killed. OpenSSH's own server, the copied client, the simulator as the engine."""
import csv
import fcntl
import json
import os
import pathlib
import shutil
import signal
import tempfile
import time
import unittest

from beside_test import portable
from journey import Journey

REQUESTS = 240
PATIENCE_S = 60


class LeftRun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.client = portable(pathlib.Path(made.name))

    def setUp(self):
        self.journey = Journey(self.site, {"INFEROMETER_PORTABLE": str(self.client)})
        self.addCleanup(self.journey.close)
        folder = self.journey.folder
        (folder / "known").write_text(self.journey.machine.known_host)
        settings = folder / "run.yaml"
        settings.write_text(settings.read_text().replace("num-requests: 4", f"num-requests: {REQUESTS}"))
        self.there = folder / "there/.cache/inferometer/runs"
        self.results = folder / "results"
        self.notes = folder / f"data/inferometer/deployments/{self.journey.name}/runs"

    def site(self):
        machine = self.journey.machine
        return (f'{{provider: ssh, host: "{machine.place}", key-file: {machine.key}, '
                f'known-hosts: {self.journey.folder}/known}}')

    def take(self, step, code=0):
        done, said = self.journey.take(step)
        self.assertEqual(done, code, said)
        return said

    def wait_for(self, what, why):
        deadline = time.monotonic() + PATIENCE_S
        while not what():
            self.assertLess(time.monotonic(), deadline, why)
            time.sleep(0.02)

    def killed(self):
        """Killed in the middle of a run: the folder here with a part of it, and the folder there."""
        process = self.journey.begin("run")

        def has_some():
            self.assertIsNone(process.poll(), "it ended before it was killed")
            return any(path.stat().st_size > 6000 for path in self.results.glob("*/journal"))
        self.wait_for(has_some, "nothing arrived")
        process.kill()
        process.communicate()
        self.assertFalse(list(self.results.glob("*/*_summary.json")))
        return next(self.results.iterdir()), next(self.there.iterdir())

    def wait_for_its_end(self, there):
        self.wait_for(lambda: list(there.glob("exit-*")), "the run there did not end")

    def assert_whole(self, folder):
        with open(folder / "records.csv", newline="") as file:
            ids = [row["request_id"] for row in csv.DictReader(file)]
        self.assertEqual([len(ids), len(set(ids))], [REQUESTS, REQUESTS])
        self.assertEqual(list(self.there.iterdir()), [], "its folder there is left")
        self.assertEqual(list(self.notes.iterdir()), [], "its note is left")

    @staticmethod
    def files_of(folder):
        """What is in a run's folder, whatever its name is; how many entries its journal was written in is not of it."""
        return {path.name.replace(folder.name, "STEM"): path.read_bytes().replace(folder.name.encode(), b"STEM")
                for path in folder.iterdir() if path.name not in ("journal", "run.json")}

    def test_fetched_once_it_has_ended(self):
        self.take("up")
        folder, there = self.killed()
        self.wait_for_its_end(there)
        kept, noted = self.journey.folder / "kept", self.journey.folder / "noted"
        shutil.copytree(there, kept)
        shutil.copytree(self.notes, noted)
        said = self.take("results")
        self.assertIn(f"it is whole in {folder}", said)
        self.assertIn(f"{REQUESTS} ok of {REQUESTS}", said)
        self.assertEqual(list(self.results.iterdir()), [folder])
        self.assert_whole(folder)
        summary = json.loads((folder / f"{folder.name}_summary.json").read_text())
        self.assertEqual(summary["results_num_completed_requests"], REQUESTS)
        # The same journal read without a break.
        first = self.journey.folder / "first" / folder.name
        first.parent.mkdir()
        shutil.move(folder, first)
        shutil.copytree(kept, there)
        shutil.copytree(noted, self.notes, dirs_exist_ok=True)
        note = next(self.notes.iterdir()) / "run.json"
        note.write_text(json.dumps({**json.loads(note.read_text()), "kept": ""}))
        self.take("results")
        self.assertEqual(self.files_of(first), self.files_of(next(self.results.iterdir())))
        self.take("down")

    def test_followed_while_it_goes_on_before_the_next_run(self):
        self.take("up")
        folder, there = self.killed()
        self.assertEqual(list(there.glob("exit-*")), [])
        said = self.take("run")
        self.assertIn(f"it is whole in {folder}", said)
        self.assert_whole(folder)
        self.assertEqual(self.take("results").count(f"{REQUESTS} ok of {REQUESTS}"), 2)
        self.take("down")

    def test_a_stop_of_the_fetch_ends_nothing(self):
        self.take("up")
        folder, there = self.killed()
        process = self.journey.until("Fetching what is left of a run", "run")
        process.send_signal(signal.SIGINT)
        said = "".join(filter(None, process.communicate()))
        self.assertEqual(process.returncode, 128 + signal.SIGINT, said)
        self.assertIn("Stopped; what is left of a run waits on its machine.", said)
        self.assertNotIn("is gone: nothing of it runs", said)
        self.assertTrue(there.exists())
        said = self.take("results")
        self.assertIn(f"{REQUESTS} ok of {REQUESTS}  {folder}\n", said)
        self.assert_whole(folder)
        self.take("down")

    def test_a_machine_that_is_not_reached_meanwhile(self):
        self.take("up")
        folder, there = self.killed()
        self.wait_for_its_end(there)
        self.journey.machine.stop()
        done, said = self.journey.take("results")
        self.assertNotEqual(done, 0, said)
        self.assertIn(f"The rest of a run of {self.journey.name} cannot be fetched now: ", said)
        self.assertIn(f"What had arrived is in {folder}.", said)
        self.assertRegex(said, r"\d+ ok of \d+ ")
        self.assertNotIn(f"{REQUESTS} ok of", said)
        self.journey.machine.start()
        said = self.take("results")
        self.assertIn(f"{REQUESTS} ok of {REQUESTS}  {folder}\n", said)
        self.assertEqual(list(self.results.iterdir()), [folder])
        self.assert_whole(folder)
        self.take("down")

    def test_no_second_load_while_another_program_follows_the_first(self):
        self.take("up")
        folder, _ = self.killed()
        note = next(self.notes.iterdir())
        with open(note / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done, said = self.journey.take("run")
        self.assertNotEqual(done, 0, said)
        self.assertIn(f"Another program follows a run that is noted in {note}; wait for it, or end it.", said)
        self.assertEqual(list(self.results.iterdir()), [folder])
        self.take("results")
        self.assert_whole(folder)
        self.take("down")

    def test_what_is_gone_there_is_told_once(self):
        self.take("up")
        folder, there = self.killed()
        self.wait_for_its_end(there)
        shutil.rmtree(there)
        done, said = self.journey.take("results")
        self.assertNotEqual(done, 0, said)
        self.assertIn(f"The rest of a run is gone on {self.journey.machine.place}; what had arrived is in {folder}.", said)
        self.assertRegex(said, rf"\d+ ok of \d+  {folder}\n")
        self.assertRegex(self.take("results"), rf"^\S+  \d+ ok of \d+  {folder}\n$")
        self.take("down")


if __name__ == "__main__":
    unittest.main(verbosity=2)
