# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real `inferometer` for the tests here. Its path is in the environment as INFEROMETER."""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

BINARY = os.environ["INFEROMETER"]
# Sanitizers and a loaded machine are slow; a hang is what this is for.
PATIENCE_S = 120


def run(*arguments, env=None, cwd=None, prefix=()):
    """The finished process with stdout, stderr and returncode."""
    return subprocess.run([*prefix, BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE_S,
                          env={**os.environ, **(env or {})}, cwd=cwd)


@contextlib.contextmanager
def simulator(*arguments):
    """A simulated endpoint; gives its base URL."""
    process = subprocess.Popen([BINARY, "simulate", "--port", "0", *map(str, arguments)], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        if not line.startswith("Listening on "):
            raise AssertionError(f"the simulator said {line!r} {process.stderr.read()!r}")
        yield line.removeprefix("Listening on ").strip()
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        process.stdout.close()
        process.stderr.close()


def small_run(url, results, **settings):
    """Arguments of a run that takes a moment; settings override, with underscores for dashes."""
    chosen = {"base-url": url, "model-names": "simulated", "num-input-tokens": 50, "num-output-tokens": 10,
              "num-requests": 10, "num-concurrent-requests": 2, "results-dir": results}
    chosen.update({key.replace("_", "-"): value for key, value in settings.items()})
    return ["run", "synthetic", *(word for key, value in chosen.items() for word in (f"--{key}", str(value)))]


def start(*arguments):
    return subprocess.Popen([BINARY, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until(holds, what):
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {PATIENCE_S} s")
        time.sleep(0.01)


def read_json(path):
    return json.loads(pathlib.Path(path).read_text())


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        os.chmod(self.folder, 0o755)  # an unprivileged user looks in, too

    def assert_refused(self, done, code, *words):
        """One clear sentence on stderr that names what is wrong, nothing on stdout."""
        self.assertEqual(done.returncode, code, done.stderr)
        said = [line for line in done.stderr.splitlines() if line.startswith("inferometer: ")]
        self.assertEqual(len(said), 1, done.stderr)
        for word in words:
            self.assertIn(word, said[0])
        self.assertRegex(said[0], r"[.?]$")
        self.assertEqual(done.stdout, "")
