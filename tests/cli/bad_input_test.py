# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input gets one clear sentence that names the field or host, and the right exit code."""
import json
import os
import shutil
import socket
import subprocess
import time
import unittest

from support import Case, read_json, run, simulator, small_run, start

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


class CommandLine(Case):
    def test_unknown_option_names_the_nearest(self):
        self.assert_refused(run("run", "synthetic", "--num-requsts", "5"), 1, "--num-requsts", "--num-requests")

    def test_unknown_command_names_the_nearest(self):
        self.assert_refused(run("simulat"), 1, "simulat", "simulate")

    def test_number_out_of_range(self):
        self.assert_refused(run("run", "synthetic", "--num-requests", "0"), 1, "num-requests", "0")

    def test_not_a_number(self):
        self.assert_refused(run("run", "synthetic", "--timeout", "soon"), 1, "timeout", "soon")

    def test_option_without_its_value(self):
        self.assert_refused(run("run", "synthetic", "--base-url"), 1, "--base-url")

    def test_neither_mode_nor_file(self):
        self.assert_refused(run("run"), 1, "synthetic", "--config")

    def test_unknown_mode(self):
        self.assert_refused(run("run", "synthetc"), 1, "synthetc", "synthetic")

    def test_header_without_colon(self):
        self.assert_refused(run("run", "synthetic", "--header", "X-Team"), 1, "header", "Name: value")

    def test_metadata_without_equals_sign(self):
        self.assert_refused(run("run", "synthetic", "--metadata", "team"), 1, "metadata", "name=value")

    def test_every_fault_of_file_and_flags_is_told(self):
        config = self.folder / "run.yaml"
        config.write_text("version: 1\nnum-requests: none\nmodel-name: simulated\n")
        done = run("run", "--config", config, "--timeout", "soon", "--header", "X-Team")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")
        told = done.stderr.splitlines()
        self.assertEqual(len(told), 4, done.stderr)
        for line, words in zip(told, (("run.yaml:2", "num-requests"), ("run.yaml:3", "model-name", "model-names"),
                                      ("timeout", "soon"), ("header", "colon"))):
            for word in words:
                self.assertIn(word, line)

    def test_simulator_setting_out_of_range(self):
        self.assert_refused(run("simulate", "--error-rate", "7"), 1, "error-rate", "7")

    def test_word_behind_a_yes_or_no_option_names_it(self):
        self.assert_refused(run("run", "synthetic", "--insecure", "maybe"), 1, "insecure must be true or false", "maybe")

    def test_json_tells_a_misspelt_option_on_stdout_too(self):
        done = run("run", "synthetic", "--json", "--bogus")
        self.assertEqual(done.returncode, 1)
        told = json.loads(done.stdout)
        self.assertEqual((told["exit_code"], told["runs"]), (1, []))
        self.assertIn("--bogus", told["errors"][0]["message"])

    def test_body_keys_that_have_a_setting_of_their_own(self):
        self.assert_refused(run("run", "synthetic", "--sampling-params", '{"max_tokens": 7}'), 1, "sampling-params",
                            "max_tokens", "num-output-tokens")

    def test_ca_file_without_tls(self):
        self.assert_refused(run("run", "synthetic", "--ca-file", "ca.pem"), 1, "ca-file", "https")

    def test_several_error_statuses(self):
        self.assert_refused(run("simulate", "--error-status", "500 200"), 1, "error-status", "500 200")

    def test_open_without_a_display(self):
        done = run("open", self.folder, env={"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})
        self.assert_refused(done, 1, "holds no run")
        (self.folder / "run.yaml").write_text("version: 1\n")
        done = run("open", self.folder / "run.yaml", env={"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})
        self.assert_refused(done, 1, "no display")

    def test_plot_of_nothing(self):
        self.assert_refused(run("plot", self.folder / "nothing"), 1, "nothing")


class Yaml(Case):
    def write(self, text):
        path = self.folder / "run.yaml"
        path.write_text(text)
        return path

    def assert_bad(self, text, *words):
        path = self.write(text)
        for command in (["validate", path], ["run", "--config", path]):
            self.assert_refused(run(*command), 1, "run.yaml", *words)

    def test_duplicate_key(self):
        self.assert_bad("version: 1\nnum-requests: 5\nnum-requests: 6\n", "num-requests", "3")

    def test_key_of_another_evaluation(self):
        self.assert_bad("version: 2\nrun: synthetic\nqps: 3\n", "run.yaml:3: qps is no setting of run synthetic")

    def test_file_of_another_evaluation(self):
        path = self.write("version: 2\nrun: synthetic\nnum-requests: 5\n")
        done = run("run", "custom", "--config", path, "--input-file-path", "none")
        self.assert_refused(done, 1, "run.yaml is a run of synthetic, not of custom; leave \"custom\" out")

    def test_misspelt_key_names_the_nearest(self):
        self.assert_bad("version: 1\nnum-requets: 5\n", "num-requets", "num-requests")

    def test_number_out_of_range(self):
        self.assert_bad("version: 1\nnum-concurrent-requests: -4\n", "num-concurrent-requests", "-4")

    def test_wrong_type(self):
        self.assert_bad("version: 1\ntimeout: [1, 2]\n", "timeout")

    def test_broken_yaml(self):
        self.assert_bad("version: 1\nmodel-names: [a, b\n")

    def test_missing_file(self):
        self.assert_refused(run("validate", self.folder / "no.yaml"), 1, "no.yaml")

    def test_validate_tells_every_fault_at_once(self):
        path = self.write("version: 1\nnum-requests: 0\nbanana: 1\nbase-url: ftp://h\nprompts-file: /no/prompts.yaml\n"
                          f"results-dir: {self.folder}/run.yaml/sub\nendpoint: nobody\n")
        done = run("validate", path, env={"XDG_CONFIG_HOME": str(self.folder)})
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        for words in ["num-requests", "banana", "base-url must", "/no/prompts.yaml", "run.yaml/sub", '"nobody"']:
            self.assertEqual(len([line for line in done.stderr.splitlines() if words in line]), 1, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 6, done.stderr)
        path = self.write("version: 1\nbase-url: https://h\nca-file: /no/ca.pem\n")
        self.assert_refused(run("validate", path), 1, "/no/ca.pem")

    def test_flags_override_the_file(self):
        path = self.write("version: 1\nbase-url: ftp://wrong\nmodel-names: m\n")
        self.assert_refused(run("run", "--config", path), 1, "base-url")
        self.assertEqual(run("run", "--config", path, "--base-url", "http://127.0.0.1:1", cwd=self.folder).returncode, 3)

    def test_valid_file_is_told_as_flags(self):
        done = run("validate", self.write("version: 1\nnum-requests: 7\nmodel-names: m\n"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("--num-requests 7", done.stdout)


class Endpoint(Case):
    def test_url_of_another_scheme(self):
        self.assert_refused(run("run", "synthetic", "--base-url", "ftp://127.0.0.1/x", "--model-names", "m"), 1, "base-url")

    def test_host_that_does_not_exist(self):
        done = run(*small_run("http://no-such-host.invalid:8000", self.folder))
        self.assert_refused(done, 3, "no-such-host.invalid")

    def test_nobody_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        done = run(*small_run(f"http://127.0.0.1:{port}", self.folder / "r"))
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(f"127.0.0.1:{port}", done.stdout + done.stderr)
        self.assertIn("refused", (done.stdout + done.stderr).lower())
        self.assertEqual(run("models", "--base-url", f"http://127.0.0.1:{port}").returncode, 3)

    def test_wrong_path_is_refused_before_the_run(self):
        with simulator() as url:
            done = run(*small_run(url + "/wrong/path", self.folder / "r"))
            self.assert_refused(done, 1, "base-url", "/wrong/path/v1/chat/completions", "HTTP 404")
            unnamed = run(*small_run(url + "/wrong/path", self.folder / "r", model_names=""))
            self.assert_refused(unnamed, 1, "base-url", "HTTP 404 at /wrong/path/v1/models")
        self.assertFalse((self.folder / "r").exists())

    def test_http_to_a_tls_port(self):
        with simulator("--tls", "--certificate-file", self.folder / "ca.pem") as url:
            plain = url.replace("https://", "http://")
            self.assert_refused(run(*small_run(plain, self.folder / "r")), 1, "speaks TLS", "https://")
            self.assert_refused(run("models", "--base-url", plain), 1, "speaks TLS", "https://")

    def test_proxy_that_is_not_there(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        with simulator() as url:
            done = run(*small_run(url, self.folder / "r", proxy=f"http://127.0.0.1:{port}"), "--json")
            told = json.loads(done.stdout)["errors"][0]
            self.assertEqual(told["field"], "proxy")
            self.assertIn(f"proxy 127.0.0.1:{port} refused", told["message"])
            done = run(*small_run(url, self.folder / "r", proxy="http://no-such-host.invalid:1"), "--json")
            self.assertEqual(json.loads(done.stdout)["errors"][0]["field"], "proxy")

    def test_unknown_model_names_those_served(self):
        with simulator() as url:
            done = run(*small_run(url, self.folder, model_names="other"))
        self.assert_refused(done, 1, "other", "simulated")

    def test_key_variable_that_is_not_set(self):
        done = run(*small_run("http://127.0.0.1:1", self.folder, api_key_env="NO_SUCH_KEY"))
        self.assert_refused(done, 1, "NO_SUCH_KEY")

    def test_unknown_dialect_lists_those_known(self):
        done = run("run", "synthetic", "--llm-api", "openai-chap")
        self.assert_refused(done, 1, "llm-api", "openai-chat")

    def test_certificate_nobody_vouches_for(self):
        with simulator("--tls", "--certificate-file", self.folder / "ca.pem") as url:
            done = run(*small_run(url, self.folder / "r"))
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn("certificate", (done.stdout + done.stderr).lower())

    def test_certificate_for_another_host(self):
        # The certificate is for localhost and 127.0.0.1; this short form of the address is neither, and needs no DNS.
        with simulator("--tls", "--certificate-file", self.folder / "ca.pem") as url:
            port = url.rsplit(":", 1)[1]
            done = run(*small_run(f"https://127.1:{port}", self.folder / "r", ca_file=self.folder / "ca.pem"))
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("127.1", done.stdout + done.stderr)
        self.assertIn("certificate", (done.stdout + done.stderr).lower())

    def test_right_certificate_and_insecure_both_work(self):
        with simulator("--tls", "--certificate-file", self.folder / "ca.pem") as url:
            trusted = run(*small_run(url, self.folder / "r", ca_file=self.folder / "ca.pem"))
            self.assertEqual(trusted.returncode, 0, trusted.stderr)
            self.assertNotIn("WARNING", trusted.stderr)
            insecure = run(*small_run(url, self.folder / "r"), "--insecure")
            self.assertEqual(insecure.returncode, 0, insecure.stderr)
            self.assertIn("WARNING: --insecure", insecure.stderr)
            self.assertRegex(insecure.stdout, r"certificates +NOT VERIFIED \(--insecure\)")


class Disk(Case):
    def test_unwritable_folder(self):
        locked = self.folder / "locked"
        locked.mkdir(mode=0o555)
        prefix = ()
        if os.geteuid() == 0:  # root writes everywhere
            if not shutil.which("setpriv"):
                self.skipTest("root without setpriv")
            prefix = NOBODY
        with simulator() as url:
            done = run(*small_run(url, locked / "results"), prefix=prefix)
        self.assert_refused(done, 1, "locked")

    def test_results_folder_that_is_a_file(self):
        (self.folder / "file").write_text("")
        with simulator() as url:
            done = run(*small_run(url, self.folder / "file"))
        self.assert_refused(done, 1, "file")

    def small_disk(self, size):
        small = self.folder / "small"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", small], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no right to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", small], check=True)
        return small

    def test_disk_too_small_is_refused_before_the_run(self):
        small = self.small_disk("256k")
        with simulator("--ttft", 0, "--itl", 0) as url:
            done = run(*small_run(url, small, num_requests=20000, num_concurrent_requests=32))
        self.assert_refused(done, 1, str(small))
        self.assertIn("free space", done.stderr)

    def test_full_disk_ends_the_run_and_keeps_what_fits(self):
        small = self.small_disk("256m")
        with simulator("--ttft", 0.05, "--itl", 0) as url:
            process = start(*small_run(url, small, num_requests=2000, num_concurrent_requests=8), "--json")
            deadline = time.monotonic() + 20
            while not any(path.stat().st_size > 0 for path in small.rglob("journal")):
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.05)
            time.sleep(0.3)
            with open(small / "fill", "wb", buffering=0) as fill:
                try:
                    while fill.write(bytes(1 << 20)):
                        pass
                except OSError:
                    pass
            stdout, stderr = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 5, stderr)
        self.assertIn("space", stderr.lower())
        self.assertRegex(stderr, r"journal: once there is room, the next run .* finishes its files\.")
        run_told = json.loads(stdout)["runs"][0]
        self.assertGreater(run_told["summary"]["outcomes"]["ok"], 0)
        self.assertTrue(any(path.stat().st_size > 0 for path in small.rglob("journal")))

    def test_json_tells_errors_on_stdout_too(self):
        done = run("run", "synthetic", "--json", "--num-requests", "0")
        self.assertEqual(done.returncode, 1)
        (self.folder / "out.json").write_text(done.stdout)
        told = read_json(self.folder / "out.json")
        self.assertEqual((told["exit_code"], told["runs"]), (1, []))
        self.assertEqual(told["errors"][0]["field"], "num-requests")


if __name__ == "__main__":
    unittest.main()
