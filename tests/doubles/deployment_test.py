# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments at a site that bills: RunPod's API by its own document, OpenSSH on loopback as the pod, our simulator
as the engine. Whatever happens on the way, no pod is there that the program does not show."""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
from ssh_server import SshServer  # noqa: E402
from runpod_test import GPU, KEY, Account, Runpod  # noqa: E402
from stateful_proxy import Answer, SiteCase  # noqa: E402

BINARY = os.environ["INFEROMETER"]
RECIPE = """id: sim
label: The simulator
api: openai-chat
program: {binary}
arguments: [simulate, --port, "{{port}}", --ttft, "0.01"]
version: [--version]
ready: /v1/models
phases: [{{name: listen, ends: [Listening on]}}]
failures: [{{text: There is no option, means: one of its arguments is none}}]
"""


class PodAccount(Account):
    """Whoever a pod is made for may log in to the machine that stands for it."""
    authorized = None

    def create(self, asked, pod):
        self.authorized.write_text(asked["env"]["PUBLIC_KEY"] + "\n")
        return super().create(asked, pod)


class Deployments(SiteCase):
    provider, key_name, secret, document, site_class = "runpod", "RUNPOD_API_KEY", KEY, "runpod-v2.json", PodAccount

    def setUp(self):
        super().setUp()
        self.folder = pathlib.Path(os.environ.get("TMPDIR", "/tmp"), "inferometer-" + os.urandom(6).hex())
        self.folder.mkdir()
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.name = "t" + os.urandom(4).hex()
        self.machine = SshServer(self.folder / "machine", more="SetEnv RUNPOD_POD_ID=pod0x RUNPOD_API_KEY=pod-scoped "
                                 f"HOME={self.folder}/there\n")
        self.addCleanup(self.machine.stop)
        self.addCleanup(self.end_watches)
        (self.folder / "there").mkdir()
        self.site.authorized = self.machine.key.with_suffix(".pub")
        self.site.ssh_port = self.machine.port
        engines = self.folder / "data/inferometer/engines"
        engines.mkdir(parents=True)
        (engines / "sim.yaml").write_text(RECIPE.format(binary=BINARY))
        (self.folder / "run.yaml").write_text(
            "version: 2\nrun: synthetic\nnum-requests: 4\nnum-concurrent-requests: 2\nnum-input-tokens: 40\n"
            f"num-output-tokens: 5\nresults-dir: {self.folder}/results\n")
        self.env = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"), "HOME": str(self.folder),
                    self.key_name: self.secret}
        self.env.pop("SSH_AUTH_SOCK", None)

    def end_watches(self):
        for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if str(self.folder).encode() in path.read_bytes() and int(path.parent.name) != os.getpid():
                    os.kill(int(path.parent.name), signal.SIGKILL)

    def config(self, limits="", arguments="", site=""):
        site = site or f"{{provider: runpod, gpu: {GPU}, list-lag: 3, api-url: \"{self.proxy.url}\"}}"
        path = self.folder / "deployment.yaml"
        path.write_text(f"version: 1\nname: {self.name}\nmodel: tiny\nalias: simulated\nrun: run.yaml\n"
                        f"engine: {{recipe: sim{arguments}}}\nlimits: {{ready: 30s, ttl: 1h{limits}}}\n"
                        f"site: {site}\n")
        return path

    def begin(self, step, *more, **settings):
        words = [BINARY, "deployment", step, "--config", str(self.config(**settings)), *more]
        return subprocess.Popen(words, env=self.env, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def step(self, step, *more, code=0, **settings):
        process = self.begin(step, *more, **settings)
        out, err = process.communicate(timeout=120)
        self.said += [out, err]
        self.assertEqual(process.returncode, code, out + err)
        return out + err

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        self.assertIn("RUNPOD_API_KEY", self.step("creds"))
        self.assertRegex(self.step("offers"), r"NVIDIA GeForce RTX 4090 .*0\.44")
        refused = self.step("up", code=1)
        self.assertIn("It makes a machine that is billed. NVIDIA GeForce RTX 4090 (1 x ", refused)
        self.assertIn("$0.44 an hour by 127.0.0.1, $0.44 at most in the 3600 s until it ends itself", refused)
        self.assertIn("nobody agreed to its price", refused)
        self.assertEqual(self.site.pods, {})
        self.assertIn("costs $0.44 an hour", self.step("create", "--yes", code=1, limits=", budget: 0.001"))
        self.assertEqual(self.site.pods, {})

        self.assertIn("It is billed until `destroy`", self.step("create", "--yes"))
        self.assertEqual(len(self.site.pods), 1)
        self.assertRegex(self.step("connection"), "^Linux ")
        up = self.step("up")
        self.assertRegex(up, r"Phases: +connection .*, listen .*, ready .*, first token ")
        self.assertEqual(len(self.site.pods), 1)
        status = self.step("status")
        self.assertRegex(status, rf"inferometer-{self.name}-\S+: machine at runpod, standing, runs, ends itself in .*, "
                                 r"\$0.44 an hour, \$0.0\d so far\n")
        run = self.step("run")
        folder = pathlib.Path(re.search(r"Results: (.*)\n", run)[1])
        self.assertIn("deployment_price_per_hour: ", (folder / "run.yaml").read_text())
        self.assertIn("4 ok of 4", self.step("results"))
        self.assertIn("No orphans", self.step("orphans"))
        self.step("down")
        self.assertEqual(self.site.pods, {})
        self.step("down")
        self.end_watches()  # as a pod takes with it what runs there
        self.assertIn("Nothing of ours runs or bills.", self.step("status"))
        kept = "".join(path.read_text("latin-1") for path in self.folder.rglob("*")
                       if path.is_file() and "machine" not in path.parts)
        self.assertNotIn(self.secret, kept)
        self.assertNotIn("PRIVATE KEY", kept)

    def test_two_engines_on_one_machine(self):
        owner, shared = self.name, f"{{provider: deployment, name: {self.name}}}"
        self.name += "b"
        self.assertIn(f"The deployment {owner} has no machine", self.step("up", code=1, site=shared))
        self.name = owner
        self.step("up", "--yes")
        self.name += "b"
        self.step("up", site=shared)
        self.assertEqual(len(self.site.pods), 1)
        self.assertRegex(self.step("status"), rf"inferometer-{self.name}-\S+: standing, runs")
        folder = pathlib.Path(re.search(r"Results: (.*)\n", self.step("run", site=shared))[1])
        self.assertIn("deployment_price_per_hour: \"0.4400 USD\"", (folder / "run.yaml").read_text())
        self.step("down", site=shared)
        self.assertNotIn(f"inferometer-{self.name}-", self.step("status"))
        self.assertEqual(len(self.site.pods), 1)
        self.step("up", site=shared)
        self.name = owner
        self.step("down")
        self.end_watches()  # as a pod takes with it what runs there
        self.name += "b"
        self.assertIn("Nothing of ours runs or bills.", self.step("status"))
        self.step("down", site=shared)

    def test_an_answer_that_leaves_it_in_doubt(self):
        for fault, late in ((Answer(502, {"title": "bad gateway", "status": 502, "detail": "?"}), 0),
                            (Answer(504, {"title": "time-out", "status": 504, "detail": "?"}), 3)):
            with self.subTest(fault=fault.status):
                make = self.site.create

                def create(asked, pod, fault=fault, late=late, make=make):
                    self.site.faults[asked["name"]] = fault
                    self.site.late[asked["name"]] = late
                    return make(asked, pod)
                self.site.create = create
                self.step("create", "--yes")
                self.assertEqual(len(self.site.pods), 1, "a second one was made")
                self.step("down")
                self.assertEqual(self.site.pods, {})
                self.site.create = make

    def test_killed_in_every_phase(self):
        for phase in ("Making the machine", "The machine ", "is started"):
            with self.subTest(phase=phase):
                process = self.begin("up", "--yes")
                for line in process.stderr:
                    if phase in line:
                        break
                process.kill()
                process.communicate()
                self.assertLessEqual(len(self.site.pods), 1)
                if self.site.pods:
                    name = next(iter(self.site.pods.values()))["name"]
                    self.assertIn(name, self.step("status"))
                self.step("down")
                self.assertEqual(self.site.pods, {})

    def test_an_interrupt_destroys(self):
        process = self.begin("up", "--yes")
        for line in process.stderr:
            if "The machine " in line:
                break
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=90)
        self.assertEqual(process.returncode, 130, out + err)
        self.assertEqual(self.site.pods, {})

    def test_what_cannot_be_ended_is_said_and_shown(self):
        self.step("create", "--yes")
        self.env[self.key_name] = "rpa_expired000000000000"
        said = self.step("down", code=6)
        self.assertIn("RUNPOD_API_KEY", said)
        shown = self.step("status", code=6)
        self.assertRegex(shown, rf"inferometer-{self.name}-\S+: machine at runpod, destroying, not looked at")
        self.assertEqual(len(self.site.pods), 1)
        self.env[self.key_name] = self.secret
        self.step("down")
        self.assertEqual(self.site.pods, {})

    def test_what_fails_ends_what_it_made(self):
        said = self.step("up", "--yes", code=1, arguments=", arguments: {nonsense: 1}")
        self.assertIn("one of its arguments is none", said)
        self.assertEqual(self.site.pods, {})
        # A machine that was made before stays.
        self.step("create", "--yes")
        self.step("up", code=6, arguments=", arguments: {nonsense: 1}")
        self.assertEqual(len(self.site.pods), 1)
        self.step("down")

    def test_what_stands_is_ended_where_it_is_whatever_the_file_says_by_now(self):
        self.step("create", "--yes")
        for site in (f"{{provider: runpod, gpu: {GPU}, gpus: 2, list-lag: 3, api-url: \"{self.proxy.url}\"}}",
                     "{provider: local}"):
            refused = self.step("up", "--yes", code=6, site=site)
            self.assertIn("still stands at another site (runpod)", refused)
            self.assertEqual(len(self.site.pods), 1)
        self.step("down", site="{provider: local}")
        self.assertEqual(self.site.pods, {})

    def test_a_pod_that_nobody_knows_is_an_orphan(self):
        self.step("create", "--yes")
        (self.folder / "data/inferometer/deployments/ledger.jsonl").unlink()
        said = self.step("orphans", code=6)
        self.assertRegex(said, rf"inferometer-{self.name}-\S+: machine at runpod, not in the ledger, runs, its end is not")


del Runpod, SiteCase  # theirs run by themselves

if __name__ == "__main__":
    unittest.main(verbosity=1)
