# SPDX-License-Identifier: GPL-3.0-or-later
"""A key stays where it belongs: no file, output, process argument or core file of a run holds it."""
import os
import pathlib
import resource
import signal
import subprocess
import time
import unittest

from support import BINARY, Case, run, simulator, small_run, wait_until

# A sanitizer's program writes none either.
WRITES_CORES = (pathlib.Path("/proc/sys/kernel/core_pattern").read_text().startswith("core")
                and b"__sanitizer" not in pathlib.Path(BINARY).read_bytes())
KEY = "sk-1f0e6c55-never-to-be-seen"


def allow_core_files():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


class Secrets(Case):
    def begin(self, *arguments):
        process = subprocess.Popen([BINARY, *map(str, arguments)], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**os.environ, "KEY_OF_TEST": KEY},
                                   preexec_fn=allow_core_files)
        self.addCleanup(process.kill)
        return process

    def assert_nowhere_in_files(self):
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(KEY.encode(), path.read_bytes(), path)

    def test_a_run_keeps_its_key_to_itself(self):
        with simulator("--ttft", 0.3, "--itl", 0.01) as url:
            process = self.begin(*small_run(url, self.folder / "results", api_key_env="KEY_OF_TEST"),
                                 "--header", "X-Token: Bearer ${KEY_OF_TEST}")
            wait_until(lambda: list(self.folder.rglob("journal")), "the run begins")
            arguments = pathlib.Path(f"/proc/{process.pid}/cmdline").read_bytes()
            out, err = process.communicate()
        self.assertEqual(process.returncode, 0, err)
        self.assertIn(b"KEY_OF_TEST", arguments)
        for text in (arguments, out, err):
            self.assertNotIn(KEY.encode(), text)
        folder = next(self.folder.rglob("journal")).parent
        if pathlib.Path(BINARY + "-workbench").exists():
            self.assertEqual(run("plot", folder, env={"KEY_OF_TEST": KEY}).returncode, 0)
        self.assert_nowhere_in_files()

    def test_an_endpoint_that_refuses_the_key(self):
        with simulator("--error-rate", 1, "--error-status", 401) as url:
            process = self.begin(*small_run(url, self.folder / "results", api_key_env="KEY_OF_TEST"))
            out, err = process.communicate()
        self.assertNotEqual(process.returncode, 0)
        for text in (out, err):
            self.assertNotIn(KEY.encode(), text)
        self.assert_nowhere_in_files()

    def test_a_crash_leaves_no_core_file_with_a_key(self):
        with simulator("--ttft", 0.1, "--itl", 3) as url:
            for key, expected in ((None, True), ("KEY_OF_TEST", False)):
                settings = {"api_key_env": key} if key else {}
                results = self.folder / f"results-{key}"
                process = self.begin(*small_run(url, results, **settings))
                wait_until(lambda: list(results.rglob("journal")), "the run begins")
                time.sleep(0.2)
                process.send_signal(signal.SIGABRT)
                process.communicate()
                dumped = bool(list(self.folder.glob("core*")))
                if key is None and not dumped and not WRITES_CORES:
                    self.skipTest("this machine writes no core files into the working folder")
                self.assertEqual(dumped, expected, key)
                for core in self.folder.glob("core*"):
                    core.unlink()


if __name__ == "__main__":
    unittest.main()
