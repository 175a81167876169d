# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of --version and --help, word by word. After a wanted change: UPDATE_GOLDEN=1 ctest -R cli_help."""
import os
import pathlib
import unittest

from support import Case, run

GOLDEN = pathlib.Path(__file__).parent / "golden"
COMMANDS = ["run", "ask", "chat", "models", "validate", "simulate", "doctor", "explain", "trace", "plot", "open", "deployment",
            "campaign"]


class Help(Case):
    def assert_golden(self, name, text):
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text)
        self.assertEqual(text, path.read_text(), f"differs from {path}")

    def test_version(self):
        done = run("--version")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_golden("version", done.stdout)

    def test_help_of_the_program(self):
        done = run("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_golden("help", done.stdout)

    def test_help_of_every_command(self):
        for command in COMMANDS:
            done = run(command, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assert_golden(f"help_{command}", done.stdout)

    def test_no_line_is_wider_than_a_hundred(self):
        for command in COMMANDS:
            for line in run(command, "--help").stdout.splitlines():
                self.assertLessEqual(len(line), 100, line)

    def test_every_command_has_a_golden_text(self):
        listed = run("--help").stdout.split("Subcommands:")[1].split("\n\n")[0]
        names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
        self.assertEqual(names, COMMANDS)

    def test_without_a_command_help_goes_to_stderr(self):
        done = run()
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("Subcommands:", done.stderr)


if __name__ == "__main__":
    unittest.main()
