# SPDX-License-Identifier: GPL-3.0-or-later
"""Grid'5000 by recorded documents: a small server of ours whose answers have the shape of g5k-api v3's, as its sources
and its documentation show them. No OAR runs behind it: that a request of ours is one that OAR takes is checked only as
far as `create` below does, and what a real site does between two answers is not shown here at all."""
import base64
import contextlib
import http.server
import json
import os
import re
import subprocess
import threading
import time
import unittest
import urllib.parse

from probe_case import ProbeCase

PROBE = os.environ["CLOUD_PROBE"]
PATIENCE_S = 60
USER, PASSWORD = "ada", "a pass word:of mine"
BASIC = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
SITE = "/stable/sites/lille"
GPU = {"nvidia0": {"device": "/dev/nvidia0", "memory": 17179869184, "model": "Tesla P100-PCIE-16GB", "vendor": "Nvidia",
                   "cpu_affinity": 0},
       "nvidia1": {"device": "/dev/nvidia1", "memory": 17179869184, "model": "Tesla P100-PCIE-16GB", "vendor": "Nvidia",
                   "cpu_affinity": 1}}
CLUSTERS = {"chifflot": [f"chifflot-{i}" for i in range(1, 9)], "chiclet": [f"chiclet-{i}" for i in range(1, 9)]}


class Answer(Exception):
    def __init__(self, status, body, after=False):
        super().__init__(status)
        self.status, self.body, self.after = status, body, after


class Drop(Exception):
    after = True


class Site:
    """Jobs of one site by their ids. A fault is what the create of a name ends with."""

    def __init__(self):
        self.jobs, self.faults, self.requests, self.next = {}, {}, [], 1_900_000
        self.lock = threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/stable"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def add(self, name, state="waiting", user=USER, ago=0, **more):
        self.next += 1
        job = {"uid": self.next, "user_uid": user, "user": user, "walltime": 3600, "queue": "default", "state": state,
               "project": "default", "name": name, "types": [], "mode": "PASSIVE", "command": "sleep 3720",
               "submitted_at": int(time.time() - ago), "started_at": 0, "message": "", "properties": "",
               "directory": "/home/ada", "events": [],
               "links": [{"rel": "self", "href": f"{SITE}/jobs/{self.next}",
                          "type": "application/vnd.grid5000.item+json"}], **more}
        self.jobs[self.next] = job
        return job

    def create(self, asked):
        assert set(asked) <= {"name", "resources", "properties", "queue", "command", "project", "types"}, asked
        assert re.fullmatch(r"nodes=1,walltime=\d\d+:\d\d:\d\d", asked["resources"]), asked
        cluster = re.fullmatch(r"cluster='(\w+)'", asked["properties"])[1]
        assert asked["command"], "submissions need one"
        fault = self.faults.get(asked["name"])
        if fault and not fault.after:
            raise fault
        if cluster not in CLUSTERS:
            raise Answer(400, "Bad request: There are not enough resources for your request (oarsub exit code 5)")
        job = self.add(asked["name"], message="R=24,W=1:0:0,J=B (Karma=0.005)", properties=asked["properties"])
        self.asked = asked
        if fault:
            raise fault
        return 201, job

    def run(self, job):
        job.update(state="running", started_at=int(time.time()), message="")

    def detail(self, job):
        nodes = ["chifflot-3.lille.grid5000.fr"] if job["state"] in ("running", "launching") else []
        return {**job, "resources_by_type": {"cores": nodes}, "assigned_nodes": nodes}

    def answer(self, method, path, query, headers, raw):
        said = headers.get("Authorization", "")
        if said != f"Basic {BASIC}":
            decoded = base64.b64decode(said.removeprefix("Basic ")).decode()
            raise Answer(401, f"401 Unauthorized: {said}, {decoded}, {decoded.split(':', 1)[1]}")
        if path == f"{SITE}/status":
            states = {f"{node}.lille.grid5000.fr": {"hard": "alive", "soft": "free" if node.endswith("1") else "busy",
                                                    "free_slots": 0, "reservations": []}
                      for nodes in CLUSTERS.values() for node in nodes}
            return 200, {"uid": "lille", "nodes": states, "disks": {}, "vlans": {}, "links": []}
        if path == f"{SITE}/clusters":
            items = [{"uid": uid, "type": "cluster", "queues": ["default"], "links": []} for uid in CLUSTERS]
            return 200, {"total": len(items), "offset": 0, "items": items, "links": []}
        if nodes := re.fullmatch(f"{SITE}/clusters/(\\w+)/nodes", path):
            if nodes[1] not in CLUSTERS:
                raise Answer(404, "404 Not Found")
            items = [{"uid": uid, "type": "node", "architecture": {"nb_cores": 24}, "main_memory": {"ram_size": 206158430208},
                      **({"gpu_devices": GPU} if nodes[1] == "chifflot" else {})} for uid in CLUSTERS[nodes[1]]]
            return 200, {"total": len(items), "offset": 0, "items": items, "links": []}
        return self.answer_job(method, path, query, raw)

    def answer_job(self, method, path, query, raw):
        if path == f"{SITE}/jobs":
            if method == "POST":
                return self.create(json.loads(raw))
            own = sorted((job for job in self.jobs.values() if job["user"] == query["user"]),
                         key=lambda job: -job["submitted_at"])
            offset, limit = int(query["offset"]), min(int(query["limit"]), 500)
            return 200, {"total": len(own), "offset": offset, "items": own[offset:offset + limit], "links": []}
        job = self.jobs.get(int(path.removeprefix(f"{SITE}/jobs/")))
        if job is None:
            raise Answer(404, "Couldn't find OAR::Job")
        if method == "DELETE":
            job.update(state="error", message="Job killed by its user",
                       events=[{"type": "FRAG_JOB_REQUEST", "description": "User requested to delete the job"}])
            return 202, None
        return 200, self.detail(job)

    def handler(site):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                parts = urllib.parse.urlsplit(self.path)
                with site.lock:
                    site.requests.append((self.command, parts.path))
                    try:
                        status, body = site.answer(self.command, parts.path, dict(urllib.parse.parse_qsl(parts.query)),
                                                   self.headers, raw)
                        text = "" if body is None else json.dumps(body)
                    except Answer as instead:  # g5k-api's errors are a title, a message and a code
                        status, text = instead.status, json.dumps(
                            {"code": instead.status, "title": "error", "message": instead.body})
                    except Drop:
                        self.close_connection = True
                        return
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Type", "application/vnd.grid5000.item+json")
                    self.send_header("Content-Length", str(len(text.encode())))
                    self.end_headers()
                    self.wfile.write(text.encode())

            do_GET = do_POST = do_DELETE = handle_any

            def log_message(self, *_):
                pass

        return Handler


