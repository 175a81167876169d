# SPDX-License-Identifier: GPL-3.0-or-later
"""Images of ours at AWS as moto plays it: built of a machine on which the engine was ready, copied, published, used and
removed on the command line, and faults at every call of that."""
import concurrent.futures
import json
import signal
import sys
import tempfile
import unittest

import aws_journey_test
import fault_table
from aws_test import REGION, Moto, fault, main
from fault_proxy import instead

OTHER = "eu-west-2"
BUILD = ("images", "build", "--yes")
COPY = ("images", "copy", "--regions", OTHER, "--yes")
STRANGER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIStranger somebody else\n"


class Case(aws_journey_test.Case):
    """One deployment of moto's account, whose images bear its name."""

    def __init__(self, moto):
        self.asked = []  # of CreateImage
        self.kills = False  # the program while it waits for an image
        self.orders = []  # (what a request holds, what comes instead)
        super().__init__(moto, recipe="")
        self.other = moto.client(OTHER)
        counted = self.proxy.note
        self.proxy.note = lambda request: self.ordered(request) or counted(request)

    def ordered(self, request):
        return next((fault for holds, fault in self.orders if holds(request.text())), None)

    def site_text(self, image=""):
        return super().site_text().replace('image-name: "amzn2-ami*"', image or 'image-name: "amzn2-ami*"')

    def watch(self, request):
        super().watch(request)
        if b"Action=CreateImage&" in request.body:
            self.asked.append(request.body)
        elif self.kills and self.asked and b"Action=DescribeImages&" in request.body:
            self.kills = False
            self.journey.process.kill()
        if b"Action=ImportKeyPair" in request.body:
            ssh = self.journey.folder / "there/.ssh"
            ssh.mkdir(exist_ok=True)
            (ssh / "authorized_keys").write_text(STRANGER + self.journey.authorized.read_text() + "\n")

    def shelf(self):
        """(kind, name, region) of images and snapshots that bear the deployment's name, as moto tells them."""
        found = []
        for region, ec2 in ((REGION, self.moto.ec2), (OTHER, self.other)):
            filters = [{"Name": "tag:inferometer", "Values": [f"inferometer-{self.journey.name}-*"]}]
            found += [("image", one, region) for one in ec2.describe_images(Filters=filters)["Images"]]
            found += [("snapshot", one, region) for one in ec2.describe_snapshots(Filters=filters)["Snapshots"]]
        return {(kind, next(tag["Value"] for tag in one["Tags"] if tag["Key"] == "inferometer"), region)
                for kind, one, region in found}

    def images(self):
        return sorted((name, region) for kind, name, region in self.shelf() if kind == "image")


