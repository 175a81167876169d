# SPDX-License-Identifier: GPL-3.0-or-later
"""moto.server with what it leaves out of images: the tags of snapshots and of copies from their first moment on, how
often one is looked at until machines can be made of it (IMAGES_TAKE_LOOKS), and names that are there already; REGIONS,
where it is set, are all that there are."""
import os

import moto.server
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import amis, availability_zones_and_regions as places
from moto.ec2.responses.amis import AmisResponse

TAKES_LOOKS = int(os.environ.get("IMAGES_TAKE_LOOKS", "0"))
REGIONS = os.environ.get("REGIONS", "").split()


class Duplicate(EC2ClientError):
    def __init__(self, name):
        super().__init__("InvalidAMIName.Duplicate", f"AMI name {name} is already in use")


def tags_of(specifications, kind):
    return {tag["Key"]: tag["Value"] for one in specifications if one["ResourceType"] == kind for tag in one["Tags"]}


def begin(image, specifications):
    image.add_tags(tags_of(specifications, "image"))
    image.ebs_snapshot.add_tags(tags_of(specifications, "snapshot"))
    image.looks_left = TAKES_LOOKS
    return image


def refuse_twice(backend, name):
    if any(one.name == name and one.owner_alias is None for one in backend.amis.values()):
        raise Duplicate(name)


make, look = amis.AmiBackend.create_image, amis.AmiBackend.describe_images


def create_image(self, instance_id, name, description, tag_specifications):
    refuse_twice(self, name)
    return begin(make(self, instance_id, name, description, []), tag_specifications)


def describe_images(self, *more, **named):
    images = look(self, *more, **named)
    for one in images:
        one.looks_left = getattr(one, "looks_left", 0) - 1
    return images


def copy_image(self):
    backend = self.ec2_backend
    refuse_twice(backend, self._get_param("Name"))
    answer = copy(self)
    begin(backend.amis[answer.result["ImageId"]], self._get_param("TagSpecifications", []))
    return answer


copy = AmisResponse.copy_image
amis.AmiBackend.create_image = create_image
amis.AmiBackend.describe_images = describe_images
AmisResponse.copy_image = copy_image
amis.Ami.state = property(
    lambda self: "pending" if getattr(self, "looks_left", 0) > 0 else self.__dict__["state"],
    lambda self, value: self.__dict__.update(state=value))
if REGIONS:
    all_regions = places.RegionsAndZonesBackend.describe_regions
    places.RegionsAndZonesBackend.describe_regions = lambda self, *more, **named: [
        one for one in all_regions(self, *more, **named) if one.name in REGIONS]

if __name__ == "__main__":
    moto.server.main()
