# SPDX-License-Identifier: GPL-3.0-or-later
"""Campaigns on this machine, with our own simulator as the engines: to the same end whatever happens on the way."""
import os
import pathlib
import re
import signal
import subprocess
import unittest

from deployment_test import RECIPE, running
from support import BINARY, Case, wait_until


class Campaign(Case):
    def setUp(self):
        super().setUp()
        self.env = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data")}
        self.data = self.folder / "data/inferometer"
        for name in ("sim", "other"):
            self.recipe(name, "/v1/models")
        (self.folder / "run.yaml").write_text(
            "version: 2\nrun: synthetic\nnum-requests: 2\nnum-concurrent-requests: 1\nnum-input-tokens: 40\n"
            f"num-output-tokens: 5\nresults-dir: {self.folder}/results\n")
        (self.folder / "models.csv").write_text(
            "family,size,sim,other\nqwen,14b,simulated,simulated\nllama,8b,simulated,\n")
        self.name = "c" + os.urandom(4).hex()
        self.addCleanup(self.end_all)

    def recipe(self, name, ready):
        folder = self.data / "engines"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(RECIPE.format(name=name, binary=BINARY, ready=ready))

    def config(self, more=""):
        path = self.folder / "campaign.yaml"
        path.write_text(f"version: 1\nname: {self.name}\ntable: models.csv\nrun: run.yaml\n"
                        f"limits: {{ready: 60s}}\n{more}")
        return path

    def words(self, step, *more, config=None):
        return [BINARY, "campaign", step, "--config", str(config or self.config()), *more]

    def step(self, step, *more, code=0, config=None):
        done = subprocess.run(self.words(step, *more, config=config), capture_output=True, text=True, timeout=200,
                              env=self.env)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def begin(self, *more):
        return subprocess.Popen(self.words("run", *more), env=self.env, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def ours(self):
        return {name for name in running() if f"inferometer-{self.name[:9]}" in name}

    def end_all(self):
        for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
            try:
                if str(self.folder).encode() in path.read_bytes():
                    os.kill(int(path.parent.name), signal.SIGKILL)
            except OSError:
                pass

    def runs(self):
        return sorted((self.folder / "results").glob("*/run.yaml"))

    def test_plan_run_and_status(self):
        plan = self.step("plan")
        self.assertRegex(plan, r"1\. qwen-14b-sim-local: simulated on local, priority .*, about .* min, 0.00 \$\n"
                               r"2\. qwen-14b-other-local: .*\n3\. llama-8b-sim-local: ")
        self.assertRegex(plan, r"3 runs, about \S+ h and 0.00 \$\.\n")
        dry = self.step("run", "--dry-run")
        self.assertRegex(dry, rf"{self.name}-qwen-14b-local-\w+: qwen-14b-sim-local\n{self.name}-qwen-14b-local-\w+: "
                              rf"qwen-14b-other-local\n{self.name}-llama-8b-local-\w+: llama-8b-sim-local\n")
        self.assertIn("0 of 3 done, 0 failed, 0 cut off, 3 to go.", self.step("status"))
        self.assertEqual(self.runs(), [])

        said = self.step("run")
        for number, row in enumerate(("qwen-14b-sim-local", "qwen-14b-other-local", "llama-8b-sim-local"), 1):
            self.assertIn(f"Row {number} of 3: {row}\n", said)
        self.assertIn("3 of 3 done, 0 failed, 0 cut off, 0 to go.", said)
        self.assertEqual(self.ours(), set())
        labels = "".join(path.read_text() for path in self.runs())
        self.assertEqual(len(self.runs()), 3)
        for words in (f"campaign: {self.name}", "campaign_row: qwen-14b-other-local", "campaign_engine: other",
                      "campaign_family: llama", "campaign_size: 14b", "campaign_gpu: local", "deployment_engine:"):
            self.assertIn(words, labels)
        status = self.step("status")
        for path in self.runs():
            self.assertIn(f"done, tries: 1: {path.parent}\n", status)
        # Nothing is left to do but to end what a program that was killed left.
        row = self.data / f"campaigns/{self.name}/rows/llama-8b-sim-local.yaml"
        subprocess.run([BINARY, "deployment", "up", "--config", str(row)], env=self.env, check=True, capture_output=True)
        self.assertEqual(len(self.ours()), 1)
        self.assertNotIn("Row 1", self.step("run"))
        self.assertEqual(len(self.runs()), 3)
        self.assertEqual(self.ours(), set())

    def test_the_order_is_by_priority_where_it_is_asked_for(self):
        # Inference Arena measures a llama first.
        plan = self.step("plan", config=self.config("order: priority\nminutes: 30\n"))
        self.assertRegex(plan, r"1\. llama-8b-sim-local: .* about 30.0 min")

    def test_a_row_that_fails_is_told_and_done_again(self):
        self.recipe("other", "/never")
        config = self.config("engines: {other: {arguments: {nonsense: 1}}}\n")
        said = self.step("run", code=2, config=config)
        self.assertIn("one of its arguments is none", said)
        self.assertIn("2 of 3 done, 1 failed, 0 cut off, 0 to go.", said)
        status = self.step("status", config=config)
        self.assertRegex(status, r"qwen-14b-other-local: failed, tries: 1: .*one of its arguments is none")
        self.assertEqual(self.ours(), set())
        self.assertNotIn("Row 1", self.step("run", "--again", "missing", code=2, config=config))
        # It is the campaign's own row again once it can be.
        self.recipe("other", "/v1/models")
        said = self.step("run")
        self.assertIn("Row 1 of 1: qwen-14b-other-local", said)
        self.assertIn("qwen-14b-other-local: done, tries: 1: ", self.step("status"), "another engine's setting, another row")
        self.assertEqual(len(self.runs()), 3)

    def test_another_plan_keeps_what_is_done_and_ends_what_stands(self):
        self.step("run")
        self.assertEqual(len(self.runs()), 3)
        (self.folder / "models.csv").write_text(
            "family,size,sim,other\nllama,8b,simulated,simulated\nqwen,14b,simulated,simulated\n")
        status = self.step("status")
        self.assertIn("3 of 4 done, 0 failed, 0 cut off, 1 to go.", status)
        self.assertIn("llama-8b-other-local: to go", status)
        # An engine of a row that is in no plan any more.
        row = self.data / f"campaigns/{self.name}/rows/llama-8b-sim-local.yaml"
        state = self.data / f"campaigns/{self.name}/state.jsonl"
        old = f"{self.name}-old"
        text = re.sub("name: .*", f"name: {old}", row.read_text(), count=1)
        (self.folder / "old.yaml").write_text(text)
        subprocess.run([BINARY, "deployment", "up", "--config", str(self.folder / "old.yaml")], env=self.env, check=True,
                       capture_output=True)
        self.assertEqual(len(self.ours()), 1)
        with state.open("a") as file:
            file.write('{"id":"x","identity":"gone","state":"running","deployment":"%s"}\n' % old)
        said = self.step("run")
        self.assertIn(f"{old} is gone", said)
        self.assertIn("Row 1 of 1: llama-8b-other-local", said)
        self.assertIn("4 of 4 done", said)
        self.assertEqual(len(self.runs()), 4)
        self.assertEqual(self.ours(), set())

    def test_killed_anywhere_it_goes_on_to_the_same_end(self):
        for phase in ("Row 1 of 3", "Endpoint:", "Row 2 of", "Results:"):
            process = self.begin()
            for line in process.stdout:
                if phase in line:
                    break
            process.kill()
            process.communicate()
            with self.subTest(phase=phase):
                self.assertLessEqual(len(self.ours()), 1)
        self.assertRegex(self.step("run"), r"3 of 3 done, 0 failed, 0 cut off, 0 to go\.")
        self.assertEqual(self.ours(), set())
        labels = [re.search(r"campaign_row: (\S+)", path.read_text())[1] for path in self.runs()]
        self.assertEqual(set(labels), {"qwen-14b-sim-local", "qwen-14b-other-local", "llama-8b-sim-local"})

    def test_an_interrupt_ends_in_destroy(self):
        self.recipe("sim", "/never")
        for signal_, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            process = self.begin()
            wait_until(self.ours, "the engine runs")
            process.send_signal(signal_)
            out, err = process.communicate(timeout=90)
            self.assertEqual(process.returncode, code, out + err)
            self.assertEqual(self.ours(), set())
            self.assertIn("0 of 3 done, 0 failed, 1 cut off, 2 to go.", out)

    def test_what_is_not_understood_is_refused(self):
        for text, words in (
                ("table: none.csv\n", "none.csv"),
                ("tables: x\n", "did you mean \"table\"?"),
                ("budget: -1\n", "budget must be a number above 0"),
                ("site: [1]\n", "site must be a map"),
                ("models: [{family: qwen, size: 14b}]\n", "engine"),
                ("order: random\n", "order must be priority or table")):
            with self.subTest(text=text):
                config = self.folder / "bad.yaml"
                config.write_text(f"version: 1\nname: {self.name}\nrun: run.yaml\n{text}")
                said = self.step("plan", code=1, config=config)
                self.assertIn(words, said)
        config.write_text(f"version: 1\nname: {self.name}\nrun: run.yaml\ntable: models.csv\n"
                          "site: {provider: runpod}\n")
        self.assertIn("RUNPOD_API_KEY", self.step("plan", code=1, config=config))
        config.write_text("version: 1\nname: ../x\nrun: run.yaml\ntable: models.csv\n")
        self.assertIn("name must be 1 to 24 letters", self.step("plan", code=1, config=config))

    def test_models_in_place(self):
        config = self.folder / "inline.yaml"
        config.write_text(f"version: 1\nname: {self.name}\nrun: run.yaml\nmodels:\n"
                          "- {family: qwen, size: 14b, sim: simulated}\n"
                          "- {family: gemma, size: 2b, other: \"a\\\"b, c\"}\n")
        self.assertRegex(self.step("plan", config=config),
                         r"1\. qwen-14b-sim-local: (.*\n)*2\. gemma-2b-other-local: a\"b, c")


if __name__ == "__main__":
    unittest.main()
