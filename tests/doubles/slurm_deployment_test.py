# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments on a node of Slurm that is reached through its login node alone, both this machine, with our
simulator as the engine. Whatever happens on the way, no job is left that the program does not show."""
import pathlib
import re
import signal
import unittest

import fault_table
import ssh_gate
from journey import Behind, Journey
from slurm_test import SlurmCase, env_of
from ssh_server import SshServer


class Case(ssh_gate.Case):
    """The login node is the node too."""

    def __init__(self, cluster):
        self.cluster = cluster
        super().__init__(env_of(cluster.env))

    def site(self):
        return (f'{{provider: slurm, host: "{self.machine.place}", key-file: {self.machine.key}, '
                f"known-hosts: {self.known}, gpus: 0, list-lag: 1, node-port: {self.machine.port}}}")

    def left(self):
        return {("machine", job) for job in self.cluster.jobs() if f"-{self.journey.name}-" in job}

    def made(self):
        return self.cluster.run("scontrol", "-o", "show", "jobs").stdout.count(f"JobName=inferometer-{self.journey.name}-")


class OnSlurm(SlurmCase):
    def setUp(self):
        self.options = ""
        self.journey = Journey(self.site, {}, Behind)
        self.addCleanup(self.journey.close)
        self.home, self.name, self.step = self.journey.folder, self.journey.name, self.journey.must
        self.node = SshServer(self.home / "node", friendly=self.login, more=f"SetEnv HOME={self.home}/there\n")
        self.addCleanup(self.node.stop)
        self.known.write_text(self.login.known_host)  # the node's key is nobody's to know

    def site(self):
        return (f'{{provider: slurm, host: "{self.login.place}", key-file: {self.login.key}, '
                f"known-hosts: {self.known}, gpus: 0, list-lag: 1, node-port: {self.node.port}{self.options}}}")

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        self.assertIn("Slurm cluster loop", self.step("creds"))
        refused = self.step("up", code=1)
        self.assertIn("main: $0.00 an hour by", refused)
        self.assertEqual(self.cluster.jobs(), [])
        up = self.step("up", "--yes")
        self.assertRegex(up, r"Phases: +machine .*, connection .*, listen .*, ready .*, first token ")
        self.assertEqual(len(self.cluster.jobs()), 1)
        self.assertRegex(self.step("status"), rf"inferometer-{self.name}-\S+: machine at slurm, standing, runs")
        self.assertTrue(self.journey.engines())
        self.assertIn(f"target 127.0.0.1 port {self.node.port}", (self.login.folder / "log").read_text(),
                      "the node was not reached through the login node")
        run = self.step("run")
        folder = pathlib.Path(re.search(r"Results: (.*)\n", run)[1])
        self.assertIn("deployment_", (folder / "run.yaml").read_text())
        self.assertIn("4 ok of 4", self.step("results"))
        kept = self.home / "data/inferometer/deployments" / self.name / "known_hosts"
        self.assertEqual(kept.read_text().split()[-1], self.node.known_host.split()[-1])
        self.assertEqual(len(kept.read_text().splitlines()), 1, "the login node was taken at first sight")
        # Nothing but the login node's key is known to the user, and it is nobody else's.
        self.assertEqual(self.known.read_text(), self.login.known_host)
        self.step("down")
        self.assertEqual(self.cluster.jobs(), [])
        self.cluster.wait(lambda: not self.journey.engines(), "the engine's end with its job")
        self.assertIn("Nothing of ours runs or bills.", self.step("status"))

    def test_a_login_node_that_is_not_known_is_refused(self):
        self.known.write_text("")
        self.assertIn("is not known", self.step("create", "--yes", code=1))
        self.assertEqual((self.cluster.jobs(), self.known.read_text()), ([], ""))

    def test_what_waits_too_long_is_ended_with_its_reason(self):
        self.options = ", partition: shut"
        said = self.step("create", "--yes", code=3, ready="3s")
        self.assertIn("was not ready after 3 s (limits/ready): PENDING (PartitionDown)", said)
        self.assertEqual(self.cluster.jobs(), [])

    def test_a_fault_at_every_command(self):
        fault_table.try_all(lambda: Case(self.cluster), at_once=3)  # of four that the node has room for

    def test_an_interrupt_destroys(self):
        self.options = ", partition: shut"
        process = self.journey.until("PartitionDown", "up", "--yes")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, out + err)
        self.assertEqual(self.cluster.jobs(), [])


if __name__ == "__main__":
    unittest.main()
