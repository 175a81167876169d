# SPDX-License-Identifier: GPL-3.0-or-later
"""The load beside a server in a pod of Kubernetes: the copied client goes there by `exec` and is followed by it, its
journal comes here, and tokens that end meanwhile cost nothing. The double of kube_server.py, on this machine."""
import csv
import pathlib
import re
import tempfile
import unittest

from beside_test import portable
from kubernetes_deployment_test import DeploymentCase


class BesideInPod(DeploymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.client = portable(pathlib.Path(made.name))

    def setUp(self):
        super().setUp()
        self.journey.env["INFEROMETER_PORTABLE"] = str(self.client)
        self.runs = self.home / ".cache/inferometer/runs"

    def load(self, requests):
        settings = self.journey.folder / "run.yaml"
        settings.write_text(settings.read_text().replace("num-requests: 4", f"num-requests: {requests}"))

    def measured(self, said, requests):
        """The folder here of a run that was measured in the pod, whole."""
        folder = pathlib.Path(re.search(r"Results: (.*)\n", said)[1])
        with open(folder / "records.csv", newline="") as file:
            ids = [row["request_id"] for row in csv.DictReader(file)]
        self.assertEqual([len(ids), len(set(ids))], [requests, requests])
        settings = (folder / "run.yaml").read_text()
        self.assertRegex(settings, r'client: "beside the server on the pod \S+"')
        self.assertEqual(list(self.runs.iterdir()), [], "its folder there is left")
        return folder

    def test_the_client_is_copied_once_and_measures_there(self):
        self.step("up", "--yes")
        self.load(40)
        execs = len(self.cluster.running)
        said = self.step("run")
        self.assertIn("Copying the client to the pod", said)
        self.assertNotIn("through a tunnel", said)
        self.measured(said, 40)
        self.assertGreater(len(self.cluster.running), execs)
        # There as here, to the byte.
        copied = {path.name: path.read_bytes() for path in next((self.home / ".cache/inferometer/clients").iterdir()).iterdir()
                  if path.is_file()}
        for path in self.client.iterdir():
            if path.is_file():
                self.assertEqual(copied[path.name], path.read_bytes(), path.name)
        said = self.step("run")
        self.assertNotIn("Copying the client", said)
        self.measured(said, 40)
        self.step("down")
        self.assert_nothing_is_left()

    def test_tokens_that_end_during_the_run(self):
        self.step("up", "--yes")
        self.load(200)
        config, count = self.leasing(1)
        self.journey.env["KUBECONFIG"] = str(config)
        self.measured(self.step("run"), 200)
        self.assertGreater(self.cluster.ended_leases, 2)
        self.assertGreater(len(count.read_text().split()), 2)

    def test_without_a_copy_the_way_is_named(self):
        self.step("up", "--yes")
        self.journey.env["INFEROMETER_PORTABLE"] = "/nowhere"
        said = self.step("run")
        self.assertIn("The load is sent from here, through a tunnel over Kubernetes, whose own delay", said)
        self.assertNotIn("SSH", said)


del DeploymentCase  # it is none by itself

if __name__ == "__main__":
    unittest.main(verbosity=2)
