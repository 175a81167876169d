# SPDX-License-Identifier: GPL-3.0-or-later
"""The same deployments on a machine behind SSH and a jump host, both on loopback; and what SSH adds: keys of machines,
lost connections."""
import os
import pathlib
import re
import unittest

import deployment_test
from ssh_server import SshServer
from support import wait_until


class OverSsh(deployment_test.Deployment):
    # What does not pass through SSH is tested by the one above.
    test_one_program_at_a_time = None
    test_a_lost_ledger_loses_no_engine = None
    test_what_fails_is_said_and_leaves_nothing = None
    test_what_is_not_understood_is_refused = None
    test_it_ends_itself = None
    test_sites_and_their_settings_are_told = None
    test_a_site_has_a_name = None

    def setUp(self):
        self.setUpCase()
        self.outer = SshServer(self.folder / "outer")
        self.addCleanup(self.outer.stop)
        self.inner = SshServer(self.folder / "inner", friendly=self.outer)
        self.addCleanup(self.inner.stop)
        self.known = self.folder / "known_hosts"
        self.known.write_text(self.outer.known_host + self.inner.known_host)
        self.env["HOME"] = str(self.folder)
        self.env.pop("SSH_AUTH_SOCK", None)
        self.addCleanup(lambda: self.step("destroy", self.config()))  # while they can be reached

    def config(self, *arguments, **settings):
        path = super().config(*arguments, **settings)
        path.write_text(path.read_text() + f"site:\n  provider: ssh\n  host: {self.inner.place}\n"
                        f"  jump: {self.outer.place}\n  key-file: {self.outer.key}\n  known-hosts: {self.known}\n")
        return path

    def test_nothing_is_left_on_the_machine(self):
        up = self.up()
        there = pathlib.Path(os.path.expanduser("~"), ".inferometer/deployments", self.name)
        self.assertTrue((there / "engine.log").exists())
        self.assertFalse((there / "engine.env").exists())
        port = int(re.search(r"http://127.0.0.1:(\d+)", up.stdout)[1])
        command = next(path for path in pathlib.Path("/proc").glob("[0-9]*/cmdline")
                       if b"simulate" in self.bytes_of(path)
                       and f"inferometer-{self.name}-".encode() in self.bytes_of(path.with_name("environ")))
        self.assertNotIn(str(port).encode(), command.read_bytes(), "the endpoint was not reached through SSH")
        self.assertEqual(self.step("down", self.config()).returncode, 0)
        self.assertFalse(there.exists())
        self.assertIn("Listening on", (self.folder / "data/inferometer/deployments" / self.name / "engine.log").read_text())

    def test_a_machine_that_is_not_known_is_refused_unless_its_key_is_given(self):
        self.known.write_text(self.outer.known_host)
        config = self.config()
        refused = self.step("connection", config)
        self.assertEqual(refused.returncode, 1)
        self.assertIn(self.inner.fingerprint, refused.stderr)
        self.assertEqual(self.step("connection", config, "--trust-key", self.outer.fingerprint).returncode, 1)
        trusted = self.step("connection", config, "--trust-key", self.inner.fingerprint)
        self.assertEqual(trusted.returncode, 0, trusted.stderr)
        self.assertEqual(self.step("connection", config).returncode, 0)
        self.inner.stop()
        self.inner.make_key("host")
        self.inner.start()
        changed = self.step("connection", config, "--trust-key", self.inner.fingerprint)
        self.assertEqual(changed.returncode, 1)
        self.assertIn("Somebody may be in between", changed.stderr)
        self.known.write_text(self.outer.known_host + self.inner.known_host)

    def test_a_cut_while_it_is_made_ready_loses_nothing(self):
        process = self.begin("up", self.config("never", limits=", stall: 8s"))
        wait_until(self.ours, "the engine runs")
        self.inner.cut()
        self.outer.cut()
        _, said = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 3, said)
        self.assertIn("has said nothing for 8 s (limits/stall)", said)
        self.assert_nothing_runs()

    def test_a_machine_that_cannot_be_reached_is_shown(self):
        self.up()
        self.outer.stop()
        for step, config in (("status", None), ("orphans", None), ("down", self.config())):
            done = self.step(step, config)
            self.assertEqual(done.returncode, 6, done.stdout + done.stderr)
            self.assertIn("cannot be connected to", done.stderr)
        self.assertIn(f"inferometer-{self.name}-", self.step("status").stdout)
        self.assertIn("not looked at", self.step("status").stdout)
        self.outer.start()
        self.assertEqual(self.step("down", self.config()).returncode, 0)


if __name__ == "__main__":
    unittest.main()
