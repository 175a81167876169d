# SPDX-License-Identifier: GPL-3.0-or-later
"""Which fields the bodies of Compute Engine may hold: read from Google's own description where it can be had
(gcp_proto.sh), which gcp_fields.json must then agree with, else from that file.

    python3 gcp_fields.py > gcp_fields.json    writes it anew
"""
import functools
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
OURS = ("Instance", "AttachedDisk", "AttachedDiskInitializeParams", "NetworkInterface", "AccessConfig", "Metadata",
        "Items", "Scheduling", "Duration", "AcceleratorConfig", "Tags")
FIELD = re.compile(r"^  (optional |repeated )?(map<[^>]+>|[\w.]+) (\w+) = \d+", re.MULTILINE)


def json_name(name):
    """As protobuf spells it in JSON: network_i_p is networkIP."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def of_proto(text):
    fields = {}
    for name in OURS:
        body = re.search(rf"^message {name} \{{\n(.*?)^\}}", text, re.MULTILINE | re.DOTALL).group(1)
        fields[name] = {json_name(field): ("repeated " if label == "repeated " else "") + kind
                        for label, kind, field in FIELD.findall(body)}
    return fields


@functools.cache
def fields():
    """Of each message, the kind of each field; and whether Google's own description was there."""
    kept = json.loads((HERE / "gcp_fields.json").read_text())
    found = subprocess.run(["sh", HERE / "gcp_proto.sh"], stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode == 77:
        print("The fields are those of gcp_fields.json alone.", file=sys.stderr)
        return kept, False
    found.check_returncode()
    return of_proto(pathlib.Path(found.stdout.strip()).read_text()), True


def fault(body, kind, known, place=""):
    """What is wrong with a body of that kind; None: nothing."""
    if kind.startswith("repeated "):
        if not isinstance(body, list):
            return f"{place} is no list"
        return next(filter(None, (fault(one, kind[9:], known, place) for one in body)), None)
    if kind.startswith("map<string, string>"):
        return None if all(isinstance(one, str) for one in body.values()) else f"{place} holds no texts"
    if kind not in known:
        fits = {"string": isinstance(body, str), "bool": isinstance(body, bool),
                "int32": isinstance(body, int) and not isinstance(body, bool),
                "int64": isinstance(body, str) and re.fullmatch(r"-?\d+", body) is not None}
        return None if fits.get(kind, True) else f"{place} is no {kind}"
    for name, value in body.items():
        if name not in known[kind]:
            return f'Unknown name "{name}" at "{place}"'
        if wrong := fault(value, known[kind][name], known, f"{place}.{name}".lstrip(".")):
            return wrong
    return None


if __name__ == "__main__":
    path = subprocess.run(["sh", HERE / "gcp_proto.sh"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    rows = [f' {json.dumps(name)}: {json.dumps(row)}' for name, row in of_proto(pathlib.Path(path).read_text()).items()]
    print("{\n" + ",\n".join(rows) + "\n}")
