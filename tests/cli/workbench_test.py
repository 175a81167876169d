# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbench's command line on a machine without a display."""
import pathlib
import subprocess
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


if __name__ == "__main__":
    unittest.main()
