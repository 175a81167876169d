# SPDX-License-Identifier: GPL-3.0-or-later
"""Scaleway against the official document of its Instance API (Prism) with the state of a project. Block Storage is
another API, of which there is no document here: what is allowed there is what the maker's own SDK sends."""
import copy
import json
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request
import uuid

from stateful_proxy import PATIENCE_S, Answer, Drop, SiteCase

KEY = "11111111-aaaa-4bbb-8ccc-nobodysbusiness"
PROJECT = "b4bd99e0-b389-41ed-afa1-0242ac120002"
ZONE = "/instance/v1/zones/fr-par-2"
BLOCK = "/block/v1/zones/fr-par-2/volumes"
TYPES = {"L4-1-24G": {"hourly_price": 0.75, "gpu": 1, "ram": 51539607552,
                      "gpu_info": {"gpu_manufacturer": "NVIDIA", "gpu_name": "L4", "gpu_memory": 25769803776}},
         "DEV1-S": {"hourly_price": 0.01, "gpu": 0, "ram": 2147483648}}
STOCK = {"L4-1-24G": {"availability": "scarce"}, "DEV1-S": {"availability": "available"}}


def refused(status, kind, message, **more):
    return Answer(status, {"type": kind, "message": message, **more})


def many(prefix, count):
    return {f"{prefix}{i:03}": {"hourly_price": 1.0, "gpu": 0} for i in range(count)}


class Project:
    """Servers and the volumes of both APIs by id. A fault is what a step of a server's name ends with: "create",
    "cloud-init", "poweron", "name" (of its volume, by no name: there is none yet)."""

    beyond = (BLOCK,)
    types, stock = TYPES, STOCK

    def __init__(self, key):
        self.key, self.servers, self.volumes, self.blocks, self.faults = key, {}, {}, {}, {}
        self.cloud_init, self.ending = {}, set()

    def before(self, request):
        if request.headers.get("X-Auth-Token") != self.key:
            raise refused(401, "denied_authentication", f"{request.headers.get('X-Auth-Token')} is no token")

    def after(self, request, body):
        if request.path.startswith(BLOCK):
            return self.block(request)
        path = request.path.removeprefix(ZONE).strip("/").split("/")
        if path[0] == "products":
            known = {**self.types, **many("CPU-", 120)} if path[-1] == "servers" else self.stock
            return self.page({"servers": known}, request)
        if path == ["servers"]:
            return self.create(request.json(), body["server"]) if request.method == "POST" else self.list(request)
        if path[0] == "volumes":
            return self.volume(request, path)
        return self.server(request, path)

    @staticmethod
    def page(body, request, size="per_page"):
        (name, all_), = body.items()
        kept = list(all_.items() if isinstance(all_, dict) else all_)
        size, page = int(request.query[size]), int(request.query["page"])
        assert 0 < size <= 100, size
        kept = kept[size * (page - 1):size * page]
        return {name: dict(kept) if isinstance(all_, dict) else copy.deepcopy(kept)}

    def raise_fault(self, step, name):
        if (step, name) in self.faults:
            raise self.faults[step, name]

    def create(self, asked, server):
        fault = self.faults.get(("create", asked["name"]))
        if isinstance(fault, Answer) and fault.status < 500:
            raise fault
        volume = str(uuid.uuid4())
        self.blocks[volume] = {"id": volume, "name": "Ubuntu_sbs_volume_0", "status": "in_use",
                               "project_id": asked["project"]}
        server = {**server, **{key: asked[key] for key in ("name", "project", "commercial_type", "tags")},
                  "id": str(uuid.uuid4()), "state": "stopped", "public_ips": [], "protected": False,
                  "volumes": {"0": {"id": volume, "volume_type": "sbs_volume", "state": "available"}}}
        self.servers[server["id"]] = server
        if fault:
            raise fault
        return {"server": server}

    def list(self, request):
        for one in list(self.ending):
            self.drop_server(one)
        for server in self.servers.values():
            if server["state"] == "starting":
                server["state"] = "running"
                server["public_ips"] = [{"family": "inet6", "address": "2001:db8::1", "dynamic": False},
                                        {"family": "inet", "address": "127.0.0.1", "dynamic": True}]
        return self.page({"servers": [one for one in self.servers.values() if request.query["project"] == one["project"]
                                      and request.query.get("name", "") in one["name"]]}, request)

    def drop_server(self, one):
        self.ending.discard(one)
        for volume in self.servers.pop(one)["volumes"].values():
            self.blocks[volume["id"]]["status"] = "available"

    def server(self, request, path):
        server = self.servers.get(path[1])
        if server is None:
            raise refused(404, "not_found", "resource is not found", resource="instance_server")
        if path[2:] == ["user_data", "cloud-init"]:
            self.raise_fault("cloud-init", server["name"])
            assert request.headers["Content-Type"] == "text/plain"
            self.cloud_init[server["name"]] = request.raw.decode()
            return None
        if path[2:] == ["action"]:
            return self.act(server, request.json()["action"])
        if request.method == "DELETE":
            if server["state"] != "stopped":
                raise refused(400, "invalid_request_error", "instance should be powered off")
            self.drop_server(server["id"])
            return None
        return {"server": copy.deepcopy(server)}

    def act(self, server, action):
        self.raise_fault(action, server["name"])
        allowed = {"stopped": "poweron", "running": "terminate", "stopped in place": "terminate"}
        if allowed.get(server["state"]) != action:
            raise refused(409, "transient_state", f"no {action} of a server that is {server['state']}")
        if action == "poweron":
            assert server["name"] in self.cloud_init, "started before it was told how to end"
        else:
            self.ending.add(server["id"])
        server["state"] = "starting" if action == "poweron" else "stopping"
        return {"task": {"id": str(uuid.uuid4()), "status": "pending"}}

    def volume(self, request, path):
        if request.method == "GET":
            named = [one for one in self.volumes.values() if request.query["name"] in one["name"]]
            return self.page({"volumes": named}, request)
        if self.volumes.pop(path[1], None) is None:
            raise refused(404, "not_found", "resource is not found")
        return None

    def block(self, request):
        name = request.path.removeprefix(BLOCK).strip("/")
        if request.method == "GET" and not name:
            assert set(request.query) == {"name", "project_id", "page", "page_size"}, request.query
            named = [one for one in self.blocks.values() if request.query["name"] in one["name"]]
            return self.page({"volumes": named}, request, "page_size")
        if name not in self.blocks:
            raise refused(404, "not_found", "resource is not found", resource="volume")
        if request.method == "PATCH":
            self.raise_fault("name", "")
            assert set(request.json()) == {"name"}
            self.blocks[name].update(request.json())
            return self.blocks[name]
        assert request.method == "DELETE", request.method
        if self.blocks[name]["status"] == "in_use":
            raise refused(412, "precondition_failed", "volume is in use")
        del self.blocks[name]
        return None


