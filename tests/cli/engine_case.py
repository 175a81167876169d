# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of engines share. Ollama, vLLM, SGLang, docker and podman are doubles here (tests/cli/doubles), by
recorded behaviour; none of the real ones can run. What is ours is real: processes, names, ends."""
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import urllib.request

from deployment_test import running
from support import BINARY, Case

DOUBLES = pathlib.Path(__file__).resolve().parent / "doubles"
SECRET = "hf_thisIsNobodysBusiness0123456789"


class Engines(Case):
    def setUp(self):
        super().setUp()
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for name, double in (("docker", "docker"), ("podman", "docker"), ("vllm", "engine"), ("sglang", "engine"),
                             ("ollama", "engine")):
            self.double(name, f'exec {sys.executable} -B -S {DOUBLES}/{double}.py {name} "$@"')
        self.state = self.folder / "state"
        self.env = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"), "HF_TOKEN": SECRET,
                    "HF_HOME": str(self.folder / "hf"), "HOME": str(self.folder / "home"),
                    "DOUBLE_STATE": str(self.state),
                    "PATH": f"{self.bin}:/usr/bin:/bin", "HF_ENDPOINT": (self.folder / "hub").as_uri()}
        (self.folder / "home").mkdir()
        self.name = "e" + os.urandom(4).hex()
        self.files = []
        self.addCleanup(self.kill_doubles)
        self.addCleanup(lambda: self.assertEqual(self.left(), (set(), [])))
        self.addCleanup(lambda: [self.step("destroy", path) for path in self.files])

    def kill_doubles(self):
        """What runs in a container bears no name of ours: a test that failed would leave it."""
        for path in self.state.glob("*/containers/*"):
            with contextlib.suppress(ProcessLookupError, json.JSONDecodeError):
                if pid := json.loads(path.read_text())["pid"]:
                    os.kill(pid, signal.SIGKILL)

    def double(self, name, script):
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def config(self, engine, model="org/tiny", name="", limits="", environment=""):
        path = self.folder / f"deployment{name}.yaml"
        path.write_text(f"version: 1\nname: {self.name}{name}\nmodel: {model}\nrun: run.yaml\n"
                        f"engine:\n  {engine}\n  environment: {{HF_TOKEN: \"${{HF_TOKEN}}\"{environment}}}\n"
                        f"limits: {{ready: 60s{limits}}}\n")
        (self.folder / "run.yaml").write_text(
            "version: 2\nrun: synthetic\nnum-requests: 4\nnum-concurrent-requests: 2\nnum-input-tokens: 40\n"
            f"num-output-tokens: 5\noutput-length: cap\nresults-dir: {self.folder}/results\n")
        if path not in self.files:
            self.files.append(path)
        return path

    def step(self, step, config=None, *more):
        words = [BINARY, "deployment", step, *(["--config", str(config)] if config else []), *more]
        return subprocess.run(words, capture_output=True, text=True, timeout=120, env=self.env)

    def up(self, *arguments, **settings):
        done = self.step("up", self.config(*arguments, **settings))
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done

    def begin(self, *arguments, **settings):
        return subprocess.Popen([BINARY, "deployment", "up", "--config", self.config(*arguments, **settings)],
                                env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def containers(self, runtime="docker"):
        return sorted(path.name for path in (self.state / runtime / "containers").glob("*"))

    def left(self):
        ours = {name for name in running() if f"inferometer-{self.name}" in name}
        return ours, self.containers() + self.containers("podman")

    @staticmethod
    def url(up):
        return re.search(r"Endpoint: (http://127.0.0.1:\d+),", up.stdout)[1]

    def of_double(self, up):
        return json.loads(urllib.request.urlopen(self.url(up) + "/double").read())

    def assert_phases(self, up, *names):
        found = re.search(r"Phases:   (.*)\n", up.stdout)[1]
        self.assertEqual(re.findall(r"([a-z ]+?) [\d.]+ \w+(?:, |$)", found), list(names), found)

    def assert_no_secret(self):
        leaks = [str(path) for path in self.folder.rglob("*")
                 if path.is_file() and "containers" not in path.parts and path.stat().st_size < 10_000_000
                 and SECRET in path.read_text("latin-1")]
        self.assertEqual(leaks, [])
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                self.assertNotIn(SECRET.encode(), path.read_bytes(), path)
            except OSError:
                pass
