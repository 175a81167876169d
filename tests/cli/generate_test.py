# SPDX-License-Identifier: GPL-3.0-or-later
"""Man page and completion as the build makes them: every option in them, and bash really completes."""
import re
import shutil
import subprocess
import unittest

from support import Case, run


def options_of(command):
    return set(re.findall(r"^  (--[a-z0-9-]+)", run(command, "--help").stdout, re.M))


class Generate(Case):
    def made(self, kind):
        done = run("generate", kind)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def complete(self, *words):
        """What bash offers for the last word."""
        script = self.folder / "completion"
        script.write_text(self.made("bash"))
        quoted = " ".join(f"'{word}'" for word in ("inferometer", *words))
        code = (f"source {script}; compopt() {{ :; }}; COMP_WORDS=({quoted}); COMP_CWORD={len(words)};"
                f" _inferometer inferometer '{words[-1]}' '{(('inferometer', *words))[-2]}';"
                " printf '%s\\n' \"${COMPREPLY[@]}\"")
        done = subprocess.run(["bash", "-uec", code], capture_output=True, text=True, cwd=self.folder, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_bash_completes_commands(self):
        self.assertEqual(self.complete("mod"), ["models"])
        self.assertNotIn("generate", self.complete(""))

    def test_bash_completes_every_option_of_a_command(self):
        for command in ("run", "simulate"):
            offered = set(self.complete(command, "--"))
            self.assertLessEqual(options_of(command), offered)

    def test_bash_completes_choices_and_paths(self):
        self.assertEqual(self.complete("run", "--prompt-reuse", "un"), ["unique"])
        (self.folder / "spec.yaml").touch()
        self.assertEqual(self.complete("run", "--config", "sp"), ["spec.yaml"])
        self.assertEqual(self.complete("run", "--num-requests", ""), [])

    def test_man_page_holds_every_option(self):
        page = self.made("man").replace("\\-", "-")
        for command in ("run", "simulate", "doctor"):
            self.assertIn(f'.SS "inferometer {command}"', page)
            for option in options_of(command):
                self.assertIn(f".B {option}", page)
        self.assertNotIn("inferometer generate", page)

    def test_fish_completion_holds_every_option(self):
        script = self.made("fish")
        for option in options_of("run"):
            self.assertIn(f"-l {option[2:]} ", script)
        if shutil.which("fish"):
            done = subprocess.run(["fish", "-n"], input=script, capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_anything_else_is_refused(self):
        self.assert_refused(run("generate", "tcsh"), 1, "tcsh", "fish")


if __name__ == "__main__":
    unittest.main()
