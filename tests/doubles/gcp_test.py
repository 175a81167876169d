# SPDX-License-Identifier: GPL-3.0-or-later
"""The provider gcp against our own double of Google Compute Engine (gcp_double.py): there is no other. What its answers
look like is from Google's documentation; what bodies may hold is from Google's own list of fields."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import fault_proxy
import gcp_double
import gcp_fields

PROBE, BINARY = os.environ["CLOUD_PROBE"], os.environ["INFEROMETER"]
ZONE = "europe-west4-a"
NAME = "inferometer-double-1"
ID = f"{ZONE}/{NAME}"
BOTH = ["machine", "volume"]
INSERT = "POST /compute/v1/projects/measuring-123/zones/europe-west4-a/instances"


def error(status, reason, message="so it is"):
    return json.dumps(gcp_double.Refusal(status, reason, message).body).encode()


class Gcp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.said = []
        cls.gce = gcp_double.Gce()
        cls.addClassCleanup(cls.gce.close)
        cls.proxy = cls.enterClassContext(fault_proxy.FaultProxy(cls.gce.url))
        cls.gce.token_url = cls.proxy.url + "/token"

    def setUp(self):
        self.proxy.clear()
        self.gce.reset()
        self.key = pathlib.Path(self.gce.folder.name) / "key.json"
        self.key.write_text(self.gce.key_file())

    def call(self, step, *name, environment=None, **settings):
        settings = {"zone": ZONE, "type": "g2-standard-8", "api-url": self.proxy.url,
                    **{key.replace("_", "-"): value for key, value in settings.items()}}
        done = subprocess.run([PROBE, "gcp", *(f"{k}={v}" for k, v in settings.items()), step, *name],
                              env={"GOOGLE_APPLICATION_CREDENTIALS": str(self.key)} if environment is None
                              else environment, capture_output=True, text=True, timeout=120, check=False)
        self.said += [done.stdout, done.stderr]
        return done

    def good(self, step, *name, **settings):
        done = self.call(step, *name, **settings)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def bad(self, code, sentence, step, *name, **settings):
        done = self.call(step, *name, **settings)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertIn(sentence, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, "one line")

    def listed(self, **settings):
        return json.loads(self.good("list", **settings))

    def kinds(self):
        return [one["kind"] for one in self.listed() if one["name"] == NAME]

    def end_all(self):
        for _ in range(5):
            self.call("end", NAME)
            if not self.kinds():
                break
        self.assertEqual((self.gce.instances, self.gce.disks), ({}, {}))

    def inserts(self):
        return self.proxy.requests(INSERT)

    def test_google_s_own_list_of_fields_is_the_kept_one(self):
        kept = json.loads((gcp_fields.HERE / "gcp_fields.json").read_text())
        self.assertEqual(self.gce.fields, kept)
        wrong = {"name": "a", "tags": {"itmes": []}}
        self.assertIn('Unknown name "itmes" at "tags"', gcp_fields.fault(wrong, "Instance", self.gce.fields))

    def test_the_account_says_whose_it_is(self):
        said = f"Google Cloud project {gcp_double.PROJECT} by {gcp_double.EMAIL}\n"
        self.assertEqual(self.good("account"), said)
        self.assertEqual(self.good("account", key_file=self.key, environment={}), said)
        text = {"GOOGLE_APPLICATION_CREDENTIALS": self.key.read_text()}
        self.assertEqual(self.good("account", environment=text), said)
        self.assertEqual(len(self.gce.asserted), 3)
        self.bad(1, "Google does not have what was asked for", "account", project="other-1")

    def test_a_key_that_is_not_good_is_said_so(self):
        other = gcp_double.Keys(pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())))
        self.key.write_text(self.gce.key_file(private_key=other.private.read_text()))
        self.bad(1, "Google gives no token for the key in", "account")
        self.bad(1, "Invalid JWT Signature.); check the key, and the clock", "make", NAME)
        self.key.write_text(self.gce.key_file(client_email="nobody@x"))
        self.bad(1, "Google gives no token", "list")
        self.key.write_text(self.gce.key_file(token_uri="http://example.org/token"))
        self.bad(1, "is no https:// address", "account")
        self.key.write_text(json.dumps({"type": "authorized_user", "refresh_token": "t"}))
        self.bad(1, "holds a person's login", "account")
        self.bad(1, "GOOGLE_APPLICATION_CREDENTIALS is not set", "account", environment={})
        self.bad(1, "cannot be read", "account", key_file="/nowhere.json")
        self.assertEqual(self.inserts(), [])

    def test_a_clock_that_is_wrong_is_said_so(self):
        self.gce.skew = 7200
        self.bad(1, "check the key, and the clock of this machine", "make", NAME)

    def test_offers_are_what_carries_accelerators(self):
        self.gce.page = 2
        offers = {one["machine"]: one for one in json.loads(self.good("offers"))}
        self.assertEqual(set(offers), {"g2-standard-8", "a2-ultragpu-2g"})
        self.assertEqual(len(self.proxy.requests("/machineTypes?")), 5)
        big = offers["a2-ultragpu-2g"]
        self.assertEqual([big[key] for key in ("gpu", "gpus", "gpu_memory", "region", "price_per_hour", "is_spot")],
                         ["NVIDIA A100", 2, 80, ZONE, None, False])

    def test_what_is_asked_for_is_looked_at_first(self):
        offer = json.loads(self.good("asked", spot="true", price="0.85"))
        self.assertEqual([offer[key] for key in ("gpu", "gpus", "price_per_hour", "source", "is_spot")],
                         ["NVIDIA L4", 1, 0.85, "the setting price", True])
        offer = json.loads(self.good("asked", type="n1-standard-8", gpu="nvidia-tesla-t4", gpus="2"))
        self.assertEqual([offer[key] for key in ("gpu", "gpus", "gpu_memory", "price_per_hour", "source")],
                         ["NVIDIA T4", 2, 16, None, "127.0.0.1"])
        self.bad(1, 'no type "g9" in europe-west4-a', "asked", type="g9")
        self.bad(1, 'no gpu "k80" in', "asked", type="n1-standard-8", gpu="k80")
        self.bad(1, "carries nvidia-l4 already; remove gpu", "asked", gpu="nvidia-tesla-t4")
        self.bad(1, "attaches no 5 of", "asked", type="n1-standard-8", gpu="nvidia-tesla-t4", gpus="5")
        self.bad(1, "needs a disk of 50 GB", "asked", disk="20")
        self.bad(1, "no image projects/x/global/images/y", "asked", image="projects/x/global/images/y")
        self.bad(1, "Unknown zone", "asked", zone="mars-a")
        self.bad(1, "list-lag must be a whole number from 1 to 600", "asked", list_lag="0")

    def test_a_machine_is_made_as_it_must_be_and_ended(self):
        self.assertEqual(self.good("make", NAME), f"machine {ID}\n")
        made = self.gce.instances[ZONE, NAME]
        self.assertEqual(made["scheduling"], {"onHostMaintenance": "TERMINATE", "automaticRestart": False,
                                              "provisioningModel": "STANDARD", "maxRunDuration": {"seconds": "3600"},
                                              "instanceTerminationAction": "DELETE"})
        metadata = {one["key"]: one["value"] for one in made["metadata"]["items"]}
        self.assertTrue(metadata["ssh-keys"].startswith("inferometer:ssh-ed25519 AAAA"))
        self.assertEqual(metadata["enable-oslogin"], "FALSE")
        self.assertNotIn("guestAccelerators", made)
        self.assertNotIn("serviceAccounts", made)
        while not (machine := self.listed()[0])["is_ready"]:
            self.assertIn(machine["state"], ("PROVISIONING", "STAGING"))
        self.assertEqual([machine[key] for key in ("id", "name", "state", "address", "user", "trouble")],
                         [ID, NAME, "RUNNING", "127.0.0.1", "inferometer", ""])
        self.assertEqual(self.kinds(), BOTH)
        self.bad(1, "still uses it", "end", NAME)
        self.assertEqual(self.kinds(), [])
        self.assertEqual(self.gce.disks, {})
        self.good("end", NAME)
        self.assertEqual(len(self.inserts()), 1)

    def test_what_may_be_chosen_is_sent(self):
        self.good("make", NAME, type="n1-standard-8", gpu="nvidia-tesla-t4", gpus="2", spot="true", address="private",
                  network="bench", subnet="inner", tags="ssh-in, bench", user="ada", disk="200",
                  disk_type="hyperdisk-balanced", zone="us-central1-a")
        made = self.gce.instances["us-central1-a", NAME]
        self.assertEqual(made["guestAccelerators"],
                         [{"acceleratorType": "zones/us-central1-a/acceleratorTypes/nvidia-tesla-t4",
                           "acceleratorCount": 2}])
        self.assertEqual(made["scheduling"]["provisioningModel"], "SPOT")
        self.assertEqual(made["networkInterfaces"],
                         [{"network": "global/networks/bench", "subnetwork": "regions/us-central1/subnetworks/inner"}])
        self.assertEqual(made["tags"], {"items": ["ssh-in", "bench"]})
        self.assertEqual(made["disks"][0]["initializeParams"]["diskType"],
                         "zones/us-central1-a/diskTypes/hyperdisk-balanced")
        for _ in range(2):
            machine = self.listed(address="private", zone=ZONE)[0]  # of every zone, whichever is the site's
        self.assertEqual((machine["address"], machine["is_ready"]), ("10.164.0.2", True))

    def test_one_order_is_carried_out_once(self):
        self.good("make", NAME)
        self.good("make", NAME)
        first, second = self.inserts()
        self.assertEqual(first.path, second.path)
        self.assertRegex(first.path, r"requestId=[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
        self.gce.requests.clear()
        self.bad(3, "has something of this name already", "make", NAME)
        self.assertEqual(self.kinds(), BOTH)

    def test_no_capacity_inside_http_200_is_a_refusal(self):
        cases = {("ZONE_RESOURCE_POOL_EXHAUSTED", 503): "has no such machine free now",
                 ("ZONE_RESOURCE_POOL_EXHAUSTED_WITH_DETAILS", 503): "has no such machine free now",
                 ("QUOTA_EXCEEDED", 403): "A quota of the project at Google does not allow this",
                 ("INVALID_USAGE", 400): "Google refused what was asked for (INVALID_USAGE: so it is)"}
        for (code, status), sentence in cases.items():
            with self.subTest(code):
                self.proxy.clear()
                self.gce.reset()
                self.gce.shortage = (code, "so it is", status)
                self.bad(1, sentence, "make", NAME)
                self.assertEqual((len(self.inserts()), self.listed()), (1, []))

    def test_a_failure_inside_http_200_of_which_nobody_knows_is_in_doubt(self):
        self.gce.shortage = ("INTERNAL_ERROR", "", 500)
        self.bad(3, "Google failed by itself (INTERNAL_ERROR: it gave no reason)", "make", NAME)

    def test_a_create_without_an_answer_is_in_doubt_and_found_again(self):
        for worse in (fault_proxy.after(503), fault_proxy.after(500, error(500, "backendError")), fault_proxy.drop):
            with self.subTest(worse):
                self.proxy.clear()
                self.gce.reset()  # else it would know the order, and not carry it out again
                self.proxy.on(INSERT, worse)
                self.assertEqual(self.call("make", NAME).returncode, 3)
                self.assertEqual(len(self.inserts()), 1, "never tried a second time")
                self.assertEqual(self.kinds(), BOTH)
                self.end_all()

    def test_a_create_that_takes_too_long_is_in_doubt(self):
        self.proxy.on(INSERT, fault_proxy.hang(40))
        began = time.monotonic()
        self.assertEqual(self.call("make", NAME).returncode, 3)
        self.assertLess(time.monotonic() - began, 39)
        self.assertEqual((len(self.inserts()), self.kinds()), (1, BOTH))

    def test_an_operation_that_cannot_be_read_leaves_the_machine_in_doubt(self):
        self.proxy.on("/operations/", fault_proxy.instead(403, error(403, "forbidden")))
        self.bad(3, "Google took the order, but then", "make", NAME)
        self.assertEqual(self.kinds(), BOTH)
        self.end_all()
        self.gce.reset()
        self.proxy.on("/operations/", fault_proxy.drop, times=2)
        self.good("make", NAME)  # a read, and so asked again

    def test_a_refusal_is_none(self):
        cases = {(403, "quotaExceeded"): "A quota of the project", (403, "rateLimitExceeded"): "asked too often",
                 (429, "rateLimitExceeded"): "asked too often", (403, "forbidden"): "does not allow this to the key in",
                 (403, "accessNotConfigured"): "has no Compute Engine API", (400, "invalid"): "refused what was asked"}
        for (status, reason), sentence in cases.items():
            with self.subTest(reason):
                self.proxy.clear()
                self.proxy.on(INSERT, fault_proxy.instead(status, error(status, reason)))
                self.bad(1, sentence, "make", NAME)
                self.assertEqual((len(self.inserts()), self.kinds()), (1, []))

    def test_busy_reads_are_made_again_after_the_pause_that_is_asked_for(self):
        self.proxy.on("/aggregated/instances", fault_proxy.busy(1))
        self.proxy.on("/aggregated/disks", fault_proxy.instead(403, error(403, "rateLimitExceeded")))
        start = time.monotonic()
        self.assertEqual(self.listed(), [])
        self.assertGreater(time.monotonic() - start, 1.4)

    def test_a_token_that_ended_is_renewed_once(self):
        self.gce.life = 1
        self.good("make", NAME)
        self.assertGreater(len(self.gce.asserted), 2, "one that soon ends is not kept")
        self.gce.reset()
        self.proxy.clear()
        self.good("make", NAME)
        self.assertEqual(len(self.gce.asserted), 1, "one that lives is kept")
        self.proxy.on("/aggregated/", fault_proxy.instead(401, error(401, "authError")))
        self.assertEqual(self.kinds(), BOTH)
        self.assertEqual(len(self.gce.asserted), 3)
        self.proxy.on("/aggregated/", fault_proxy.instead(401, error(401, "authError")), times=2)
        self.bad(1, "does not accept the key in", "list")

    def test_a_token_that_ended_in_create_makes_one_machine(self):
        self.proxy.on(INSERT, fault_proxy.instead(401, error(401, "authError")))
        self.good("make", NAME)
        self.assertEqual((len(self.inserts()), self.kinds()), (2, BOTH))

    def test_without_a_token_nothing_was_asked(self):
        for worse in (fault_proxy.drop, fault_proxy.instead(503), fault_proxy.instead(200, b"{}"),
                      fault_proxy.instead(200, b'{"access_token": "a b", "expires_in": 9}')):
            self.proxy.clear()
            self.proxy.on("POST /token", worse, times=9)
            self.bad(1, "Nothing was asked of Google", "make", NAME)
            self.assertEqual(self.inserts(), [])
            self.assertEqual(self.call("list").returncode, 3)

    def test_a_list_that_is_late_is_asked_anew(self):
        self.assertEqual(self.kinds(), [])
        self.good("make", NAME)
        self.proxy.on("/aggregated/", fault_proxy.late, times=2)
        self.assertEqual(self.kinds(), [])
        self.assertEqual(self.kinds(), BOTH)

    def test_a_list_is_whole_or_an_error(self):
        self.good("make", NAME)
        self.gce.dark = "us-central1-a"
        self.bad(3, "Google cannot list now what is in zones/us-central1-a", "list")
        self.gce.dark = None
        self.proxy.on("/aggregated/disks", fault_proxy.instead(403, error(403, "forbidden")))
        self.bad(1, "does not allow this", "list")

    def test_ours_are_found_among_many_and_no_other_is_touched(self):
        self.good("make", NAME)
        (key, own), = self.gce.instances.items()
        theirs = {(zone, f"{name}-{i}"): {**own, "name": f"{name}-{i}", "labels": labels}
                  for zone in gcp_double.ZONES for i in range(20)
                  for name, labels in (("their", {}), ("my", {"inferometer": "my"}),
                                       ("inferometer-x", {"inferometer": NAME}))}
        self.gce.instances.update(theirs)
        self.gce.page = 7
        self.assertEqual(self.kinds(), BOTH)
        self.assertGreater(len(self.proxy.requests("pageToken")), 5)
        self.call("end", NAME)
        self.assertEqual(self.kinds(), [])
        self.assertEqual(set(self.gce.instances), set(theirs))

    def test_a_machine_that_has_stopped_is_billed_and_ended(self):
        self.good("make", NAME)
        self.gce.instances[ZONE, NAME]["status"] = "TERMINATED"
        machine = self.listed()[0]
        self.assertEqual((machine["is_ready"], machine["is_ended"]), (False, False))
        self.assertIn("its disk is still billed", machine["trouble"])
        self.end_all()

    def test_a_disk_that_stayed_is_listed_and_ended(self):
        self.good("make", NAME)
        self.gce.instances.clear()
        self.assertEqual(self.kinds(), ["volume"])
        self.good("end", NAME)
        self.assertEqual(self.gce.disks, {})

    def test_an_end_that_fails_inside_http_200_is_said(self):
        self.good("make", NAME)
        failed = {"status": "DONE", "httpErrorStatusCode": 400, "error": {"errors": [{"code": "X", "message": "no"}]}}
        self.proxy.on("DELETE", fault_proxy.instead(200, json.dumps(failed).encode()))
        self.bad(1, "refused what was asked for (X: no)", "end", NAME)
        self.end_all()

    def test_zz_no_secret_was_said_or_sent(self):
        self.good("list")
        sent = "".join(request.text() for request in self.proxy.seen)
        private = self.gce.keys.private.read_text().split("\n")[1]
        said = "".join(self.said)
        self.assertNotIn(private, said + sent)
        self.assertNotIn("ya29.", said)
        self.assertNotIn("eyJ", said)


class Deployments(unittest.TestCase):
    """The same by the program: whatever happens on the way, no machine is there that it does not show. What is deployed
    on one: gcp_journey_test.py."""

    def setUp(self):
        self.gce = gcp_double.Gce()
        self.addCleanup(self.gce.close)
        self.proxy = self.enterContext(fault_proxy.FaultProxy(self.gce.url))
        self.gce.token_url = self.proxy.url + "/token"
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "key.json").write_text(self.gce.key_file())
        self.env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data"),
                    "GOOGLE_APPLICATION_CREDENTIALS": str(self.folder / "key.json")}

    def begin(self, step, *more, limits="", price=", price: 0.85"):
        path = self.folder / "deployment.yaml"
        path.write_text("version: 1\nname: tiny\nmodel: tiny\nengine: {recipe: vllm}\n"
                        f"limits: {{ready: 20s, ttl: 1h{limits}}}\n"
                        f"site: {{provider: gcp, zone: {ZONE}, type: g2-standard-8, api-url: \"{self.proxy.url}\"{price}}}\n")
        return subprocess.Popen([BINARY, "deployment", step, "--config", path, *more], env=self.env, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def step(self, step, *more, code=0, **settings):
        process = self.begin(step, *more, **settings)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, code, out + err)
        return out + err

    def test_the_price_and_the_budget_are_told_as_they_are(self):
        self.assertIn("gcp tells no prices, so limits/budget cannot be kept",
                      self.step("validate", code=1, limits=", budget: 5", price=""))
        self.step("validate", limits=", budget: 5")
        self.assertIn(f"by {gcp_double.EMAIL}", self.step("creds"))
        self.assertIn("$0.85 an hour by the setting price, $0.85 at most in the 1 h", self.step("create", code=1))
        self.assertEqual(self.step("images"), f"all: common-cu129-v1, made 2026-06-26T00:00:00.000-07:00: {gcp_double.FAMILY}\n")
        self.assertIn("an unknown price an hour by 127.0.0.1", self.step("create", code=1, price=""))
        self.assertEqual(self.gce.instances, {})

    def test_a_machine_is_made_shown_and_destroyed(self):
        self.assertIn("It is billed until `destroy`", self.step("create", "--yes", limits=", budget: 0.425"))
        (zone, name), machine = *self.gce.instances, *self.gce.instances.values()
        self.assertEqual((zone, machine["scheduling"]["maxRunDuration"]), (ZONE, {"seconds": "1800"}))
        self.assertIn(name, self.step("status"))
        self.step("destroy")
        self.assertEqual((self.gce.instances, self.gce.disks), ({}, {}))

    def test_killed_in_create_it_is_shown_and_ended(self):
        self.proxy.on(INSERT, fault_proxy.hang(20))
        process = self.begin("create", "--yes")
        while not self.gce.instances:
            time.sleep(0.05)
        process.kill()
        process.communicate()
        (_, name), = self.gce.instances
        self.assertIn(name, self.step("orphans", code=6))
        shutil.rmtree(self.folder / "data")  # and without its ledger
        self.assertIn(name, self.step("orphans", code=6))

    def test_no_capacity_is_said_and_leaves_nothing(self):
        self.gce.shortage = ("ZONE_RESOURCE_POOL_EXHAUSTED", "no L4 here", 503)
        self.assertIn("Google has no such machine free now (ZONE_RESOURCE_POOL_EXHAUSTED: no L4 here)",
                      self.step("create", "--yes", code=1))
        self.assertEqual(self.gce.instances, {})


if __name__ == "__main__":
    if not shutil.which("openssl"):
        print("SKIPPED: the program openssl makes the keys; install it", file=sys.stderr)
        sys.exit(77)
    unittest.main(verbosity=2)