class Grid5000(ProbeCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.said = []

    def tearDown(self):
        for text in self.said:
            for secret in (PASSWORD, BASIC):
                self.assertNotIn(secret, text)

    def probe(self, *words, password=PASSWORD, **settings):
        given = {"user": USER, "site": "lille", "cluster": "chifflot", "api-url": self.site.url,
                 **{key.replace("_", "-"): value for key, value in settings.items()}}
        done = subprocess.run([PROBE, "grid5000", *(f"{key}={value}" for key, value in given.items()), *words],
                              env={**os.environ, "G5K_PASSWORD": password}, capture_output=True, text=True,
                              timeout=PATIENCE_S)
        self.said += [done.stdout, done.stderr]
        return done

    def one(self):
        all_ = self.ok("list")
        self.assertEqual(len(all_), 1, all_)
        return all_[0]

    def test_the_journey(self):
        self.assertIn("Grid'5000 user ada at lille by the password in G5K_PASSWORD (jobs until now: 0)", self.ok("account"))
        offer = self.ok("asked")
        self.assertEqual([offer[key] for key in ("machine", "gpu", "gpus", "gpu_memory", "region", "price_per_hour",
                                                 "availability")],
                         ["chifflot", "Tesla P100-PCIE-16GB", 2, 16, "lille", 0, "1 free of 8 nodes"])
        self.assertEqual([one["machine"] for one in self.ok("offers")], ["chifflot"])
        self.assertEqual(self.ok("asked", cluster="chiclet")["gpus"], 0)
        self.fails(1, 'no cluster "chetemi" in lille', "asked", cluster="chetemi")
        job = int(self.ok("make", "inferometer-tiny-1").split()[1])
        self.assertEqual(self.site.asked, {"name": "inferometer-tiny-1", "resources": "nodes=1,walltime=01:00:00",
                                           "properties": "cluster='chifflot'", "queue": "default",
                                           "command": "sleep 3720"})
        waiting = self.one()
        self.assertEqual([waiting["id"], waiting["state"], waiting["is_ready"], waiting["trouble"]],
                         [str(job), "waiting (R=24,W=1:0:0,J=B (Karma=0.005))", False, ""])
        self.site.run(self.site.jobs[job])
        ready = self.one()
        self.assertEqual([ready[key] for key in ("state", "is_ready", "address", "ssh_port", "user")],
                         ["running", True, "chifflot-3.lille.grid5000.fr", 22, USER])
        self.ok("end", "inferometer-tiny-1")
        ended = self.one()
        self.assertEqual([ended["state"], ended["is_ended"], ended["is_ready"], ended["trouble"]],
                         ["error", True, False, "OAR ended it (Job killed by its user)"])
        deletes = self.site.requests.count(("DELETE", f"{SITE}/jobs/{job}"))
        self.ok("end", "inferometer-tiny-1")
        self.assertEqual(self.site.requests.count(("DELETE", f"{SITE}/jobs/{job}")), deletes)

    def test_every_setting_is_in_the_job(self):
        self.ok("make", "inferometer-1", "90061", queue="production", project="lab", types="exotic,night")
        self.assertEqual([self.site.asked[key] for key in ("queue", "project", "types", "resources")],
                         ["production", "lab", ["exotic", "night"], "nodes=1,walltime=25:01:01"])

    def test_states_that_a_filter_of_the_api_loses_are_listed(self):
        for state in ("tolaunch", "toerror", "launching", "hold", "finishing", "suspended"):
            self.site.add(f"inferometer-{state}", state)
        listed = {one["name"]: one for one in self.ok("list")}
        self.assertEqual(len(listed), 6)
        self.assertFalse(any(one["is_ended"] or one["is_ready"] for one in listed.values()))

    def test_the_end_of_its_wall_time_is_told(self):
        self.site.add("inferometer-1", "error", events=[{"type": "WALLTIME", "description": "Job 7 reached its walltime"}])
        self.assertEqual(self.one()["trouble"], "OAR ended it (Job 7 reached its walltime)")

    def test_ours_are_found_among_many_and_no_older_than_they_can_be(self):
        self.site.add("inferometer-old", ago=59 * 86400)
        for i in range(1200):
            self.site.add(f"their-{i}", "terminated", ago=i)
        self.site.add("inferometer-others", user="bob")
        for i in range(1000):
            self.site.add(f"ancient-{i}", "terminated", ago=70 * 86400)
        self.assertEqual([one["name"] for one in self.ok("list")], ["inferometer-old"])
        self.assertEqual(self.site.requests.count(("GET", f"{SITE}/jobs")), 3)
        self.ok("end", "inferometer-old")
        self.assertEqual([job["name"] for job in self.site.jobs.values() if job["state"] == "error"], ["inferometer-old"])

    def test_a_create_in_doubt_is_found_by_its_name(self):
        for label, fault in (("500", Answer(500, "oops", True)), ("drop", Drop())):
            name = f"inferometer-{label}"
            self.site.faults[name] = fault
            self.assertEqual(self.probe("make", name).returncode, 3)
        self.assertEqual({one["name"] for one in self.ok("list")}, {"inferometer-500", "inferometer-drop"})
        self.assertEqual(self.site.requests.count(("POST", f"{SITE}/jobs")), 2)

    def test_what_is_refused_is_said_and_not_made(self):
        self.fails(1, "not enough resources for your request", "make", "inferometer-1", cluster="nowhere")
        self.site.faults["inferometer-2"] = Answer(403, "You are not allowed to use the queue production")
        self.fails(1, "not allowed to use the queue", "make", "inferometer-2")
        self.fails(1, "cluster must be", "list", cluster="x' OR '1")
        self.fails(1, "list-lag must be a whole number from 1 to 600", "list", list_lag="0")
        self.assertEqual(self.site.jobs, {})

    def test_a_wrong_password_is_refused_and_never_shown(self):
        wrong = "another pass word"
        for step in ("account", "list", "make", "offers"):
            said = self.fails(1, "in G5K_PASSWORD (HTTP 401", step, "inferometer-1", password=wrong)
            self.assertNotIn(wrong, said)
            self.assertNotIn(base64.b64encode(f"{USER}:{wrong}".encode()).decode(), said)


if __name__ == "__main__":
    unittest.main()
