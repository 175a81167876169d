# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSSH's own server on a port of loopback, with a key of its own and one for whoever may log in."""
import contextlib
import os
import pathlib
import pwd
import signal
import socket
import subprocess
import time


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class SshServer:
    def __init__(self, folder, friendly=None, more=""):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.port = free_port()
        self.key = friendly.key if friendly else self.make_key("user")
        self.make_key("host")
        (self.folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\n"
            f"AuthorizedKeysFile {self.key}.pub\nStrictModes no\nUsePAM no\nPidFile none\n{more}")
        if os.getuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        self.process = None
        self.start()

    def force(self, command):
        """Whatever is told goes to that command, in SSH_ORIGINAL_COMMAND."""
        self.stop()
        with open(self.folder / "sshd_config", "a", encoding="utf-8") as file:
            file.write(f"ForceCommand {command}\n")
        self.start()

    def make_key(self, name):
        path = self.folder / name
        for old in (path, path.with_suffix(".pub")):
            old.unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
        return path

    @property
    def place(self):
        return f"{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1:{self.port}"

    @property
    def known_host(self):
        return f"[127.0.0.1]:{self.port} {' '.join((self.folder / 'host.pub').read_text().split()[:2])}\n"

    @property
    def fingerprint(self):
        said = subprocess.run(["ssh-keygen", "-lf", self.folder / "host.pub"], capture_output=True, text=True, check=True)
        return said.stdout.split()[1]

    def start(self):
        self.process = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", self.folder / "sshd_config", "-E",
                                         self.folder / "log"])
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def cut(self):
        """Ends every session with it, not the server."""
        for child in self.children():
            with contextlib.suppress(ProcessLookupError):  # its own end came first
                os.kill(child, signal.SIGKILL)

    def children(self):
        found = []
        for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, rest = path.read_text().split(" (", 1)
            except (OSError, ValueError):
                continue
            if rest.rsplit(") ", 1)[1].split()[1] == str(self.process.pid):
                found.append(int(pid))
        return found

    def stop(self):
        if self.process:
            self.cut()
            self.process.kill()
            self.process.wait()
            self.process = None