class AwsImages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        cls.moto = Moto(MOTO_AMIS_PATH=aws_journey_test.few_images(made.name), IMAGES_TAKE_LOOKS="3",
                        REGIONS=f"{REGION} {OTHER}")
        cls.addClassCleanup(cls.moto.end)
        cls.moto.begin()
        cls.moto.client(OTHER).describe_images()  # it takes seconds to begin a region

    def take(self, case, *words, code=0, **settings):
        done, said = case.journey.take(*words, **settings)
        self.assertEqual(done, code, said)
        return said

    def test_from_a_machine_to_an_image_that_another_is_made_of(self):
        with Case(self.moto) as case:
            self.assertIn("nobody agreed to its price", self.take(case, "images", "build", code=1))
            self.assertEqual((case.tagged(), case.shelf()), ([], set()))
            said = self.take(case, *BUILD)
            (name, region), = case.images()
            self.assertEqual(region, REGION)
            self.assertRegex(name, rf"^inferometer-{case.journey.name}-\d{{4}}(-\d\d){{5}}-[0-9a-f]{{8}}$")
            self.assertEqual(case.shelf(), {("image", name, REGION), ("snapshot", name, REGION)})
            self.assertEqual(case.left(), set(), "its machine is gone")
            image, = self.moto.ec2.describe_images(Owners=["self"], Filters=[{"Name": "name", "Values": [name]}])["Images"]
            self.assertIn(f"Image:    {REGION}: {image['ImageId']}: {name}", said)
            self.assertIn(f"The image {name}: pending", said)
            self.assertIn("Phases:", said)
            self.assertEqual((case.journey.folder / "there/.ssh/authorized_keys").read_text(), STRANGER)
            self.assertFalse((case.journey.folder / "there/.inferometer").exists())
            sent, = case.asked
            self.assertIn(b"NoReboot=true", sent)

            shown = self.take(case, "status")
            for kind in ("image", "snapshot"):
                self.assertIn(f"{name}: {kind} at aws, standing, runs, kept until it is removed", shown)
            self.assertIn("No orphans", self.take(case, "orphans"))
            self.assertIn("is gone: nothing of it runs", self.take(case, "destroy"))
            self.assertEqual(case.images(), [(name, REGION)], "destroy keeps images")
            self.assertIn(f"Own, {REGION}: {image['ImageId']}, made ", self.take(case, "images"))

            own = case.site_text("image: own")
            self.take(case, "up", "--yes", site=own)
            machine, = [one for reservation in self.moto.ec2.describe_instances(
                Filters=[{"Name": "image-id", "Values": [image["ImageId"]]}])["Reservations"]
                        for one in reservation["Instances"]]
            self.assertEqual(machine["State"]["Name"], "running")
            self.assertIn("stands, and an image is made of a machine of its own", self.take(case, *BUILD, code=1))
            self.take(case, "down", site=own)
            self.remove(case, name)

    def remove(self, case, name, *more):
        self.assertIn("nobody agreed to it", self.take(case, "images", "remove", "--image", name, *more, code=1))
        self.assertIn(f"{name} is gone with its snapshots",
                      self.take(case, "images", "remove", "--image", name, "--yes", *more))
        self.assertEqual(case.shelf(), set())
        case.journey.end_processes()
        self.assertNotIn(case.journey.name, self.take(case, "status"))

    def test_copied_and_published_region_by_region(self):
        with Case(self.moto) as case:
            self.take(case, *BUILD)
            (name, _), = case.images()
            copy = f"{name}-{OTHER}"
            chosen = ("--image", name)
            self.assertIn("nobody agreed to it", self.take(case, "images", "copy", *chosen, "--regions", "all", code=1))
            self.assertIn("Name the regions", self.take(case, "images", "copy", *chosen, "--yes", code=1))
            self.assertIn("has no copy in", self.take(
                case, "images", "publish", *chosen, "--regions", OTHER, "--public", "--yes", code=1))
            self.assertIn(f"Copy, {OTHER}: ami-", self.take(case, *COPY, *chosen))
            self.assertIn(f"Copy, {OTHER}: ami-", self.take(
                case, "images", "copy", *chosen, "--regions", "all", "--yes"))  # found
            self.assertEqual(case.images(), [(name, REGION), (copy, OTHER)])
            self.assertIn(f"{copy}: snapshot at aws, standing", self.take(case, "status"))

            self.assertIn("Say who may use it", self.take(case, "images", "publish", *chosen, "--yes", code=1))
            self.assertIn("is no account of AWS", self.take(
                case, "images", "publish", *chosen, "--accounts", "12345678901x", "--yes", code=1))
            self.assertIn("nobody agreed", self.take(case, "images", "publish", *chosen, "--public", code=1))
            self.assertEqual(self.readers(self.moto.ec2, name), [])
            self.assertIn(f"Published, {OTHER}: ", self.take(
                case, "images", "publish", *chosen, "--regions", "all", "--accounts", "210987654321,111122223333", "--yes"))
            self.take(case, "images", "publish", *chosen, "--public", "--yes")
            accounts = [{"UserId": "210987654321"}, {"UserId": "111122223333"}]
            self.assertEqual(self.readers(self.moto.ec2, name), [*accounts, {"Group": "all"}])
            self.assertEqual(self.readers(case.other, copy), accounts)
            self.assertIn("There is no image of ours called", self.take(
                case, "images", "remove", "--image", "inferometer-none", "--yes", code=1))
            self.remove(case, name, "--regions", "all")

    @staticmethod
    def readers(ec2, name):
        image, = ec2.describe_images(Owners=["self"], Filters=[{"Name": "name", "Values": [name]}])["Images"]
        return ec2.describe_image_attribute(ImageId=image["ImageId"], Attribute="launchPermission")["LaunchPermissions"]

    def test_of_a_region_that_cannot_be_asked_nothing_is_called_gone(self):
        with Case(self.moto) as case:
            self.take(case, *BUILD)
            (name, _), = case.images()
            self.take(case, *COPY, "--image", name)
            there = case.shelf()
            refused = instead(403, fault("UnauthorizedOperation"))
            case.orders = [(lambda text: "Action=DescribeImages" in text and f"/{OTHER}/ec2" in text, refused)]
            for regions in ("all", OTHER):
                said = self.take(case, "images", "remove", "--image", name, "--regions", regions, "--yes", code=3)
                self.assertIn(f"The region {OTHER} cannot be asked", said)
            self.assertEqual(case.shelf(), there)
            # Page by page.
            empty = instead(200, b"<R><imagesSet/><nextToken>more</nextToken></R>")
            case.orders = [(lambda text: "Action=DescribeImages" in text and "NextToken" not in text, empty)]
            self.assertRegex(self.take(case, "images", code=1), f"Own, {OTHER}: ami-")
            case.orders = []
            self.remove(case, name, "--regions", "all")

    def test_a_key_that_may_not_list_snapshots_ends_machines(self):
        with Case(self.moto) as case:
            case.orders = [(lambda text: "Action=DescribeSnapshots" in text,
                            instead(403, fault("UnauthorizedOperation")))]
            self.assertIn("may not list images of ours and their snapshots", self.take(case, "creds"))
            self.take(case, "create", "--yes")
            self.assertNotEqual(case.left(), set())
            self.take(case, "destroy")
            self.assertEqual(case.left(), set())

    def test_another_places_leftover_leaves_the_machine_its_key(self):
        with Case(self.moto) as case:
            self.take(case, "create", "--yes")
            folder = case.journey.folder / "data/inferometer/deployments"
            lines = (folder / "ledger.jsonl").read_text().splitlines(True)
            line = next(json.loads(one) for one in lines if '"machine"' in one)
            line.update(kind="image", name="inferometer-left-copy", state="creating", id="")
            line["site"] = json.loads(json.dumps(line["site"]).replace(REGION, OTHER))
            (folder / "ledger.jsonl").write_text(json.dumps(line) + "\n" + "".join(lines))
            case.orders = [(lambda text: f"/{REGION}/ec2" in text, instead(403, fault("ExpiredToken")))]
            self.take(case, "destroy", code=6)
            self.assertTrue((folder / case.journey.name / "key").exists())
            case.orders = []
            self.take(case, "destroy")
            self.assertEqual(case.left(), set())
            self.assertFalse((folder / case.journey.name / "key").exists())

    def test_only_what_bears_our_tag_is_removed(self):
        made = self.moto.ec2.run_instances(ImageId=aws_journey_test.IMAGE["ami_id"], MinCount=1, MaxCount=1)
        machine = made["Instances"][0]["InstanceId"]
        self.addCleanup(self.moto.ec2.terminate_instances, InstanceIds=[machine])
        theirs = self.moto.ec2.create_image(InstanceId=machine, Name="theirs")["ImageId"]
        with Case(self.moto) as case:
            for which in (theirs, "theirs", machine):
                self.assertIn("There is no image of ours called", self.take(
                    case, "images", "remove", "--image", which, "--yes", code=1))
            self.assertNotIn(theirs, self.take(case, "images"))
        self.assertEqual(len(self.moto.ec2.describe_images(ImageIds=[theirs])["Images"]), 1)

    def test_an_image_that_the_ledger_does_not_know_is_an_orphan(self):
        with Case(self.moto) as case:
            self.take(case, *BUILD)
            (name, _), = case.images()
            ledger = case.journey.folder / "data/inferometer/deployments/ledger.jsonl"
            ledger.write_text("".join(line for line in ledger.read_text().splitlines(True) if name not in line))
            shown = self.take(case, "orphans", code=6)
            for kind in ("image", "snapshot"):
                self.assertIn(f"{name}: {kind} at aws, not in the ledger", shown)
            self.remove(case, name)

    def test_killed_while_the_image_is_made(self):
        with Case(self.moto) as case:
            case.kills = True
            self.take(case, *BUILD, code=-signal.SIGKILL)
            (name, _), = case.images()
            shown = self.take(case, "orphans", code=6)
            self.assertIn(f"{name}: image at aws, creating, runs", shown)
            self.assertIn(f"{name}: snapshot at aws", shown)
            self.assertIn("destroy it first", self.take(case, *BUILD, code=1))
            self.take(case, "destroy")
            self.assertEqual((case.left(), case.shelf()), (set(), set()))

    def test_a_fault_at_every_call(self):
        with Case(self.moto) as case:
            self.assertEqual(steps_of(case), [])
            calls = list(case.proxy.calls)
        wanted = fault_table.chosen(calls, Case.faults)
        with concurrent.futures.ThreadPoolExecutor(fault_table.AT_ONCE) as pool:
            tried = list(pool.map(lambda one: tried_once(Case(self.moto), *one), wanted))
        for title, is_met, wrong in tried:
            if wrong:
                print(title, *wrong, sep="\n    ", file=sys.stderr)
        met = sum(is_met for _, is_met, _ in tried)
        print(f"{len(calls)} calls, {len(tried)} journeys with a fault, {met} met it", file=sys.stderr)
        self.assertGreaterEqual(met, 0.8 * len(tried))
        self.assertEqual([title for title, _, wrong in tried if wrong], [])


