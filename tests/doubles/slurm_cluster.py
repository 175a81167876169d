# SPDX-License-Identifier: GPL-3.0-or-later
"""Slurm on this machine alone: its own daemons from Debian's packages, which slurm.sh fetches, on free ports. Nothing is
installed into the system; whoever runs this is Slurm's user too."""
import os
import pathlib
import pwd
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
from ssh_server import free_port  # noqa: E402

PATIENCE_S = 30
CONF = """ClusterName=loop
SlurmctldHost=localhost
SlurmUser={user}
SlurmdUser={user}
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket
CredType=cred/munge
PluginDir={plugins}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
EnforcePartLimits=ALL
KillWait=5
MessageTimeout=5
ReturnToService=2
MpiDefault=none
SlurmdParameters=config_overrides
GresTypes=gpu
NodeName=node1 NodeHostName=localhost NodeAddr=127.0.0.1 CPUs=4 RealMemory=1000 Gres=gpu:a100:2
PartitionName=main Nodes=node1 Default=YES MaxTime=2:00:00 State=UP
PartitionName=shut Nodes=node1 MaxTime=INFINITE State=DOWN
"""


class Cluster:
    def __init__(self, folder, root):
        self.folder, self.root = pathlib.Path(folder), pathlib.Path(root)
        for name in ("munge", "state", "spool", "bin"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        os.chmod(self.folder, 0o755)  # munge looks at who may write on the way to its socket
        libraries = self.root / "usr/lib/x86_64-linux-gnu"
        self.plugins = libraries / "slurm-wlm"
        self.env = {"SLURM_CONF": str(self.folder / "slurm.conf"), "LD_LIBRARY_PATH": f"{libraries}:{self.plugins}",
                    "PATH": f"{self.folder}/bin:{self.root}/usr/bin:{os.environ['PATH']}"}
        (self.folder / "slurm.conf").write_text(CONF.format(
            user=pwd.getpwuid(os.getuid()).pw_name, ports=(free_port(), free_port()), folder=self.folder,
            plugins=self.plugins))
        (self.folder / "gres.conf").write_text("NodeName=node1 Name=gpu Type=a100 Count=2\n")
        (self.folder / "munge/key").write_bytes(os.urandom(64))
        os.chmod(self.folder / "munge/key", 0o600)
        self.processes = {}

    def start(self):
        munge = self.folder / "munge"
        self.begin("munged", "munged", "--foreground", "--force", f"--key-file={munge}/key", f"--socket={munge}/socket",
                   f"--pid-file={munge}/pid", f"--log-file={munge}/log", f"--seed-file={munge}/seed")
        self.wait(lambda: (munge / "socket").exists(), "munged")
        self.start_controller()
        self.begin("slurmd", "slurmd-wlm", "-D", "-N", "node1", "-d", self.root / "usr/sbin/slurmstepd-wlm")
        self.wait(lambda: "idle" in self.run("sinfo", "-h", "-o", "%T").stdout, "slurmd")

    def start_controller(self):
        self.begin("slurmctld", "slurmctld-wlm", "-D")
        self.wait(lambda: self.run("scontrol", "ping").stdout.count("is UP"), "slurmctld")

    def begin(self, name, program, *arguments):
        log = open(self.folder / f"{name}.out", "ab")
        self.processes[name] = subprocess.Popen([self.root / "usr/sbin" / program, *arguments], env={**os.environ, **self.env},
                                                stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        log.close()

    def run(self, *words):
        return subprocess.run(words, env={**os.environ, **self.env}, capture_output=True, text=True, timeout=PATIENCE_S)

    def wait(self, is_so, what):
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > deadline:
                logs = "".join(path.read_text("latin-1")[-2000:] for path in self.folder.glob("*.out"))
                raise AssertionError(f"{what} did not come: {logs}")
            time.sleep(0.1)

    def stop(self, name):
        process = self.processes.pop(name)
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def close(self):
        self.run("scancel", "--user", pwd.getpwuid(os.getuid()).pw_name)
        self.wait(lambda: not self.jobs(), "the end of all jobs")
        for name in list(self.processes)[::-1]:
            self.stop(name)

    def jobs(self):
        """Names of those that hold a node or wait for one, as Slurm itself says."""
        return [line for line in self.run("squeue", "-h", "-o", "%j").stdout.split("\n") if line]


def slurm_root():
    """Where slurm.sh has put it; ends the program where it cannot be had."""
    found = subprocess.run(["sh", HERE / "slurm.sh"], stdout=subprocess.PIPE, text=True)
    if found.returncode != 0:
        sys.exit(found.returncode)
    return found.stdout.strip()
