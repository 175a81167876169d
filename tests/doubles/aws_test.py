# SPDX-License-Identifier: GPL-3.0-or-later
"""The provider aws against moto, a server that answers as EC2 does and checks signatures and policies."""
import base64
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

import fault_proxy

HERE = pathlib.Path(__file__).parent
PROBE = os.environ["CLOUD_PROBE"]
REGION = "us-east-1"
NAME = "inferometer-double-1"
KEYS_AND_POLICIES = 6  # calls that moto takes unsigned, before it looks at who asks


def prices(all_):
    """USD an hour by instance, as AWS's price list answers."""
    return json.dumps({"FormatVersion": "aws_v1", "PriceList": [json.dumps({
        "product": {"attributes": {"instanceType": instance}},
        "terms": {"OnDemand": {"A.B": {"priceDimensions": {"A.B.C": {"unit": "Hrs",
                                                                     "pricePerUnit": {"USD": f"{usd:.10f}"}}}}}},
    }) for instance, usd in all_.items()]}).encode()


def fault(code, words="so it is"):
    return f"<Response><Errors><Error><Code>{code}</Code><Message>{words}</Message></Error></Errors></Response>".encode()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Moto:
    def __init__(self, **more):
        """`more` goes into its environment."""
        self.url = f"http://127.0.0.1:{free_port()}"
        environment = {"PATH": os.environ["PATH"], "INITIAL_NO_AUTH_ACTION_COUNT": str(KEYS_AND_POLICIES),
                       **more}
        self.process = subprocess.Popen(
            [sys.executable, "-B", HERE / "moto_server.py", "-H", "127.0.0.1", "-p", self.url.rsplit(":", 1)[1]],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def begin(self):
        fault_proxy.wait_for(self.url, 120)
        self.owner = self.user("owner", ["ec2:*", "sts:*"])
        self.reader = self.user("reader", ["ec2:Describe*", "sts:*"])
        self.ec2 = self.client(REGION)

    def client(self, region):
        """Amazon's own library looks at what was made."""
        import boto3
        return boto3.client("ec2", region_name=region, endpoint_url=self.url,
                            aws_access_key_id=self.owner[0], aws_secret_access_key=self.owner[1])

    def end(self):
        self.process.terminate()
        self.process.wait()

    def user(self, name, actions):
        policy = {"Version": "2012-10-17",
                  "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
        self.iam("CreateUser", UserName=name)
        key = self.iam("CreateAccessKey", UserName=name)
        self.iam("PutUserPolicy", UserName=name, PolicyName="p", PolicyDocument=json.dumps(policy))
        find = lambda tag: re.search(f"<{tag}>([^<]+)</{tag}>", key).group(1)
        return find("AccessKeyId"), find("SecretAccessKey")

    def iam(self, action, **parameters):
        form = urllib.parse.urlencode({"Action": action, "Version": "2010-05-08", **parameters}).encode()
        scope = "AWS4-HMAC-SHA256 Credential=X/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x"
        asked = urllib.request.Request(self.url, form, {"Authorization": scope})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.read().decode()


class Aws(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.said = []
        cls.moto = Moto()
        cls.addClassCleanup(cls.moto.end)
        cls.moto.begin()
        cls.proxy = cls.enterClassContext(fault_proxy.FaultProxy(cls.moto.url))

    def setUp(self):
        self.proxy.clear()

    def tearDown(self):
        made = self.proxy.requests("Action=ImportKeyPair")
        self.proxy.clear()
        if made:
            self.call("end", NAME)

    def call(self, step, *name, keys=None, **settings):
        access, secret = keys or self.moto.owner
        settings = {"region": REGION, "instance": "g5.xlarge", "image-name": "amzn2-ami*",
                    "my-address": "203.0.113.7", "api-url": self.proxy.url,
                    **{key.replace("_", "-"): value for key, value in settings.items()}}
        done = subprocess.run([PROBE, "aws", *(f"{k}={v}" for k, v in settings.items()), step, *name],
                              env={"AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": secret},
                              capture_output=True, text=True, timeout=50, check=False)
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

    def ours(self):
        return [one for one in json.loads(self.good("list")) if one["name"] == NAME and not one["is_ended"]]

    def kinds(self):
        return sorted(one["kind"] for one in self.ours())

    def instance(self, name):
        return self.moto.ec2.describe_instances(InstanceIds=[name])["Reservations"][0]["Instances"][0]

    def form(self, action):
        sent = self.proxy.requests(f"Action={action}&")
        self.assertEqual(len(sent), 1, f"{action} is asked for once")
        return dict(urllib.parse.parse_qsl(sent[0].body.decode()))

    def test_the_account_says_whose_it_is_and_what_it_may(self):
        said = self.good("account")
        self.assertRegex(said, r"^AWS account 123456789012, arn:aws:iam::123456789012:user/owner, may run instances")
        self.assertNotIn("may run", self.good("account", image_name="no such image"))
        self.assertEqual(self.kinds(), [])

    def test_a_wrong_secret_is_said_so(self):
        wrong = "wrong" + self.moto.owner[1][5:]
        self.bad(1, "AWS does not accept the credentials", "account", keys=(self.moto.owner[0], wrong))
        self.bad(1, "AWS does not accept the credentials", "make", NAME, keys=("AKIA0000000000000000", wrong))

    def test_a_forbidden_action_is_named(self):
        self.bad(1, "The AWS credentials may not call RunInstances", "account", keys=self.moto.reader)
        self.bad(1, "The AWS credentials may not call ImportKeyPair", "make", NAME, keys=self.moto.reader)
        self.assertEqual(self.kinds(), [])

    def test_what_is_asked_for_has_its_gpus_and_price(self):
        self.proxy.on("AWSPriceListService.GetProducts", fault_proxy.instead(200, prices({"g5.xlarge": 1.006})), times=2)
        offer = json.loads(self.good("asked"))
        self.assertEqual((offer["gpu"], offer["gpus"], offer["price_per_hour"]), ("NVIDIA A10G", 1, 1.006))
        self.assertIn("us-east-1a", offer["availability"].split(", "))
        self.bad(1, "set one of those that do: us-east-1", "asked", zone="us-east-1")
        self.assertEqual({one["machine"]: one["price_per_hour"] for one in json.loads(self.good("offers"))
                          if one["machine"] in ("g5.xlarge", "g4dn.xlarge")},
                         {"g5.xlarge": 1.006, "g4dn.xlarge": None})
        self.assertIsNone(json.loads(self.good("asked"))["price_per_hour"])  # moto has no price list
        self.bad(1, "image", "asked", image="ami-12345678")
        self.bad(1, "g5.nonsense", "asked", instance="g5.nonsense")

    def test_the_image_of_each_region_is_told(self):
        regions = (REGION, "eu-west-2", "eu-west-3")

        def few(_proxy, _request, forward):
            """Of what moto says: it takes seconds to begin a region."""
            answer = forward()
            items = re.findall(r"<item>.*?</item>", answer.body.decode(), re.DOTALL)
            kept = [one for one in items if re.search("<regionName>(.*?)<", one).group(1) in regions]
            return fault_proxy.Answer(answer.status, f"<R><regionInfo>{''.join(kept)}</regionInfo></R>".encode())

        self.proxy.on("Action=DescribeRegions", few, times=4)
        images = json.loads(self.good("images"))
        self.assertEqual((images[0]["region"], {one["region"] for one in images}), (REGION, set(regions)))
        own = self.moto.ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "name", "Values": ["amzn2-ami*"]}])
        newest = max(own["Images"], key=lambda one: one["CreationDate"])
        self.assertEqual((images[0]["id"], images[0]["name"]), (newest["ImageId"], newest["Name"]))
        self.assertEqual({one["trouble"] for one in images}, {""})
        self.assertEqual(len(self.proxy.requests("Action=DescribeImages")), len(regions))

        self.proxy.on("/eu-west-3/ec2/", fault_proxy.instead(403, fault("UnauthorizedOperation")))
        closed = {one["region"]: one for one in json.loads(self.good("images"))}
        self.assertIn("may not call DescribeImages", closed["eu-west-3"]["trouble"])
        self.assertEqual(closed["eu-west-2"]["trouble"], "")
        alone = json.loads(self.good("images", image=images[0]["id"]))
        self.assertEqual([one["region"] for one in alone], [REGION])
        none = json.loads(self.good("images", image_name="no such image"))
        self.assertIn("none that image-name and image-owner find", none[0]["trouble"])
        self.assertIn("us-east-1: no image: it has none that", told := self.told_by_the_program("no such image"))
        self.assertIn("The site's own region us-east-1 has no image; set its image or image-name", told)
        hostile = b"<R><regionInfo><item><regionName>evil.example/x</regionName></item></regionInfo></R>"
        self.proxy.on("Action=DescribeRegions", fault_proxy.instead(200, hostile))
        self.bad(3, "did not say which regions there are", "images")

    def told_by_the_program(self, image_name):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as config:
            config.write("version: 1\nname: tiny\nmodel: tiny\nengine: {recipe: vllm}\nsite: {provider: aws, "
                         f"region: {REGION}, instance: g5.xlarge, image-name: {image_name}, my-address: 203.0.113.7, "
                         f"api-url: \"{self.proxy.url}\"}}\n")
            config.flush()
            access, secret = self.moto.owner
            done = subprocess.run([os.environ["INFEROMETER"], "deployment", "images", "--config", config.name],
                                  env={"AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": secret, "HOME": "/nowhere"},
                                  capture_output=True, text=True, timeout=50, check=False)
        self.said += [done.stdout, done.stderr]
        self.assertNotEqual(done.returncode, 0)
        return done.stdout + done.stderr

    def test_spot_offers_have_their_price(self):
        offers = {one["machine"]: one for one in json.loads(self.good("offers", spot="true"))}
        self.assertGreater(len(offers), 10)
        self.assertGreater(offers["g5.xlarge"]["price_per_hour"], 0)
        self.assertTrue(offers["g5.xlarge"]["is_spot"])

    def test_a_machine_is_made_as_it_must_be_and_ended(self):
        made = self.good("make", NAME).split("\n")
        self.assertRegex(made[2], "^machine i-")
        machine, = [one for one in self.ours() if one["kind"] == "machine"]
        self.assertEqual((machine["id"], machine["is_ready"], machine["user"]), (made[2].split()[1], True, "ubuntu"))
        self.assertRegex(machine["address"], r"^\d+\.\d+\.\d+\.\d+$")
        self.assertEqual(self.kinds(), ["key pair", "machine", "security group", "volume"])

        group = made[1].split()[2]
        rules = self.moto.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
        self.assertEqual([(rule["FromPort"], rule["ToPort"], [to["CidrIp"] for to in rule["IpRanges"]])
                          for rule in rules], [(22, 22, ["203.0.113.7/32"])])
        attribute = lambda name: self.moto.ec2.describe_instance_attribute(
            InstanceId=machine["id"], Attribute=name)[name[0].upper() + name[1:]]["Value"]
        self.assertEqual(base64.b64decode(attribute("userData")).decode(), "#!/bin/sh\nshutdown -h +60\n")
        self.assertEqual(attribute("instanceInitiatedShutdownBehavior"), "terminate")
        seen = self.instance(machine["id"])
        self.assertEqual([one["GroupId"] for one in seen["SecurityGroups"]], [group])
        self.assertEqual((seen["KeyName"], seen["MetadataOptions"]["HttpTokens"]), (NAME, "required"))
        self.assertEqual(self.form("RunInstances")["ClientToken"], NAME)

        self.good("end", NAME)
        self.assertEqual(self.kinds(), [])
        self.good("end", NAME)

    def test_a_subnet_and_a_group_that_are_there_are_used(self):
        subnet = self.moto.ec2.describe_subnets()["Subnets"][0]["SubnetId"]
        group = self.moto.ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]
        made = self.good("make", NAME, subnet=subnet, security_group=group, my_address="", spot="true", address="private")
        self.assertNotIn("security group", made)
        machine, = [one for one in json.loads(self.good("list", address="private"))
                    if one["kind"] == "machine" and not one["is_ended"]]
        seen = self.instance(machine["id"])
        self.assertEqual((seen["SubnetId"], seen["PrivateIpAddress"], seen["InstanceLifecycle"]),
                         (subnet, machine["address"], "spot"))
        self.assertEqual([one["GroupId"] for one in seen["SecurityGroups"]], [group])
        self.assertEqual(self.kinds(), ["key pair", "machine", "volume"])

    def test_a_create_without_an_answer_is_in_doubt_and_found_again(self):
        for worse in (fault_proxy.after(503), fault_proxy.after(500, fault("InternalError")), fault_proxy.drop):
            with self.subTest(worse):
                self.proxy.clear()
                self.proxy.on("Action=RunInstances", worse)
                done = self.call("make", NAME)
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertEqual(len(self.proxy.requests("Action=RunInstances")), 1, "never tried a second time")
                self.assertEqual(self.kinds(), ["key pair", "machine", "security group", "volume"])
                self.good("end", NAME)
                self.assertEqual(self.kinds(), [])

    def test_nothing_is_started_that_nobody_can_log_in_to(self):
        self.proxy.on("Action=AuthorizeSecurityGroupIngress", fault_proxy.instead(403, fault("UnauthorizedOperation")))
        self.bad(1, "may not call AuthorizeSecurityGroupIngress", "make", NAME)
        self.assertEqual(self.kinds(), ["key pair", "security group"])

    def test_who_may_log_in_is_told_until_it_is_known(self):
        for worse in (fault_proxy.after(503), fault_proxy.instead(500, fault("InternalError")), fault_proxy.drop):
            with self.subTest(worse):
                self.proxy.clear()
                self.proxy.on("Action=AuthorizeSecurityGroupIngress", worse)
                group = self.good("make", NAME).split("\n")[1].split()[2]
                rules = self.moto.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
                self.assertEqual([len(rule["IpRanges"]) for rule in rules], [1])
                self.good("end", NAME)

    def test_a_group_that_ec2_does_not_know_yet_is_waited_for(self):
        self.proxy.on("Action=AuthorizeSecurityGroupIngress", fault_proxy.instead(400, fault("InvalidGroup.NotFound")))
        self.good("make", NAME)

    def test_a_refusal_is_none(self):
        for code, sentence in (("InsufficientInstanceCapacity", "has no such machine free now"),
                               ("VcpuLimitExceeded", "quota of the AWS account"),
                               ("RequestLimitExceeded", "asks for fewer calls")):
            with self.subTest(code):
                self.proxy.clear()
                self.proxy.on("Action=RunInstances", fault_proxy.instead(503, fault(code)))
                self.bad(1, sentence, "make", NAME)
                self.assertEqual(len(self.proxy.requests("Action=RunInstances")), 1)
                self.assertEqual(self.kinds(), ["key pair", "security group"])
                self.good("end", NAME)

    def test_a_list_that_is_late_is_asked_anew(self):
        self.assertEqual(self.kinds(), [])
        self.good("make", NAME)
        self.proxy.on("Action=Describe", fault_proxy.late, times=4)
        self.assertEqual(self.kinds(), [])
        self.assertEqual(self.kinds(), ["key pair", "machine", "security group", "volume"])

    def test_busy_reads_are_made_again_after_the_pause_that_is_asked_for(self):
        self.proxy.on("Action=DescribeInstances", fault_proxy.busy(1))
        self.proxy.on("Action=DescribeVolumes", fault_proxy.instead(503, fault("Unavailable")))
        start = time.monotonic()
        self.assertEqual(self.kinds(), [])
        self.assertGreater(time.monotonic() - start, 1.4)

    def test_a_machine_that_fails_amazons_checks_is_not_ready(self):
        name = re.search("machine (.*)", self.good("make", NAME))[1]
        status = f"<R><instanceStatusSet><item><instanceId>{name}</instanceId><systemStatus><status>impaired</status></systemStatus></item></instanceStatusSet></R>"
        self.assertEqual([one["is_ready"] for one in self.ours() if one["kind"] == "machine"], [True])
        self.proxy.on("Action=DescribeInstanceStatus", fault_proxy.instead(200, status.encode()))
        self.assertEqual([one["is_ready"] for one in self.ours() if one["kind"] == "machine"], [False])

    def test_a_read_that_fails_for_good_is_an_error_and_no_short_list(self):
        self.good("make", NAME)
        self.proxy.on("Action=DescribeVolumes", fault_proxy.instead(400, fault("UnauthorizedOperation")))
        self.bad(1, "may not call DescribeVolumes", "list")

    def test_what_is_no_more_or_still_used_can_be_ended_again(self):
        self.good("make", NAME)
        self.assertEqual(len(self.ours()), 4)
        self.proxy.on("Action=DeleteSecurityGroup", fault_proxy.instead(400, fault("DependencyViolation")))
        self.bad(3, "AWS still uses what DeleteSecurityGroup is to remove", "end", NAME)
        self.good("end", NAME)
        self.assertEqual(self.ours(), [])
        self.proxy.on("Action=DeleteSecurityGroup", fault_proxy.instead(400, fault("InvalidGroup.NotFound")))
        self.good("make", NAME)
        self.good("end", NAME)

    def test_signatures_cover_what_is_sent_in_their_order(self):
        self.good("account")
        for request in self.proxy.requests("Action="):
            names = re.search("SignedHeaders=([^,]+)", request.headers["Authorization"]).group(1).split(";")
            self.assertEqual(names, sorted(names))
            self.assertLessEqual(set(names), {name.lower() for name in request.headers})

    def test_zz_no_secret_was_said_or_sent(self):
        self.good("list")
        said = "".join(self.said) + "".join(request.text() for request in self.proxy.seen)
        for _, secret in (self.moto.owner, self.moto.reader):
            self.assertNotIn(secret, said)
            self.assertNotIn(urllib.parse.quote_plus(secret), said)


def main(file):
    """Goes on with it under the Python that has moto."""
    if "MOTO" in os.environ:
        unittest.main(verbosity=2)
    found = subprocess.run(["sh", HERE / "python.sh", "moto"], stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode != 0:
        sys.exit(found.returncode)
    python = found.stdout.strip()
    os.execve(python, [python, "-B", file, *sys.argv[1:]], {**os.environ, "MOTO": "1", "NO_PROXY": "127.0.0.1"})


if __name__ == "__main__":
    main(__file__)
