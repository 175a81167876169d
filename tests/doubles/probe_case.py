# SPDX-License-Identifier: GPL-3.0-or-later
"""What cloud_probe says, for tests of every provider."""
import contextlib
import json
import unittest


class ProbeCase(unittest.TestCase):
    def probe(self, *words, **settings):
        """The finished process of one call."""
        raise NotImplementedError

    def ok(self, *words, **settings):
        """What it printed, as JSON where it is."""
        done = self.probe(*words, **settings)
        self.assertEqual(done.returncode, 0, done.stderr)
        with contextlib.suppress(ValueError):
            return json.loads(done.stdout)
        return done.stdout

    def fails(self, code, text, *words, **settings):
        done = self.probe(*words, **settings)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(text, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, "one line")
        return done.stderr
