#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job of a person in the workbench, against Debian's llama-server.

usage: workbench_test.py TST_WHOLE_JOB WORK_FOLDER
"""
import os
import pathlib
import subprocess
import sys

from engine import engine, fetch_engine, work_folder


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    work = work_folder(sys.argv[2])
    fetch_engine()
    with engine(work, eyes=True) as port:
        job = {"INFEROMETER_JOB_URL": f"http://127.0.0.1:{port}", "INFEROMETER_JOB_MODEL": "tiny"}
        sys.exit(subprocess.run([program], env={**os.environ, **job}).returncode)


if __name__ == "__main__":
    main()
