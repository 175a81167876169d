# SPDX-License-Identifier: GPL-3.0-or-later
"""The load beside the server: this build's client is made a folder, copied and run as on another machine.

Its figures are compared with the simulator's truth log, and so are those of the same run measured here.
"""
import csv
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from support import Case, read_json, run, simulator

ROOT = pathlib.Path(__file__).resolve().parents[2]
REQUESTS, TOKENS = 48, 20
# What an exact stamp may be outside of the simulator's own bracket: the kernel stamps within it, but for its clocks.
EXACT_S = 20e-6
# A TTFT begins when the client's program sends, which a loaded machine may hold up behind its reading of the clock.
SENT_S = 2e-3


def portable(folder):
    """The folder of this build's program, as the target `portable` makes it."""
    client = folder / "client"
    subprocess.run([os.environ["CMAKE"], f"-DPROGRAM={os.environ['PORTABLE']}", f"-DFOLDER={client}", f"-DVERSION={os.environ['VERSION']}",
                    f"-DARCHITECTURE={os.environ['ARCHITECTURE']}", f"-DLICENSE={ROOT / 'LICENSE'}", "-DSTRIP=strip",
                    "-P", ROOT / "cmake/portable_folder.cmake"], check=True, stdout=subprocess.DEVNULL)
    return client


class Beside(Case):
    @classmethod
    def setUpClass(cls):
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.client = portable(pathlib.Path(made.name))

    def setUp(self):
        super().setUp()
        self.settings = self.folder / "run.yaml"
        self.env = {**os.environ, "INFEROMETER_PORTABLE": str(self.client), "XDG_CACHE_HOME": str(self.folder / "cache")}

    def probe(self, *words, code=0):
        done = subprocess.run([os.environ["BESIDE_PROBE"], *map(str, words)], capture_output=True, text=True, timeout=60,
                              env=self.env)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout) if code == 0 else done.stderr

    def write_settings(self, url, **more):
        settings = {"base-url": url, "model-names": "simulated", "num-input-tokens": 50, "num-output-tokens": TOKENS,
                    "num-requests": REQUESTS, "num-concurrent-requests": 8, "seed": 7, **more}
        self.settings.write_text("version: 2\nrun: synthetic\n"
                                 + "".join(f"{key}: {value}\n" for key, value in settings.items()))

    def assert_true_figures(self, folder, truth):
        """Every token of every request is in both; what claims to be exact is, and no bound is broken."""
        told = self.probe("truth", folder, truth)
        self.assertEqual(told["unmatched"], 0)
        for kind, count in (("first", REQUESTS), ("later", REQUESTS * (TOKENS - 1)), ("ttft", REQUESTS)):
            figures = told[kind]
            self.assertEqual(figures["exact"] + figures["bounded"] + figures["wide"], count, (kind, told))
            self.assertGreater(figures["exact"], count / 10, (kind, told))
            self.assertLess(figures["exact_worst_s"], SENT_S if kind == "ttft" else EXACT_S, (kind, told))
            self.assertEqual((figures["broken_bounds"], figures["user"]), (0, 0), (kind, told))
        return told

    def ids_in(self, folder):
        with open(folder / "records.csv", newline="") as file:
            return sorted(row["request_id"] for row in csv.DictReader(file))

    def test_its_figures_are_as_true_as_those_measured_here(self):
        truth = self.folder / "truth.jsonl"
        with simulator("--ttft", 0.02, "--itl", 0.004, "--truth-log", truth) as url:
            self.write_settings(url)
            here = run("run", "--config", self.settings, "--results-dir", self.folder / "here", "--json")
            self.assertEqual(here.returncode, 0, here.stderr)
            beside = self.probe("run", self.settings, self.folder / "beside")
        folders = {"here": pathlib.Path(json.loads(here.stdout)["runs"][0]["folder"]),
                   "beside": pathlib.Path(beside["folder"])}
        self.assertGreater(beside["looks"], 0)
        logged = [json.loads(line)["id"] for line in truth.read_text().splitlines()]
        for folder in folders.values():
            ids = self.ids_in(folder)
            self.assertEqual(len(set(ids)), REQUESTS)
            run_id = read_json(folder / f"{folder.name}_summary.json")["run_id"]
            # The other way round: what the simulator answered to this run is all in its records.
            self.assertEqual(sorted(one for one in logged if one.startswith(run_id)), ids)
        told = {name: self.assert_true_figures(folder, truth) for name, folder in folders.items()}
        one, other = (read_json(folder / f"{folder.name}_summary.json") for folder in folders.values())
        self.assertEqual(other.keys() - one.keys(), {"client"})
        self.assertEqual(one.keys() - other.keys(), set())
        self.assertEqual(other["outcomes"], one["outcomes"])
        one, other = ({path.name.replace(folder.name, "STEM") for path in folder.iterdir()} for folder in folders.values())
        self.assertEqual(other, one)
        settings = (folders["beside"] / "run.yaml").read_text()
        self.assertIn('client: "beside the server on this machine"', settings)
        self.assertEqual(list((self.folder / "cache/inferometer/runs").iterdir()), [])
        print({name: (figures["first"], figures["ttft"]) for name, figures in told.items()})

    def test_what_the_client_says_is_said_here(self):
        self.write_settings("http://127.0.0.1:9")
        said = self.probe("run", self.settings, self.folder / "beside", code=1)
        self.assertRegex(said.splitlines()[-1], r"^The run did not begin on this machine: .*127\.0\.0\.1:9.*[.]$")
        self.assertFalse((self.folder / "beside").exists())


if __name__ == "__main__":
    unittest.main()
