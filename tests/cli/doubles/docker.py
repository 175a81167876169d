# SPDX-License-Identifier: GPL-3.0-or-later
"""docker and podman as far as engines use them, in docker's own words, by recorded behaviour: neither can run here.

usage: docker.py docker|podman COMMAND...

$DOUBLE_STATE/docker holds its images and containers; a file `denied` or `down` there makes it answer as one that may
not be asked or does not run. A container is a process of a session of its own, which outlives the client that attached
to it, and whose environment is what --env named: a program "in the image" is the double of that name.
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = {"vllm": "vllm", "python3": "sglang", "ollama": "ollama"}
DIGEST = "sha256:" + "0123456789abcdef" * 4
NAME = sys.argv[1]
STATE = pathlib.Path(os.environ["DOUBLE_STATE"]) / NAME


def fail(words, code=1):
    print(words, file=sys.stderr)
    sys.exit(code)


def image_file(image):
    return STATE / "images" / image.replace("/", "%")


def container_file(name):
    return STATE / "containers" / name


def read(name):
    try:
        return json.loads(container_file(name).read_text())
    except OSError:
        fail(f"Error response from daemon: No such container: {name}")


def save(name, container):
    """Whole or not at all: others read it meanwhile."""
    part = STATE / f"{name}.{os.getpid()}"
    part.write_text(json.dumps(container))
    part.rename(container_file(name))


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def end(pid, patience):
    for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 5)):
        if not pid or not is_alive(pid):
            return
        os.kill(pid, number)
        until = time.monotonic() + seconds
        while is_alive(pid) and time.monotonic() < until:
            time.sleep(0.02)


def ps(words):
    labels = [word.removeprefix("label=inferometer").removeprefix("=") for word in words if word.startswith("label=")]
    names = sorted(path.name for path in (STATE / "containers").glob("*"))
    names = [name for name in names if all(label in ("", name) for label in labels)]
    if "-a" not in words:
        names = [name for name in names if is_alive(read(name)["pid"])]
    print("\n".join(names))


def pull(words):
    image = words[-1]
    if "nothing" in image:
        fail(f"Error response from daemon: manifest for {image} not found: manifest unknown: manifest unknown")
    print("v1: Pulling from " + image)
    for layer in ("aa11", "bb22", "cc33"):
        print(f"{layer}: Pulling fs layer", flush=True)
    for layer in ("aa11", "bb22", "cc33"):
        time.sleep(float(os.environ.get("DOUBLE_PULL", "0")) / 3)
        print(f"{layer}: Download complete\n{layer}: Pull complete", flush=True)
    image_file(image).touch()


def image(words):
    if not image_file(words[-1]).exists():
        fail(f"Error response from daemon: No such image: {words[-1]}")
    print(words[-1].split(":")[0] + "@" + DIGEST)


def create(words):
    parser = argparse.ArgumentParser()
    for option in ("name", "network", "ipc", "shm-size", "entrypoint", "gpus"):
        parser.add_argument("--" + option)
    for option in ("label", "env", "mount", "device"):
        parser.add_argument("--" + option, action="append", default=[])
    parser.add_argument("image")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args(words)
    if not image_file(given.image).exists():
        fail(f"Unable to find image '{given.image}' locally")
    if container_file(given.name).exists():
        fail(f'Conflict. The container name "/{given.name}" is already in use')
    mounts = {}
    for mount in given.mount:
        parts = dict(part.split("=", 1) for part in mount.split(",") if "=" in part)
        if not pathlib.Path(parts["source"]).exists():
            fail(f"invalid mount config for type \"bind\": bind source path does not exist: {parts['source']}")
        mounts[parts["target"]] = parts["source"]
    save(given.name, {"pid": 0, "words": words, "mounts": mounts, "entrypoint": given.entrypoint,
                      "command": given.command,
                      "environment": {name: os.environ[name] for name in given.env if name in os.environ}})
    print(DIGEST)


def start(words):
    name = words[-1]
    container = read(name)
    program = PROGRAMS.get(pathlib.Path(container["entrypoint"]).name)
    if program is None:
        fail(f'Error response from daemon: exec: "{container["entrypoint"]}": executable file not found in $PATH')
    environment = {"PATH": os.environ["PATH"], **container["environment"],
                   "DOUBLE_MOUNTS": json.dumps(container["mounts"])}
    process = subprocess.Popen([sys.executable, "-B", "-S", HERE / "engine.py", program, *container["command"]],
                               env=environment, start_new_session=True)
    container["pid"] = process.pid
    save(name, container)
    signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGTERM))
    code = process.wait()
    sys.exit(code if code >= 0 else 128 - code)


def stop(words):
    end(read(words[-1])["pid"], float(words[words.index("-t") + 1]))


def rm(words):
    end(read(words[-1])["pid"], 0)
    container_file(words[-1]).unlink(missing_ok=True)


def main():
    (STATE / "images").mkdir(parents=True, exist_ok=True)
    (STATE / "containers").mkdir(exist_ok=True)
    if (STATE / "denied").exists():
        fail("permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock")
    if (STATE / "down").exists():
        fail("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?")
    {"ps": ps, "pull": pull, "image": image, "create": create, "start": start, "stop": stop, "rm": rm}[sys.argv[2]](
        sys.argv[3:])


main()
