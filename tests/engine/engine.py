# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's llama-server with a tiny model, for tests here. Exit code 77 (skipped) only when apt cannot reach an archive;
any other trouble in getting the engine is a failure."""
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def apt_reaches_an_archive():
    """Whether apt can fetch the package lists it is set up for."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "lists", "partial").mkdir(parents=True)
        done = subprocess.run(
            ["apt-get", "-qq", "-o", f"Dir::State::lists={folder}/lists", "-o", "Debug::NoLocking=1", "-o",
             "APT::Sandbox::User=root", "-o", "APT::Update::Error-Mode=any", "-o", "Acquire::Retries=3", "update"],
            capture_output=True, text=True)
        return done.returncode == 0, done.stderr.strip()


def fetch_engine():
    got = subprocess.run([HERE / "llama-server", "--version"], capture_output=True, text=True)
    if got.returncode == 0:
        return
    reached, why = apt_reaches_an_archive()
    if not reached:
        print(f"SKIPPED: apt cannot reach its archives: {why}")
        sys.exit(SKIPPED)
    raise AssertionError(f"llama-server cannot be fetched or started though apt works: {got.stderr.strip()}")


def get(url, body=None):
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(urllib.request.Request(url, data), timeout=30) as answer:
        return answer.read()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


WIDTH = 256  # of the tiny model


def make_model(work):
    """A tiny random model, the same each time."""
    model = work / "tiny.gguf"
    subprocess.run([sys.executable, HERE / "mkgguf.py", model], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "DIMS": f"{WIDTH},6,8,4,768,4096"})
    return model


@contextlib.contextmanager
def engine(work, eyes=False):
    """A llama-server with a tiny random model, and one of images beside it; gives its base URL's port."""
    model = make_model(work)
    sight = []
    if eyes:
        sight = ["--mmproj", work / "tiny.mmproj"]
        subprocess.run([sys.executable, HERE / "mkmmproj.py", sight[1], str(WIDTH)], check=True)
    port = free_port()
    log = open(work / "llama-server.log", "w")
    server = subprocess.Popen(
        [HERE / "llama-server", "-m", model, "--alias", "tiny", "--host", "127.0.0.1", "--port", str(port),
         "-t", "1", "-np", "4", "-c", "8192", "--metrics", *sight], stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                if b"ok" in get(f"http://127.0.0.1:{port}/health"):
                    break
            except OSError:
                pass
            check(server.poll() is None, f"llama-server ended: {(work / 'llama-server.log').read_text()[-2000:]}")
            check(time.monotonic() < deadline, "llama-server was not healthy within 60 s")
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def work_folder(path):
    """That folder, empty."""
    work = pathlib.Path(path).resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    return work
