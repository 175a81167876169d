# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole deployments at AWS as moto plays it, with signatures checked, and faults at every call of one."""
import base64
import json
import os
import pathlib
import pwd
import re
import tempfile
import unittest
import urllib.parse

import fault_proxy
import fault_table
from aws_test import REGION, Moto, fault, main, prices
from journey import Behind

USER = pwd.getpwuid(os.getuid()).pw_name
PUBLIC = "*.*.*.*"
# Moto takes ten seconds for a look at the thousands that it knows.
IMAGE = {"ami_id": "ami-0123456789abcdef0", "name": "amzn2-ami-hvm", "description": "one", "owner_id": "137112412989",
         "public": True, "virtualization_type": "hvm", "architecture": "x86_64", "state": "available",
         "root_device_name": "/dev/xvda", "root_device_type": "ebs", "creation_date": "2026-01-01T00:00:00.000Z"}
EXPIRED = fault_proxy.instead(403, fault("ExpiredToken", "The provided token has expired."))


class Case(fault_table.Case):
    """One deployment of moto's account."""
    text = (f'{{{{provider: aws, region: {REGION}, instance: g5.xlarge, image-name: "amzn2-ami*", user: {USER}, '
            'my-address: 203.0.113.7, list-lag: 1, api-url: "{url}"}}')

    def __init__(self, moto, **journey):
        self.moto = moto
        super().__init__(moto.url, EXPIRED,
                         {"AWS_ACCESS_KEY_ID": moto.owner[0], "AWS_SECRET_ACCESS_KEY": moto.owner[1]}, server=Behind, **journey)
        self.secrets = [moto.owner[1], urllib.parse.quote_plus(moto.owner[1])]
        self.journey.machine.lead(self.journey.folder, PUBLIC)

    @staticmethod
    def call_name(request):
        action = re.match(rb"Action=(\w+)", request.body)
        return action[1].decode() if action else request.headers.get("X-Amz-Target", request.method).rsplit(".", 1)[-1]

    def watch(self, request):
        """Whose key pair it is may log in to the machine."""
        form = urllib.parse.parse_qs(request.body.decode("latin-1"))
        if form.get("Action") == ["ImportKeyPair"]:
            self.journey.authorized.write_bytes(base64.b64decode(form["PublicKeyMaterial"][0]))

    def tagged(self):
        """All that bears the deployment's name, as moto tells it."""
        filters = [{"Name": "tag:Name", "Values": [f"inferometer-{self.journey.name}-*"]}]
        ec2 = self.moto.ec2
        found = [("machine", one["State"]["Name"], one) for reservation in
                 ec2.describe_instances(Filters=filters)["Reservations"] for one in reservation["Instances"]]
        found += [("volume", one["State"], one) for one in ec2.describe_volumes(Filters=filters)["Volumes"]]
        found += [("key pair", "", one) for one in ec2.describe_key_pairs(Filters=filters)["KeyPairs"]]
        found += [("security group", "", one) for one in ec2.describe_security_groups(Filters=filters)["SecurityGroups"]]
        return [(kind, next(tag["Value"] for tag in one["Tags"] if tag["Key"] == "Name"), state)
                for kind, state, one in found]

    def left(self):
        return {(kind, name) for kind, name, state in self.tagged() if state != "terminated"}

    def made(self):
        return sum(kind == "machine" for kind, _, _ in self.tagged())


def few_images(folder):
    """A file of moto's with the one image."""
    amis = pathlib.Path(folder, "amis.json")
    amis.write_text(json.dumps([IMAGE]))
    return str(amis)