def steps_of(case):
    """Built, copied, both removed, step by step until one fails; what is not as it must be then."""
    for at, step in enumerate((BUILD, COPY, ("images", "remove", "--regions", "all", "--yes"))):
        case.proxy.step = step[1]
        more = ("--image", case.images()[0][0]) if at else ()
        code, said = case.journey.take(*step, *more)
        if code != 0:
            return list(wrong_after(case, step[1], code, said))
    return [f"{case.shelf()} {case.left()} is there after the end"] if case.shelf() or case.left() else []


def wrong_after(case, step, code, said):
    case.proxy.mend()
    shown = case.journey.take("status")[1]
    there = {(kind, name) for kind, name, _ in case.shelf()} | case.left()
    for kind, name in there:
        if not fault_table.shows(shown, kind, name):
            yield f"{step}: the {kind} {name} is there, and status does not show it: {shown}"
    # What stands by the ledger is kept on purpose.
    forgotten = [(kind, name) for kind, name in there if f"{name}: {kind} at aws, standing" not in shown]
    forgotten += [(kind, name) for kind, name in there if kind not in ("image", "snapshot")]
    is_killed = code in (-signal.SIGKILL, -signal.SIGINT)
    if code < 0 and not is_killed:
        yield f"{step}: the program died: {code} {said}"
    if forgotten and not is_killed and code not in (0, 6):
        yield f"{step}: {forgotten} is there, and the exit code is {code}: {said}"


def wrong_at_last(case):
    """Destroy and remove end it all."""
    case.proxy.step = "last"
    code, said = case.journey.take("destroy")
    if code != 0 or case.left():
        yield f"destroy said {code} {said}, and there is {case.left()}"
    for name in sorted({name for _, name, _ in case.shelf()}):
        code, said = case.journey.take("images", "remove", "--image", name, "--yes")
        if code != 0:
            yield f"remove said {code} {said}"
    if case.shelf():
        yield f"all is removed, and there is {case.shelf()}"
    shown = case.journey.take("status")[1]
    if case.journey.name in shown:
        yield f"all is removed, and status shows it: {shown}"
    if any(secret in text for secret in case.secrets for text in case.journey.said):
        yield "a secret was printed"


def tried_once(opened, call, name, fault, times):
    with opened as case:
        case.proxy.order(call, fault, times)
        wrong = steps_of(case)
        case.proxy.mend()
        return f"{name} at {' '.join(map(str, call))}", case.proxy.was_met(), [*wrong, *wrong_at_last(case)]


if __name__ == "__main__":
    main(__file__)
