# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments at a site that bills: RunPod's API by its own document, OpenSSH on loopback as the pod, our simulator
as the engine. Whatever happens on the way, no pod is there that the program does not show."""
import json
import pathlib
import re
import signal
import subprocess
import unittest

import fault_table
from journey import BINARY, RECIPE, Journey
from runpod_test import GPU, KEY, Account, Runpod, problem
from stateful_proxy import Answer, SiteCase


class PodAccount(Account):
    """Whoever a pod is made for may log in to the machine that stands for it."""
    authorized = None
    made = 0

    def create(self, asked, pod):
        self.made += 1
        self.authorized.write_text(asked["env"]["PUBLIC_KEY"] + "\n")
        return super().create(asked, pod)


class Case(fault_table.PrismCase):
    text = f'{{{{provider: runpod, gpu: {GPU}, list-lag: 1, api-url: "{{url}}"}}}}'

    def __init__(self, prism_port):
        super().__init__(prism_port, PodAccount(KEY), {"RUNPOD_API_KEY": KEY}, problem(403, "the key has expired"),
                         more="RUNPOD_POD_ID=pod0x RUNPOD_API_KEY=pod-scoped")
        self.site.ssh_port = self.journey.machine.port

    def left(self):
        return {("machine", pod["name"]) for pod in list(self.site.pods.values())}

    def made(self):
        return self.site.made


class Deployments(SiteCase):
    provider, key_name, secret, document, site_class = "runpod", "RUNPOD_API_KEY", KEY, "runpod-v2.json", PodAccount

    there = "RUNPOD_POD_ID=pod0x RUNPOD_API_KEY=pod-scoped"  # in the pod's environment

    def setUp(self):
        super().setUp()
        self.journey = Journey(lambda: f"{{provider: runpod, gpu: {GPU}, list-lag: 3, api-url: \"{self.proxy.url}\"}}",
                               {self.key_name: self.secret}, more=self.there)
        self.addCleanup(self.journey.close)
        self.journey.said = self.said
        self.folder, self.env = self.journey.folder, self.journey.env
        self.site.authorized = self.journey.authorized
        self.site.ssh_port = self.journey.machine.port

    @property
    def name(self):
        return self.journey.name

    @name.setter
    def name(self, name):
        self.journey.name = name

    def begin(self, step, *more, **settings):
        return self.journey.begin(step, *more, **settings)

    def step(self, step, *more, **settings):
        return self.journey.must(step, *more, **settings)

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        self.assertIn("RUNPOD_API_KEY", self.step("creds"))
        self.assertRegex(self.step("offers"), r"NVIDIA GeForce RTX 4090 .*0\.44")
        refused = self.step("up", code=1)
        self.assertIn("It makes a machine that is billed. NVIDIA GeForce RTX 4090 (1 x ", refused)
        self.assertIn("$0.44 an hour by 127.0.0.1, $0.44 at most in the 1 h until it ends itself", refused)
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
        self.journey.end_processes()  # as a pod takes with it what runs there
        self.assertIn("Nothing of ours runs or bills.", self.step("status"))
        kept = self.journey.kept()
        self.assertNotIn(self.secret.encode(), kept)
        self.assertNotIn(b"PRIVATE KEY", kept)

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
        self.journey.end_processes()  # as a pod takes with it what runs there
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
                process = self.journey.until(phase, "up", "--yes")
                process.kill()
                process.communicate()
                self.assertLessEqual(len(self.site.pods), 1)
                if self.site.pods:
                    name = next(iter(self.site.pods.values()))["name"]
                    self.assertIn(name, self.step("status"))
                self.step("down")
                self.assertEqual(self.site.pods, {})

    def test_an_interrupt_destroys(self):
        process = self.journey.until("The machine ", "up", "--yes")
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

    def test_a_fault_at_every_call(self):
        fault_table.try_all(lambda: Case(self.prism_port))

    def test_lines_of_the_ledger_that_cannot_be_read_are_told(self):
        self.step("create", "--yes")
        with open(self.folder / "data/inferometer/deployments/ledger.jsonl", "a", encoding="utf-8") as ledger:
            ledger.write("{cut\n")
        for step in ("status", "orphans"):
            self.assertIn("ledger.jsonl cannot be read (1): what they name may run unseen", self.step(step, code=6))
        self.step("down")

    def test_a_full_disk_hides_nothing(self):
        self.step("create", "--yes")
        ledger = self.folder / "data/inferometer/deployments/ledger.jsonl"
        line = next(one for one in ledger.read_text().splitlines() if '"machine"' in one)
        past = line.replace(re.search(r'"name":"([^"]*)', line)[1], "inferometer-past")
        past = re.sub(r'"(created_ns|deadline_ns)":\d+', r'"\1":1000000000', past)
        with ledger.open("a") as file:
            file.write(re.sub(r'"state":"\w+"', '"state":"destroying"', past) + "\n")
        self.journey.full.touch()
        said = self.step("status", code=6)
        self.assertIn("No space left on device", said)
        for name in (next(iter(self.site.pods.values()))["name"], "inferometer-past"):
            self.assertIn(f"{name}: machine at runpod", said)
        self.journey.full.unlink()
        self.assertNotIn("inferometer-past", self.step("status"))
        self.step("down")

    def left_open(self, choose="parameters: 7"):
        return {"site": f"{{provider: runpod, list-lag: 2, api-url: \"{self.proxy.url}\"}}",
                "more": f"choose: {{{choose}}}\n"}

    def test_what_was_measured_counts_before_estimates(self):
        """By a run on a pod whose driver tells its card."""
        tools = self.folder / "there/tools"
        tools.mkdir()
        (tools / "nvidia-smi").write_text("#!/bin/sh\ncase \"$*\" in *name,memory.total,driver_version*) "
                                          "echo 'NVIDIA GeForce RTX 4090, 24564, 550.54.15';; *) exit 1;; esac\n")
        (tools / "nvidia-smi").chmod(0o755)
        config = self.folder / "machine/sshd_config"
        config.write_text(config.read_text().replace("SetEnv ", f"SetEnv PATH={tools}:/usr/bin:/bin "))
        self.journey.machine.stop()
        self.journey.machine.start()
        asked = "parameters: 7, concurrency: 2"
        self.assertIn("about ", self.step("offers", "--choose", **self.left_open(asked)))
        self.step("up", "--yes", **self.left_open(asked))
        for _ in range(3):  # a run that its client held back does not count, which a busy machine may do
            folder = pathlib.Path(re.search(r"Results: (.*)\n", self.step("run", **self.left_open(asked)))[1])
            card = json.loads((folder / "run.json").read_text())
            if card["facts"]["verdict"]["level"] != "client-bound":
                break
        said = (folder / "run.yaml").read_text()
        for label in ("deployment_model: tiny", "deployment_recipe: sim", 'deployment_gpu: "NVIDIA GeForce RTX 4090"',
                      "deployment_gpus: 1\n"):
            self.assertIn(label, said)
        self.step("down", **self.left_open(asked))
        day = re.match(r"\d+-\d\d-\d\d", self.step("results", **self.left_open(asked)))[0]
        rate = card["summary"]["output_rate"]
        seen = self.step("offers", "--choose", **self.left_open(asked))
        self.assertRegex(seen, rf"Chosen: RTX 4090 .*, measured {rate:.1f}".removesuffix(".0")
                         + rf"\S* tok/s here on {day}, 0\.31 \$/h -> .*; first because you measured it\.\n")
        # At quite another concurrency it tells nothing, and what is no run does not hurt.
        (folder.parent / "torn").mkdir()
        (folder.parent / "torn/run.json").write_text("{")
        self.assertNotIn("measured", self.step("offers", "--choose", **self.left_open("parameters: 7, concurrency: 8")))
        self.assertIn("measured", self.step("offers", "--choose", **self.left_open("parameters: 7, concurrency: 4")))

    def refusing(self, clouds):
        make = self.site.create

        def create(asked, pod):
            if asked["cloud"] in clouds:
                raise Answer(400, {"title": "Bad Request", "status": 400, "detail": "no instances available"})
            return make(asked, pod)
        self.site.create = create

    def test_the_machine_is_chosen_and_stays_so(self):
        seen = self.step("offers", "--choose", **self.left_open())
        self.assertRegex(seen, r"Chosen: RTX 4090 \(NVIDIA GeForce RTX 4090\): 21.2 of 24 GB needed, about \S+ tok/s a "
                               r"user, 0.31 \$/h -> \S+ \$ per 1M output tokens; the cheapest of 2 that fit\.\n")
        self.assertRegex(seen, r"Else:   RTX 4090 .*: .* 0.44 \$/h .*; number 2 of 2 that fit\.\n")
        self.assertIn("chosen when it is made", self.step("validate", **self.left_open()))
        self.assertIn("nobody agreed", self.step("create", code=1, **self.left_open()))
        self.assertIn("None of 2 offers has room",
                      self.step("create", "--yes", code=1, **self.left_open("parameters: 70")))
        self.assertIn("None of the 2 offers of runpod passes",
                      self.step("create", "--yes", code=1, **self.left_open("parameters: 7, gpus: H100")))
        self.assertEqual(self.site.pods, {})

        process = self.journey.until("Making the machine", "create", "--yes", **self.left_open())
        process.kill()
        process.communicate()
        catalog = self.proxy.count("GET", "/v2/catalog/gpus")
        said = self.step("create", "--yes", **self.left_open())
        self.assertEqual(self.proxy.count("GET", "/v2/catalog/gpus"), catalog, "it chose anew")
        self.assertEqual([pod["cloud"] for pod in self.site.pods.values()], ["COMMUNITY"], said)
        self.step("up", **self.left_open())
        run = self.step("run", **self.left_open())
        folder = pathlib.Path(re.search(r"Results: (.*)\n", run)[1])
        self.assertRegex((folder / "run.yaml").read_text(), r"deployment_choice: .*the cheapest of 2 that fit")
        self.assertIn("machine at runpod, standing, runs", self.step("status", **self.left_open()))
        # What is chosen otherwise is another machine.
        refused = self.step("create", "--yes", code=6, **self.left_open("parameters: 8"))
        self.assertIn("still stands at another site", refused)
        self.step("down", **self.left_open())
        self.assertEqual(self.site.pods, {})
        self.assertFalse((self.folder / f"data/inferometer/deployments/{self.name}/choice.json").exists())

    def test_where_there_is_no_capacity_the_next_that_fits_is_taken(self):
        self.refusing({"COMMUNITY"})
        said = self.step("create", "--yes", **self.left_open())
        self.assertIn("The site did not make it: RunPod refused what was asked for (HTTP 400", said)
        self.assertIn("Next, number 2 of 2", said)
        self.assertIn("0.44 an hour", said)
        self.assertEqual([pod["cloud"] for pod in self.site.pods.values()], ["SECURE"])
        # Later steps know which one it was.
        self.assertRegex(self.step("connection", **self.left_open()), "^Linux ")
        self.step("down", **self.left_open())
        self.assertEqual(self.site.pods, {})

    def test_nowhere_capacity_and_a_limit_of_tries(self):
        self.refusing({"COMMUNITY", "SECURE"})
        self.assertIn("no instances available", self.step("create", "--yes", code=1, **self.left_open()))
        self.assertEqual(self.proxy.count("POST", "/v2/pods"), 2)
        self.step("create", "--yes", code=1, **self.left_open("parameters: 7, tries: 1"))
        self.assertEqual(self.proxy.count("POST", "/v2/pods"), 3)
        self.assertEqual(self.site.pods, {})
        self.assertIn("Nothing of ours runs or bills.", self.step("status", **self.left_open()))

    def test_an_answer_in_doubt_is_no_turn_of_the_next(self):
        def create(asked, pod):
            raise Answer(502, {"title": "bad gateway", "status": 502, "detail": "?"})
        self.site.create = create
        self.assertIn("failed by itself", self.step("create", "--yes", code=3, **self.left_open()))
        self.assertEqual(self.proxy.count("POST", "/v2/pods"), 1)

    def campaign(self, step, *more, code=0, budget=5, engines="sim: simulated, other: simulated", lines=""):
        (self.folder / "data/inferometer/engines/other.yaml").write_text(
            RECIPE.format(id="other", binary=BINARY))
        path = self.folder / "campaign.yaml"
        path.write_text(f"version: 1\nname: {self.name}\ngpus: RTX 4090\n{lines}run: run.yaml\nminutes: 6\nbudget: {budget}\n"
                        f"models: [{{family: qwen, size: 7b, {engines}}}]\n"
                        f"site: {{provider: runpod, list-lag: 2, api-url: \"{self.proxy.url}\"}}\n"
                        "limits: {ready: 30s, ttl: 1h}\n")
        process = subprocess.Popen([BINARY, "campaign", step, "--config", str(path), *more], env=self.env, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if code is None:
            return process
        out, err = process.communicate(timeout=200)
        self.said += [out, err]
        self.assertEqual(process.returncode, code, out + err)
        return out + err

    def test_a_campaign_on_one_machine_killed_and_resumed(self):
        self.assertRegex(self.campaign("plan"), r"2 runs, about 0.2 h and 0.06 \$\.\nMachines .*: 1\.\n")
        self.assertIn("nobody agreed", self.campaign("run", code=1))
        self.assertEqual(self.site.pods, {})
        process = self.campaign("run", "--yes", "--from-here", code=None)
        for line in process.stdout:
            if "Row 2 of 2" in line:
                break
        process.kill()
        process.communicate()
        self.assertEqual(len(self.site.pods), 1, "both engines have one machine")
        said = self.campaign("run", "--yes", "--from-here")
        self.assertIn("Row 1 of 1", said)
        self.assertIn("2 of 2 done, 0 failed, 0 cut off, 0 to go. Spent: $0.0", said)
        self.assertEqual(self.proxy.count("POST", "/v2/pods"), 1)
        self.assertEqual(self.site.pods, {})

    def test_another_plan_counts_what_was_spent_and_ends_what_stands(self):
        process = self.campaign("run", "--yes", "--from-here", code=None, engines="sim: simulated")
        for line in process.stdout:
            if "Endpoint:" in line:
                break
        process.kill()
        process.communicate()
        self.assertEqual(len(self.site.pods), 1)
        ledger = self.folder / "data/inferometer/deployments/ledger.jsonl"
        text = ledger.read_text()
        ledger.write_text(re.sub(r'"price_per_hour":0\.[^,]*', '"price_per_hour":1e6', text))  # 278 $ a second
        machines = 'machines: each\n'
        status = self.campaign("status", engines="other: simulated", lines=machines)
        self.assertRegex(status, r"0 of 1 done, 0 failed, 0 cut off, 1 to go\. Spent: \$[1-9]\d+\.\d\d of \$5\.00")
        said = self.campaign("run", "--yes", "--from-here", code=1, engines="other: simulated", lines=machines)
        self.assertIn("The budget of the campaign is kept: $0.00 of $5.00 are left", said)
        self.assertEqual(self.site.pods, {}, "the machine of the plan before was left")
        self.assertEqual(self.proxy.count("POST", "/v2/pods"), 1)

    def test_a_campaign_keeps_its_budget(self):
        said = self.campaign("run", "--yes", code=1, budget=0.02)
        self.assertRegex(said, r"The budget of the campaign is kept: \$0.02 of \$0.02 are left, and \S+ takes about "
                               r"\$0.03")
        self.assertEqual(self.proxy.count("POST", "/v2/pods"), 0)
        # What machines cost before counts, whoever made them.
        process = self.campaign("run", "--yes", "--from-here", code=None)
        for line in process.stdout:
            if "Row 2 of 2" in line:
                break
        process.kill()
        process.communicate()
        ledger = self.folder / "data/inferometer/deployments/ledger.jsonl"
        line = next(one for one in ledger.read_text().splitlines() if '"machine"' in one)
        past = line.replace(re.search(r'"name":"([^"]*)', line)[1], "inferometer-past")
        past = re.sub(r'"(created_ns|deadline_ns)":\d+', r'"\1":1000000000', past)
        past = re.sub(r'"price_per_hour":[^,]*', '"price_per_hour":4.99', past)
        past = re.sub(r'"state":"\w+"', '"state":"gone"', past)
        past = re.sub(r'"deadline_ns":\d+', '"deadline_ns":3601000000000', past)
        with ledger.open("a") as file:
            file.write(past + "\n")
        said = self.campaign("run", "--yes", "--from-here", code=1)
        self.assertRegex(said, r"The budget of the campaign is kept: \$0.0[01] of \$5.00 are left")
        self.assertRegex(said, r"1 of 2 done, 0 failed, \d cut off, \d to go. Spent: \$4.9\d|\$5.00")
        self.assertEqual(self.site.pods, {}, "the machine was left")

    def test_a_pod_that_nobody_knows_is_an_orphan(self):
        self.step("create", "--yes")
        (self.folder / "data/inferometer/deployments/ledger.jsonl").unlink()
        said = self.step("orphans", code=6)
        self.assertRegex(said, rf"inferometer-{self.name}-\S+: machine at runpod, not in the ledger, runs, its end is not")


del Runpod, SiteCase  # theirs run by themselves

if __name__ == "__main__":
    unittest.main(verbosity=1)
