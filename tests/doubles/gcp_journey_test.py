# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments at Google Compute Engine as our own double plays it, and faults at every call of one."""
import json
import os
import pathlib
import pwd
import shutil
import tempfile
import unittest

import fault_proxy
import fault_table
import gcp_double
from journey import Behind
from stateful_proxy import skip

USER = pwd.getpwuid(os.getuid()).pw_name
EXPIRED = fault_proxy.instead(401, json.dumps(gcp_double.Refusal(401, "authError", "token expired").body).encode())


class Case(fault_table.Case):
    """One deployment of a project of its own."""
    text = (f'{{{{provider: gcp, zone: {gcp_double.ZONES[0]}, type: g2-standard-8, user: {USER}, price: 0.85, '
            'list-lag: 1, api-url: "{url}"}}')

    def __init__(self, keys):
        self.gce = gcp_double.Gce(keys)
        super().__init__(self.gce.url, EXPIRED, {}, server=Behind)
        self.gce.token_url = self.proxy.url + "/token"
        key = self.journey.folder / "key.json"
        key.write_text(self.gce.key_file())
        self.journey.env["GOOGLE_APPLICATION_CREDENTIALS"] = str(key)
        self.secrets = ["ya29.", keys.private.read_text().split("\n")[1]]
        self.journey.machine.lead(self.journey.folder, "127.0.0.1")

    def watch(self, request):
        """Whoever an instance is made for may log in to the machine that stands for it."""
        if request.method == "POST" and request.path.split("?")[0].endswith("/instances"):
            items = {one["key"]: one["value"] for one in json.loads(request.body)["metadata"]["items"]}
            self.journey.authorized.write_text(items["ssh-keys"].split(":", 1)[1] + "\n")

    def __exit__(self, *_):
        super().__exit__()
        self.gce.close()

    def left(self):
        with self.gce.lock:
            return ({("machine", name) for _, name in self.gce.instances}
                    | {("volume", name) for _, name in self.gce.disks})

    def made(self):
        with self.gce.lock:
            return sum(one["operationType"] == "insert" for one, error in self.gce.operations.values() if not error)


class GcpJourneys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("openssl"):
            skip("the program openssl makes the keys; install it")
        cls.keys = gcp_double.Keys(pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory())))

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        with Case(self.keys) as case:
            take = case.journey.must
            self.assertIn(f"by {gcp_double.EMAIL}", take("creds"))
            self.assertIn("nobody agreed to its price", take("up", code=1))
            self.assertEqual(case.left(), set())
            self.assertIn("It is billed until `destroy`", take("create", "--yes"))
            self.assertEqual({kind for kind, _ in case.left()}, {"machine", "volume"})
            self.assertRegex(take("connection"), "^Linux ")
            self.assertRegex(take("up"), r"Phases: +connection .*, listen .*, ready .*, first token ")
            self.assertEqual(case.made(), 1)
            for kind, name in case.left():
                self.assertTrue(fault_table.shows(take("status"), kind, name), (kind, name))
            self.assertRegex(take("run"), r"Results: .*\n")
            self.assertIn("4 ok of 4", take("results"))
            take("down")
            self.assertEqual(case.left(), set())
            (case.journey.folder / "key.json").unlink()
            kept = case.journey.kept()
            for secret in case.secrets:
                self.assertNotIn(secret.encode(), kept)
                self.assertNotIn(secret, "".join(case.journey.said))

    def test_a_fault_at_every_call(self):
        fault_table.try_all(lambda: Case(self.keys))


if __name__ == "__main__":
    unittest.main(verbosity=2)
