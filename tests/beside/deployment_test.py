# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's llama-server deployed over SSH and a jump host on loopback, measured there by a copied client whose records
come here, and ended. Exit code 77 as engine.py says."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from beside_test import portable
from engine import HERE as ENGINE, check, fetch_engine, make_model
from ssh_server import SshServer

BINARY = os.environ["INFEROMETER"]


def main():
    fetch_engine()
    with tempfile.TemporaryDirectory() as made:
        work = pathlib.Path(made)
        client = portable(work)
        outer = SshServer(work / "outer")
        inner = SshServer(work / "inner", friendly=outer)
        try:
            measure(work, client, outer, inner)
        finally:
            inner.stop()
            outer.stop()


def measure(work, client, outer, inner):
    (work / "known_hosts").write_text(outer.known_host + inner.known_host)
    (work / "run.yaml").write_text(
        "version: 2\nrun: synthetic\nnum-requests: 12\nnum-concurrent-requests: 3\nnum-input-tokens: 100\n"
        f"num-output-tokens: 32\nresults-dir: {work}/results\n")
    config = work / "deployment.yaml"
    deployment = (
        f"version: 1\nname: far{os.getpid()}\nmodel: {make_model(work)}\nrun: run.yaml\n"
        "limits: {ttl: 10m, ready: 60s}\n"
        f"site: {{provider: ssh, host: \"{inner.place}\", jump: \"{outer.place}\", key-file: {outer.key}, "
        f"known-hosts: {work}/known_hosts}}\n"
        f"engine:\n  recipe: llamacpp\n  program: {ENGINE / 'llama-server'}\n"
        "  arguments: {threads: 1, parallel: 4, ctx-size: 8192}\n")
    second = (f"client: {{provider: ssh, host: \"{outer.place}\", key-file: {outer.key}, "
              f"known-hosts: {work}/known_hosts, server: 127.0.0.1}}\n")
    config.write_text(deployment + second)
    env = {**os.environ, "XDG_DATA_HOME": str(work / "data"), "INFEROMETER_PORTABLE": str(client)}

    def step(name, *more, code=0):
        done = subprocess.run([BINARY, "deployment", name, "--config", config, *more], capture_output=True, text=True,
                              timeout=120, env=env)
        check(done.returncode == code, f"{name}: exit code {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    try:
        up = step("up")
        check("Engine:   llama.cpp, version: " in up, up)
        tunnel = re.search(r"http://127.0.0.1:(\d+)", up)[1]
        for client, more, client_is in ((second, (), f"on {outer.place}, over the network"),
                                        ("", (), "beside the server on"),
                                        (second, ("--from-here",), "here, through a tunnel")):
            config.write_text(deployment + client)
            said = step("run", *more)
            folder = pathlib.Path(re.search(r"Results: (.*)\n", said)[1])
            settings = (folder / "run.yaml").read_text()
            check(client_is in settings, f"the run does not tell where its client sat: {settings}")
            check(tunnel not in settings or "--from-here" in more, "the load went through this program's tunnel")
            records = json.loads(next(folder.glob("*_individual_responses.json")).read_text())
            check(sum(record["number_output_tokens"] for record in records) == 12 * 32, "answers of another length")
            summary = json.loads(next(folder.glob("*_summary.json")).read_text())
            print(f"{client_is}: TTFT p50 {summary['ttft_s']['p50'] * 1e3:.2f} ms, {len(records)} requests")
        check(len(step("results").strip().splitlines()) == 3, "not all runs are told")
    finally:
        step("down")
    check("Nothing of ours runs or bills." in step("status"), "something is left")


if __name__ == "__main__":
    sys.exit(main())
