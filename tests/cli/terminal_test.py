# SPDX-License-Identifier: GPL-3.0-or-later
"""An endpoint, a file or a name that steers terminals: nothing of it reaches one, nor forges a line."""
import http.server
import json
import os
import pty
import subprocess
import threading
import unicodedata
import unittest

from support import BINARY, Case, run, small_run

EVIL = "bad\x1b[31m\x1b]52;c;aGk=\x07\x9b2J\u202egnihton\u2066\r\nVerdict: ok\ttail\x7f\x00end"


class Steering(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, json.dumps({"data": [{"id": EVIL}, {"id": "simulated"}]}).encode())

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            return self.answer(404, EVIL.encode())
        if self.server.manner == "refuse":
            return self.answer(400, json.dumps({"error": {"message": EVIL}}).encode())
        if not asked.get("stream"):
            return self.answer(200, b"{}")
        word = {"choices": [{"index": 0, "delta": {"content": "x"}}]}
        if asked["max_tokens"] == 1:  # a probe: what is to be shown comes under load
            return self.answer(200, f"data: {json.dumps(word)}\n\ndata: [DONE]\n\n".encode(), "text/event-stream")
        events = {"error": {"error": {"message": EVIL}}, "unreadable": None}[self.server.manner]
        text = f"data: {json.dumps(word)}\n\ndata: " + (json.dumps(events) if events else "{" + EVIL.split("\r")[0]) + "\n\n"
        self.answer(200, text.encode(), "text/event-stream")

    def answer(self, status, content, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


class Terminal(Case):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Steering)
        self.server.manner = "error"
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(lambda: (self.server.shutdown(), thread.join(), self.server.server_close()))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def assert_harmless(self, text, allowed="\n"):
        for character in text:
            if character not in allowed:
                self.assertNotIn(unicodedata.category(character), ("Cc", "Cf", "Zl", "Zp"), repr(text))
        self.assertNotIn("\nVerdict: ok", text)

    def test_errors_and_names_of_an_endpoint(self):
        for manner in ("error", "unreadable", "refuse"):
            for model in ("simulated", ""):
                self.server.manner = manner
                with self.subTest(manner=manner, model=model):
                    done = run(*small_run(self.url, self.folder / "r", model_names=model))
                    self.assertNotEqual(done.returncode, 0)
                    self.assertIn("bad", done.stdout + done.stderr)
                    self.assert_harmless(done.stdout)
                    self.assert_harmless(done.stderr)

    def test_the_list_of_models(self):
        done = run("models", "--base-url", self.url)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertIn(r"\x1b]52;c;aGk=\x07\u009b2J\u202e", done.stdout)
        self.assert_harmless(done.stdout)

    def test_json_is_ascii_and_says_the_same(self):
        done = run(*small_run(self.url, self.folder / "r", num_requests=1), "--json")
        self.assertTrue(done.stdout.isascii())
        self.assert_harmless(done.stdout)
        told = json.loads(done.stdout)
        self.assertIn("\x9b2J\u202e", told["runs"][0]["failures"][0]["example"])

    def test_a_terminal_gets_our_own_controls_alone(self):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([BINARY, *map(str, small_run(self.url, self.folder / "r"))], stdout=subprocess.DEVNULL,
                                   stderr=theirs)
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other side is gone
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
        self.assertEqual(process.wait(), 3)
        self.assert_harmless(shown.decode().replace("\r\n", "\n"), allowed="\n\r")

    def test_names_in_files_and_arguments(self):
        config = self.folder / "inferometer"
        config.mkdir()
        name = json.dumps(EVIL.replace("\x00", ""))  # JSON's escapes are YAML's
        (config / "endpoints.yaml").write_text(f"- name: {name}\n  base-url: ftp://x\n")
        env = {"XDG_CONFIG_HOME": str(self.folder)}
        self.assert_harmless(run("run", "synthetic", "--endpoint", "bad", env=env).stderr)
        (config / "endpoints.yaml").write_text(f"- name: {name}\n  base-url: {self.url}\n")
        self.assert_harmless(run("run", "synthetic", "--endpoint", "bat", env=env).stderr)
        path = self.folder / "run.yaml"
        path.write_text(f"version: 1\nsystem-prompt: {name}\nmodel-names: m\n")
        done = run("validate", path, env=env)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assert_harmless(done.stdout)
        path.write_text(f"version: 1\n{name}: 1\n")
        self.assert_harmless(run("validate", path, env=env).stderr)
        self.assert_harmless(run("run", EVIL.replace("\x00", "")).stderr)
        self.assert_harmless(run("run", "synthetic", "--" + EVIL.replace("\x00", "")).stderr)


if __name__ == "__main__":
    unittest.main()
