# SPDX-License-Identifier: GPL-3.0-or-later
"""Engines in containers of docker and podman; see engine_case.py for what is a double here."""
import json
import os
import pathlib
import signal
import unittest

from engine_case import SECRET, Engines
from support import wait_until


class InContainers(Engines):
    BOXED = "recipe: vllm\n  image: default"

    def test_from_nothing_to_measured_and_back(self):
        for runtime, pull in (("docker", "3.5"), ("podman", "0")):
            with self.subTest(runtime=runtime):
                self.env["DOUBLE_PULL"] = pull
                up = self.up(self.BOXED + f"\n  runtime: {runtime}")
                self.assert_phases(up, "image", "start", "download", "load", "compile", "listen", "ready",
                                   "first token")
                self.assertRegex(up.stdout, r"Engine:   vLLM, image vllm/vllm-openai:v0.11.0 "
                                            r"\(vllm/vllm-openai@sha256:[0-9a-f]{64}\)\n")
                if runtime == "docker":
                    self.assertRegex(up.stderr, r"The image of vLLM is pulled: [1-3] of 3 layers, \d+\.\d\d GB came in")
                self.assertEqual(len(self.containers(runtime)), 1)
                made = json.loads((self.state / runtime / "containers" / self.containers(runtime)[0]).read_text())
                self.assertNotIn(SECRET, json.dumps(made["words"]))
                self.assertEqual(made["environment"]["HF_TOKEN"], SECRET)
                self.assertIn("inferometer=" + self.containers(runtime)[0], made["words"])
                self.assert_no_secret()
                self.assertIn("standing, runs, ends itself in", self.step("status", self.files[0]).stdout)
                done = self.step("run", self.files[0])
                self.assertEqual(done.returncode, 0, done.stderr)
                down = self.step("down", self.files[0])
                self.assertEqual((down.returncode, down.stderr), (0, ""))
                self.assertEqual(self.left(), (set(), []))
                self.assertEqual(self.step("down", self.files[0]).returncode, 0, "ended twice")

    def test_a_program_that_was_killed_leaves_what_is_shown(self):
        self.env["DOUBLE_PULL"] = "3"
        for what, seen in (("the image is pulled", lambda: self.left()[0]),
                           ("the container is there", self.containers)):
            with self.subTest(what=what):
                process = self.begin(self.BOXED)
                wait_until(seen, what)
                process.kill()
                process.communicate()
                orphans = self.step("orphans")
                self.assertEqual(orphans.returncode, 6)
                self.assertRegex(orphans.stdout,
                                 rf"inferometer-{self.name}-\S+-docker: creating, runs, ends itself in ")
                self.assertEqual(self.step("down", self.files[0]).returncode, 0)
                self.assertEqual(self.left(), (set(), []))

    def kill_watchers(self, deployment, but_watchdogs=False):
        """All its processes; those that wait for a container's time to be up may stay."""
        for path in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (path / "cmdline").read_bytes()
                is_watchdog = words.startswith((b"sleep\0", b"sh\0-c\0sleep "))
                if f"=inferometer-{deployment}".encode() in (path / "environ").read_bytes() and not (
                        but_watchdogs and is_watchdog):
                    os.kill(int(path.name), signal.SIGKILL)
            except OSError:
                pass

    def test_a_container_that_nobody_watches_is_found_by_its_name(self):
        self.up(self.BOXED)
        self.kill_watchers(self.name)
        wait_until(lambda: not self.left()[0], "the watchers are gone")
        name = self.containers()[0]
        self.assertIn(f"{name}: standing, runs,", self.step("status", self.files[0]).stdout)
        # Nobody can say whether it runs: that is not "nothing".
        for word in ("denied", "down"):
            (self.state / "docker" / word).touch()
            down = self.step("down", self.files[0])
            self.assertEqual(down.returncode, 6, down.stdout)
            self.assertIn("docker of this machine cannot be asked what runs there: ", down.stderr)
            self.assertNotEqual(self.step("status", self.files[0]).returncode, 0)
            (self.state / "docker" / word).unlink()
        (self.folder / "data/inferometer/deployments/ledger.jsonl").rename(self.folder / "kept")
        self.assertIn(f"{name}: not in the ledger, runs", self.step("orphans").stdout)
        (self.folder / "kept").rename(self.folder / "data/inferometer/deployments/ledger.jsonl")
        self.assertEqual(self.step("down", self.files[0]).returncode, 0)
        self.assertEqual(self.containers(), [])

    def test_it_ends_itself_whatever_became_of_the_rest(self):
        self.up(self.BOXED, name="-a", limits=", ttl: 6s")
        self.up(self.BOXED, name="-b", limits=", ttl: 12s")
        self.kill_watchers(f"{self.name}-b", but_watchdogs=True)
        self.assertEqual(len(self.containers()), 2)
        wait_until(lambda: not [name for names in self.left() for name in names if f"{self.name}-a" in name],
                   "its time is up")
        self.assertEqual(len(self.containers()), 1, "the supervisor that lived ended its own, and its watchdog")
        wait_until(lambda: self.left() == (set(), []), "its time is up for the watchdog")

    def test_an_interrupt_ends_the_container(self):
        process = self.begin(self.BOXED, environment=", DOUBLE_PULL: \"5\"")
        wait_until(self.containers, "the container is there")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, said)
        self.assertEqual(self.left(), (set(), []))

    def test_what_is_missing_is_said(self):
        def broken(word):
            (self.state / "docker").mkdir(parents=True, exist_ok=True)
            (self.state / "docker" / word).touch()

        def without(*names):
            for name in names:
                (self.bin / name).unlink()

        cases = [
            (lambda: None, "recipe: vllm\n  image: org/nothing:v1", "there is no such image"),
            (lambda: None, "recipe: vllm\n  image: default\n  program: vlm", "the image holds no such program"),
            (lambda: None, "recipe: vllm\n  image: default\n  arguments: {nonsense: true}", "not know one of the arg"),
            (lambda: broken("denied"), self.BOXED + "\n  runtime: docker",
             "docker of this machine cannot be asked what runs there: permission denied while trying"),
            (lambda: without("docker"), self.BOXED + "\n  runtime: docker", "This machine has no docker; install it"),
            (lambda: without("podman"), self.BOXED, "has no docker and no podman; install it there"),
        ]
        for prepare, engine, words in cases:
            with self.subTest(words=words):
                prepare()
                done = self.step("up", self.config(engine))
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(words.lower(), done.stderr.lower())
                self.assertEqual(self.left(), (set(), []))

    def test_the_one_that_answers_is_taken(self):
        (self.state / "docker").mkdir(parents=True)
        (self.state / "docker/denied").touch()
        self.up(self.BOXED)
        self.assertEqual(len(self.containers("podman")), 1)

if __name__ == "__main__":
    unittest.main()
