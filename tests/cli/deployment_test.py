# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployments on this machine, with our own simulator as the engine: made ready, measured, ended, and whatever happens
on the way, nothing runs that is not shown."""
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess

import unittest

from support import BINARY, Case, read_json, wait_until

RECIPE = """id: {name}
label: The simulator
api: openai-chat
program: {binary}
arguments: [simulate, --port, "{{port}}", --ttft, "0.01"]
version: [--version]
ready: {ready}
phases: [{{name: listen, ends: [Listening on]}}]
failures: [{{text: There is no option, means: one of its arguments is none}}]
"""
SECRET = "hf_thisIsNobodysBusiness0123456789"


def running():
    """Names of engines of ours on this machine, as the kernel tells them."""
    names = set()
    for process in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            found = re.search(rb"INFEROMETER_RESOURCE=(inferometer-[a-z0-9-]*)", process.read_bytes())
        except OSError:
            continue
        if found:
            names.add(found[1].decode())
    return names


class Deployment(Case):
    def setUp(self):
        self.setUpCase()

    def setUpCase(self):
        super().setUp()
        self.env = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"), "HF_TOKEN": SECRET,
                    "XDG_CONFIG_HOME": str(self.folder / "config")}
        self.recipe("sim", "/v1/models")
        self.recipe("never", "/never")
        (self.folder / "run.yaml").write_text(
            "version: 2\nrun: synthetic\nnum-requests: 4\nnum-concurrent-requests: 2\nnum-input-tokens: 40\n"
            f"num-output-tokens: 5\nresults-dir: {self.folder}/results\n")
        self.name = "t" + os.urandom(4).hex()
        self.addCleanup(self.assert_nothing_runs)
        self.addCleanup(lambda: self.step("destroy", self.config()))

    def recipe(self, name, ready):
        folder = self.folder / "data/inferometer/engines"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(RECIPE.format(name=name, binary=BINARY, ready=ready))

    def config(self, recipe="sim", engine="", limits=""):
        path = self.folder / "deployment.yaml"
        path.write_text(f"version: 1\nname: {self.name}\nmodel: /m/tiny.gguf\nalias: simulated\nrun: run.yaml\n"
                        f"engine:\n  recipe: {recipe}\n  environment: {{HF_TOKEN: \"${{HF_TOKEN}}\"}}\n{engine}"
                        f"limits: {{ready: 60s{limits}}}\n")
        return path

    def step(self, step, config=None, *more):
        words = [BINARY, "deployment", step, *(["--config", str(config)] if config else []), *more]
        return subprocess.run(words, capture_output=True, text=True, timeout=120, env=self.env)

    def begin(self, step, config, *more):
        return subprocess.Popen([BINARY, "deployment", step, "--config", str(config), *more], env=self.env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def steady(said):
        """Without the port of here, which another program may reach it by."""
        return re.sub(r"127.0.0.1:\d+", "", said)

    def ours(self):
        return {name for name in running() if f"inferometer-{self.name}-" in name}

    def assert_nothing_runs(self):
        self.assertEqual(self.ours(), set())

    def up(self, *more, **settings):
        done = self.step("up", self.config(**settings), *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        config = self.config()
        said = self.step("validate", config)
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertIn("is a valid deployment. It starts:", said.stdout)
        self.assertIn("simulate --port 0", said.stdout)
        for step in ("creds", "create", "connection"):
            self.assertEqual(self.step(step, config).returncode, 0)
        self.assertRegex(self.step("connection", config).stdout, r"^Linux .*, \d+ processors?, [\d.]+ GB")
        self.assertIn("make one by `run`", self.step("results", config).stdout)
        before = self.step("run", config)
        self.assertEqual(before.returncode, 1)
        self.assertIn("is not deployed; make it ready by `deploy`", before.stderr)

        up = self.up()
        self.assertRegex(up.stdout, r"Endpoint: http://127.0.0.1:\d+, model simulated, API openai-chat\n")
        self.assertRegex(up.stdout, r"Engine:   The simulator, inferometer \d")
        self.assertRegex(up.stdout, r"Phases:   listen .*, ready .*, first token \d")
        self.assertEqual(len(self.ours()), 1)
        self.assertIn("The simulator is started; next: listen", up.stderr)
        status = self.step("status", config)
        self.assertRegex(status.stdout, rf"^inferometer-{self.name}-\S+: standing, runs, ends itself in \S+ \S+\n$")
        # Once more finds it as it is.
        self.assertEqual(self.steady(self.step("deploy", config).stdout), self.steady(up.stdout))
        self.assertEqual(len(self.ours()), 1)

        done = self.step("run", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        folder = pathlib.Path(re.search(r"Results: (.*)\n", done.stdout)[1])
        header = read_json(folder / "run.json")["header"] if "header" in read_json(folder / "run.json") else {}
        told = (folder / "run.yaml").read_text() + json.dumps(header)
        for words in (f"deployment: {self.name}", "deployment_engine:", "deployment_machine:", "deployment_phases:"):
            self.assertIn(words, told)

        self.assertRegex(self.step("results", config).stdout, rf"^\S+Z  4 ok of 4  {re.escape(str(folder))}\n$")

        down = self.step("down", config)
        self.assertEqual((down.returncode, down.stderr), (0, ""))
        self.assert_nothing_runs()
        self.assertEqual(self.step("status", config).stdout, "Nothing of ours runs or bills.\n")
        self.assertEqual(self.step("down", config).returncode, 0, "ended twice")

    def test_no_secret_is_left_anywhere(self):
        self.up()
        leaks = [str(path) for path in self.folder.rglob("*") if path.is_file() and SECRET in path.read_text("latin-1")]
        self.assertEqual(leaks, [])
        commands = [path for path in pathlib.Path("/proc").glob("[0-9]*/cmdline")]
        for path in commands:
            try:
                self.assertNotIn(SECRET.encode(), path.read_bytes(), path)
            except OSError:
                pass
        # It did reach the engine.
        pids = [path for path in pathlib.Path("/proc").glob("[0-9]*/environ")
                if os.access(path, os.R_OK) and f"inferometer-{self.name}-".encode() in self.bytes_of(path)]
        self.assertTrue(any(SECRET.encode() in self.bytes_of(path) for path in pids))

    @staticmethod
    def bytes_of(path):
        try:
            return path.read_bytes()
        except OSError:
            return b""

    def test_a_program_that_was_killed_leaves_what_is_shown(self):
        process = self.begin("up", self.config("never"))
        wait_until(self.ours, "the engine runs")
        process.kill()
        process.communicate()
        orphans = self.step("orphans")
        self.assertEqual(orphans.returncode, 6)
        self.assertRegex(orphans.stdout, rf"inferometer-{self.name}-\S+: creating, runs, ends itself in ")
        # The next one ends what was begun and never made ready.
        self.up()
        self.assertEqual(len(self.ours()), 1)
        self.assertNotIn(self.name, self.step("orphans").stdout)

    def test_one_program_at_a_time(self):
        first = self.begin("up", self.config("never"))
        wait_until(self.ours, "the engine runs")
        for step in ("up", "down"):
            done = self.step(step, self.config())
            self.assertEqual(done.returncode, 6, done.stderr)
            self.assertIn(f"Another program is at the deployment {self.name}", done.stderr)
        self.assertEqual(len(self.ours()), 1, "it was ended by another program")
        first.send_signal(signal.SIGTERM)
        _, said = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 143, said)

    def test_a_lost_ledger_loses_no_engine(self):
        self.up()
        (self.folder / "data/inferometer/deployments/ledger.jsonl").unlink()
        orphans = self.step("orphans")
        self.assertEqual(orphans.returncode, 6)
        name = next(iter(self.ours()))
        self.assertIn(f"{name}: not in the ledger, runs, its end is not known\n", orphans.stdout)
        for pid in [path.parent.name for path in pathlib.Path("/proc").glob("[0-9]*/environ")
                    if name.encode() in self.bytes_of(path)]:
            with contextlib.suppress(ProcessLookupError):  # it may have been told by the one before it
                os.kill(int(pid), signal.SIGTERM)
        wait_until(lambda: not self.ours(), "the engine is gone")

    def test_an_interrupt_ends_the_engine_unless_it_is_kept(self):
        for more, code, left in (((), 130, 0), (("--keep",), 6, 1)):
            with self.subTest(more=more):
                process = self.begin("up", self.config("never"), *more)
                wait_until(self.ours, "the engine runs")
                process.send_signal(signal.SIGINT)
                _, said = process.communicate(timeout=60)
                self.assertEqual(process.returncode, code, said)
                self.assertEqual(len(self.ours()), left, said)
                self.assertIn("Stopped before the endpoint was ready.", said)

    def test_it_ends_itself(self):
        self.up(limits=", ttl: 4s")
        wait_until(lambda: not self.ours(), "its time is up")
        self.assertEqual(self.step("status", self.config()).stdout, "Nothing of ours runs or bills.\n")
        done = self.step("run", self.config())
        self.assertEqual(done.returncode, 3, done.stderr)

    def test_what_fails_is_said_and_leaves_nothing(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            cases = [
                (dict(engine=f"  port: {port}\n"), 1, f"Port {port} of this machine is taken by another program"),
                (dict(engine="  program: /no/such/engine\n"), 1, "The simulator does not start on this machine: "),
                (dict(engine="  arguments: {nonsense: 1}\n"), 1, "will not be ready: one of its arguments is none"),
                (dict(engine="  arguments: {max-model-len: x}\n"), 1, "It said"),
                (dict(recipe="never", limits=", stall: 2s"), 3, "has said nothing for 2 s (limits/stall)"),
            ]
            for settings, code, words in cases:
                with self.subTest(words=words):
                    done = self.step("up", self.config(**settings))
                    self.assertEqual(done.returncode, code, done.stderr)
                    self.assertIn(words, done.stderr)
                    self.assert_nothing_runs()
                    self.assertEqual(self.step("status", self.config()).stdout, "Nothing of ours runs or bills.\n")

    def test_sites_and_their_settings_are_told(self):
        sites = self.step("sites").stdout
        for line in ("local: This machine", "ssh: A machine over SSH", "  host (needed): the machine, as ",
                     "aws: AWS EC2", "runpod: RunPod", "scaleway: Scaleway", "slurm: Slurm",
                     "grid5000: Grid'5000", "kubernetes: Kubernetes", "gcp: Google Compute Engine"):
            self.assertIn(line, sites)
        for step in ("offers", "images"):
            self.assert_refused(self.step(step, self.config()), 1, 'The site "local" is a machine by itself')

    def test_a_site_has_a_name(self):
        sites = self.folder / "config/inferometer/sites.yaml"
        sites.parent.mkdir(parents=True)
        sites.write_text("version: 1\nsites:\n  here: {provider: local}\n"
                         "  pods: {provider: runpod, gpu: NVIDIA L4, api-key-env: PODS_KEY}\n")
        told = self.step("sites").stdout
        self.assertTrue(told.startswith("here = local\npods = runpod, gpu NVIDIA L4, api-key-env PODS_KEY\n\n"), told)
        self.assertRegex(self.step("creds", None, "--site", "here").stdout, r"^Linux .*, \d+ processors?, ")
        self.assert_refused(self.step("creds", None, "--site", "pods"), 1, "PODS_KEY")
        self.assert_refused(self.step("creds", None, "--site", "hree"), 1, 'did you mean "here"?')
        self.assert_refused(self.step("up", self.config(), "--site", "here"), 1, "in place of --config")
        # Of every account that has a name it is asked whether something of ours bills there.
        self.assertIn("PODS_KEY", self.step("orphans").stderr)
        config = self.config()
        config.write_text(config.read_text() + "site: here\n")
        self.assertIn("is a valid deployment", self.step("validate", config).stdout)
        config.write_text(config.read_text().replace("site: here", "site: nowhere"))
        self.assert_refused(self.step("validate", config), 1,
                            f'{config}:10: There is no site "nowhere" in sites.yaml; it has here, pods.')
        sites.write_text("version: 1\nsites: {here: {provider: moon}}\n")
        self.assert_refused(self.step("validate", config), 1, f"{sites}:2: site/provider must be one of: local, ssh")
        sites.unlink()

    def test_what_is_not_understood_is_refused(self):
        self.assert_refused(self.step("up"), 1, "needs a deployment: give --config FILE.yaml")
        self.assertEqual(self.step("fly", self.config()).returncode, 1)
        bad = self.folder / "bad.yaml"
        bad.write_text("version: 1\nname: ../x\nmodel: m\nengine: {recipe: sim}\n")
        self.assert_refused(self.step("up", bad), 1, f"{bad}:2: name must be 1 to 60 letters")
        homeless = {key: value for key, value in self.env.items() if key not in ("HOME", "XDG_DATA_HOME")}
        done = subprocess.run([BINARY, "deployment", "status"], capture_output=True, text=True, env=homeless)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("set HOME or XDG_DATA_HOME", done.stderr)
        del self.env["HF_TOKEN"]
        self.assert_refused(self.step("up", self.config()), 1, "The environment variable HF_TOKEN is not set")


if __name__ == "__main__":
    unittest.main()
