#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deploys Debian's llama-server on this machine by `inferometer deployment`, measures it there and ends it.

usage: deployment_test.py INFEROMETER WORK_FOLDER
"""
import json
import os
import pathlib
import re
import subprocess
import sys

from engine import HERE, check, fetch_engine, get, make_model, work_folder


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    work = work_folder(sys.argv[2])
    fetch_engine()
    model = make_model(work)
    (work / "run.yaml").write_text(
        "version: 2\nrun: synthetic\nnum-requests: 12\nnum-concurrent-requests: 3\nnum-input-tokens: 100\n"
        f"num-output-tokens: 32\nresults-dir: {work}/results\n")
    config = work / "deployment.yaml"
    config.write_text(
        f"version: 1\nname: engine-test\nmodel: {model}\nrun: run.yaml\nlimits: {{ttl: 10m, ready: 60s}}\n"
        f"engine:\n  recipe: llamacpp\n  program: {HERE / 'llama-server'}\n"
        "  arguments: {threads: 1, parallel: 4, ctx-size: 8192}\n")
    env = {**os.environ, "XDG_DATA_HOME": str(work / "data")}

    def step(name, code=0):
        done = subprocess.run([binary, "deployment", name, "--config", config], capture_output=True, text=True,
                              timeout=120, env=env)
        check(done.returncode == code, f"{name}: exit code {done.returncode}: {done.stderr}")
        return done.stdout

    try:
        up = step("up")
        phases = re.search(r"Phases: +load (.*), listen (.*), ready (.*), first token (.*)\n", up)
        check(phases, f"the phases of the engine's log are not all told: {up}")
        check("Engine:   llama.cpp, version: " in up, up)
        port = re.search(r"http://127.0.0.1:(\d+)", up)[1]
        before = json.loads(get(f"http://127.0.0.1:{port}/slots"))
        check(len(before) == 4, "the engine did not get its arguments")
        step("run")
        folder = next((work / "results").glob("*/run.yaml")).parent
        records = json.loads(next(folder.glob("*_individual_responses.json")).read_text())
        check(sum(record["number_output_tokens"] for record in records) == 12 * 32, "answers of another length")
        check("deployment_phases: " in (folder / "run.yaml").read_text(), "the run does not tell what it was measured on")
    finally:
        step("down")
    check(step("status") == "Nothing of ours runs or bills.\n", "something is left")
    try:
        get(f"http://127.0.0.1:{port}/health")
    except OSError:
        print(f"deployed, measured, ended: load {phases[1]}, ready {phases[3]}, first token {phases[4]}")
        return
    raise AssertionError("the engine still answers")


if __name__ == "__main__":
    main()
