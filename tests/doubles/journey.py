# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole deployment on the command line at a site that bills: OpenSSH on loopback as its machine, our simulator as the
engine, a folder of its own for all that is kept, so that many go at once."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
from ssh_server import SshServer  # noqa: E402

BINARY = os.environ["INFEROMETER"]
PATIENCE_S = 240
RECIPE = """id: {id}
label: The simulator
api: openai-chat
program: {binary}
arguments: [simulate, --port, "{{port}}", --ttft, "0.01"]
version: [--version]
ready: /v1/models
phases: [{{name: listen, ends: [Listening on]}}]
failures: [{{text: There is no option, means: one of its arguments is none}}]
"""


class Behind(SshServer):
    """No port of its own: whoever connects by ~/.ssh/config to the address that a site tells is led to it."""

    def start(self):
        pass

    def lead(self, home, address):
        """`address` as ssh_config's Host has it."""
        folder = pathlib.Path(home, ".ssh")
        folder.mkdir()
        (folder / "config").write_text(
            f"Host {address}\n  ProxyCommand exec /usr/sbin/sshd -i -f {self.folder}/sshd_config -E {self.folder}/log\n")


class Journey:
    """`site` gives the text of the deployment's site; `more` goes into the machine's sshd_config. Its engine's recipe is
    called `sim`, or as the deployment where that is to be told from others'."""

    def __init__(self, site, env, server=SshServer, more="", recipe="sim"):
        self.site, self.said, self.process = site, [], None
        self.folder = pathlib.Path(os.environ.get("TMPDIR", "/tmp"), "inferometer-" + os.urandom(6).hex())
        self.folder.mkdir()
        self.name = "t" + os.urandom(4).hex()
        self.recipe = recipe or self.name
        self.machine = server(self.folder / "machine", more=f"SetEnv {more} HOME={self.folder}/there\n")
        (self.folder / "there").mkdir()
        self.authorized = self.machine.key.with_suffix(".pub")
        engines = self.folder / "data/inferometer/engines"
        engines.mkdir(parents=True)
        (engines / f"{self.recipe}.yaml").write_text(RECIPE.format(id=self.recipe, binary=BINARY))
        (self.folder / "run.yaml").write_text(
            "version: 2\nrun: synthetic\nnum-requests: 4\nnum-concurrent-requests: 2\nnum-input-tokens: 40\n"
            f"num-output-tokens: 5\nresults-dir: {self.folder}/results\n")
        self.full = self.folder / "full"  # while this is there, the disk is, for the program
        self.env = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"), "HOME": str(self.folder),
                    "LD_PRELOAD": os.environ["FULL_DISK"], "INFEROMETER_FULL_DISK": str(self.full), **env}
        self.env.pop("SSH_AUTH_SOCK", None)

    def close(self):
        self.end_processes()
        self.machine.stop()
        shutil.rmtree(self.folder, True)

    def end_processes(self):
        """As a machine takes with it what runs there. What is told to end takes a moment."""
        deadline = time.monotonic() + 10
        while self.kill_processes() and time.monotonic() < deadline:
            time.sleep(0.02)

    def kill_processes(self):
        """How many there were."""
        found = 0
        for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                if str(self.folder).encode() in path.read_bytes() and int(path.parent.name) != os.getpid():
                    os.kill(int(path.parent.name), signal.SIGKILL)
                    found += 1
        return found

    def known(self):
        """What the ledger does not call gone."""
        path = self.folder / "data/inferometer/deployments/ledger.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        states = {(line["kind"], line["name"]): line["state"] for line in lines}
        return {one for one, state in states.items() if state != "gone"}

    def engines(self):
        """Those of this deployment that run on this machine, by their names."""
        found, mark = set(), f"INFEROMETER_RESOURCE=(inferometer-{self.name}-[0-9a-f-]+)".encode()
        for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                found |= {name.decode() for name in re.findall(mark, path.read_bytes())}
        return found

    def config(self, limits="", arguments="", site="", ready="30s", more=""):
        path = self.folder / "deployment.yaml"
        path.write_text(f"version: 1\nname: {self.name}\nmodel: tiny\nalias: simulated\nrun: run.yaml\n"
                        f"engine: {{recipe: {self.recipe}{arguments}}}\nlimits: {{ready: {ready}, ttl: 1h{limits}}}\n"
                        f"site: {site or self.site()}\n{more}")
        return path

    def begin(self, step, *more, **settings):
        words = [BINARY, "deployment", step, "--config", str(self.config(**settings)), *more]
        self.process = subprocess.Popen(words, env=self.env, text=True, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return self.process

    def until(self, phase, step, *more, **settings):
        """Begun, and as far as it says so."""
        process = self.begin(step, *more, **settings)
        for line in process.stderr:
            if phase in line:
                return process
        raise AssertionError(f"{step} ended before {phase}: {process.communicate()}")

    def take(self, step, *more, **settings):
        """Its exit code and all that it said."""
        process = self.begin(step, *more, **settings)
        try:
            out, err = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"{step} took more than {PATIENCE_S} s: {out}{err}") from None
        self.said += [out, err]
        return process.returncode, out + err

    def must(self, step, *more, code=0, **settings):
        """All that it said, where it ends as it must."""
        done, said = self.take(step, *more, **settings)
        assert done == code, f"{step} ended with {done}: {said}"
        return said

    def kept(self):
        """What the program has left in files."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("*")
                        if path.is_file() and "machine" not in path.relative_to(self.folder).parts)
