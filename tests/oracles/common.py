# SPDX-License-Identifier: GPL-3.0-or-later
"""What the oracles share: a simulated endpoint, a run of ours against it, and figures compared one by one."""
import contextlib
import importlib.util
import json
import math
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import types

REQUESTS = 40
STREAMS = 8
INPUT_TOKENS = 50
TOKENS = 24

# Streams of several kinds: a token a chunk, several, reasoning first, and some that fail.
ENDPOINTS = {
    "a token a chunk": ["--ttft-deviation", 0.5, "--ttft-shape", "lognormal", "--itl-deviation", 0.5, "--itl-shape",
                        "lognormal"],
    "four tokens a chunk": ["--tokens-per-chunk", 4, "--ttft-deviation", 0.5, "--ttft-shape", "lognormal"],
    "one in five fails": ["--error-rate", 0.2, "--ttft-deviation", 0.5, "--ttft-shape", "lognormal"],
}


@contextlib.contextmanager
def simulator(*options):
    command = [os.environ["INFEROMETER"], "simulate", "--port", "0", "--ttft", "0.03", "--itl", "0.004"]
    process = subprocess.Popen([*command, *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)
    try:
        yield process.stdout.readline().removeprefix("Listening on ").strip()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        process.stdout.close()


def run_tool(command, folder, **environment):
    """A tool's own command line, with a home of its own and no terminal, which it would stop at; not for ever."""
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "HOME": folder, **environment},
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   start_new_session=True, timeout=180)


class OurRun:
    """A run of ours: its records, and its figures by the definitions of a tool."""

    def __init__(self, url, tool):
        with tempfile.TemporaryDirectory() as results:
            inferometer = os.environ["INFEROMETER"]
            subprocess.run([inferometer, "run", "synthetic", "--base-url", url, "--model-names", "simulated",
                            "--num-requests", str(REQUESTS), "--num-concurrent-requests", str(STREAMS),
                            "--num-input-tokens", str(INPUT_TOKENS), "--num-output-tokens", str(TOKENS),
                            "--results-dir", results],
                           check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            file = next(pathlib.Path(results).glob("*/*_individual_responses.json"))
            self.records = json.loads(file.read_text())
            told = subprocess.run([inferometer, "explain", results, "--definitions", tool, "--json"], check=True,
                                  capture_output=True, text=True).stdout
        self.figures = json.loads(told)["runs"][0]["definitions"]["figures"]

    @property
    def duration(self):
        return max(record["end_s"] for record in self.records) - min(record["sent_s"] for record in self.records)


def our_figures(tool, records):
    """Figures of another tool's requests: sent, chunks, end (s, one clock), ok, in, and out, the tokens that the server
    said, or else asked."""
    start = min(record["sent"] for record in records)

    def ms(moment):
        return f"{1000 * (moment - start):.6f}"

    lines = []
    for record in records:
        if not record["ok"]:
            lines.append(f"http_error 0 {ms(record['sent'])} - - 0 end={ms(record['end'])}")
            continue
        chunks = [ms(moment) for moment in record["chunks"]]
        tokens = f"out={record['out']}" if "out" in record else f"asked={record['asked']} source=estimate"
        lines.append(f"ok 0 {ms(record['sent'])} {chunks[0]} {chunks[-1]} {len(chunks)} chunks={','.join(chunks)} "
                     f"end={ms(record['end'])} in={record['in']} prompt={record['in']} {tokens}")
    said = subprocess.run([os.environ["RECORD_FIGURES"], tool], input="\n".join(lines), check=True, capture_output=True,
                          text=True).stdout
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in said.splitlines())}


class Comparison:
    """Counts what is equal and tells what is not."""

    def __init__(self):
        self.failed = 0

    def equal(self, what, ours, theirs, *, relative=1e-9, absolute=1e-12):
        """`theirs` by id; each must be among ours and equal."""
        worst = 0.0
        for name, value in theirs.items():
            mine = ours.get(name)
            if mine is None or not math.isclose(mine, value, rel_tol=relative, abs_tol=absolute):
                self.failed += 1
                print(f"  DIFFERS {what}: {name}: ours {mine!r}, theirs {value!r}")
            elif value:
                worst = max(worst, abs(mine / value - 1))
        print(f"  {what}: {len(theirs)} figures, off by {worst:.1e} of the value at most", flush=True)

    def finish(self):
        print("  all equal" if self.failed == 0 else f"  {self.failed} figures differ", flush=True)
        sys.exit(int(self.failed > 0))


def stub(name, **names):
    """A module that is not there, for what imports it and has no need of it."""
    module = types.ModuleType(name)
    module.__dict__.update(names)
    sys.modules[name] = module


def package(name):
    """The package without what its __init__ would pull in: its modules can be imported one by one."""
    head, _, tail = name.partition(".")
    folder = next(pathlib.Path(path) / head for path in sys.path if (pathlib.Path(path) / head).is_dir()
                  and "site-packages" in path)
    module = types.ModuleType(name)
    module.__path__ = [str(folder.joinpath(*tail.split(".")) if tail else folder)]
    module.__spec__ = importlib.util.spec_from_loader(name, None, is_package=True)
    sys.modules[name] = module
