# SPDX-License-Identifier: GPL-3.0-or-later
"""RunPod against its official document (Prism) with the state of an account: pods begin, run, fail and end; whatever
the API does meanwhile, what was made is listed, and nothing that was refused is made."""
import copy
import json
import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from stateful_proxy import PATIENCE_S, PROBE, Answer, Drop, Proxy, SiteCase, specification

KEY = "rpa_NOBODYSBUSINESS0123456789ABCDEF"
GPU = "NVIDIA GeForce RTX 4090"
CURL = """#!/usr/bin/env python3
import sys, urllib.request
name, value = sys.stdin.read().split('"')[1].split(": ")
urllib.request.urlopen(urllib.request.Request(sys.argv[-1], method="DELETE", headers={name: value}))
"""


def problem(status, detail, **more):
    return {"title": "Problem", "status": status, "detail": detail, **more}


def fields(document, schema):
    """Of an object by the document, which forbids others by unevaluatedProperties: Prism lets those pass."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return set(schema.get("properties", {})).union(*(fields(document, part) for part in schema.get("allOf", [])))


class Account:
    """Pods by id. `faults` are what creates end with and `late` how often a list lacks a pod, by its name; `reads` are
    what the next reads are answered with."""

    beyond = ()

    def __init__(self, key):
        self.key, self.pods, self.seen = key, {}, {}
        self.faults, self.late, self.reads = {}, {}, []
        self.ssh_port = 34446
        document = json.loads(specification("runpod-v2.json").read_text())
        self.fields = {name: fields(document, {"$ref": f"/{schema}"})
                       for name, schema in (("pod", "CreatePodRequest"), ("gpu", "CreateGpuConfig"))}

    def before(self, request):
        if request.headers.get("Authorization") not in (f"Bearer {self.key}", "Bearer pod-scoped"):
            raise Answer(401, problem(401, f"no such key: {request.headers.get('Authorization')}"))
        if request.method == "GET" and self.reads:
            raise self.reads.pop(0)
        if request.path.startswith("/v2/catalog/gpus/") and not request.path.endswith(GPU):
            raise Answer(404, problem(404, "gpu type not found"))

    def after(self, request, body):
        if request.path == "/v2/pods":
            return self.create(request.json(), body) if request.method == "POST" else self.list()
        if request.method == "DELETE":
            return self.delete(request.path.rsplit("/", 1)[1])
        return body

    def create(self, asked, pod):
        for name, given in (("pod", asked), ("gpu", asked["gpu"])):
            if unknown := set(given) - self.fields[name]:
                raise Answer(422, problem(422, f"unknown in the {name}: {unknown}"))
        fault = self.faults.get(asked["name"])
        if isinstance(fault, Answer) and fault.status < 500:
            raise fault
        pod = {**pod, **{key: asked[key] for key in ("name", "image", "disk", "ports", "env", "cloud", "gpu")}}
        pod.update(id=f"pod{len(self.pods)}x", status="PROVISIONING", cost=0.44 * asked["gpu"]["count"])
        self.pods[pod["id"]] = pod
        if fault:
            raise fault
        return pod

    def list(self):
        for pod in self.pods.values():
            seen = self.seen[pod["id"]] = self.seen.get(pod["id"], 0) + 1
            if pod["status"] in ("PROVISIONING", "STARTING", "RUNNING"):
                pod["status"] = ("PROVISIONING", "STARTING", "RUNNING")[min(seen, 3) - 1]
            direct = {"host": "127.0.0.1", "port": self.ssh_port, "username": "root", "command": "ssh"}
            pod["ssh"]["direct"] = direct if pod["status"] == "RUNNING" else None
        return {"pods": [copy.deepcopy(pod) for pod in self.pods.values()
                         if self.seen[pod["id"]] > self.late.get(pod["name"], 0)]}

    def delete(self, pod):
        if self.pods.pop(pod, None) is None:
            raise Answer(404, problem(404, "pod not found"))


class Runpod(SiteCase):
    provider, key_name, secret, document, site_class = "runpod", "RUNPOD_API_KEY", KEY, "runpod-v2.json", Account
    settings = {"gpu": GPU}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        site = Account(KEY)
        site.faults = {"inferometer-stalls": Drop(40)}
        cls.stalling = Proxy(cls.prism_port, site)
        cls.stalled = subprocess.Popen([PROBE, "runpod", f"gpu={GPU}", f"api-url={cls.stalling.url}", "make",
                                        "inferometer-stalls"], env={**os.environ, "RUNPOD_API_KEY": KEY},
                                       stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)

    @classmethod
    def tearDownClass(cls):
        cls.stalled.kill()
        cls.stalled.wait()
        cls.stalled.stderr.close()
        cls.stalling.close()
        super().tearDownClass()

    def make(self, name, **settings):
        return self.ok("make", name, **settings).split()[1]

    def only(self):
        resources = self.ok("list")
        self.assertEqual(len(resources), 1)
        return resources[0]

    def test_the_journey(self):
        self.assertIn("RUNPOD_API_KEY (pods: 0, 0.00 USD/h)", self.ok("account"))
        offer = self.ok("asked", gpus=2)
        self.assertEqual((offer["machine"], offer["gpus"], offer["gpu_memory"], offer["price_per_hour"]),
                         (GPU, 2, 24, 0.88))
        self.assertEqual((offer["availability"], offer["region"], offer["source"]), ("HIGH", "secure", "127.0.0.1"))
        self.assertEqual([(one["region"], one["price_per_hour"]) for one in self.ok("offers")],
                         [("secure", 0.44), ("community", 0.31)])
        self.assertEqual(self.ok("list"), [])
        pod = self.make("inferometer-tiny-1")
        states = [self.only() for _ in range(3)]
        self.assertEqual([one["state"] for one in states], ["PROVISIONING", "STARTING", "RUNNING"])
        self.assertEqual([one["is_ready"] for one in states], [False, False, True])
        self.assertEqual([one["address"] for one in states], ["", "", "127.0.0.1"])
        ready = states[-1]
        self.assertEqual((ready["id"], ready["ssh_port"], ready["user"], ready["price_per_hour"], ready["trouble"]),
                         (pod, 34446, "root", 0.44, ""))
        for _ in range(2):
            self.ok("end", "inferometer-tiny-1")
        self.assertEqual(self.ok("list"), [])

    def test_every_setting_is_in_the_pod(self):
        self.make("inferometer-all", gpus=2, cloud="community", data_centers="US-KS-2, EU-RO-1", cuda="12.8",
                  image="me/mine:1", disk=70, volume=20)
        asked = self.proxy.requests[-1].json()
        key = asked["env"].pop("PUBLIC_KEY")
        self.assertTrue(key.startswith("ssh-ed25519 "), key)
        self.assertEqual(asked, {
            "name": "inferometer-all", "image": "me/mine:1", "disk": 70, "cloud": "COMMUNITY", "startSsh": True,
            "gpu": {"id": GPU, "count": 2, "minCudaVersion": "12.8"}, "dataCenterIds": ["US-KS-2", "EU-RO-1"],
            "ports": ["22/tcp"], "env": {}, "mounts": {"persistent": {"size": 20, "path": "/workspace"}}})
        offer = self.ok("asked", data_centers="EU-RO-1", cuda="12.8")
        self.assertEqual((offer["availability"], offer["region"]), ("NONE", "secure EU-RO-1"))
        self.fails(1, "\"A100\"; give an id that its offers list", "asked", gpu="A100")
        self.fails(1, "no pod with 9 of", "asked", gpus=9)

    def test_a_wrong_key_is_refused_and_not_repeated(self):
        wrong = "rpa_WRONG0123456789"
        for step in ("account", "asked", "offers", "list", "make"):
            said = self.fails(1, "not accept the key in RUNPOD_API_KEY (HTTP 401", step, "inferometer-1", key=wrong)
            self.assertNotIn(wrong, said)
        self.assertEqual(self.site.pods, {})
        self.fails(1, "RUNPOD_API_KEY", "account", key="")

    def test_a_create_in_doubt_leaves_a_pod_that_is_listed(self):
        faults = {"inferometer-fails": Answer(500, problem(500, "upstream")), "inferometer-drops": Drop()}
        self.site.faults = faults
        self.fails(3, "failed by itself (HTTP 500: upstream)", "make", "inferometer-fails")
        self.fails(3, "closed the connection without a whole answer", "make", "inferometer-drops")
        self.assertEqual(self.proxy.count("POST", "/v2/pods"), 2)
        self.assertEqual({one["name"] for one in self.ok("list")}, set(faults))
        for name in faults:
            self.ok("end", name)
        self.assertEqual(self.site.pods, {})

    def test_z_a_create_that_is_not_answered_in_time(self):
        self.assertEqual(self.stalled.wait(PATIENCE_S), 3)
        self.assertIn("did not answer within 30 s", self.stalled.stderr.read())
        self.assertEqual(len(self.ok("list", api_url=self.stalling.url)), 1)
        self.assertEqual(self.stalling.count("POST", "/v2/pods"), 1)

    def test_what_is_refused_is_asked_once_and_not_made(self):
        for status, detail, text in ((400, "no capacity", "refused what was asked for (HTTP 400: no capacity)"),
                                     (402, "balance too low", "asks for money first (HTTP 402"),
                                     (403, "no such pool", "does not allow this to the key"),
                                     (429, "minute window", "asked too often (HTTP 429"),
                                     (409, "conflict", "cannot do this now")):
            self.site.faults = {"inferometer-1": Answer(status, problem(status, detail), Retry_After=1)}
            before = self.proxy.count("POST", "/v2/pods")
            self.fails(1, text, "make", "inferometer-1")
            self.assertEqual(self.proxy.count("POST", "/v2/pods"), before + 1)
        self.site.faults = {"inferometer-1": Answer(422, problem(422, "failed.", errors=["$.disk: too small"]))}
        self.fails(1, "failed. ($.disk: too small)", "make", "inferometer-1")
        self.assertEqual(self.site.pods, {})

    def test_reads_wait_and_try_again(self):
        self.site.reads = [Answer(429, problem(429, "minute window"), Retry_After=2), Answer(503, problem(503, "x")),
                           Drop()]
        began = time.monotonic()
        self.assertEqual(self.ok("list"), [])
        self.assertGreater(time.monotonic() - began, 2 + 1)  # libcurl itself tries again at once after the drop
        self.site.reads = [Answer(502, problem(502, "bad gateway")) for _ in range(9)]
        self.fails(3, "HTTP 502: bad gateway", "list")
        self.assertEqual(len(self.site.reads), 5)
        self.site.reads = [Answer(429, problem(429, "day window"), Retry_After=4000)]
        self.fails(1, "day window", "list")

    def test_a_pod_may_be_listed_late(self):
        self.site.late = {"inferometer-late": 2}
        self.make("inferometer-late")
        self.assertEqual([len(self.ok("list")) for _ in range(3)], [0, 0, 1])

    def test_states_and_strangers(self):
        pod = self.make("inferometer-1")
        self.site.pods["theirs"] = {**self.site.pods[pod], "id": "theirs", "name": "training", "status": "EXITED"}
        for state, is_ended, trouble, price in (("EXITED", False, "still billed", None), ("TERMINATED", True, "", 0.44),
                                                ("ERROR", False, "an error", 0.44)):
            self.site.pods[pod]["status"] = state
            one = self.only()
            self.assertEqual((one["state"], one["is_ended"], one["is_ready"]), (state, is_ended, False))
            self.assertIn(trouble, one["trouble"])
            self.assertEqual(one["price_per_hour"], price)
        self.ok("end", "inferometer-1")
        self.assertEqual(list(self.site.pods), ["theirs"])

    def test_what_is_no_more_is_ended(self):
        pod = self.make("inferometer-1")
        gone = self.site.delete
        self.site.delete = lambda one: (gone(one), gone(one))
        self.ok("end", "inferometer-1")
        self.assertNotIn(pod, self.site.pods)

    def test_a_pod_ends_itself(self):
        pod = self.make("inferometer-1")
        script = self.ok("arm", "1")
        self.assertNotIn("pod-scoped", script)
        environment = {**os.environ, "RUNPOD_POD_ID": pod, "RUNPOD_API_KEY": "pod-scoped"}
        with tempfile.TemporaryDirectory() as folder:
            if not shutil.which("curl"):
                curl = pathlib.Path(folder, "curl")
                curl.write_text(CURL)
                curl.chmod(curl.stat().st_mode | stat.S_IXUSR)
                environment["PATH"] += f":{folder}"
            self.addCleanup(end_watches, pod)
            subprocess.run(["sh", "-c", script], env=environment, check=True, timeout=5)
            self.assertIn(pod, self.site.pods)
            deadline = time.monotonic() + PATIENCE_S / 4
            while pod in self.site.pods and time.monotonic() < deadline:
                time.sleep(0.05)
        self.assertEqual(self.site.pods, {})
        bare = {key: value for key, value in os.environ.items() if not key.startswith("RUNPOD")}
        done = subprocess.run(["sh", "-c", script], env=bare, capture_output=True, text=True, timeout=5)
        self.assertEqual(done.returncode, 1)
        self.assertIn("RUNPOD_POD_ID", done.stderr)

    def test_the_document_is_what_refuses(self):
        old = urllib.request.Request(f"{self.proxy.url}/v2/pods", b'{"name": "inferometer-1", "imageName": "x"}',
                                     {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(old)
        self.assertEqual(refused.exception.code, 422)
        refused.exception.close()
        self.assertEqual(len(self.proxy.refused), 1)
        self.proxy.refused.clear()


def end_watches(pod):
    """Ends the loops that armed themselves for this pod, which no real one outlives."""
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if f"RUNPOD_POD_ID={pod}\0".encode() in (process / "environ").read_bytes():
                os.kill(int(process.name), 9)
        except OSError:
            continue


if __name__ == "__main__":
    unittest.main()
