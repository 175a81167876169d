# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments in a cluster: the double of kube_server.py, in whose pods things really run on this machine, our
simulator as the engine. Whatever happens on the way, nothing is there that the program does not show."""
import os
import pathlib
import re
import signal
import subprocess
import unittest

from deployment_test import RECIPE
from kubernetes_test import TOKEN, KubeCase

BINARY = os.environ["INFEROMETER"]


class Deployments(KubeCase):
    def setUp(self):
        super().setUp()
        self.name = "t" + os.urandom(4).hex()
        self.here = self.home / "here"
        engines = self.here / "data/inferometer/engines"
        engines.mkdir(parents=True)
        (engines / "sim.yaml").write_text(RECIPE.format(binary=BINARY))
        (self.here / "run.yaml").write_text(
            "version: 2\nrun: synthetic\nnum-requests: 4\nnum-concurrent-requests: 2\nnum-input-tokens: 40\n"
            f"num-output-tokens: 5\nresults-dir: {self.here}/results\n")
        self.env = {**os.environ, "XDG_DATA_HOME": str(self.here / "data"), "HOME": str(self.here),
                    "KUBECONFIG": str(self.config)}

    def deployment(self, limits="", arguments="", site=""):
        path = self.here / "deployment.yaml"
        path.write_text(f"version: 1\nname: {self.name}\nmodel: tiny\nalias: simulated\nrun: run.yaml\n"
                        f"engine: {{recipe: sim{arguments}}}\nlimits: {{ready: 30s, ttl: 1h{limits}}}\n"
                        f"site: {{provider: kubernetes, context: here, namespace: bench, list-lag: 3, "
                        f"image: \"vllm/vllm-openai:v0.11.0\"{site}}}\n")
        return path

    def begin(self, step, *more, **settings):
        words = [BINARY, "deployment", step, "--config", str(self.deployment(**settings)), *more]
        return subprocess.Popen(words, env=self.env, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def step(self, step, *more, code=0, **settings):
        process = self.begin(step, *more, **settings)
        out, err = process.communicate(timeout=120)
        self.said += [out, err]
        self.assertEqual(process.returncode, code, out + err)
        return out + err

    def assert_nothing_is_left(self):
        for kind in ("jobs", "pods", "services"):
            self.assertEqual(self.cluster.all_of(kind), [])

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
        kept = "".join(path.read_text("latin-1") for path in self.here.rglob("*") if path.is_file())
        self.assertNotIn(TOKEN, kept)

    def test_killed_in_every_phase(self):
        for phase in ("Making the machine", "Making the address", "is started"):
            with self.subTest(phase=phase):
                process = self.begin("up", "--yes")
                for line in process.stderr:
                    if phase in line:
                        break
                process.kill()
                process.communicate()
                for one in self.cluster.all_of("jobs"):
                    self.assertIn(one["metadata"]["annotations"]["inferometer/name"], self.step("status"))
                self.step("down")
                self.assert_nothing_is_left()

    def test_an_interrupt_destroys(self):
        self.cluster.unscheduled = "0/1 nodes are available: 1 Insufficient nvidia.com/gpu."
        process = self.begin("up", "--yes")
        for line in process.stderr:
            if "Insufficient nvidia.com/gpu" in line:
                break
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


del KubeCase  # its own run by themselves

if __name__ == "__main__":
    unittest.main(verbosity=1)
