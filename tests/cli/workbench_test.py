# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbench's command line on a machine without a display."""
import pathlib
import signal
import socket
import subprocess
import time
import unittest
import zipfile

from support import BINARY, PATIENCE_S, Case, run

WORKBENCH = pathlib.Path(BINARY + "-workbench")


@unittest.skipUnless(WORKBENCH.exists(), "built without the workbench")
class Workbench(Case):
    def start(self, *arguments, platform=None):
        env = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"}
        if platform:
            env["QT_QPA_PLATFORM"] = platform
        return subprocess.run([WORKBENCH, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE_S, env=env)

    def test_words_need_no_display(self):
        for wish, word in (("--version", "0."), ("-v", "0."), ("--help", "--render-plots"), ("-h", "--render-plots")):
            with self.subTest(wish=wish):
                done = self.start(wish)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn(word, done.stdout)

    def test_without_a_display_it_says_so(self):
        done = self.start()
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("There is no display", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_what_is_no_result_is_named(self):
        with zipfile.ZipFile(self.folder / "export.zip", "w") as archive:
            archive.writestr("stem_summary.json", "{}")
        (self.folder / "letter.txt").write_text("Dear all")
        for name, words in (("export.zip", "holds no run that can be shown"), ("letter.txt", "is no file of a run")):
            done = self.start(self.folder / name, platform="offscreen")
            self.assertEqual(done.returncode, 1)
            self.assertIn(words, done.stderr)
            self.assertNotIn("the folder is gone", done.stderr)
            self.assertIn(words, run("plot", self.folder / name).stderr)

    def shared(self):
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen",
                "XDG_RUNTIME_DIR": str(runtime)}

    def open_window(self, *arguments):
        window = subprocess.Popen([WORKBENCH, *map(str, arguments)], env=self.shared(), stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        self.addCleanup(window.wait)
        self.addCleanup(window.kill)
        return window

    def wait_for_socket(self):
        deadline = time.monotonic() + PATIENCE_S
        while not (self.folder / "runtime" / "inferometer-workbench").exists():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def wait_until_answered(self):
        deadline = time.monotonic() + PATIENCE_S
        while True:
            with socket.socket(socket.AF_UNIX) as asked:
                try:
                    asked.connect(str(self.folder / "runtime" / "inferometer-workbench"))
                    return
                except OSError:
                    self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def test_a_running_workbench_takes_what_is_opened(self):
        first = self.open_window()
        self.wait_for_socket()
        letter = self.folder / "letter.txt"
        letter.write_text("Dear all")
        for arguments in ([], [letter]):  # the window that runs says that a letter is no run
            done = subprocess.run([WORKBENCH, *map(str, arguments)], env=self.shared(), timeout=PATIENCE_S,
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIsNone(first.poll())
        another = self.open_window("--new-window")
        with self.assertRaises(subprocess.TimeoutExpired):
            another.wait(timeout=2)

    def test_a_crashed_or_hung_one_is_no_hindrance(self):
        first = self.open_window()
        self.wait_for_socket()
        first.send_signal(signal.SIGSTOP)
        second = self.open_window()
        with self.assertRaises(subprocess.TimeoutExpired):
            second.wait(timeout=5)
        second.kill()
        first.kill()
        first.wait()
        third = self.open_window()
        self.wait_until_answered()  # the socket of the killed one stays where it was
        self.assertIsNone(third.poll())
        done = subprocess.run([WORKBENCH], env=self.shared(), timeout=PATIENCE_S, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
