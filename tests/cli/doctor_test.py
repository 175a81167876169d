# SPDX-License-Identifier: GPL-3.0-or-later
"""`doctor` measures this client against the simulator. Figures depend on the machine; their being there does not."""
import re
import time
import unittest

from support import Case, run


class Doctor(Case):
    def test_figures_and_verdict(self):
        began = time.monotonic()
        done = run("doctor")
        self.assertIn(done.returncode, (0, 4), done.stderr)
        self.assertEqual(done.stderr, "")
        self.assertLess(time.monotonic() - began, 60)
        compared = re.search(r"time to first token, error +(\d+)", done.stdout)
        gaps = re.search(r"gap between tokens, error +([\d,]+)", done.stdout)
        self.assertGreater(int(compared.group(1)), 20, done.stdout)
        self.assertGreater(int(gaps.group(1).replace(",", "")), 1000, done.stdout)
        self.assertIn("(0 outside their bound), 0 without a kernel stamp", done.stdout)
        self.assertRegex(done.stdout, r"highest request rate .* [\d,]+ /s")
        self.assertRegex(done.stdout, r"highest chunk rate.* [\d,]{6,} /s")
        self.assertRegex(done.stdout, r"wake-up after deadline +400 ")
        self.assertRegex(done.stdout, r"\nVerdict: .*\.\n$")


if __name__ == "__main__":
    unittest.main()
