# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments in a cluster: the double of kube_server.py, in whose pods things really run on this machine, our
simulator as the engine. Whatever happens on the way, nothing is there that the program does not show."""
import json
import pathlib
import re
import signal
import unittest

import fault_proxy
import fault_table
from journey import Behind, Journey
from kube_server import Cluster, KubeServer, Refusal
from kubernetes_test import TOKEN, KubeCase, let_in, write_config

EXPIRED = fault_proxy.instead(401, json.dumps(Refusal(401, "Unauthorized", "Unauthorized").status).encode())
SITE = '{{provider: kubernetes, context: here, namespace: bench, list-lag: {lag}, image: "vllm/vllm-openai:v0.11.0"}}'


class CountingCluster(Cluster):
    made = 0

    def create(self, kind, body):
        one = super().create(kind, body)
        self.made += kind == "jobs"
        return one


class Case(fault_table.Case):
    """One deployment in a cluster of its own; what is said by exec and portforward passes through the faults too."""
    text = SITE.replace("{lag}", "1")

    def __init__(self, kube):
        self.cluster = CountingCluster(kube.validate)
        self.server = KubeServer(self.cluster, kube.folder)
        super().__init__(self.server.plain_url, EXPIRED, {}, server=Behind)
        let_in(self.cluster, self.journey.folder / "there")
        self.journey.env["KUBECONFIG"] = str(write_config(kube.folder, self.proxy.url))
        self.secrets = [TOKEN]

    def __exit__(self, *_):
        super().__exit__()
        self.server.close()

    def left(self):
        with self.cluster.lock:
            return {(word, one["metadata"]["annotations"]["inferometer/name"])
                    for kind, word in (("jobs", "machine"), ("pods", "machine"), ("services", "address"))
                    for one in self.cluster.all_of(kind)}

    def made(self):
        return self.cluster.made


class DeploymentCase(KubeCase):
    def setUp(self):
        super().setUp()
        self.journey = Journey(lambda: SITE.format(lag=3), {"KUBECONFIG": str(self.config)}, Behind)
        self.addCleanup(self.journey.close)
        self.journey.said = self.said
        self.name, self.begin, self.step = self.journey.name, self.journey.begin, self.journey.must

    def assert_nothing_is_left(self):
        for kind in ("jobs", "pods", "services"):
            self.assertEqual(self.cluster.all_of(kind), [])


class Deployments(DeploymentCase):
    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        self.assertIn("namespace bench, user ada", self.step("creds"))
        self.assertIn("kind: Service", self.step("manifests"))
        refused = self.step("up", code=1)
        self.assertIn("pod of vllm/vllm-openai:v0.11.0 (1 x nvidia.com/gpu), here bench: an unknown price an hour by "
                      "127.0.0.1", refused)
        self.assertIn("nobody agreed to its price", refused)
        self.assertIn("limits/budget cannot be kept", self.step("create", "--yes", code=1, limits=", budget: 1"))
        self.assert_nothing_is_left()

        self.step("create", "--yes")
        self.assertEqual(len(self.cluster.all_of("jobs")), 1)
        self.assertRegex(self.step("connection"), "^Linux ")
        self.assertRegex(self.step("up"), r"Phases: +connection .*, listen .*, ready .*, first token ")
        self.assertEqual(len(self.cluster.all_of("jobs")), 1)
        status = self.step("status")
        self.assertRegex(status, rf"inferometer-{self.name}-\S+: machine at kubernetes, standing, runs, ends itself in ")
        self.assertRegex(status, rf"inferometer-{self.name}-\S+: address at kubernetes, standing, runs, ends itself in ")
        run = self.step("run", "--from-here")
        self.assertIn("4 ok of 4", self.step("results"))
        self.assertTrue(pathlib.Path(re.search(r"Results: (.*)\n", run)[1], "run.yaml").exists())
        self.assertIn("No orphans", self.step("orphans"))
        self.step("down")
        self.assert_nothing_is_left()
        self.step("down")
        self.assertIn("Nothing of ours runs or bills.", self.step("status"))
        self.assertNotIn(TOKEN.encode(), self.journey.kept())

    def test_killed_in_every_phase(self):
        for phase in ("Making the machine", "Making the address", "is started"):
            with self.subTest(phase=phase):
                process = self.journey.until(phase, "up", "--yes")
                process.kill()
                process.communicate()
                for one in self.cluster.all_of("jobs"):
                    self.assertIn(one["metadata"]["annotations"]["inferometer/name"], self.step("status"))
                self.step("down")
                self.assert_nothing_is_left()

    def test_an_interrupt_destroys(self):
        self.cluster.unscheduled = "0/1 nodes are available: 1 Insufficient nvidia.com/gpu."
        process = self.journey.until("Insufficient nvidia.com/gpu", "up", "--yes")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=90)
        self.assertEqual(process.returncode, 130, out + err)
        self.assert_nothing_is_left()

    def test_what_never_comes_is_ended(self):
        self.cluster.waiting["vllm/vllm-openai:v0.11.0"] = {"reason": "ImagePullBackOff", "message": "not found"}
        said = self.step("up", "--yes", code=1)
        self.assertIn("will not be ready (Pending: ImagePullBackOff: not found)", said)
        self.assert_nothing_is_left()
        self.cluster.forbidden.add("services")
        self.step("up", "--yes", code=6)
        self.cluster.forbidden.clear()
        self.step("down")
        self.assert_nothing_is_left()

    def test_a_credential_that_has_expired(self):
        self.step("create", "--yes")
        self.cluster.tokens["ada"] = "another"
        self.assertIn("does not accept the key in the user ada", self.step("down", code=6))
        self.assertIn("not looked at", self.step("status", code=6))
        self.assertEqual(len(self.cluster.all_of("jobs")), 1)
        self.cluster.tokens["ada"] = TOKEN
        self.step("down")
        self.assert_nothing_is_left()

    def test_a_fault_at_every_call(self):
        fault_table.try_all(lambda: Case(self))


del KubeCase  # its own run by themselves

if __name__ == "__main__":
    unittest.main(verbosity=1)
