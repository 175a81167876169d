# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments on a machine over SSH, and faults at every command that it is told: whatever happens on the way, no
engine runs there that the program does not show."""
import unittest

import fault_table
import ssh_gate


class Case(ssh_gate.Case):
    def site(self):
        return (f'{{provider: ssh, host: "{self.machine.place}", key-file: {self.machine.key}, '
                f"known-hosts: {self.known}}}")

    def left(self):
        return {("engine", name) for name in self.journey.engines()}

    def made(self):
        return len(self.journey.engines())


class SshJourneys(unittest.TestCase):
    def test_a_fault_at_every_command(self):
        fault_table.try_all(Case)


if __name__ == "__main__":
    unittest.main(verbosity=2)
