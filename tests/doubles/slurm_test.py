# SPDX-License-Identifier: GPL-3.0-or-later
"""Slurm itself, one node on this machine, by its commands over OpenSSH on loopback."""
import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import time
import unittest
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))
from probe_case import ProbeCase  # noqa: E402
from slurm_cluster import Cluster, slurm_root  # noqa: E402
from ssh_server import SshServer  # noqa: E402

PROBE = os.environ["CLOUD_PROBE"]
PATIENCE_S = 90
USER = pwd.getpwuid(os.getuid()).pw_name


def fresh(label="tiny"):
    """A name as the ledger makes it."""
    return f"inferometer-{label}-{uuid.uuid4()}"


def env_of(values):
    """As sshd's SetEnv has it."""
    return " ".join(f'{key}="{value}"' for key, value in values.items())


class SlurmCase(ProbeCase):
    @classmethod
    def setUpClass(cls):
        cls.running = contextlib.ExitStack()
        cls.addClassCleanup(cls.running.close)
        root = slurm_root()
        cls.folder = pathlib.Path(os.environ.get("TMPDIR", "/tmp"), "inferometer-" + os.urandom(6).hex())
        cls.folder.mkdir()
        cls.running.callback(shutil.rmtree, cls.folder, True)
        cls.cluster = Cluster(cls.folder / "slurm", root)
        cls.running.callback(cls.cluster.close)
        cls.cluster.start()
        (cls.folder / "there").mkdir()
        more = env_of({**cls.cluster.env, "HOME": f"{cls.folder}/there"})
        cls.login = SshServer(cls.folder / "login", more=f"SetEnv {more}\nLogLevel DEBUG1\n")
        cls.running.callback(cls.login.stop)
        cls.known = cls.folder / "known_hosts"
        cls.known.write_text(cls.login.known_host)

    def settings(self, **more):
        given = {"host": self.login.place, "key-file": self.login.key, "known-hosts": self.known, "gpus": "0",
                 "node-port": self.login.port, **{key.replace("_", "-"): value for key, value in more.items()}}
        return [f"{key}={value}" for key, value in given.items() if value is not None]

    def begin(self, *words, **settings):
        env = {key: value for key, value in os.environ.items() if key != "SSH_AUTH_SOCK"}
        return subprocess.Popen([PROBE, "slurm", *self.settings(**settings), *words], env=env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def probe(self, *words, **settings):
        process = self.begin(*words, **settings)
        out, err = process.communicate(timeout=PATIENCE_S)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def listed(self, name):
        found = [one for one in self.ok("list") if one["name"] == name]
        self.assertLessEqual(len(found), 1)
        return found[0] if found else None

    def until(self, name, is_so, patience=PATIENCE_S):
        deadline = time.monotonic() + patience
        while True:
            one = self.listed(name)
            if one and is_so(one):
                return one
            self.assertLess(time.monotonic(), deadline, one)
            time.sleep(0.2)


class Slurm(SlurmCase):
    def tearDown(self):
        self.assertEqual(self.cluster.jobs(), [], "a job was left")

    def make(self, name, *words, **settings):
        return self.ok("make", name, *words, **settings).split()[1]

    def end(self, name):
        self.ok("end", name)
        return self.until(name, lambda one: one["is_ended"])

    def test_the_journey(self):
        self.assertIn(f"Slurm cluster loop (slurm-wlm 22.05.8) by {self.login.place}, as {USER}", self.ok("account"))
        offer = self.ok("asked")
        self.assertEqual([offer[key] for key in ("machine", "gpus", "price_per_hour", "currency")], ["main", 0, 0, "USD"])
        self.assertIn("1 idle of 1 node with 4 CPUs and 1 GB, up to 2:00:00", offer["availability"])
        self.assertEqual(self.ok("asked", price_per_hour="1.5")["price_per_hour"], 1.5)
        name = fresh()
        job = self.make(name)
        ready = self.until(name, lambda one: one["is_ready"])
        self.assertEqual([ready[key] for key in ("id", "kind", "state", "address", "ssh_port", "user", "trouble")],
                         [job, "machine", "RUNNING", "127.0.0.1", self.login.port, USER, ""])
        said = self.cluster.run("scontrol", "show", "job", job).stdout
        self.assertIn("TimeLimit=01:00:00", said)
        self.assertIn("Requeue=0", said)
        ended = self.end(name)
        self.assertIn("Slurm ended it", ended["trouble"])
        self.assertFalse(ended["is_ready"])
        for _ in range(2):
            self.ok("end", name)

    def test_the_login_node_may_be_this_machine(self):
        name = fresh()
        env, os.environ["SLURM_CONF"] = dict(os.environ), self.cluster.env["SLURM_CONF"]
        os.environ["LD_LIBRARY_PATH"] = self.cluster.env["LD_LIBRARY_PATH"]
        try:
            here = {"host": None, "bin": self.cluster.root / "usr/bin"}
            self.make(name, **here)
            self.assertIn("by this machine", self.ok("account", **here))
            self.ok("end", name, **here)
        finally:
            os.environ.clear()
            os.environ.update(env)
        self.until(name, lambda one: one["is_ended"])

    def test_what_is_refused_is_said_and_not_made(self):
        for text, settings in (
                ("Invalid partition name specified; check site/partition", {"partition": "nope"}),
                ("More processors requested than permitted; check site/nodes", {"nodes": "7"}),
                ("Requested node configuration is not available; check site/gpus", {"gpus": "h100:8"})):
            self.fails(1, f"refused the job: {text}", "make", fresh(), **settings)
        said = self.fails(1, "refused the job: Requested time limit is invalid", "make", fresh(), "8000")
        self.assertIn("check limits/ttl", said)
        self.fails(1, 'has no partition "nope"; give one of: main, shut.', "asked", partition="nope")
        self.fails(1, "No node of the partition has the GPUs", "asked", gpus="64")
        self.fails(1, "--job-name=x is no option of sbatch", "make", fresh(), options="--mem=1 --job-name=x")
        self.fails(1, "list-lag must be a whole number from 1 to 600", "list", list_lag="0")
        self.fails(1, "has no sbatch", "make", fresh(), host=self.bare().place)
        self.assertEqual(self.cluster.jobs(), [])

    def bare(self):
        """A machine of the same user without Slurm."""
        other = SshServer(self.folder / ("bare" + os.urandom(3).hex()), friendly=self.login)
        self.addCleanup(other.stop)
        self.known.write_text(self.login.known_host + other.known_host)
        return other

    def test_what_waits_says_for_what(self):
        first, second = fresh("a"), fresh("b")
        self.make(first, options="--exclusive")
        self.until(first, lambda one: one["is_ready"])
        self.make(second, options="--exclusive")
        waiting = self.until(second, lambda one: one["state"] != "PENDING")
        self.assertEqual([waiting[key] for key in ("state", "is_ready", "is_ended", "trouble", "address")],
                         ["PENDING (Resources)", False, False, "", ""])
        self.end(first)
        self.until(second, lambda one: one["is_ready"])
        self.end(second)
        shut = fresh("c")
        self.make(shut, partition="shut")
        self.until(shut, lambda one: one["state"] == "PENDING (PartitionDown)")
        self.end(shut)

    def test_a_partition_that_is_closed_is_told(self):
        self.assertIn("not up", self.ok("asked", partition="shut")["availability"])

    def test_the_wall_time_ends_it(self):
        name = fresh()
        self.make(name, "1")
        self.until(name, lambda one: one["is_ready"])
        ended = self.until(name, lambda one: one["is_ended"], 3 * PATIENCE_S)  # Slurm looks twice a minute
        self.assertEqual([ended["state"], ended["trouble"]], ["TIMEOUT", "its wall time is over"])

    def test_a_job_ends_the_engines_that_were_started_beside_it(self):
        name = fresh("mine")
        self.make(name)
        self.until(name, lambda one: one["is_ready"])
        engines = {label: subprocess.Popen(["sleep", "300"], start_new_session=True,
                                           env={**os.environ, "INFEROMETER_RESOURCE": fresh(label)})
                   for label in ("mine", "mine-2", "theirs")}
        try:
            self.end(name)
            self.assertEqual(engines["mine"].wait(10), -signal.SIGTERM)
            time.sleep(3)
            self.assertEqual([engines[label].poll() for label in ("mine-2", "theirs")], [None, None])
        finally:
            for engine in engines.values():
                engine.kill()
                engine.wait()

    def test_jobs_of_other_names_are_not_touched(self):
        script = "#!/bin/sh\nsleep 300\n"
        job = subprocess.run(["sbatch", "--parsable", "--job-name=theirs", "--output=/dev/null"], input=script, text=True,
                             env={**os.environ, **self.cluster.env}, stdout=subprocess.PIPE, check=True).stdout.strip()
        try:
            name = fresh()
            own = self.make(name)
            self.assertNotEqual(own, job)
            self.end(name)
            self.assertEqual(self.cluster.jobs(), ["theirs"])
            self.assertNotIn("theirs", [one["name"] for one in self.ok("list")])
        finally:
            self.cluster.run("scancel", job)
            self.cluster.wait(lambda: not self.cluster.jobs(), "its end")

    def test_the_login_is_lost_while_it_is_made(self):
        name = fresh()
        slow = self.folder / "slurm/bin/sbatch"
        slow.write_text(f"#!/bin/sh\n\"{self.cluster.root}/usr/bin/sbatch\" \"$@\"\n: > {self.folder}/took\nsleep 20\n")
        slow.chmod(0o755)
        try:
            process = self.begin("make", name)
            self.cluster.wait(lambda: (self.folder / "took").exists(), "sbatch")
            self.login.cut()
            _, err = process.communicate(timeout=PATIENCE_S)
        finally:
            slow.unlink()
        self.assertEqual(process.returncode, 3, err)  # in doubt
        self.until(name, lambda one: one["is_ready"])
        self.end(name)

    def test_a_controller_that_does_not_answer_leaves_it_in_doubt(self):
        self.cluster.stop("slurmctld")
        try:
            self.fails(3, "Whether Slurm on", "make", fresh())
            self.fails(3, "cannot be asked: slurm_load_jobs error: Unable to contact slurm controller", "list")
        finally:
            self.cluster.start_controller()

    def test_an_unknown_login_node_is_refused(self):
        other = self.folder / "nobody_known"
        other.write_text("")
        self.fails(1, "is not known", "list", known_hosts=other)


if __name__ == "__main__":
    unittest.main()
