#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds our definitions of other tools' figures against the tools themselves. Not a part of ./check: it installs them.

    tests/oracles/oracles.py [--build build/release] [TOOL...]

Each tool, pinned, goes into a virtual environment of its own under build/oracles/. What cannot be installed is skipped,
loudly; the exit code is 1 when a figure differs, 77 when every tool was skipped. README.md says what is compared."""
import argparse
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# package: unpacked without its dependencies, which are an engine's; needs: what its benchmark client imports.
TOOLS = {
    "vllm": {"package": "vllm==0.33.0",
             "needs": ["aiohttp==3.14.5", "numpy==2.4.6", "tqdm==4.70.1", "regex"]},
    "sglang": {"package": "sglang==0.5.23",
               "needs": ["aiohttp==3.14.5", "numpy==2.4.6", "tqdm==4.70.1", "msgspec", "orjson", "requests"]},
    # All that it asks for but torch, which a client has no need of.
    "guidellm": {"package": "guidellm==0.8.1",
                 "needs": ["click~=8.4.0", "culsans~=0.10.0", "datasets>=5.0.1", "eval_type_backport", "faker", "ftfy",
                           "httpx[http2]<1.0.0", "jinja2", "loguru", "msgpack", "more-itertools", "numpy==2.4.6",
                           "protobuf", "pydantic>=2.11.7", "pydantic-settings", "pyyaml", "rich", "sanic", "tabulate",
                           "transformers", "typing-extensions", "uvloop", "websockets"]},
    "aiperf": {"package": "aiperf==0.13.0", "with_dependencies": True, "needs": []},
}


def install(tool, venv):
    """None, or why it cannot be had."""
    done = venv / "installed"
    wanted = repr(TOOLS[tool])
    if done.exists() and done.read_text() == wanted:
        return None
    pip = [venv / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        if needs := TOOLS[tool]["needs"]:
            subprocess.run([*pip, *needs], check=True)
        alone = [] if TOOLS[tool].get("with_dependencies") else ["--no-deps"]
        subprocess.run([*pip, *alone, "--only-binary", ":all:", TOOLS[tool]["package"]], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return str(error)
    done.write_text(wanted)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=ROOT / "build/release", type=pathlib.Path, help="where Inferometer is built")
    parser.add_argument("tools", nargs="*", metavar="TOOL", help="of " + ", ".join(TOOLS))
    options = parser.parse_args()
    if unknown := [tool for tool in options.tools if tool not in TOOLS]:
        parser.error(f"there is no oracle {unknown[0]}: give {', '.join(TOOLS)}")
    subprocess.run(["cmake", "--build", options.build, "--target", "inferometer", "record_figures"], check=True,
                   stdout=subprocess.DEVNULL)
    environment = {**os.environ, "INFEROMETER": str(options.build.resolve() / "bin/inferometer"),
                   "RECORD_FIGURES": str(options.build.resolve() / "bin/record_figures")}
    codes = []
    for tool in options.tools or TOOLS:
        venv = ROOT / "build/oracles" / tool
        if problem := install(tool, venv):
            print(f"SKIPPED {tool}: it cannot be installed here: {problem}", flush=True)
            continue
        print(f"== {TOOLS[tool]['package']}", flush=True)
        oracle = [venv / "bin/python", "-B", HERE / f"{tool}_oracle.py"]
        codes.append(subprocess.run(oracle, env=environment).returncode)
    sys.exit(77 if not codes else int(any(codes)))


if __name__ == "__main__":
    main()
