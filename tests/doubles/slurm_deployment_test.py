# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments on a node of Slurm that is reached through its login node alone, both this machine, with our
simulator as the engine. Whatever happens on the way, no job is left that the program does not show."""
import contextlib
import os
import pathlib
import re
import signal
import subprocess
import unittest

from deployment_test import RECIPE
from slurm_test import SlurmCase
from ssh_server import SshServer

BINARY = os.environ["INFEROMETER"]


class OnSlurm(SlurmCase):
    def setUp(self):
        self.home = pathlib.Path(self.folder, "home" + os.urandom(4).hex())
        self.name = "t" + os.urandom(4).hex()
        engines = self.home / "data/inferometer/engines"
        engines.mkdir(parents=True)
        (engines / "sim.yaml").write_text(RECIPE.format(binary=BINARY))
        (self.home / "run.yaml").write_text(
            "version: 2\nrun: synthetic\nnum-requests: 4\nnum-concurrent-requests: 2\nnum-input-tokens: 40\n"
            f"num-output-tokens: 5\nresults-dir: {self.home}/results\n")
        self.env = {**os.environ, "XDG_DATA_HOME": str(self.home / "data"), "HOME": str(self.home)}
        self.env.pop("SSH_AUTH_SOCK", None)
        self.node = SshServer(self.home / "node", friendly=self.login, more=f"SetEnv HOME={self.folder}/there\n")
        self.addCleanup(self.node.stop)
        self.known.write_text(self.login.known_host)  # the node's key is nobody's to know
        self.addCleanup(self.end_strays)

    def end_strays(self):
        for path in self.ours():
            with contextlib.suppress(OSError):
                os.kill(int(path.name), signal.SIGKILL)

    def ours(self):
        """Processes of engines of this deployment."""
        found = []
        for path in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if f"INFEROMETER_RESOURCE=inferometer-{self.name}-".encode() in (path / "environ").read_bytes():
                    found.append(path)
        return found

    def begin_step(self, step, *more, options="", ready="60s"):
        path = self.home / "deployment.yaml"
        path.write_text(f"version: 1\nname: {self.name}\nmodel: tiny\nalias: simulated\nrun: run.yaml\n"
                        f"engine: {{recipe: sim}}\nlimits: {{ready: {ready}, ttl: 1h}}\n"
                        f"site: {{provider: slurm, host: \"{self.login.place}\", key-file: {self.login.key}, "
                        f"known-hosts: {self.known}, gpus: 0, node-port: {self.node.port}{options}}}\n")
        return subprocess.Popen([BINARY, "deployment", step, "--config", str(path), *more], env=self.env, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def step(self, step, *more, code=0, **settings):
        process = self.begin_step(step, *more, **settings)
        out, err = process.communicate(timeout=180)
        self.assertEqual(process.returncode, code, out + err)
        return out + err

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        self.assertIn("Slurm cluster loop", self.step("creds"))
        refused = self.step("up", code=1)
        self.assertIn("main: $0.00 an hour by", refused)
        self.assertEqual(self.cluster.jobs(), [])
        up = self.step("up", "--yes")
        self.assertRegex(up, r"Phases: +machine .*, connection .*, listen .*, ready .*, first token ")
        self.assertEqual(len(self.cluster.jobs()), 1)
        self.assertRegex(self.step("status"), rf"inferometer-{self.name}-\S+: machine at slurm, standing, runs")
        self.assertTrue(self.ours())
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
        self.cluster.wait(lambda: not self.ours(), "the engine's end with its job")
        self.assertIn("Nothing of ours runs or bills.", self.step("status"))

    def test_a_login_node_that_is_not_known_is_refused(self):
        self.known.write_text("")
        self.assertIn("is not known", self.step("create", "--yes", code=1))
        self.assertEqual((self.cluster.jobs(), self.known.read_text()), ([], ""))

    def test_what_waits_too_long_is_ended_with_its_reason(self):
        said = self.step("create", "--yes", code=3, options=", partition: shut", ready="3s")
        self.assertIn("was not ready after 3 s (limits/ready): PENDING (PartitionDown)", said)
        self.assertEqual(self.cluster.jobs(), [])

    def test_killed_while_it_is_made(self):
        process = self.begin_step("up", "--yes")
        for line in process.stderr:
            if "Making the machine" in line:
                break
        process.kill()
        process.communicate()
        self.step("down")
        self.assertEqual(self.cluster.jobs(), [])

    def test_an_interrupt_destroys(self):
        process = self.begin_step("up", "--yes", options=", partition: shut")
        for line in process.stderr:
            if "PartitionDown" in line:
                break
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, out + err)
        self.assertEqual(self.cluster.jobs(), [])


if __name__ == "__main__":
    unittest.main()
