# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command that a machine behind OpenSSH is told passes a gate, where it may get a fault of fault_table.py: it is
not carried out, or its connection is cut, or the program that told it is killed."""
import base64
import contextlib
import re
import socketserver
import threading

import fault_table
from fault_table import FAULTS, ID, Calls
from journey import Journey

# What a site says in HTTP is none of a machine's.
OF_A_MACHINE = tuple(one for one in FAULTS if one[0].split(" ")[0] in ("cut", "killed", "interrupted", "time-out", "disk"))
COMMAND = """#!/bin/bash
exec 9<>/dev/tcp/127.0.0.1/{port}
printf '%s\\n' "$SSH_ORIGINAL_COMMAND" >&9
read -r said <&9 && [ "$said" = go ] || exit 255
/bin/sh -c "$SSH_ORIGINAL_COMMAND" 9>&-
code=$?
echo done >&9
read -r said <&9 && [ "$said" = end ] || exit 255
exit $code
"""


def name_of(command):
    """The end of the script, whatever its deployment, its numbers and its folder are."""
    script = base64.b64decode(re.search(r"echo ([\w+/=]+) \|", command)[1]).decode()
    for pattern, instead in ((ID, "ID"), (r"\bt[0-9a-f]{8}\b", "NAME"), (r"/\S+/", "/"), (r"\d+", "N"), (r"\s+", " ")):
        script = re.sub(pattern, instead, script)
    return script[-50:].strip()


class Gate(Calls):
    """`folder` is where its command is kept; `cut()` ends every connection of the machine."""

    def __init__(self, folder, cut):
        super().__init__()
        self.lock, self.stopping, self.cut = threading.Lock(), threading.Event(), cut
        gate = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    gate.pass_through(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.command = folder / "gate"
        self.command.write_text(COMMAND.format(port=self.server.server_address[1]))
        self.command.chmod(0o755)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def pass_through(self, asked, answer):
        command = asked.readline().decode()
        if not command:
            return
        with self.lock:
            fault = self.count(name_of(command))

        def forward():
            answer.write(b"go\n")
            return asked.readline()
        if fault(self, command, forward) if fault else forward():
            answer.write(b"end\n")
        else:
            self.cut()


class Case:
    """One deployment at a site that is told by SSH; a subclass has `site()`, the text of its file, `left()` and
    `made()`. `more` is in the environment there."""
    steps, faults, secrets = fault_table.Case.steps, OF_A_MACHINE, ()

    def __init__(self, more=""):
        self.journey = Journey(self.site, {}, more=more)
        self.machine = self.journey.machine
        self.known = self.journey.folder / "known"
        self.known.write_text(self.machine.known_host)
        self.proxy = Gate(self.journey.folder, self.machine.cut)
        self.proxy.journey = self.journey
        self.machine.force(self.proxy.command)

    def __enter__(self):
        self.proxy.__enter__()
        return self

    def __exit__(self, *_):
        self.journey.close()
        self.proxy.__exit__()