class Scaleway(SiteCase):
    provider, key_name, secret, site_class = "scaleway", "SCW_SECRET_KEY", KEY, Project
    document = "scaleway.instance.v1.Api.yml"
    settings = {"project": PROJECT, "type": "L4-1-24G"}

    def make(self, name, **settings):
        return self.ok("make", name, **settings).split()[1]

    def end_all(self, name):
        """Until nothing is listed: a volume can go only when its server has."""
        for _ in range(5):
            self.probe("end", name)
            if not self.listed():
                return
        self.fail(f"still there: {self.listed()}")

    def test_the_journey(self):
        self.assertIn(f"project {PROJECT} by the key in SCW_SECRET_KEY (servers in fr-par-2: 0)", self.ok("account"))
        offer = self.ok("asked")
        self.assertEqual([offer[key] for key in ("machine", "gpu", "gpus", "gpu_memory", "region", "price_per_hour",
                                                 "currency", "availability")],
                         ["L4-1-24G", "L4", 1, 24, "fr-par-2", 0.75, "EUR", "scarce"])
        self.assertEqual([one["machine"] for one in self.ok("offers")], ["L4-1-24G"])
        self.assertEqual(self.ok("asked", type="CPU-119")["price_per_hour"], 1)
        self.fails(1, "no type \"H1\" in fr-par-2", "asked", type="H1")
        server = self.make("inferometer-tiny-1")
        self.assertEqual(self.site.servers[server]["state"], "starting")
        ready = self.listed()
        self.assertEqual(set(ready), {("machine", "inferometer-tiny-1"), ("volume", "inferometer-tiny-1")})
        machine = ready["machine", "inferometer-tiny-1"]
        self.assertEqual([machine[key] for key in ("id", "state", "is_ready", "address", "ssh_port", "user")],
                         [server, "running", True, "127.0.0.1", 22, "root"])
        self.assertEqual(ready["volume", "inferometer-tiny-1"]["state"], "in_use")
        self.fails(1, "volume is in use", "end", "inferometer-tiny-1")
        self.assertEqual(self.site.servers[server]["state"], "stopping")
        self.assertEqual(set(self.listed()), {("volume", "inferometer-tiny-1")})
        for _ in range(2):
            self.ok("end", "inferometer-tiny-1")
        self.assertEqual((self.ok("list"), self.site.servers, self.site.blocks), ([], {}, {}))

    def test_every_setting_is_in_the_server(self):
        self.make("inferometer-all", type="DEV1-S", image="ubuntu_noble", disk=20)
        asked = next(one.json() for one in self.proxy.requests if one.path == f"{ZONE}/servers")
        self.assertEqual(asked, {
            "name": "inferometer-all", "project": PROJECT, "commercial_type": "DEV1-S", "image": "ubuntu_noble",
            "tags": ["inferometer"], "dynamic_ip_required": True,
            "volumes": {"0": {"size": 20_000_000_000, "volume_type": "sbs_volume"}}})
        self.fails(1, "zone must be", "list", zone="../fr")

    def test_a_server_is_told_how_to_end_before_it_starts(self):
        self.make("inferometer-1")
        head, config = self.site.cloud_init["inferometer-1"].split("\n", 1)
        self.assertEqual(head, "#cloud-config")
        config = json.loads(config)
        self.assertEqual(sorted(config), ["bootcmd", "disable_root", "ssh_authorized_keys"])
        self.assertTrue(config["ssh_authorized_keys"][0].startswith("ssh-ed25519 "))
        (shell, flag, command), = config["bootcmd"]
        with tempfile.TemporaryDirectory() as folder:
            done = pathlib.Path(folder, "done")
            systemctl = pathlib.Path(folder, "systemctl")
            systemctl.write_text(f"#!/bin/sh\necho \"$@\" > {done}\n")
            systemctl.chmod(0o755)
            self.assertIn("sleep 3600;", command)
            subprocess.run([shell, flag, command.replace("sleep 3600", "sleep 1")], check=True, timeout=0.9,
                           env={"PATH": f"{folder}:/usr/bin:/bin"})  # it does not wait
            deadline = time.monotonic() + PATIENCE_S / 4
            while not (done.exists() and done.read_text()) and time.monotonic() < deadline:
                time.sleep(0.05)
            self.assertEqual(done.read_text(), "poweroff\n")

    def test_a_wrong_key_is_refused_and_not_repeated(self):
        wrong = "22222222-aaaa-4bbb-8ccc-somebodyelses00"
        for step in ("account", "asked", "offers", "list", "make"):
            said = self.fails(1, "not accept the key in SCW_SECRET_KEY (HTTP 401", step, "inferometer-1", key=wrong)
            self.assertNotIn(wrong, said)
        self.assertEqual(self.site.servers, {})

    def test_a_create_in_doubt_leaves_a_server_that_is_listed(self):
        steps = {"create-500": ("create", refused(500, "internal", "oops")), "create-drop": ("create", Drop()),
                 "init": ("cloud-init", refused(400, "invalid_arguments", "no")), "init-drop": ("cloud-init", Drop()),
                 "start": ("poweron", refused(403, "denied_authentication", "no more of these")),
                 "start-drop": ("poweron", Drop())}
        for label, (step, fault) in steps.items():
            name = f"inferometer-{label}"
            self.site.faults[step, name] = fault
            done = self.probe("make", name)
            self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("no more of these", self.fails(3, "Scaleway made the server, but then", "make",
                                                     "inferometer-start"))
        self.site.faults[("name", "")] = Drop()
        self.fails(3, "closed the connection", "make", "inferometer-name")
        self.site.faults = {}
        servers = [name for kind, name in self.listed() if kind == "machine"]
        self.assertEqual(set(servers), {f"inferometer-{label}" for label in [*steps, "name"]})
        self.assertIn("Ubuntu_sbs_volume_0", {one["name"] for one in self.site.blocks.values()})
        for name in servers:
            for _ in range(3):
                self.probe("end", name)
                self.listed()
        self.assertEqual((self.ok("list"), self.site.servers, self.site.blocks), ([], {}, {}))

    def test_what_is_refused_is_asked_once_and_not_made(self):
        for fault, text in ((refused(400, "invalid_arguments", "wrong", details=[{"argument_name": "image",
                             "help_message": "is unknown", "reason": "constraint"}]), "wrong (image is unknown)"),
                            (refused(403, "quotas_exceeded", "quota"), "does not allow this to the key"),
                            (refused(429, "too_many_requests", "slow"), "asked too often")):
            self.site.faults["create", "inferometer-1"] = fault
            before = self.proxy.count("POST", f"{ZONE}/servers")
            self.fails(1, text, "make", "inferometer-1")
            self.assertEqual(self.proxy.count("POST", f"{ZONE}/servers"), before + 1)
        self.assertEqual(self.site.servers, {})

    def test_what_is_out_of_stock_is_refused_and_leaves_nothing(self):
        none = refused(403, "out_of_stock", "no L4 left", resource="L4-1-24G")
        for step in ("create", "poweron"):
            self.site.faults = {(step, "inferometer-1"): none}
            self.fails(1, "Scaleway has no such machine free now (HTTP 403: no L4 left", "make", "inferometer-1")
            self.assertEqual((self.site.servers, self.site.blocks), ({}, {}), step)
        # What cannot be taken back is in doubt, and still listed.
        remove, self.site.drop_server = self.site.drop_server, self.refuse
        self.fails(3, "Scaleway made the server, but then: Scaleway has no such machine free now", "make",
                   "inferometer-1")
        self.site.drop_server, self.site.faults = remove, {}
        self.end_all("inferometer-1")
        self.assertEqual((self.site.servers, self.site.blocks), ({}, {}))

    @staticmethod
    def refuse(*_):
        raise refused(409, "transient_state", "not now")

    def test_a_server_that_powered_off_is_billed_and_ended(self):
        server = self.make("inferometer-1")
        self.site.servers[server].update(state="stopped in place")
        machine = self.listed()["machine", "inferometer-1"]
        self.assertFalse(machine["is_ready"] or machine["is_ended"])
        self.assertIn("still billed in full", machine["trouble"])
        self.end_all("inferometer-1")
        self.assertEqual((self.site.servers, self.site.blocks), ({}, {}))

    def test_ours_are_found_among_many_and_no_other_is_touched(self):
        self.make("inferometer-1")
        (own, server), = self.site.servers.items()
        theirs = {f"their-{i}": {**server, "id": f"their-{i}", "name": f"my-inferometer-{i}", "volumes": {}}
                  for i in range(250)}
        self.site.servers = {**theirs, own: server}
        self.site.volumes = {"v-1": {"id": "v-1", "name": "inferometer-1", "state": "available"},
                             "v-2": {"id": "v-2", "name": "my-inferometer-2", "state": "available"}}
        self.assertEqual(len(self.ok("list")), 3)
        self.assertEqual([one.query["page"] for one in self.proxy.requests if one.path == f"{ZONE}/servers"
                          and one.method == "GET"], ["1", "2", "3"])
        self.end_all("inferometer-1")
        self.assertEqual((set(self.site.servers), set(self.site.volumes), self.site.blocks), (set(theirs), {"v-2"}, {}))

    def test_the_document_is_what_refuses(self):
        server = self.make("inferometer-1")
        wrong = urllib.request.Request(f"{self.proxy.url}{ZONE}/servers/{server}/action", b'{"action": "vanish"}',
                                       {"X-Auth-Token": KEY, "Content-Type": "application/json"})
        with self.assertRaises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(wrong)
        refusal.exception.close()
        self.assertEqual(len(self.proxy.refused), 1)
        self.proxy.refused.clear()


if __name__ == "__main__":
    unittest.main()