class AwsJourneys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.moto = Moto(MOTO_AMIS_PATH=few_images(made.name))
        cls.addClassCleanup(cls.moto.end)
        cls.moto.begin()

    def test_from_nothing_to_a_measured_endpoint_and_back(self):
        with Case(self.moto) as case:
            take = case.journey.must
            self.assertIn("may run instances", take("creds"))
            self.assertIn("nobody agreed to its price", take("up", code=1))
            self.assertEqual(case.tagged(), [])
            self.assertIn("It is billed until `destroy`", take("create", "--yes"))
            self.assertEqual({kind for kind, _ in case.left()}, {"machine", "volume", "key pair", "security group"})
            self.assertRegex(take("connection"), "^Linux ")
            self.assertRegex(take("up"), r"Phases: +connection .*, listen .*, ready .*, first token ")
            self.assertEqual(case.made(), 1)
            for kind, name in case.left():
                self.assertTrue(fault_table.shows(take("status"), kind, name), (kind, name))
            self.assertRegex(take("run"), r"Results: .*\n")
            self.assertIn("4 ok of 4", take("results"))
            take("down")
            self.assertEqual(case.left(), set())
            kept = case.journey.kept()
            for secret in case.secrets:
                self.assertNotIn(secret.encode(), kept)
                self.assertNotIn(secret, "".join(case.journey.said))

    def test_where_there_is_no_capacity_the_next_that_fits_is_taken(self):
        """The machine is left open: two have room, one of them has a card that is too small, one is too dear."""
        told = fault_proxy.instead(200, prices({"g5.xlarge": 1.006, "g5.2xlarge": 1.212, "g4dn.xlarge": 0.526,
                                                "p4d.24xlarge": 32.77}))
        none = fault_proxy.instead(500, fault("InsufficientInstanceCapacity", "none of g5.xlarge is left"))
        asked = []

        class Open(Case):
            def site_text(self):
                return super().site_text().replace("instance: g5.xlarge, ", "")

        def note(request, other):
            form = urllib.parse.parse_qs(request.body.decode("latin-1"))
            if "AWSPriceListService.GetProducts" in request.text():
                return told
            if Case.call_name(request) == "RunInstances" and form.get("DryRun") != ["true"]:
                asked.append(form["InstanceType"][0])
                if asked[-1] == "g5.xlarge":
                    return none
            return other(request)

        with Open(self.moto) as case:
            inner = case.proxy.note
            case.proxy.note = lambda request: note(request, inner)

            def take(step, *more, code=0):
                done, said = case.journey.take(step, *more, more="choose: {parameters: 6, max-price: 5, gpus: A10G}\n")
                self.assertEqual(done, code, said)
                return said
            seen = take("offers", "--choose")
            self.assertRegex(seen, r"Chosen: NVIDIA A10G \(g5\.xlarge\): \S+ of 22\.4 GB needed, about \S+ tok/s a user, "
                                   r"1\.01 \$/h -> \S+ \$ per 1M output tokens; the cheapest of 2 that fit")
            self.assertRegex(seen, r"Else:   NVIDIA A10G \(g5\.2xlarge\): .*number 2 of 2 that fit")
            self.assertIn("nobody agreed to its price", take("up", code=1))
            said = take("create", "--yes")
            self.assertRegex(said, "The site did not make it: AWS has no such machine free now .none of g5.xlarge is left"
                                   ".*Next, number 2 of 2:")
            self.assertRegex(said, r"g5\.xlarge .*\$1\.01 an hour(.*\n)*.*g5\.2xlarge .*\$1\.21 an hour")
            self.assertEqual(asked, ["g5.xlarge", "g5.2xlarge"])
            self.assertEqual(case.made(), 1)
            self.assertEqual(sorted(kind for kind, _ in case.left()), ["key pair", "machine", "security group", "volume"],
                             "what was made for the first is ended")
            take("up")
            folder = pathlib.Path(re.search(r"Results: (.*)\n", take("run"))[1])
            self.assertRegex((folder / "run.yaml").read_text(), r"deployment_choice: .*g5\.2xlarge")
            self.assertEqual(asked, ["g5.xlarge", "g5.2xlarge"], "it chose anew")
            take("down")
            self.assertEqual(case.left(), set())

    def test_a_fault_at_every_call(self):
        fault_table.try_all(lambda: Case(self.moto))


if __name__ == "__main__":
    main(__file__)
